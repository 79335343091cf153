import Catalog
import SQLLexer
package import SQLSyntax

/// SELECT and the statements that run a query: what is locked when the planner opens what the query names.
/// Documentation: SELECT, DECLARE, PREPARE, EXPLAIN, COPY, LOCK.
extension Replay {
  /// Analyses the query or change of data that a node is, and carries it out.
  ///
  /// - Parameters:
  ///   - isExecuted: false where it is only planned: nothing is written, and no trigger runs.
  @discardableResult
  mutating func run(
    query node: Int, isExecuted: Bool = true
  ) throws(ServerError) -> QueryColumns {
    var use = QueryUse()
    let scope = QueryScope(variables)
    let columns = try analyze(query: node, scope, &use)
    try open(use)
    for change in use.writes { try write(change, isExecuted: isExecuted) }
    if isExecuted {
      try call(use.calls, isAlone: use.references.isEmpty)
      noteScans(node, use)
    }
    return columns
  }

  /// Expressions that run by themselves: those of PL/pgSQL, arguments of CALL.
  mutating func run(expression node: Int) throws(ServerError) {
    var use = QueryUse()
    let scope = QueryScope(.any)
    if source.nodes[node].kind.isQuery {
      try run(query: node)
      return
    }
    try analyze(expression: node, scope, &use)
    try open(use)
    try call(use.calls)
    if !use.references.isEmpty { notKnown(.scans) }
  }

  // MARK: - What the planner opens

  /// Locks what stands behind the relations that a query names: what views read, partitions, inheritance children.
  mutating func open(_ use: QueryUse) throws(ServerError) {
    for reference in use.references {
      let relation = catalog.relation(reference.relation)
      if relation?.view?.isPopulated == false, relation?.kind == .materializedView {
        throw ServerError(
          "55000",
          "materialized view \"\(catalog[reference.relation].name)\" has not been populated")
      }
      if reference.mode == .rowExclusive, hasInsteadOf(reference.relation) { continue }
      openView(reference.relation, reference.mode)
      guard !reference.only else { continue }
      // Partitions that INSERT fills are opened for their rows.
      if reference.mode == .rowExclusive, isOnlyInserted(reference.relation, use) { continue }
      let children = scannedDescendants(of: reference.relation, reference.condition)
      lock(children, reference.mode)
    }
  }

  private func isOnlyInserted(_ relation: ObjectID, _ use: QueryUse) -> Bool {
    use.writes.contains { $0.target == relation && $0.actions == .insert }
  }

  /// The bound of a partition that rows are written to is read from its parent: AccessShareLock. Measured on 15 and 18.
  mutating func lockAncestors(of partition: ObjectID) {
    guard catalog.relation(partition)?.isPartition == true else { return }
    for parent in catalog.relation(partition)?.parents ?? [] {
      lock(parent, .accessShare)
      lockAncestors(of: parent)
    }
  }

  /// The relations that a view reads, and those that views among them do; a lock on rows goes through to the tables.
  mutating func openView(_ id: ObjectID, _ mode: LockMode) {
    var opened: Set<ObjectID> = []
    openView(id, mode, &opened)
  }

  /// - Parameter opened: CREATE OR REPLACE VIEW can make views read each other in a circle.
  private mutating func openView(_ id: ObjectID, _ mode: LockMode, _ opened: inout Set<ObjectID>) {
    guard opened.insert(id).inserted else { return }
    guard let relation = catalog.relation(id), relation.kind == .view, let view = relation.view
    else { return }
    for address in view.reads.sorted(by: { $0.object < $1.object }) {
      guard address.part == .whole, let read = catalog.relation(address.object),
        !catalog[address.object].isDropped, read.kind != .compositeType, !read.kind.isIndex
      else { continue }
      lock(address.object, mode)
      openView(address.object, mode, &opened)
      lock(catalog.descendants(of: address.object), mode)
    }
  }

  // MARK: - Statements

  /// EXPLAIN plans; with ANALYZE it runs.
  mutating func explain(_ explain: Explain, _ statement: Statement) throws(ServerError) {
    switch explain.statement.tree {
    case .createTable, .createMaterializedView, .refreshMaterializedView:
      if explain.analyzes { return try dispatch(explain.statement) }
    case .execute(let execute): return try self.execute(execute)
    default: break
    }
    if let node = queryNode(of: statement) {
      try run(query: node, isExecuted: explain.analyzes)
    }
  }

  /// The node of a statement's query, INSERT, UPDATE, DELETE or MERGE: behind all that is in it.
  func queryNode(of statement: Statement) -> Int? {
    statement.nodes.last {
      let kind = source.nodes[$0].kind
      return kind.isQuery || kind.isDataChange
    }
  }

  /// COPY … TO reads, COPY … FROM writes. [copy_to, copy_from]
  mutating func copy(_ copy: Copy, _ statement: Statement) throws(ServerError) {
    guard let name = copy.table else {
      if let node = queryNode(of: statement) { try run(query: node) }
      return
    }
    let table = try existingRelation(name)
    let relation = catalog.relation(table)
    for column in copy.columns { _ = try existingColumn(column, of: table) }
    let kind = relation?.kind ?? .table
    let preposition = copy.isFrom ? "to" : "from"
    switch kind {
    case .table, .foreignTable: break
    case .partitionedTable where copy.isFrom: break
    case .materializedView where !copy.isFrom && version >= 18: break
    case .view where copy.isFrom && hasInsteadOf(table): break
    default:
      throw ServerError(
        "42809", "cannot copy \(preposition) \(kind.rawValue) \"\(name.name.text)\"")
    }
    guard copy.isFrom else {
      lock(table, .accessShare)
      scanRows(of: table, because: "all rows are copied")
      return
    }
    lock(table, .rowExclusive)
    var change = DataChange(target: table, actions: .insert)
    change.isFromElsewhere = true
    if copy.columns.isEmpty {
      change.inserted.numbers = relation?.liveColumns ?? []
    } else {
      change.inserted.numbers = copy.columns.compactMap { relation?.column(named: $0.text) }
    }
    try write(change, isExecuted: true)
  }

  /// A view with triggers does with its rows what they do.
  func hasInsteadOf(_ id: ObjectID) -> Bool {
    catalog.relation(id)?.kind == .view
      && catalog.attached(to: id).contains { $0.attached.kind == .trigger }
  }

  /// LOCK TABLE, with what views read and with children. [lock_table, lock_view, lock_partitioned]
  mutating func lockTables(_ statement: SQLSyntax.Lock) throws(ServerError) {
    let mode = LockMode(statement.mode)
    for relation in statement.relations {
      let id = try existingRelation(relation.name)
      switch catalog.relation(id)?.kind ?? .table {
      case .table, .partitionedTable:
        lock(id, mode)
        if !relation.only { lock(catalog.descendants(of: id), mode) }
      case .view:
        lock(id, mode)
        openView(id, mode)
      default:
        throw ServerError("42809", "cannot lock relation \"\(relation.name.name.text)\"")
      }
    }
  }

  /// PREPARE plans nothing, but looks at what it names.
  mutating func prepare(_ statement: Statement) throws(ServerError) {
    guard let node = queryNode(of: statement) else { return }
    try run(query: node, isExecuted: false)
  }

  /// EXECUTE: the statement was prepared somewhere before.
  mutating func execute(_ execute: Execute) throws(ServerError) { loseTrack() }
}

extension LockMode {
  package init(_ mode: SQLSyntax.Lock.Mode) {
    self =
      switch mode {
      case .accessShare: .accessShare
      case .rowShare: .rowShare
      case .rowExclusive: .rowExclusive
      case .shareUpdateExclusive: .shareUpdateExclusive
      case .share: .share
      case .shareRowExclusive: .shareRowExclusive
      case .exclusive: .exclusive
      case .accessExclusive: .accessExclusive
      }
  }
}
