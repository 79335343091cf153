import Catalog
import SQLLexer
import SQLSyntax

extension RerunHazards {
  mutating func alterTable(_ alter: AlterTable) {
    // PostgreSQL runs all drops of a statement before its additions, so that what is dropped and
    // added in one is there again for the next run. [multi_drop_and_add_column,
    // multi_drop_and_add_constraint]
    let columns = Replaced(alter, drop: .dropColumn, add: .addColumn)
    let constraints = Replaced(alter, drop: .dropConstraint, add: .addConstraint)
    let keyIsReplaced = alter.replacesImplicitKey
    for command in alter.commands {
      switch command.kind {
      case .addColumn:
        addColumn(command, of: alter, isReplaced: columns.contains(command.name))
      case .addConstraint:
        guard let constraint = command.constraint else { continue }
        // An index that a constraint takes over is not there a second time. [add_primary_key_swap]
        if constraint.usingIndex == nil, constraints.contains(constraint.name) { continue }
        if keyIsReplaced, constraint.kind == .primaryKey { continue }
        add(constraint, command, of: alter)
      case .dropColumn:
        if !columns.contains(command.name) { dropPart(command, of: alter) }
      case .dropConstraint:
        if keyIsReplaced, command.name?.text == alter.implicitKey { continue }
        if !constraints.contains(command.name) { dropPart(command, of: alter) }
      case .addIdentity, .dropIdentity, .dropExpression:
        generation(command, of: alter)
      default:
        inheritance(command, of: alter)
      }
    }
  }

  /// The parts that a statement both drops and adds.
  private struct Replaced {
    private var names: Set<Name>

    init(_ alter: AlterTable, drop: AlterTableKind, add: AlterTableKind) {
      func names(_ kind: AlterTableKind) -> Set<Name> {
        Set(alter.commands.lazy.filter { $0.kind == kind }.compactMap(\.name))
      }
      self.names = names(drop).intersection(names(add))
    }

    func contains(_ name: Name?) -> Bool { name.map(names.contains) ?? false }
  }

  /// ADD GENERATED … AS IDENTITY, DROP IDENTITY, DROP EXPRESSION
  private mutating func generation(_ command: AlterTableCommand, of alter: AlterTable) {
    let column = "column \(command.name?.text ?? "") of \(alter.name.description)"
    switch command.kind {
    case .addIdentity:
      addFails(
        "55000", "identity of \(column)", nil, at: command.range,
        remedy: "put this before it: ALTER TABLE \(sql(alter.name)) "
          + "ALTER COLUMN \(command.name.map(sql) ?? "…") DROP IDENTITY IF EXISTS;")
    case .dropIdentity where !command.ifExists:
      addLacksIfExists(
        "DROP IDENTITY IF EXISTS", "55000", "identity of \(column)", nil, at: command.range,
        before: nil)
    case .dropExpression where !command.ifExists:
      addLacksIfExists(
        "DROP EXPRESSION IF EXISTS", "55000", "expression of \(column)", nil, at: command.range,
        before: nil)
    default:
      break
    }
  }

  private mutating func addColumn(
    _ command: AlterTableCommand, of alter: AlterTable, isReplaced: Bool
  ) {
    guard !command.ifNotExists, let name = command.name else { return }
    let relation = alter.name.description
    let cause = command.reference(in: alter).map { RerunCause.makes($0) }
    let range = command.range.upTo(name.range)
    if alter.object == .type {
      return addFails(
        "42701", "attribute \(name.text) of type \(relation)", cause, at: range,
        remedy: "put this before it: ALTER TYPE \(sql(alter.name)) "
          + "DROP ATTRIBUTE IF EXISTS \(sql(name));")
    }
    let subject = "column \(name.text) of \(relation)"
    guard !isReplaced else {
      return addAgain(
        subject, nil, at: range,
        remedy: "drop the column and add it in two migrations: each run of this one empties it")
    }
    addLacksIfNotExists(
      "ADD COLUMN IF NOT EXISTS", "42701", subject, cause, at: range, before: name.range.start)
  }

  private mutating func dropPart(_ command: AlterTableCommand, of alter: AlterTable) {
    guard !command.ifExists, let name = command.name else { return }
    let (form, sqlstate, noun) =
      switch (command.kind, alter.object) {
      case (.dropConstraint, _): ("DROP CONSTRAINT IF EXISTS", "42704", "constraint")
      case (_, .type): ("DROP ATTRIBUTE IF EXISTS", "42703", "attribute")
      default: ("DROP COLUMN IF EXISTS", "42703", "column")
      }
    addLacksIfExists(
      form, sqlstate, "\(noun) \(name.text) of \(alter.name.description)",
      command.reference(in: alter).map { .removes($0) }, at: command.range, before: name.range.start
    )
  }

  /// ADD CONSTRAINT. An unnamed one gets a new name each time.
  private mutating func add(
    _ constraint: ConstraintDefinition, _ command: AlterTableCommand, of alter: AlterTable
  ) {
    let range = command.range
    let cause = command.reference(in: alter).map { RerunCause.makes($0) }
    let relation = alter.name.description
    let table = sql(alter.name)
    func drop(_ name: String) -> String {
      "put this before it: ALTER TABLE \(table) DROP CONSTRAINT IF EXISTS \(name);"
    }
    let name = constraint.name.map { "constraint \($0.text) of \(relation)" }
    if let index = constraint.usingIndex {
      // The index takes the constraint's name; where that is its own, it is found, but in use.
      let isFound = constraint.name == nil || constraint.name == index
      return addFails(
        isFound ? "55000" : "42704",
        name ?? "constraint on \(relation) using index \(index.text)", cause, at: range,
        remedy: "ask pg_constraint in a DO block before")
    }
    switch constraint.kind {
    case .primaryKey:
      let made = constraint.name.map(sql) ?? alter.implicitKey
      addFails("42P16", name ?? "primary key of \(relation)", cause, at: range, remedy: drop(made))
    case .check, .foreignKey, .unique, .exclusion:
      guard let name, let written = constraint.name else {
        return addAgain(
          "constraint without a name on \(relation)", .fills(alter.name), at: range,
          remedy: "name it (ADD CONSTRAINT name …), "
            + "and put ALTER TABLE \(table) DROP CONSTRAINT IF EXISTS name; before it")
      }
      let isIndex = constraint.kind == .unique || constraint.kind == .exclusion
      addFails(
        isIndex ? "42P07" : "42710", name, cause, at: range, remedy: drop(sql(written)))
    case .notNull, .null, .default, .identity, .generatedStored, .generatedVirtual:
      // NOT NULL of PostgreSQL 18 is content to be there. [add_not_null_constraint]
      break
    }
  }

  private mutating func inheritance(_ command: AlterTableCommand, of alter: AlterTable) {
    let relation = alter.name.description
    guard alter.object == .table || alter.object == .foreignTable else { return }
    let other = command.relation?.description ?? ""
    func add(_ sqlstate: String, _ subject: String) {
      addFails(
        sqlstate, subject, nil, at: command.range, remedy: "ask the catalogue in a DO block before")
    }
    switch command.kind {
    case .attachPartition: add("42809", "partition \(other) of \(relation)")
    case .detachPartition: add("42P01", "partition \(other) of \(relation)")
    case .addInherit: add("42P07", "parent \(other) of \(relation)")
    case .dropInherit: add("42P01", "parent \(other) of \(relation)")
    case .dropOf: add("42809", "type of table \(relation)")
    default: break
    }
  }

  // MARK: - ALTER DOMAIN

  mutating func alterDomain(_ alter: AlterDomain) {
    let domain = alter.name.description
    switch alter.action {
    case .addConstraint(let constraint):
      guard let name = constraint.name else {
        return addAgain(
          "constraint without a name on domain \(domain)", .fills(alter.name),
          at: statement.range,
          remedy: "name it (ADD CONSTRAINT name …), and put "
            + "ALTER DOMAIN \(sql(alter.name)) DROP CONSTRAINT IF EXISTS name; before it")
      }
      addFails(
        "42710", subject(name, alter), alter.constraint.map { .makes($0.reference) },
        at: statement.range,
        remedy: "put this before it: ALTER DOMAIN \(sql(alter.name)) "
          + "DROP CONSTRAINT IF EXISTS \(sql(name));")
    case .dropConstraint(let name, ifExists: false, _):
      addLacksIfExists(
        "DROP CONSTRAINT IF EXISTS", "42704", subject(name, alter),
        alter.constraint.map { .removes($0.reference) }, at: statement.range,
        before: name.range.start)
    default: break
    }
  }

  private func subject(_ constraint: Name, _ alter: AlterDomain) -> String {
    "constraint \(constraint.text) of domain \(alter.name.description)"
  }
}

extension AlterTable {
  /// The name that a primary key without one gets.
  fileprivate var implicitKey: String { implicitName(name.name.text, "", "pkey") }

  /// It drops a key of that name, and adds another without a name.
  fileprivate var replacesImplicitKey: Bool {
    let adds = commands.contains {
      $0.constraint?.kind == .primaryKey && $0.constraint?.name == nil
        && $0.constraint?.usingIndex == nil && $0.kind == .addConstraint
    }
    return adds && commands.contains { $0.kind == .dropConstraint && $0.name?.text == implicitKey }
  }
}
