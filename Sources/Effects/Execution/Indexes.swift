import Catalog
import SQLLexer
import SQLSyntax

/// CREATE INDEX, and the indexes behind keys. Documentation: CREATE INDEX.
extension Replay {
  /// ShareLock on the table and its partitions; CONCURRENTLY ShareUpdateExclusiveLock.
  /// [create_index, create_index_concurrently, create_index_partitioned]
  mutating func createIndex(_ statement: CreateIndex) throws(ServerError) {
    let table = try existingRelation(statement.table)
    let schema = catalog[table].container
    let mode: LockMode = statement.isConcurrent ? .shareUpdateExclusive : .share
    if let name = statement.name,
      case .found(let existing)? = catalog.object(.relation, name.text, in: schema)
    {
      guard statement.ifNotExists else { throw .relationExists(QualifiedName(name: name)) }
      lock(table, mode)
      effects.skips = true
      effects.hiddenDifference = hiddenDifference(statement, table, existing)
      return
    }
    try refuse(statement, on: table)
    var index = Index(table: table)
    index.isUnique = statement.isUnique
    index.nullsNotDistinct = statement.nullsNotDistinct
    if let method = statement.accessMethod { index.method = method.text }
    for element in statement.elements { index.keys.append(try key(element, of: table)) }
    for element in statement.include {
      if let column = element.column { index.include.append(try existingColumn(column, of: table)) }
    }
    if let predicate = statement.predicate {
      try verify(predicate, of: table)
      try refuseMutable(
        predicate, of: table, "functions in index predicate must be marked IMMUTABLE")
      index.predicate = bind(predicate, to: table)
    }
    try refuseUnindexable(index)
    if index.isUnique { try refusePartitionKey(index, of: table) }
    lock(table, mode)
    // An index of an inheritance parent leaves its children alone.
    if !statement.only, catalog.relation(table)?.kind == .partitionedTable {
      lock(catalog.descendants(of: table), mode)
    }
    let name =
      statement.name?.text
      ?? freeRelationName(
        catalog[table].name, indexColumnNames(index, of: table), "idx", in: schema)
    var mayBeOlder = false
    if statement.ifNotExists, let name = statement.name {
      mayBeOlder = schema.map { mayBeTaken(QualifiedName(name: name), in: $0) } ?? true
    }
    // What a concurrent build holds on its index is weaker than that of anyone who uses the table.
    let id = try makeIndex(index, named: name, isLocked: !statement.isConcurrent)
    catalog.update(id) { $0.isNameMadeUp = statement.name == nil }
    keep(statement.options, of: id)
    if mayBeOlder { catalog.updateRelation(id) { $0.mayBeOlder = true } }
    buildIndex(id)
    if statement.only {
      if catalog.relation(table)?.kind == .partitionedTable {
        catalog.updateIndex(id) { $0.isValid = false }
      }
    } else {
      try makePartitionIndexes(of: id)
    }
  }

  /// WITH (…)
  private mutating func keep(_ options: [OptionElement], of id: ObjectID) {
    guard !options.isEmpty else { return }
    let options = self.options(options)
    catalog.updateRelation(id) { $0.options = options }
  }

  private func refuse(_ statement: CreateIndex, on table: ObjectID) throws(ServerError) {
    let kind = catalog.relation(table)?.kind ?? .table
    let name = catalog[table].name
    if statement.isConcurrent, kind == .partitionedTable {
      throw ServerError(
        "0A000", "cannot create index on partitioned table \"\(name)\" concurrently")
    }
    switch kind {
    case .table, .partitionedTable, .materializedView: break
    default: throw ServerError("42809", "cannot create index on relation \"\(name)\"")
    }
  }

  /// A key of an index or an exclusion constraint.
  mutating func key(_ element: IndexElement, of table: ObjectID) throws(ServerError) -> Index.Key {
    var key = Index.Key(column: nil)
    if let column = element.column {
      key.column = try existingColumn(column, of: table)
    } else if let expression = element.expression {
      try verify(expression, of: table)
      try refuseMutable(
        expression, of: table, "functions in index expression must be marked IMMUTABLE")
      let bound = bind(expression, to: table, isKey: true)
      key.collation = bound.collation
      // A column in parentheses is a column.
      key.column = bound.plainColumn
      if key.column == nil { key.expression = bound }
    }
    if let collation = element.collation { key.collation = collation.description }
    key.operatorClass = element.operatorClass?.description
    key.isDescending = element.order == .descending
    key.nullsFirst = element.nulls == .unspecified ? key.isDescending : element.nulls == .first
    return key
  }

  /// Adds an index.
  ///
  /// - Parameter isLocked: with an AccessExclusiveLock.
  /// - Throws: 42P07 where the name is taken.
  mutating func makeIndex(
    _ index: Index, named name: String, isLocked: Bool = true
  ) throws(ServerError) -> ObjectID {
    let table = index.table
    let schema = catalog[table].container
    if case .found? = catalog.object(.relation, name, in: schema) {
      throw ServerError("42P07", "relation \"\(name)\" already exists")
    }
    let isPartitioned = catalog.relation(table)?.kind == .partitionedTable
    var relation = Relation(kind: isPartitioned ? .partitionedIndex : .index)
    relation.index = index
    relation.persistence = catalog.relation(table)?.persistence ?? .permanent
    let id = create(CatalogObject(name: name, in: schema, .relation(relation), origin: origin))
    if isLocked { lock(id, .accessExclusive) }
    catalog.updateRelation(table) { $0.indexes.append(id) }
    for column in index.columns.sorted() {
      catalog.addDependency(
        Dependency(ObjectAddress(id), on: ObjectAddress(table, .column(column)), .auto))
    }
    for key in index.keys { depend(ObjectAddress(id), on: key.expression, of: nil) }
    depend(ObjectAddress(id), on: index.predicate, of: nil)
    return id
  }

  /// Notes the work of building an index over rows that were there.
  mutating func buildIndex(_ id: ObjectID) {
    guard let table = catalog.index(id)?.table, !isCreatedHere(table),
      catalog.relation(table)?.kind.hasStorage == true
    else { return }
    work(.indexBuild, on: table, because: "index \"\(catalog[id].name)\" is built")
  }

  /// The column part of a name made up for an index. What an expression is called is what SELECT would call it.
  func indexColumnNames(_ index: Index, of table: ObjectID) -> String {
    var names: [String] = []
    let columns =
      index.keys.map { key in
        key.column.map { columnName($0, of: table) } ?? key.expression?.outputName ?? "expr"
      } + index.include.map { columnName($0, of: table) }
    for column in columns {
      var name = column
      var count = 1
      while names.contains(name) {
        name = column + String(count)
        count += 1
      }
      names.append(name)
    }
    return names.joined(separator: "_")
  }

  /// How an existing index differs from what CREATE INDEX IF NOT EXISTS would make.
  private mutating func hiddenDifference(
    _ statement: CreateIndex, _ table: ObjectID, _ existing: ObjectID
  ) -> String? {
    guard let index = catalog.index(existing) else {
      return catalog.relation(existing).map {
        $0.kind.isIndex ? nil : "\"\(catalog[existing].name)\" is a \($0.kind.rawValue)"
      } ?? nil
    }
    if index.table != table {
      return "the existing index is on \"\(catalog.qualifiedName(index.table))\""
    }
    if index.isValid == false { return "the existing index is not valid" }
    if index.isUnique != statement.isUnique {
      return index.isUnique ? "the existing index is unique" : "the existing index is not unique"
    }
    let columns = index.keys.map { $0.column.map { columnName($0, of: table) } }
    let wanted = statement.elements.map { $0.column?.text }
    guard columns != wanted else { return nil }
    let listed = columns.map { $0 ?? "an expression" }.joined(separator: ", ")
    return "the existing index is on (\(listed))"
  }
}
