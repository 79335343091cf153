import Catalog
import SQLSyntax

extension Replay {
  /// Executes the statement that a tree stands for.
  mutating func dispatch(_ statement: Statement) throws(ServerError) {
    guard statement.syntaxError == nil else {
      throw ServerError("42601", statement.syntaxError!.message)
    }
    guard statement.isRead else { return loseTrack() }
    switch statement.tree {
    case .createTable(let table):
      try createTable(
        table, kind: statement.node == .createForeignTable ? .foreignTable : .table)
    case .createIndex(let index): try createIndex(index)
    case .variableSet(let set): session.apply(set, inTransaction: inTransaction)
    default: loseTrack()
    }
  }

  /// Something runs that cannot be followed: nothing is known of its effects, and any schema may change.
  mutating func loseTrack() {
    effects.unknown.formUnion(Effects.Field.allCases)
    catalog.open()
  }
}
