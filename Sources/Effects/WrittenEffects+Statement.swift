import SQLLexer
package import SQLSyntax

extension WrittenEffects {
  /// What a statement does.
  ///
  /// - Parameters:
  ///   - source: what the statement was read from: the file, or the body around it.
  ///   - refusal: from `TransactionRefusals`, which needs the statements before it as well.
  package init(
    of statement: Statement, in source: SyntaxFile, refusal: TransactionRefusal?
  ) {
    self.init(ofNamesIn: statement)
    transactionRefusal = refusal
    rerun = RerunHazards(statement, in: source).hazards
  }

  /// Only what it creates and drops.
  package init(ofNamesIn statement: Statement) {
    creates = createdRelations(statement)
    drops = droppedObjects(statement)
  }
}

/// Relations that a statement makes by name.
func createdRelations(_ statement: Statement) -> [CreatedRelation] {
  switch statement.tree {
  case .createTable(let table):
    return [
      CreatedRelation(
        name: table.name, object: statement.node == .createForeignTable ? .foreignTable : .table,
        ifNotExists: table.ifNotExists, orReplace: false,
        isTemporary: table.persistence == .temporary || table.name.isInTemporarySchema)
    ]
  case .createIndex(let index):
    guard let name = index.name else { return [] }
    return [
      CreatedRelation(
        name: QualifiedName(qualifiers: index.table.qualifiers, name: name), object: .index,
        ifNotExists: index.ifNotExists, orReplace: false, isTemporary: false, table: index.table)
    ]
  default:
    guard let created = statement.tree.created, created.object.isRelation,
      let name = created.name
    else { return [] }
    return [
      CreatedRelation(
        name: name, object: created.object, ifNotExists: created.ifNotExists,
        orReplace: created.orReplace,
        isTemporary: created.isTemporary || name.isInTemporarySchema)
    ]
  }
}

extension QualifiedName {
  fileprivate var isInTemporarySchema: Bool { schema?.text == NamePath.temporarySchema }
}

/// What a statement removes by name. What CASCADE reaches is not known from the statement.
func droppedObjects(_ statement: Statement) -> [DroppedObject] {
  switch statement.tree {
  case .drop(let drop) where statement.node != .dropOwned:
    return drop.names.map { name in
      DroppedObject(
        object: drop.object, name: name, part: nil, ifExists: drop.ifExists,
        range: drop.objects.count == 1
          ? statement.range.upTo(name.range) : name.range)
    }
  case .alterTable(let alter):
    return alter.commands.compactMap { command in
      guard let part = command.name else { return nil }
      switch command.kind {
      case .dropColumn:
        return DroppedObject(
          object: alter.object == .type ? .attribute : .column, name: alter.name, part: part,
          ifExists: command.ifExists, range: command.range)
      case .dropConstraint:
        return DroppedObject(
          object: .tableConstraint, name: alter.name, part: part, ifExists: command.ifExists,
          range: command.range)
      default:
        return nil
      }
    }
  default:
    return []
  }
}

extension ByteRange {
  /// From its start to the end of a part of it.
  func upTo(_ part: ByteRange) -> ByteRange { ByteRange(start: start, end: max(start, part.end)) }
}

extension ObjectType {
  /// Stands in pg_class, where all share one name space in each schema.
  package var isRelation: Bool {
    switch self {
    case .table, .foreignTable, .view, .materializedView, .sequence, .index: true
    default: false
    }
  }
}
