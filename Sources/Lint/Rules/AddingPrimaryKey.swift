import Catalog
import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/adding-primary-key.md.
struct AddingPrimaryKey: Rule {
  static let info = RuleInfo(
    id: "adding-primary-key", category: .locking,
    summary: "ADD PRIMARY KEY that builds its index: reads and writes of the table wait",
    recommended: .error, documented: .error, fix: .safe)

  func check(_ step: Step, _ findings: inout Findings) {
    // Where nobody knows whether it is reached, it is so of no table that has one: it would fail.
    let isOfNoUse = step.tables.hasPrimaryKey && step.effects.unknown.contains(.scans)
    for added in step.addedConstraints(of: [.primaryKey]) where !isOfNoUse {
      findings.report(
        builds(added.table), at: added.range,
        help: prepared(added) + step.builtFirst(added, "PRIMARY KEY"),
        related: oldKey(added, step) + step.users(ofIndex: added.constraint.range),
        fixes: step.fixes(buildingFirst: added, "PRIMARY KEY"))
    }
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree,
      !step.isPrivate(alter.name), step.mayHaveRows(alter.name)
    else { return }
    for command in alter.commands {
      guard let constraint = command.constraint,
        let columns = step.effects.nullableKeys[constraint.range]
      else { continue }
      findings.report(
        reads(alter.name, columns), at: command.range, help: proofs(alter.name, columns, step))
    }
  }
}

private func reads(_ table: QualifiedName, _ columns: [String]) -> String {
  "PRIMARY KEY makes \(list(columns)) NOT NULL, and reads all of \(table.description) for it under an "
    + "AccessExclusiveLock: reads and writes wait"
}

/// CHECK constraints that spare the scan.
private func proofs(_ table: QualifiedName, _ columns: [String], _ step: Step) -> String {
  let alter = "ALTER TABLE \(step.text(table.range))"
  let lines = columns.flatMap { column in
    let check = step.newName(table, [Name(text: column, range: table.range)], "not_null")
    return [
      "\(alter) ADD CONSTRAINT \(check) CHECK (\(sqlName(column)) IS NOT NULL) NOT VALID;",
      "\(alter) VALIDATE CONSTRAINT \(check);",
    ]
  }
  return "before it, \(step.eachApart)" + lines.joined(separator: "\n")
}

private func builds(_ table: QualifiedName) -> String {
  "PRIMARY KEY builds its index under an AccessExclusiveLock on \(table.description): "
    + "reads and writes wait"
}

/// The table is never without a key if the old one goes with the new one.
private func oldKey(_ added: AddedConstraint, _ step: Step) -> [RelatedPlace] {
  guard let drop = step.indexMoves[added.constraint.range]?.dropOfOld else { return [] }
  return [step.related(drop, "takes the old key away: it goes into that ALTER TABLE")]
}

private func prepared(_ added: AddedConstraint) -> String {
  let start = added.column == nil ? "" : "add the column without it and fill it; "
  return start + "with columns that are NOT NULL, "
}
