import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/constraint-not-valid.md.
struct ConstraintNotValid: Rule {
  static let info = RuleInfo(
    id: "constraint-not-valid", category: .locking,
    summary: "ADD CHECK or ADD FOREIGN KEY without NOT VALID: "
      + "every row is checked under a strong lock",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .alterTable(let alter) = step.statement.tree, alter.object == .table,
      !step.isPrivate(alter.name), step.works(.scan)
    else { return }
    let lock = step.lock(on: alter.name)
    for command in alter.commands {
      if let constraint = command.constraint, command.kind == .addConstraint {
        guard constraint.isChecked else { continue }
        findings.report(
          scans(alter.name, constraint, isExclusive: lock.map { $0 == .accessExclusive } ?? false),
          at: command.range,
          help: twoSteps(alter.name, constraint, column: nil, step))
      }
      guard let column = command.column else { continue }
      let hasDefault = column.constraints.contains { $0.kind == .default }
      for constraint in column.constraints where constraint.isChecked {
        // A foreign key of a column without a default has no value to look for.
        if constraint.kind == .foreignKey, !hasDefault { continue }
        findings.report(
          scans(alter.name, constraint, isExclusive: true), at: constraint.range,
          help: "add the column without it, then:\n"
            + twoSteps(alter.name, constraint, column: column.name, step))
      }
    }
  }
}

extension ConstraintDefinition {
  /// PostgreSQL looks at every row when it is added.
  fileprivate var isChecked: Bool {
    (kind == .check || kind == .foreignKey) && !isNotValid && !isNotEnforced
  }
}

private func scans(
  _ table: QualifiedName, _ constraint: ConstraintDefinition, isExclusive: Bool
) -> String {
  let name = table.description
  guard constraint.kind == .foreignKey, !isExclusive else {
    let words = constraint.kind == .check ? "CHECK" : "FOREIGN KEY"
    return "\(words) reads all of \(name) under an AccessExclusiveLock: reads and writes wait"
  }
  let other = constraint.referenced.map { $0 == table ? "" : " and \($0.description)" } ?? ""
  return "FOREIGN KEY reads all of \(name) under a ShareRowExclusiveLock "
    + "on \(name)\(other): writes wait"
}

/// ADD … NOT VALID and VALIDATE for a constraint of a table, or of one of its columns.
private func twoSteps(
  _ table: QualifiedName, _ constraint: ConstraintDefinition, column: Name?, _ step: Step
) -> String {
  let name = step.name(of: constraint, on: table, column: column)
  let body = ByteRange(
    start: constraint.name.map(\.range.end) ?? constraint.range.start, end: constraint.range.end)
  let alter = "ALTER TABLE \(step.text(table.range))"
  let validation = "\(alter) VALIDATE CONSTRAINT \(name);\(step.inNextMigration)"
  guard var definition = step.quotation(body) else {
    return "write NOT VALID behind it, and then:\n\(validation)"
  }
  if let column, constraint.kind == .foreignKey {
    definition = "FOREIGN KEY (\(step.text(column.range))) \(definition)"
  }
  return "\(alter) ADD CONSTRAINT \(name) \(definition) NOT VALID;\n\(validation)"
}
