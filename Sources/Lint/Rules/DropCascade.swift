import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/drop-cascade.md.
struct DropCascade: Rule {
  static let info = RuleInfo(
    id: "drop-cascade", category: .dataLoss,
    summary: "CASCADE on a DROP or TRUNCATE: what else goes is not in the file",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    // What it takes along by name is told by another rule.
    guard step.goesForward, step.reachedByCascade().isEmpty else { return }
    switch step.statement.tree {
    case .drop(let drop):
      guard let cascade = drop.behavior.cascadeRange, !isOfOwn(drop, step),
        !step.effects.skips
      else { return }
      let isKnown = step.isKnownToReachNothing(drop)
      let isNothing = !isKnown && step.isRerunOnly(drop)
      report(
        alsoDrops(drop) + (isKnown ? nothingHere : isNothing ? isNoneOfTheFiles : ""), at: cascade,
        &findings, mitigated: isKnown || isNothing)
    case .truncate(let truncate):
      guard let cascade = truncate.behavior.cascadeRange,
        !truncate.tables.allSatisfy(step.isPrivate)
      else { return }
      report(alsoEmpties(truncate.tables), at: cascade, &findings)
    case .alterTable(let alter) where !step.isPrivate(alter.name):
      for command in alter.commands {
        guard let cascade = command.behavior.cascadeRange, let name = command.name,
          command.kind == .dropColumn || command.kind == .dropConstraint
        else { continue }
        let dependent = command.kind == .dropColumn ? ofColumn : ofConstraint
        report(alsoDrops(dependent(name, alter.name)), at: cascade, &findings)
      }
    default:
      break
    }
  }

  /// Only what this migration has made can depend on what it has made.
  private func isOfOwn(_ drop: Drop, _ step: Step) -> Bool {
    !drop.names.isEmpty
      && drop.names.allSatisfy {
        step.isPrivate($0)
          || step.isMadeEarlier(ObjectReference(drop.object, $0, of: drop.table))
      }
  }

  private func report(
    _ message: String, at range: ByteRange, _ findings: inout Findings, mitigated: Bool = false
  ) {
    findings.report(
      message, at: range,
      help: "leave CASCADE out: if something depends on it, PostgreSQL says what, and each can be "
        + "dropped by its name; or " + approval(of: DropCascade.info),
      mitigated: mitigated)
  }
}

extension Step {
  /// The files have made what is dropped, and nothing that depends on it.
  fileprivate func isKnownToReachNothing(_ drop: Drop) -> Bool {
    drop.object.isRelation && !effects.unknown.contains(.drops)
      && drop.names.allSatisfy { name in relation(name).map { !$0.isAssumed } ?? isGone(name) }
  }

  /// Of no table that it names has any of the files before made one, and the section makes each of them behind it.
  fileprivate func isRerunOnly(_ drop: Drop) -> Bool {
    let drops = written.drops.filter { $0.object == .table }
    return drop.object == .table && drops.count == drop.names.count
      && drops.allSatisfy { isRerunOnly($0) && isMadeLater(ObjectReference(.table, $0.name)) }
  }
}

private let nothingHere = " (these files make nothing that does)"

private func alsoEmpties(_ tables: [QualifiedName]) -> String {
  "CASCADE also empties every table with a foreign key to \(list(tables))"
}

private func alsoDrops(_ drop: Drop) -> String {
  let names = list(drop.names)
  switch drop.object {
  case .view, .materializedView:
    return alsoDrops("view and function that depends on \(names)")
  case .table, .foreignTable:
    return alsoDrops("view and foreign key that depends on \(names)")
  case .type, .domain: return alsoDrops("column of type \(names), with its values")
  case .schema: return alsoDrops("table in \(names), with its rows")
  case .sequence: return alsoDrops("default that uses \(names)")
  case .extension: return alsoDrops("column of a type of \(names), with its values")
  case .function, .procedure, .routine, .aggregate:
    return alsoDrops("trigger, index and view that uses \(names)")
  default: return alsoDrops("object that depends on \(names.isEmpty ? "it" : names)")
  }
}

private func alsoDrops(_ dependents: String) -> String { "CASCADE also drops every \(dependents)" }

private func ofColumn(_ column: Name, _ table: QualifiedName) -> String {
  "view, foreign key and generated column that uses \(column.text) of \(table.description)"
}

private func ofConstraint(_ constraint: Name, _ table: QualifiedName) -> String {
  "foreign key that relies on \(constraint.text) of \(table.description)"
}

private func list(_ names: [QualifiedName]) -> String {
  names.map(\.description).joined(separator: ", ")
}
