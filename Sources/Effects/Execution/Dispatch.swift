import Catalog
import SQLSyntax

extension Replay {
  /// Executes the statement that a tree stands for.
  mutating func dispatch(_ statement: Statement) throws(ServerError) {
    guard statement.syntaxError == nil else {
      throw ServerError("42601", statement.syntaxError!.message)
    }
    guard statement.isRead else { return loseTrack() }
    if let grammar = statement.newestGrammar, grammar.version > version {
      throw ServerError(
        "42601", "syntax error: PostgreSQL knows \(grammar.feature) since \(grammar.version)")
    }
    switch statement.tree {
    case .createTable(let table):
      try createTable(
        table, kind: statement.node == .createForeignTable ? .foreignTable : .table)
    case .createIndex(let index): try createIndex(index)
    case .drop(let drop):
      try statement.node == .dropOwned ? dropOwned(drop) : self.drop(drop)
    case .rename(let rename): try self.rename(rename)
    case .alterObjectSchema(let alter): try setSchema(alter)
    case .alterOwner(let alter): try changeOwner(alter)
    case .comment(let comment): try self.comment(comment)
    case .grant(let grant): try self.grant(grant)
    case .truncate(let truncate): try self.truncate(truncate)
    case .vacuum(let vacuum): try self.vacuum(vacuum)
    case .cluster(let cluster): try self.cluster(cluster)
    case .reindex(let reindex): try self.reindex(reindex)
    case .reassignOwned(let reassign): reassignOwned(reassign)
    case .grantRole, .createRole, .alterRole, .alterRoleSet, .alterDefaultPrivileges,
      .alterDatabase, .alterTablespace, .alterSystem, .transaction, .securityLabel:
      break
    case .variableSet(let set): session.apply(set, inTransaction: inTransaction)
    case .discardAll: session = Session()
    case .classified where statement.node.map(leavesSchemaAlone) ?? false: break
    default: loseTrack()
    }
  }

  /// Something runs that cannot be followed: nothing is known of its effects, and any schema may change.
  package mutating func loseTrack() {
    effects.unknown.formUnion(Effects.Field.allCases)
    catalog.open()
  }
}

/// Statements without a tree that touch no relation and no object of the catalogue.
private func leavesSchemaAlone(_ node: StatementNode) -> Bool {
  switch node {
  case .checkpoint, .closePortal, .constraintsSet, .deallocate, .discard, .fetch, .listen, .load,
    .notify, .unlisten, .variableShow, .createDatabase, .createTablespace, .createUserMapping,
    .dropUserMapping, .alterUserMapping:
    true
  default: false
  }
}
