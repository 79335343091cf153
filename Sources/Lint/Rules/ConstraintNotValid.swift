import Catalog
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
    recommended: .error, documented: .error, fix: .unsafe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .alterTable(let alter) = step.statement.tree, alter.object == .table,
      !step.isPrivate(alter.name), step.works(.scan), step.mayHaveRows(alter.name)
    else { return }
    let lock = step.lock(on: alter.name)
    for command in alter.commands {
      if let constraint = command.constraint, command.kind == .addConstraint {
        guard constraint.isChecked else { continue }
        let end = step.end(of: constraint, of: alter.name)
        let isExclusive = constraint.kind == .check || lock == .accessExclusive
        let others = constraint.referenced.map { $0 == alter.name ? [] : [$0] } ?? []
        let locked = isExclusive ? [] : [alter.name] + others
        let held = locked.compactMap { step.lockAgainstReads(on: $0) }
        let possible =
          held.isEmpty ? locked.compactMap { step.possibleLockAgainstReads(on: $0) } : []
        findings.report(
          held.isEmpty
            ? scans(alter.name, constraint, isExclusive: isExclusive)
              + step.readersWaitAsWell(under: possible)
            : scans(alter.name, under: held),
          at: command.range,
          help: end.map(leftOut) ?? withColumn(alter.name, constraint, step)
            ?? steps(alter, constraint, column: nil, behind: alter.drop(of: constraint), step),
          related: (held + possible).map { step.related($0) },
          fixes: step.canBeNotValid(constraint, alter) && end == nil
            ? fixes(alter, constraint, step) : [])
      }
      guard let column = command.column else { continue }
      let hasDefault = column.constraints.contains { $0.kind == .default }
      for constraint in column.constraints where constraint.isChecked {
        // A foreign key of a column without a default has no value to look for.
        if constraint.kind == .foreignKey, !hasDefault { continue }
        findings.report(
          scans(alter.name, constraint, isExclusive: true), at: constraint.range,
          help: "add the column without it, then:\n"
            + steps(alter, constraint, column: column.name, step),
          fixes: step.canBeNotValid(constraint, alter) && !command.ifNotExists
            ? fixes(alter, constraint, of: column.name, step) : [])
      }
    }
  }

  private static let title = "add it NOT VALID, and validate it"

  private func fixes(
    _ alter: AlterTable, _ constraint: ConstraintDefinition, _ step: Step
  ) -> [Fix] {
    guard let name = step.certainName(of: constraint, on: alter.name) else { return [] }
    var edits = [step.inserting(" NOT VALID", at: constraint.range.end)]
    if constraint.name == nil {
      edits.append(step.inserting("CONSTRAINT \(name) ", at: constraint.range.start))
    }
    return step.fixes(
      ConstraintNotValid.title, edits,
      then: ["\(step.head(of: alter)) VALIDATE CONSTRAINT \(name)"], named: "validate_\(name)")
  }

  /// For a constraint of a new column.
  private func fixes(
    _ alter: AlterTable, _ constraint: ConstraintDefinition, of column: Name, _ step: Step
  ) -> [Fix] {
    guard let name = step.certainName(of: constraint, on: alter.name) else { return [] }
    let table = step.head(of: alter)
    let definition = definition(of: constraint, of: column, step)
    let addition = "\(table) ADD CONSTRAINT \(name) \(definition) NOT VALID"
    let validation = "\(table) VALIDATE CONSTRAINT \(name)"
    let removal = step.removing(constraint.range)
    return step.runsApart
      ? step.fixes(
        ConstraintNotValid.title, [removal], then: [addition, validation], named: "validate_\(name)"
      )
      : step.fixes(
        ConstraintNotValid.title, [removal, step.addingBehind(addition)], then: [validation],
        named: "validate_\(name)")
  }
}

private func leftOut(_ end: Step.ConstraintEnd) -> String {
  switch end {
  case .itself:
    "leave it out, and with it the DROP CONSTRAINT behind it: there is nothing to validate then"
  case .withOther:
    "leave it out: it goes with what a later statement of the migration drops, and there is nothing to validate then"
  }
}

extension Step {
  /// How a constraint goes that the section has added.
  fileprivate enum ConstraintEnd {
    /// By its name.
    case itself
    /// With the table, or a column.
    case withOther
  }

  /// How a later statement of the section takes away a constraint of a table; nil where none does. Another name takes
  /// nothing away.
  fileprivate func end(
    of constraint: ConstraintDefinition, of table: QualifiedName
  ) -> ConstraintEnd? {
    func goes(_ object: ObjectType, _ name: Name) -> Bool {
      isRemovedLater(ObjectReference(object, name, of: table))
    }
    guard
      isRemovedLater(ObjectReference(.table, table))
        || constraint.name.map({ goes(.tableConstraint, $0) }) ?? false
        || constraint.columns.contains(where: { goes(.column, $0) })
    else { return nil }
    func isDropped(by drops: (AlterTableCommand, String) -> Bool) -> Bool {
      isFollowed { later in
        guard case .alterTable(let alter) = later.tree, isSame(alter.name, table) else {
          return false
        }
        return alter.commands.contains { command in
          command.name.map { drops(command, $0.text) } ?? false
        }
      }
    }
    if isDropped(by: { $0.kind == .dropConstraint && $1 == constraint.name?.text }) {
      return .itself
    }
    let columns = Set(constraint.columns.map(\.text))
    let goesWithOther =
      isDropped { $0.kind == .dropColumn && columns.contains($1) }
      || isFollowed { later in
        guard case .drop(let drop) = later.tree else { return false }
        return drop.object == .table && drop.names.contains { isSame($0, table) }
      }
    return goesWithOther ? .withOther : nil
  }

  /// Up to 17, NOT VALID is refused for a foreign key of a partitioned table. [add_fk_on_partitioned_not_valid]
  fileprivate func canBeNotValid(_ constraint: ConstraintDefinition, _ alter: AlterTable) -> Bool {
    constraint.kind == .check || migration.postgres.lowerBound >= 18
      || relation(alter.name)?.kind != .partitionedTable
  }
}

extension AlterTable {
  /// What takes away the constraint whose name another gets.
  fileprivate func drop(of constraint: ConstraintDefinition) -> AlterTableCommand? {
    commands.first { command in
      command.kind == .dropConstraint && command.name?.text == constraint.name?.text
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
  guard !isExclusive else {
    let words = constraint.kind == .check ? "CHECK" : "FOREIGN KEY"
    return "\(words) reads all of \(name) under an AccessExclusiveLock: reads and writes wait"
  }
  let other = constraint.referenced.map { $0 == table ? "" : " and \($0.description)" } ?? ""
  return "FOREIGN KEY reads all of \(name) under a ShareRowExclusiveLock "
    + "on \(name)\(other): writes wait"
}

private func scans(_ table: QualifiedName, under locks: [HeldLocks.Lock]) -> String {
  let names = list(locks.map(\.relation.label))
  return "FOREIGN KEY reads all of \(table.description) while the transaction holds "
    + "an AccessExclusiveLock on \(names): reads and writes wait"
}

/// A foreign key of a column that has no value yet belongs to its ADD COLUMN, which looks for none. Measured on 15.
private func withColumn(
  _ table: QualifiedName, _ constraint: ConstraintDefinition, _ step: Step
) -> String? {
  guard let key = constraint.foreignKey, constraint.columns.count == 1,
    let column = step.replacements.empty(constraint.columns[0], of: table, step.path),
    let definition = step.quotation(column.range),
    let target = step.quotation(
      ByteRange(start: key.table.range.start, end: constraint.range.end))
  else { return nil }
  let name = constraint.name.map { "CONSTRAINT \(step.text($0.range)) " } ?? ""
  return "no row has a value in \(column.name.text) yet: with the column it reads nothing:\n"
    + "ALTER TABLE \(step.text(table.range)) ADD COLUMN \(definition) \(name)REFERENCES \(target);"
}

private func steps(
  _ alter: AlterTable, _ constraint: ConstraintDefinition, column: Name?,
  behind drop: AlterTableCommand? = nil, _ step: Step
) -> String {
  step.canBeNotValid(constraint, alter)
    ? twoSteps(alter.name, constraint, column: column, behind: drop, step)
    : byPartition(alter.name, constraint, column: column, behind: drop, step)
}

/// Foreign keys of the partitions, which that of their table takes over without reading a row. Measured on 15.
private func byPartition(
  _ table: QualifiedName, _ constraint: ConstraintDefinition, column: Name?,
  behind drop: AlterTableCommand?, _ step: Step
) -> String {
  let why = "up to PostgreSQL 17, no foreign key of a partitioned table can be NOT VALID"
  guard step.quotation(constraint.range) != nil else {
    return
      "\(why): add it to each partition NOT VALID, validate it there, and then add it to the table"
  }
  let name = step.name(of: constraint, on: table, column: column)
  // The partitions still have the old one.
  let part =
    drop == nil ? name : sqlName(implicitName(constraint.name?.text ?? "", "", "new"))
  let partition = step.partition(of: table, referringTo: constraint.referenced)
  let definition = definition(of: constraint, of: column, step)
  let removal = drop.map { step.text($0.range) + ", " } ?? ""
  return """
    partition by partition (\(why)):
    ALTER TABLE \(partition) ADD CONSTRAINT \(part) \(definition) NOT VALID;
    ALTER TABLE \(partition) VALIDATE CONSTRAINT \(part);\(step.inNextMigration)
    and then the key of the table, which takes over theirs and reads nothing:
    ALTER TABLE \(step.text(table.range)) \(removal)ADD CONSTRAINT \(name) \(definition);
    """
}

/// ADD … NOT VALID and VALIDATE for a constraint of a table, or of one of its columns.
///
/// - Parameter drop: what the same statement drops of the same name. It has to go first.
private func twoSteps(
  _ table: QualifiedName, _ constraint: ConstraintDefinition, column: Name?,
  behind drop: AlterTableCommand? = nil, _ step: Step
) -> String {
  let name = step.name(of: constraint, on: table, column: column)
  let alter = "ALTER TABLE \(step.text(table.range))"
  let validation = "\(alter) VALIDATE CONSTRAINT \(name);\(step.inNextMigration)"
  guard step.quotation(constraint.range) != nil else {
    return "write NOT VALID behind it, and then:\n\(validation)"
  }
  let definition = definition(of: constraint, of: column, step)
  let removal = drop.map { step.text($0.range) + ", " } ?? ""
  return "\(alter) \(removal)ADD CONSTRAINT \(name) \(definition) NOT VALID;\n\(validation)"
}

/// What stands behind the name of a constraint of a table, or would, were it not that of a column.
private func definition(
  of constraint: ConstraintDefinition, of column: Name?, _ step: Step
) -> String {
  let definition = step.definition(of: constraint)
  guard let column, constraint.kind == .foreignKey else { return definition }
  return "FOREIGN KEY (\(step.text(column.range))) \(definition)"
}
