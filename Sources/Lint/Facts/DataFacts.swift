import Catalog
import Effects
package import SQLLexer
import SQLSyntax

/// What rules about data ask of the schema before a statement.
package struct DataFacts: Sendable {
  /// What tables and columns that go are made of, by the place of the table's name in DROP TABLE and of the command in
  /// ALTER TABLE.
  package var lost: [ByteRange: [LostColumn]] = [:]
  /// Of DROP TABLE IF EXISTS, the names of what the history would have made, were it there.
  package var neverMade: Set<ByteRange> = []
  /// Of UPDATE: nothing in its condition leaves a row out. Of MERGE: nothing but that a table's row must find one in another.
  package var updatesEveryRow = false
  /// Of UPDATE for the rows that have no value in a column: its name, where an earlier file of the history has added it
  /// without a default to a table that was there. Only the releases since then have given it values.
  package var unfilledColumn: String?
  /// Of UPDATE and DELETE: the column of the table's primary key, in SQL, where it has one column.
  package var batchKey: String?
  /// Of RENAME COLUMN and ALTER COLUMN TYPE, by the place of the column's name.
  package var standalone: [ByteRange: StandaloneColumn] = [:]
  /// Of DELETE: its condition asks for a value where there always is one.
  package var deletesWhateverHasValue = false
  /// Of INSERT and COPY without a list of columns: those of the table, in order; empty where they are not known.
  package var targetColumns: [String] = []
}

/// A column that goes.
package struct LostColumn: Sendable {
  package var name: String
  /// As PostgreSQL prints it; nil where it is not known.
  package var type: String?
  /// INSERT must give it a value.
  package var isRequired = false
  /// It is NOT NULL for as long as the primary key is there.
  package var isOfPrimaryKey = false
  /// Its values are computed of those of other columns.
  package var isGenerated = false
}

extension Replay {
  /// What rules about data ask of the schema before a statement.
  func dataFacts(of statement: Statement, in source: SyntaxFile) -> DataFacts {
    var facts = DataFacts()
    switch statement.tree {
    case .drop(let drop) where drop.object == .table:
      if drop.ifExists {
        facts.neverMade = Set(drop.names.lazy.filter(hasNeverMade).map(\.range))
      }
      for name in drop.names {
        guard let relation = known(name), !relation.hasUnknownColumns else { continue }
        facts.lost[name.range] = relation.liveColumns.map { lost($0, of: relation) }
      }
    case .alterTable(let alter) where alter.object == .table:
      if alter.commands.count == 1, alter.commands[0].kind == .alterColumnType,
        let column = alter.commands[0].name
      {
        facts.standalone[column.range] = standaloneColumn(column, of: alter.name)
      }
      for command in alter.commands where command.kind == .dropColumn {
        guard let name = command.name, let relation = known(alter.name),
          let number = relation.column(named: name.text)
        else { continue }
        var column = lost(number, of: relation)
        column.isOfPrimaryKey = isInPrimaryKey(number, of: alter.name)
        facts.lost[command.range] = [column]
      }
    case .update(let update):
      facts.updatesEveryRow = updatesEveryRow(update, in: source)
      facts.unfilledColumn = unfilledColumn(update, in: source)
      facts.batchKey = soleKey(of: update.target)
    case .delete(let delete):
      facts.batchKey = soleKey(of: delete.target)
      facts.deletesWhateverHasValue =
        delete.condition.map { asksForValue($0, of: delete.target, in: source) } ?? false
    case .rename(let rename) where rename.object == .column:
      if let column = rename.part {
        facts.standalone[column.range] = standaloneColumn(column, of: rename.name)
      }
    case .merge: facts.updatesEveryRow = mergesEveryRow(statement, in: source)
    case .insert(let insert) where !insert.namesColumns:
      facts.targetColumns = columnNames(of: insert.target)
    case .copy(let copy) where copy.isFrom && copy.columns.isEmpty:
      facts.targetColumns = copy.table.map(columnNames) ?? []
    default: break
    }
    return facts
  }

  private func known(_ name: QualifiedName) -> Relation? {
    find(name).flatMap { catalog.relation($0.id) }
  }

  /// The column of a table's primary key, in SQL, where it has one column.
  func soleKey(of table: QualifiedName) -> String? {
    guard let id = find(table)?.id, let relation = catalog.relation(id), relation.kind.isTable,
      let key = catalog.indexes(of: id).first(where: { $0.index.isPrimary })?.index.keys,
      key.count == 1, let number = key[0].column
    else { return nil }
    return sqlName(relation[number].name)
  }

  private func isInPrimaryKey(_ column: Int16, of table: QualifiedName) -> Bool {
    guard let id = find(table)?.id else { return false }
    return catalog.indexes(of: id).contains { index in
      index.index.isPrimary && index.index.keys.contains { $0.column == column }
    }
  }

  private func lost(_ number: Int16, of relation: Relation) -> LostColumn {
    let column = relation[number]
    let type = column.type.flatMap { $0.isKnown ? catalog.describe($0) : nil }
    let isRequired =
      column.isNotNull == true && column.defaultValue == nil && !column.hasUnknownDefault
      && column.identity == nil && column.generated == nil
    return LostColumn(
      name: column.name, type: type, isRequired: isRequired, isGenerated: column.generated != nil)
  }

  private func columnNames(of table: QualifiedName) -> [String] {
    guard let relation = known(table), !relation.hasUnknownColumns else { return [] }
    return relation.liveColumns.filter { relation[$0].generated == nil }.map { relation[$0].name }
  }

  /// Without a condition, with one that is always true, with one that only joins, for all rows that have a value in a column
  /// that is NOT NULL, or for all that have none in a column that the file has added without a default.
  private func updatesEveryRow(_ update: Update, in source: SyntaxFile) -> Bool {
    guard let condition = update.condition, !update.conditionIsConstant else { return true }
    if update.hasFrom { return source.onlyJoins(Int(condition.node)) }
    let node = source.nodes[Int(condition.node)]
    if node.kind == .nullTest, node.detail == .not {
      return asksForValue(condition, of: update.target, in: source)
    }
    return addedColumn(askedForBy: condition, update, in: source)?.origin.file == file
  }

  private func unfilledColumn(_ update: Update, in source: SyntaxFile) -> String? {
    guard let condition = update.condition, !update.hasFrom,
      let column = addedColumn(askedForBy: condition, update, in: source),
      column.origin.file != file
    else { return nil }
    return column.name
  }

  /// The column of `IS NULL`, which the history has added without a default to a table that was there.
  private func addedColumn(
    askedForBy condition: Expression, _ update: Update, in source: SyntaxFile
  ) -> Column? {
    let node = source.nodes[Int(condition.node)]
    guard node.kind == .nullTest, node.detail != .not, source.columns(of: condition).count == 1,
      let name = source.columns(of: condition).first, let relation = known(update.target),
      let number = relation.column(named: name.name.text)
    else { return nil }
    let column = relation[number]
    let table = find(update.target).map { catalog[$0.id].origin.transaction }
    let isLater =
      column.origin.file >= 0 && (relation.isAssumed || column.origin.transaction != table)
    return isLater && column.defaultValue == nil && !column.hasUnknownDefault
      && column.isNotNull == false ? column : nil
  }

  /// `IS NOT NULL` of a column that is NOT NULL.
  private func asksForValue(
    _ condition: Expression, of target: QualifiedName, in source: SyntaxFile
  ) -> Bool {
    let node = source.nodes[Int(condition.node)]
    guard node.kind == .nullTest, node.detail == .not, source.columns(of: condition).count == 1,
      let name = source.columns(of: condition).first, let relation = known(target),
      let number = relation.column(named: name.name.text)
    else { return false }
    return relation[number].isNotNull == true
  }
}

/// WHEN MATCHED THEN UPDATE, of what a table has that is not narrowed.
private func mergesEveryRow(_ statement: Statement, in source: SyntaxFile) -> Bool {
  guard let node = statement.nodes.last(where: { source.nodes[$0].kind == .merge }) else {
    return false
  }
  let parts = source.parts(of: node)
  guard let from = parts.first(where: { source.nodes[$0].kind == .from }),
    source.parts(of: from).allSatisfy({ source.nodes[$0].kind == .fromTable }),
    let condition = parts.first(where: { source.nodes[$0].kind == .condition }),
    source.parts(of: condition).allSatisfy(source.onlyJoins)
      || source.onlyJoins(condition)
  else { return false }
  return parts.contains { part in
    source.nodes[part].kind == .mergeWhen && source.nodes[part].detail == .update
      && !source.parts(of: part).contains { source.nodes[$0].kind == .condition }
  }
}

extension SyntaxFile {
  /// A condition says nothing but which columns are equal.
  fileprivate func onlyJoins(_ node: Int) -> Bool {
    let operands = parts(of: node)
    switch nodes[node].kind {
    case .boolean: return nodes[node].detail == .and && operands.allSatisfy(onlyJoins)
    case .operator:
      return operands.count == 2
        && operands.allSatisfy { nodes[$0].kind == .columnReference }
        && isEquality(operands[0], operands[1])
    default: return false
    }
  }
}
