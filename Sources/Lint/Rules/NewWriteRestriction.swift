import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/new-write-restriction.md.
struct NewWriteRestriction: Rule {
  static let info = RuleInfo(
    id: "new-write-restriction", category: .clientCompatibility,
    summary: "A CHECK or unique key that the writes of the running release may break",
    recommended: .info, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, step.failure == nil else { return }
    switch step.statement.tree {
    case .createIndex(let index) where index.isUnique && isOfOthers(index.table, step):
      let columns = step.source.columns(of: index)
      guard !areNew(Array(columns), index.table, step), !step.keys.repeatsKey else { return }
      report("have no two rows with the same key", index.table, step.head(to: index.table.range))
    case .alterTable(let alter) where alter.object == .table && isOfOthers(alter.name, step):
      for command in alter.commands where command.kind == .addConstraint {
        guard let constraint = command.constraint, !constraint.isNotEnforced,
          !replaces(constraint, alter, step), !isTakenBack(constraint, alter, step),
          let promise = promise(constraint, step, alter.name)
        else { continue }
        report(promise, alter.name, command.range)
      }
    default: break
    }

    func report(_ promise: String, _ table: QualifiedName, _ place: ByteRange) {
      findings.report(
        "from here on \(table.description) must \(promise): writes of the running release that "
          + "break that fail at once",
        at: place, help: "first release code whose writes keep to it, then run this migration")
    }
  }

  /// What the constraint asks of rows; nil where it asks nothing of what old code writes.
  private func promise(
    _ constraint: ConstraintDefinition, _ step: Step, _ table: QualifiedName
  ) -> String? {
    switch constraint.kind {
    case .check:
      guard let condition = constraint.expression,
        !areNew(step.source.columns(of: condition).map(\.name), table, step)
      else { return nil }
      return step.quotation(condition.range).map { "satisfy \($0)" } ?? "satisfy this condition"
    case .unique:
      guard constraint.usingIndex == nil, !areNew(constraint.columns, table, step) else {
        return nil
      }
      return "have no two rows with the same key"
    default: return nil
    }
  }

  private func isOfOthers(_ table: QualifiedName, _ step: Step) -> Bool {
    step.relation(table)?.isShared ?? false
  }

  /// The migration has added one of them: code that runs now does not write it.
  private func areNew(_ columns: [Name], _ table: QualifiedName, _ step: Step) -> Bool {
    columns.contains { step.isMadeEarlier(ObjectReference(.column, $0, of: table)) }
  }

  /// Nobody meets it: it is gone when the transaction commits, or only tells ATTACH PARTITION what its bounds ask as well.
  private func isTakenBack(
    _ constraint: ConstraintDefinition, _ alter: AlterTable, _ step: Step
  ) -> Bool {
    step.isFollowedInTransaction { later in
      guard let name = constraint.name, case .alterTable(let other) = later.tree,
        step.isSame(other.name, alter.name)
      else { return false }
      return other.commands.contains { $0.kind == .dropConstraint && $0.name == name }
    }
      || step.isFollowed { later in
        guard case .alterTable(let other) = later.tree else { return false }
        return other.commands.contains { command in
          guard command.kind == .attachPartition, case .relation(let name, _) = command.details
          else { return false }
          return step.isSame(name, alter.name)
        }
      }
  }

  /// It takes the place of one that the migration drops: what it asked before is not known here.
  private func replaces(
    _ constraint: ConstraintDefinition, _ alter: AlterTable, _ step: Step
  ) -> Bool {
    guard let name = constraint.name else { return false }
    return alter.commands.contains { $0.kind == .dropConstraint && $0.name == name }
      || step.isRemovedEarlier(ObjectReference(.tableConstraint, name, of: alter.name))
  }
}
