import Catalog
import SQLSyntax

extension Replay {
  /// Executes the statement that a tree stands for.
  mutating func dispatch(_ statement: Statement) throws(ServerError) {
    writtenRange = statement.range
    if !statement.writesNoRows { rowWrites += 1 }
    if let error = statement.syntaxError { throw .syntax(error.message, error.sqlstate) }
    guard statement.isRead else { return loseTrack() }
    if let grammar = statement.newestGrammar, grammar.version > version {
      throw .syntax("syntax error: PostgreSQL knows \(grammar.feature) since \(grammar.version)")
    }
    switch statement.tree {
    case .createTable(let table):
      try createTable(
        table, kind: statement.node == .createForeignTable ? .foreignTable : .table)
    case .createIndex(let index): try createIndex(index)
    case .alterTable(let alter): try alterTable(alter)
    case .alterTableMoveAll(let move): moveAll(move)
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
    case .grantRole, .alterRole, .alterRoleSet, .alterDefaultPrivileges,
      .alterDatabase, .alterTablespace, .alterSystem, .transaction, .securityLabel:
      break
    case .query, .insert, .update, .delete, .merge, .declareCursor:
      if let node = queryNode(of: statement) { try run(query: node) }
    case .copy(let copy): try self.copy(copy, statement)
    case .explain(let explain): try self.explain(explain, statement)
    case .prepare: try prepare(statement)
    case .execute(let execute): try self.execute(execute)
    case .lock(let lock): try lockTables(lock)
    case .call(let call): try self.call(call)
    case .doBlock(let block): try run(block)
    case .executeText(let body): try run(body)
    case .createView(let view): try createView(view)
    case .createMaterializedView(let view): try createMaterializedView(view)
    case .refreshMaterializedView(let refresh): try refreshMaterializedView(refresh)
    case .createTrigger(let trigger): try createTrigger(trigger)
    case .createRule(let rule): try createRule(rule, statement)
    case .createPolicy(let policy): try createPolicy(policy)
    case .alterPolicy(let policy): try alterPolicy(policy)
    case .createEventTrigger(let trigger): try createEventTrigger(trigger)
    case .createType(let type): try createType(type)
    case .alterEnum(let alter): try alterEnum(alter)
    case .createDomain(let domain): try createDomain(domain)
    case .alterDomain(let alter): try alterDomain(alter)
    case .createSequence(let sequence): try createSequence(sequence)
    case .alterSequence(let alter): try alterSequence(alter)
    case .createSchema(let schema): try createSchema(schema)
    case .createExtension(let made): try createExtension(made)
    case .updateExtension(let update): try updateExtension(update)
    case .alterExtensionContents(let alter): try alterExtensionContents(alter)
    case .importForeignSchema(let imported): try importForeignSchema(imported)
    case .createFunction(let function): try createFunction(function)
    case .createAggregate(let aggregate): try createAggregate(aggregate)
    case .alterFunction(let alter): try alterFunction(alter)
    case .createStatistics(let statistics): try createStatistics(statistics)
    case .alterStatistics(let alter): try alterStatistics(alter)
    case .createPublication(let publication): try createPublication(publication)
    case .alterPublication(let alter): try alterPublication(alter)
    case .createSubscription(let made): try createSubscription(made)
    case .alterSubscription(let alter): try alterSubscription(alter)
    case .createRole(let role): try createShared(.role, role.name)
    case .createObject(let object): try createObject(object)
    case .alterObject(let alter): try alterObject(alter)
    case .alterObjectDepends(let alter): try dependOnExtension(alter)
    case .variableSet(let set): session.apply(set, at: writtenRange, inTransaction: inTransaction)
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

extension Statement {
  /// Whatever rows there are keep their values: it only defines something, and is read.
  fileprivate var writesNoRows: Bool {
    guard isRead else { return false }
    return switch tree {
    case .alterTable, .createTable, .createIndex, .createSequence, .alterSequence, .createTrigger,
      .createPolicy,
      .createView, .createFunction, .createType, .alterEnum, .createStatistics, .drop, .rename,
      .comment, .grant,
      .alterOwner, .transaction, .variableSet, .lock:
      true
    default: false
    }
  }
}
