import Catalog
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// What does without the rewrite of ALTER COLUMN TYPE.
struct ColumnTypeHelp {
  private let step: Step
  private let table: QualifiedName
  private let command: AlterTableCommand
  private let column: Name
  private let type: TypeName
  private let change: TypeChange
  /// The start of its statements.
  private let alter: String

  init(
    _ step: Step, _ table: QualifiedName, _ command: AlterTableCommand, _ column: Name,
    _ type: TypeName, _ change: TypeChange
  ) {
    (self.step, self.table, self.command) = (step, table, command)
    (self.column, self.type, self.change) = (column, type, change)
    alter = "ALTER TABLE \(step.text(table.range))"
  }

  var text: String {
    if isDropped || isTableDropped {
      return
        "leave the type as it is: a later statement drops the \(isDropped ? "column" : "table"), "
        + "and what reads it before can cast it"
    }
    if isEmptied {
      return "no row is left of it here: " + approval(of: ChangingColumnType.info)
    }
    if isEmptiedLater {
      return "a later statement deletes all rows: behind that, none is left to be written"
    }
    return byCheck ?? bySecondColumn
  }

  /// The values of the column are there when the section is through.
  var leavesRows: Bool { !isDropped && !isTableDropped && !isEmptied && !isEmptiedLater }

  // MARK: - The column as it is

  /// A CHECK of the table asks what the new type asks.
  private var byCheck: String? {
    guard case .type(_, _, let using) = command.details, step.casts(using, of: column) != nil else {
      return nil
    }
    switch change.demand {
    case .domain(let domain) where domain.isOverOldType: return keeping(domain)
    case .labels(let labels): return forbidding(labels)
    case .domain, nil: return nil
    }
  }

  private func keeping(_ domain: DomainDemand) -> String {
    let name = step.text(column.range)
    let words =
      "the column can keep its type: a CHECK of the table that says what the domain says is validated while others work"
    var statements = ""
    if let condition = domain.condition(on: name) { statements = check(condition) }
    if domain.isNotNull {
      statements += (statements.isEmpty ? "" : "\n") + step.notNullInSteps(table, column)
    }
    return domain.isKnown ? "\(words); \(step.eachApart)\(statements)" : words
  }

  /// Measured on 15: no row is written, and the type keeps its name.
  private func forbidding(_ labels: LabelChange) -> String? {
    guard labels.keepsOrder, !labels.removed.isEmpty || !labels.added.isEmpty,
      labels.added.isEmpty || nameOfOld != nil
    else { return nil }
    var statements = labels.added.map { added in
      let place = added.next.map { " BEFORE \(quotedLiteral($0))" } ?? ""
      return
        "ALTER TYPE \(nameOfOld ?? "") ADD VALUE IF NOT EXISTS \(quotedLiteral(added.label))\(place);"
    }
    let list = labels.removed.map(quotedLiteral)
    let words: String
    if list.isEmpty {
      words = "the type can stay, and take the new labels"
    } else {
      words =
        "the type can stay: a CHECK of the table forbids a label, and is validated while others work"
      let name = step.text(column.range)
      statements.append(
        check(
          list.count == 1
            ? "\(name) <> \(list[0])" : "\(name) NOT IN (\(list.joined(separator: ", ")))"))
    }
    return "\(words); \(step.eachApart)\(statements.joined(separator: "\n"))"
  }

  private func check(_ condition: String) -> String {
    let name = step.newName(table, [column], "check")
    return "\(alter) ADD CONSTRAINT \(name) CHECK (\(condition)) NOT VALID;\n"
      + "\(alter) VALIDATE CONSTRAINT \(name);"
  }

  // MARK: - A second column

  private var bySecondColumn: String {
    let new = step.newName(column)
    func add(_ type: String) -> String { "\(alter) ADD COLUMN \(new) \(type);" }
    let (fill, release) = ("fill it in batches", "let a release write both")
    if case .domain(let domain) = change.demand {
      let start =
        "ADD COLUMN of the domain writes all rows as well: add a column of the type below it, with the domain's CHECK "
        + "as one of the table that is NOT VALID, \(fill), \(release), and validate last"
        + (domain.isNotNull ? "; NOT NULL comes when all rows have a value" : "")
      guard let base = domain.base, let condition = domain.condition(on: new) else { return start }
      return "\(start):\n\(add(base))\n\(check(condition))"
    }
    let type = step.text(type.range)
    if case .labels(let labels) = change.demand, !labels.keepsOrder {
      return
        "no command puts labels into another order: add a column of the new type, \(fill), and \(release)"
        + (laterName == nil ? "" : "; both types keep their names until the old column is gone")
        + ":\n\(add(type))"
    }
    guard laterName != nil else {
      return "add a column of the new type, \(fill), and \(release):\n\(add(type))"
    }
    return "add a column of the new type, \(fill), and \(release); "
      + "both types keep their names until the old column is gone:\n\(add(type))"
  }

  // MARK: - What else the section does

  private var isDropped: Bool {
    let reference = ObjectReference(.column, column, of: table)
    return step.isRemovedLater(reference) && !isRenamedLater || step.isRenamedAndDropped(reference)
  }

  /// Its name goes then, and nothing else.
  private var isRenamedLater: Bool {
    step.isFollowed { later in
      guard case .rename(let rename) = later.tree, rename.object == .column else { return false }
      return rename.part == column && step.isSame(rename.name, table)
    }
  }

  private var isTableDropped: Bool { step.isRemovedLater(ObjectReference(.table, table)) }

  private var isEmptied: Bool {
    step.relation(table).map { step.emptied.contains($0.id) } ?? false
  }

  private var isEmptiedLater: Bool {
    step.isFollowed { later in
      switch later.tree {
      case .truncate(let truncate): truncate.tables.contains { step.isSame($0, table) }
      case .delete(let delete):
        (delete.condition == nil || delete.conditionIsConstant) && !delete.hasUsing
          && step.isSame(delete.target, table)
      default: false
      }
    }
  }

  /// The name, in SQL, that the section gives to the new type behind the statement.
  private var laterName: String? {
    let later = step.firstLater { renameOfType($0)?.name.name.text == lastName }
    guard let rename = later.flatMap(renameOfType) else { return nil }
    let schema = rename.name.schema.map { step.text($0.range) + "." } ?? ""
    return schema + step.text(rename.newName.range)
  }

  /// The name of the type whose place the new one takes, in SQL; nil where it takes none.
  private var nameOfOld: String? {
    if let laterName { return laterName }
    let isFreed = step.section.syntax.statements.contains {
      $0.range.start < step.statement.range.start
        && renameOfType($0)?.name.name.text == lastName
    }
    return isFreed ? step.text(type.range) : nil
  }

  private func renameOfType(_ statement: Statement) -> Rename? {
    guard case .rename(let rename) = statement.tree, rename.object == .type, rename.part == nil
    else { return nil }
    return rename
  }

  private var lastName: String? { type.name.split(separator: ".").last.map { String($0) } }
}

extension DomainDemand {
  /// All that it asks can be said.
  fileprivate var isKnown: Bool { condition(on: "") != nil || isNotNull && base != nil }
}
