import Diagnostics
import Effects
import SQLSyntax

/// See rules/adding-column-rewrites.md.
struct AddingColumnRewrites: Rule {
  static let info = RuleInfo(
    id: "adding-column-rewrites", category: .locking,
    summary: "ADD COLUMN that gives each row a value of its own: "
      + "the table is rewritten, reads and writes wait",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard let table = step.filledTable else { return }
    for (column, command, new) in step.newColumns {
      guard new.rewrites != false, !new.isRequired, let cause = new.cause else { continue }
      let isCertain = new.rewrites == true
      findings.report(
        rewrites(table, cause, isCertain: isCertain), at: command.range,
        help: NewColumnHelp(step, table, column).spared(cause),
        related: step.related(step.definitions[command.range], "it is made here"),
        // Few types are domains: where nothing is known, nobody has to act.
        mitigated: cause.isUnknownType, isCertain: isCertain,
        // It is rewritten once.
        group: isCertain ? Finding.Group(part: step.statement.range) : nil)
    }
  }
}

extension NewColumn.Cause {
  fileprivate var isUnknownType: Bool { if case .unknownType = self { true } else { false } }
}

extension Step {
  /// The columns that ALTER TABLE adds, with what that means for the rows.
  var newColumns: [(ColumnDefinition, AlterTableCommand, NewColumn)] {
    guard !effects.newColumns.isEmpty, case .alterTable(let alter) = statement.tree else {
      return []
    }
    return alter.commands.compactMap { command in
      guard let column = command.column, let new = effects.newColumns[command.range] else {
        return nil
      }
      return (column, command, new)
    }
  }
}

private func rewrites(
  _ table: QualifiedName, _ cause: NewColumn.Cause, isCertain: Bool
) -> String {
  let start = "ADD COLUMN rewrites \(table.description) under an AccessExclusiveLock"
  return isCertain
    ? "\(start), reads and writes wait: \(cause.reason)" : "\(start) if \(cause.condition)"
}

/// SQL that adds a column to a table, with values for the rows that are there, and lets others work.
struct NewColumnHelp {
  private let step: Step
  private let table: QualifiedName
  private let column: ColumnDefinition
  private let name: String
  /// The start of its statements.
  private let alter: String

  init(_ step: Step, _ table: QualifiedName, _ column: ColumnDefinition) {
    (self.step, self.table, self.column) = (step, table, column)
    name = step.text(column.name.range)
    alter = "ALTER TABLE \(step.text(table.range))"
  }

  /// What does without a rewrite.
  func spared(_ cause: NewColumn.Cause) -> String {
    switch cause {
    case .default: spared(byDefault: column.constraints.first { $0.kind == .default }?.expression)
    case .serial(let type): numbered(type)
    case .identity: numbered(type)
    case .storedGenerated:
      step.migration.postgres.lowerBound >= 18
        ? "write VIRTUAL instead of STORED: it is computed when it is read"
        : "compute it where it is read, in a view; or fill an ordinary column by a trigger, and for "
          + "old rows in batches:\n\(add(type))" + finish(isNotNull: saysNotNull)
    case .domain(_, let base, _):
      "give it the type below the domain, and the table the domain's CHECK as a constraint that is "
        + "NOT VALID first, and validated in a transaction of its own:\n\(add(base ?? type))"
    case .unknownType:
      "if it is one: give the column the type below the domain, and the table the domain's CHECK as "
        + "a constraint that is NOT VALID first"
    }
  }

  /// What makes a column NOT NULL that no default fills.
  ///
  /// - Parameter cause: why its rows would be written: ADD COLUMN of a domain that is NOT NULL fails as well.
  func required(_ cause: NewColumn.Cause?) -> String {
    var type = type
    if case .domain(_, let base?, _) = cause { type = base }
    let byDefault =
      "a DEFAULT that is not volatile gives all rows a value without touching them; or "
    return (step.isToDiffer(column, of: table) ? "" : byDefault)
      + "fill the column in batches:\n\(add(type))" + finish(isNotNull: true)
  }

  private var type: String { column.type.map { step.text($0.range) } ?? "bigint" }

  private var saysNotNull: Bool {
    column.constraints.contains { $0.kind == .notNull || $0.kind == .primaryKey }
  }

  private func spared(byDefault expression: Expression?) -> String {
    guard let range = expression?.range, let value = step.quotation(range) else {
      return "add the column without the default, set it for new rows, and fill old ones in batches"
    }
    return """
      new rows get it by a default that is set afterwards, and then old ones in batches:
      \(add(type))
      \(alter) ALTER COLUMN \(name) SET DEFAULT \(value);
      \(batch)
      """ + finish(isNotNull: saysNotNull)
  }

  /// ADD COLUMN with all of the definition that costs nothing while there is no value: a foreign key has none to look for, a
  /// CHECK that is NOT VALID reads no row. Measured on 15.
  private func add(_ type: String) -> String {
    let collation = column.collation.map { " COLLATE \(step.text($0.range))" } ?? ""
    let references = column.constraints.filter { $0.kind == .foreignKey }.map {
      " " + step.text($0.range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let commands = checks.map { constraint in
      ", ADD CONSTRAINT \(step.name(of: constraint, on: table, column: column.name)) "
        + step.definition(of: constraint) + (constraint.isNotEnforced ? "" : " NOT VALID")
    }
    return
      "\(alter) ADD COLUMN \(name) \(type)\(collation)\(references.joined())\(commands.joined());"
  }

  private var checks: [ConstraintDefinition] { column.constraints.filter { $0.kind == .check } }

  /// A column that numbers new rows, as serial makes it.
  private func numbered(_ type: String) -> String {
    let schema = table.schema.map { step.text($0.range) + "." } ?? ""
    let sequence = schema + step.newName(table, [column.name], "seq")
    let literal = sequence.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "''")
    return """
      a sequence gives new rows their number by a default, and then old ones in batches:
      \(add(type))
      CREATE SEQUENCE \(sequence) OWNED BY \(step.text(table.range)).\(name);
      \(alter) ALTER COLUMN \(name) SET DEFAULT nextval('\(literal)');
      \(batch)
      """ + finish(isNotNull: true)
  }

  /// Gives some of the rows the default that have nothing yet.
  private var batch: String {
    """
    UPDATE \(step.text(table.range)) SET \(name) = DEFAULT WHERE \(name) IS NULL AND ctid = ANY (
      ARRAY(SELECT ctid FROM \(step.text(table.range)) WHERE \(name) IS NULL LIMIT 10000));
    """
  }

  /// What is left to do of the definition when all rows have their value.
  private func finish(isNotNull: Bool) -> String {
    let validations = checks.filter { !$0.isNotEnforced }.map {
      "\(alter) VALIDATE CONSTRAINT \(step.name(of: $0, on: table, column: column.name));"
    }
    let steps = validations + (isNotNull ? [step.notNullInSteps(table, column.name)] : [])
    let start = "\nwhen no row is left"
    let text =
      steps.isEmpty ? "" : "\(start), \(step.eachApart)\(steps.joined(separator: "\n"))"
    let keys = step.constraintsWithIndex(of: column, [.unique, .primaryKey]).map { key in
      step.builtFirst(key, key.constraint.kind == .unique ? "UNIQUE" : "PRIMARY KEY")
    }
    guard !keys.isEmpty else { return text }
    let behind = text.isEmpty ? start + (step.alone.isEmpty ? ":\n" : ", ") : "\(text)\n"
    return behind + keys.joined(separator: "\n")
  }
}

extension Step {
  /// A key or a foreign key is made of a new column, here or later in the section: rows that have the same value in it, or
  /// one that refers to nothing, do not do.
  fileprivate func isToDiffer(_ column: ColumnDefinition, of table: QualifiedName) -> Bool {
    func isKey(_ constraint: ConstraintDefinition) -> Bool {
      [.primaryKey, .unique, .foreignKey].contains(constraint.kind)
    }
    func makesKey(_ statement: Statement) -> Bool {
      switch statement.tree {
      case .alterTable(let alter):
        return isSame(alter.name, table)
          && alter.commands.compactMap(\.constraint).contains {
            isKey($0) && $0.columns.contains(column.name)
          }
      case .createIndex(let index):
        return index.isUnique && isSame(index.table, table)
          && index.elements.contains { $0.column == column.name }
      default: return false
      }
    }
    return column.constraints.contains(where: isKey) || makesKey(statement)
      || isFollowed(by: makesKey)
  }
}
