package import Catalog
import SQLLexer
import SQLSyntax

/// Views and materialized views. Documentation: CREATE VIEW, CREATE MATERIALIZED VIEW, REFRESH MATERIALIZED VIEW.
extension Replay {
  /// AccessShareLock on what the query names; AccessExclusiveLock on a view that is replaced. [create_view,
  /// create_or_replace_view_same]
  mutating func createView(_ statement: CreateView) throws(ServerError) {
    guard let query = statement.query else { return loseTrack() }
    var use = QueryUse()
    var scope = QueryScope(variables)
    if statement.isRecursive {
      scope.addCommon(
        statement.name.name.text,
        QueryColumns(columns: statement.columns.map { ScopeColumn(name: $0.text) }))
    }
    let result = try analyze(query: Int(query.node), scope, &use)
    try refuseTooMany(statement.columns, result)
    let columns = result.renamed(statement.columns)
    try refuseDuplicates(columns)
    if !use.writes.isEmpty {
      throw ServerError("0A000", "views must not contain data-modifying statements in WITH")
    }
    // A view over temporary tables is temporary.
    let isTemporary =
      statement.persistence == .temporary || statement.name.schema?.text == "pg_temp"
      || use.references.contains { catalog.relation($0.relation)?.persistence == .temporary }
    let schema = try creationSchema(of: statement.name, isTemporary: isTemporary)
    if case .found(let existing) = catalog.object(.relation, statement.name.name.text, in: schema) {
      guard statement.orReplace else { throw .relationExists(statement.name) }
      return try replaceView(existing, statement, columns, use)
    }
    try refuseTakenType(statement.name, in: schema)
    var relation = Relation(kind: .view)
    relation.persistence = isTemporary ? .temporary : .permanent
    relation.mayBeOlder = statement.orReplace && mayBeTaken(statement.name, in: schema)
    relation.options = options(statement.options)
    let id = create(relation, named: statement.name, in: schema)
    define(id, columns, use)
    let isWritable = isUpdatable(Int(query.node))
    catalog.updateRelation(id) { $0.view?.isUpdatable = isWritable }
    keepText(of: id, named: statement.name.range)
  }

  /// 42P16 where a column goes, changes its name or its type. Documentation: CREATE VIEW, "OR REPLACE".
  private mutating func replaceView(
    _ id: ObjectID, _ statement: CreateView, _ columns: QueryColumns, _ use: QueryUse
  ) throws(ServerError) {
    effects.relations[statement.name.range] = touched(id)
    guard let old = catalog.relation(id), old.kind == .view else {
      throw ServerError("42809", "\"\(statement.name.name.text)\" is not a view")
    }
    lock(id, .accessExclusive)
    if !old.hasUnknownColumns, !columns.isIncomplete {
      try refuse(changing: old, to: columns)
    }
    catalog.updateRelation(id) {
      $0.columns = []
      $0.isAssumed = false
      $0.hasUnknownColumns = false
    }
    define(id, columns, use)
    catalog.updateRelation(id) { relation in
      for (place, column) in old.columns.enumerated() where place < relation.columns.count {
        relation.columns[place].comment = column.comment
      }
    }
    let isWritable = statement.query.flatMap { isUpdatable(Int($0.node)) }
    catalog.updateRelation(id) { $0.view?.isUpdatable = isWritable }
    keepText(of: id, named: statement.name.range)
  }

  private func refuse(changing old: Relation, to columns: QueryColumns) throws(ServerError) {
    let live = old.liveColumns.map { old[$0] }
    if columns.columns.count < live.count {
      throw ServerError("42P16", "cannot drop columns from view")
    }
    for (column, new) in zip(live, columns.columns) {
      if column.name != new.name {
        throw ServerError(
          "42P16", "cannot change name of view column \"\(column.name)\" to \"\(new.name)\"")
      }
      if let type = column.type, let newType = new.type, type != newType {
        throw ServerError(
          "42P16",
          "cannot change data type of view column \"\(column.name)\" from "
            + "\(catalog.describe(type)) to \(catalog.describe(newType))")
      }
    }
  }

  /// 42701 where two columns of a view have one name.
  private func refuseDuplicates(_ columns: QueryColumns) throws(ServerError) {
    var names: Set<String> = []
    for column in columns.columns where !names.insert(column.name).inserted {
      throw ServerError("42701", "column \"\(column.name)\" specified more than once")
    }
  }

  private func refuseTooMany(_ names: [Name], _ columns: QueryColumns) throws(ServerError) {
    if !columns.isIncomplete, columns.columns.count < names.count {
      throw ServerError("42601", "CREATE VIEW specifies more column names than columns")
    }
  }

  /// Gives a view its columns, and notes what it reads.
  private mutating func define(_ id: ObjectID, _ columns: QueryColumns, _ use: QueryUse) {
    setColumns(columns, of: id)
    var view = catalog.relation(id)?.view ?? View()
    view.reads = use.reads
    view.readsUnknownColumns = use.unknownColumns
    catalog.updateRelation(id) { $0.view = view }
    for address in use.reads.sorted(by: { $0.object < $1.object }) {
      // Since the minor releases of 2026 a new dependency locks what it refers to.
      if version >= 15, catalog.relation(address.object)?.kind == .sequence {
        lock(address.object, .accessShare)
      }
      catalog.addDependency(Dependency(ObjectAddress(id), on: address, .normal))
    }
  }

  private mutating func setColumns(_ columns: QueryColumns, of id: ObjectID) {
    let origin = origin
    catalog.updateRelation(id) { relation in
      for column in columns.columns {
        relation.columns.append(
          Column(name: column.name, type: column.type, isNotNull: false, origin: origin))
      }
      relation.hasUnknownColumns = columns.isIncomplete
    }
    dependOnTypes(of: id)
  }

  /// Whether PostgreSQL can write through a view by itself: over one table, without grouping. nil where it is not known.
  private func isUpdatable(_ query: Int) -> Bool? {
    let parts = source.parts(of: query)
    guard source.nodes[query].kind == .select, let from = source.part(.from, of: query),
      let targets = source.part(.targetList, of: query)
    else { return source.nodes[query].kind == .query ? nil : false }
    let items = source.parts(of: from)
    guard items.count == 1, source.nodes[items[0]].kind == .fromTable,
      !parts.contains(where: {
        source.nodes[$0].kind == .groupBy || source.nodes[$0].detail == .having
      })
    else { return false }
    let words = source.lexed.tokens[
      Int(source.nodes[query].first)..<Int(source.nodes[targets].first)]
    if words.contains(where: { $0.keyword == .distinct }) { return false }
    let isPlain = source.parts(of: targets).allSatisfy { target in
      source.parts(of: target).first.map { source.nodes[$0].kind == .columnReference } ?? false
    }
    // Aggregates and functions that return sets would make it false.
    return isPlain ? true : nil
  }

  /// WITH (…), by name: for the parameters of a TOAST table, `toast.name`.
  func options(_ elements: [OptionElement]) -> [String: String] {
    var options: [String: String] = [:]
    for element in elements {
      let name = element.namespace.map { "\($0.text).\(element.name.text)" } ?? element.name.text
      options[name] = element.value.map { source.value($0) } ?? "true"
    }
    return options
  }

  // MARK: - Materialized views

  /// AccessShareLock on what is read. [create_matview]
  mutating func createMaterializedView(
    _ statement: CreateMaterializedView
  ) throws(ServerError) {
    guard let query = statement.query else { return loseTrack() }
    let schema = try creationSchema(of: statement.name)
    if case .found(let existing)? = catalog.object(
      .relation, statement.name.name.text, in: schema)
    {
      effects.relations[statement.name.range] = touched(existing)
      guard statement.ifNotExists else { throw .relationExists(statement.name) }
      effects.skips = true
      return try analyzeOnly(query)
    }
    try refuseTakenType(statement.name, in: schema)
    var use = QueryUse()
    let scope = QueryScope(variables)
    let columns = try analyze(query: Int(query.node), scope, &use).renamed(statement.columns)
    try refuseDuplicates(columns)
    var relation = Relation(kind: .materializedView)
    relation.persistence = statement.isUnlogged ? .unlogged : .permanent
    relation.mayBeOlder = statement.ifNotExists && mayBeTaken(statement.name, in: schema)
    relation.accessMethod = statement.accessMethod?.text
    relation.tablespace = statement.tablespace?.text
    relation.options = options(statement.options)
    relation.view = View()
    relation.view?.isPopulated = statement.withData
    let id = create(relation, named: statement.name, in: schema)
    define(id, columns, use)
    let isWhole = readsWhole(Int(query.node))
    catalog.updateRelation(id) { $0.view?.readsWhole = isWhole }
    keepText(of: id, named: statement.name.range)
    guard statement.withData else { return }
    try open(use)
    try call(use.calls)
    noteScans(Int(query.node), use)
  }

  /// The query of CREATE … IF NOT EXISTS is analysed before the name is looked up.
  mutating func analyzeOnly(_ query: Query) throws(ServerError) {
    var use = QueryUse()
    _ = try analyze(query: Int(query.node), QueryScope(variables), &use)
  }

  /// AccessExclusiveLock, with new files for the view and its indexes; CONCURRENTLY ExclusiveLock. [refresh_matview,
  /// refresh_matview_concurrently]
  mutating func refreshMaterializedView(
    _ statement: RefreshMaterializedView
  ) throws(ServerError) {
    let id = try existingRelation(statement.name, orAssume: .materializedView)
    guard let relation = catalog.relation(id) else { return }
    let name = catalog[id].name
    guard relation.kind == .materializedView else {
      let isTable = relation.kind == .table
      throw ServerError(
        isTable ? "0A000" : "42809",
        isTable
          ? "\"\(name)\" is not a materialized view"
          : "\"\(name)\" is not a table or materialized view")
    }
    if statement.isConcurrent {
      if !statement.withData {
        throw ServerError(
          "42601", "REFRESH options CONCURRENTLY and WITH NO DATA cannot be used together")
      }
      try refuseConcurrentRefresh(id, relation)
    }
    lock(id, statement.isConcurrent ? .exclusive : .accessExclusive)
    if relation.isAssumed { notKnown(.locks, .scans, .rebuilds) }
    if !statement.isConcurrent {
      work(.rewrite, on: id, because: "its rows are made anew")
      for (index, _) in catalog.indexes(of: id) {
        lock(index, .accessExclusive)
        rebuild(index)
      }
    } else {
      work(.scan, on: id, because: "old and new rows are compared")
    }
    catalog.updateRelation(id) { $0.view?.isPopulated = statement.withData }
    guard statement.withData, let view = relation.view else { return }
    var use = QueryUse()
    for address in view.reads.sorted(by: { $0.object < $1.object }) where address.part == .whole {
      guard let read = catalog.relation(address.object), !catalog[address.object].isDropped,
        read.kind != .compositeType
      else { continue }
      lock(address.object, .accessShare)
      use.references.append(QueryUse.Reference(relation: address.object, mode: .accessShare))
    }
    try open(use)
    if view.readsWhole { noteScans(of: use.references, isInsert: false) } else { notKnown(.scans) }
  }

  /// A unique index over columns, for all rows.
  package func hasIndexForConcurrentRefresh(_ view: ObjectID) -> Bool {
    catalog.indexes(of: view).contains { _, index in
      index.isUnique && index.predicate == nil && index.keys.allSatisfy { $0.column != nil }
        && index.isValid != false
    }
  }

  /// 55000 without a unique index over all rows.
  private func refuseConcurrentRefresh(
    _ id: ObjectID, _ relation: Relation
  ) throws(ServerError) {
    guard relation.isOfHistory else { return }
    let name = catalog.qualifiedName(id)
    if relation.view?.isPopulated == false {
      throw ServerError(
        "0A000", "CONCURRENTLY cannot be used when the materialized view is not populated")
    }
    if !hasIndexForConcurrentRefresh(id) {
      throw ServerError("55000", "cannot refresh materialized view \"\(name)\" concurrently")
    }
  }

  // MARK: - CREATE TABLE AS

  /// The columns of a query's result become those of a table. [create_table_as, select_into]
  mutating func takeColumns(
    of query: Query, in table: CreateTable, to id: ObjectID
  ) throws(ServerError) {
    var use = QueryUse()
    let scope = QueryScope(variables)
    let result = try analyze(query: Int(query.node), scope, &use)
    let columns = result.renamed(table.columns.map(\.name))
    if !result.isIncomplete, result.columns.count < table.columns.count {
      throw ServerError("42601", "too many column names were specified")
    }
    try refuseDuplicates(columns)
    setColumns(columns, of: id)
    guard !table.withNoData else { return }
    try open(use)
    for change in use.writes { try write(change, isExecuted: true) }
    try call(use.calls)
    noteScans(Int(query.node), use)
  }
}
