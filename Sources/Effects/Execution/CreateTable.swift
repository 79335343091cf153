import Catalog
import SQLLexer
import SQLSyntax

/// CREATE TABLE and CREATE FOREIGN TABLE. Documentation: CREATE TABLE.
///
/// Locks, measured on 14 to 18: AccessExclusiveLock on what is made; ShareRowExclusiveLock on the table of a foreign key
/// [create_table_fk]; ShareUpdateExclusiveLock on an inheritance parent [create_table_inherits]; AccessShareLock on the
/// source of LIKE [create_table_like]; AccessExclusiveLock on the parent and the default partition of a partition
/// [create_partition_of].
extension Replay {
  mutating func createTable(
    _ table: CreateTable, kind: RelationKind
  ) throws(ServerError) {
    let isTemporary = table.persistence == .temporary || table.name.schema?.text == "pg_temp"
    let schema = try creationSchema(of: table.name, isTemporary: isTemporary)
    switch catalog.object(.relation, table.name.name.text, in: schema) {
    case .found(let existing):
      effects.relations[table.name.range] = touched(existing)
      guard table.ifNotExists else { throw .relationExists(table.name) }
      effects.skips = true
      effects.hiddenDifference = hiddenDifference(table, existing)
      if let query = table.query { try analyzeOnly(query) }
      return
    default: break
    }
    try refuseTakenType(table.name, in: schema)
    var relation = Relation(kind: table.isPartitioned ? .partitionedTable : kind)
    relation.persistence =
      isTemporary ? .temporary : table.persistence == .unlogged ? .unlogged : .permanent
    relation.isDroppedAtCommit = isTemporary && table.onCommit == .drop
    relation.mayBeOlder = table.ifNotExists && mayBeTaken(table.name, in: schema)
    relation.accessMethod = table.accessMethod?.text
    relation.tablespace = table.tablespace.flatMap { $0.text == "pg_default" ? nil : $0.text }
    // Accepted, and without a meaning since 12.
    if kind != .foreignTable {
      relation.options = options(table.options.filter { $0.name.text != "oids" })
    }
    let id = create(relation, named: table.name, in: schema)
    try fill(id, with: table)
    // Server and options of a foreign table stand nowhere else.
    if kind == .foreignTable { keepText(of: id, named: table.name.range) }
  }

  /// Columns, constraints and indexes of a table that has just been made, in the order in which PostgreSQL makes them:
  /// its names count up in that order.
  private mutating func fill(_ id: ObjectID, with table: CreateTable) throws(ServerError) {
    if let type = table.ofType { try takeColumns(ofType: type, to: id) }
    for parent in table.inherits { try inherit(id, from: existingRelation(parent)) }
    if let partition = table.partition {
      try makePartition(
        id, of: existingRelation(partition.parent, orAssume: .partitionedTable), partition.bound)
    }
    for column in table.columns where column.type != nil {
      try addColumn(column, to: id)
    }
    for like in table.likes { try takeColumns(like, to: id) }
    if let query = table.query {
      try takeColumns(of: query, in: table, to: id)
      if mayYieldRows(query: Int(query.node)) { setRows(true, of: id) }
    }
    if let key = table.partitionKey { try setPartitionKey(key, of: id) }
    var keys: [(ConstraintDefinition, column: Name?)] = []
    for column in table.columns {
      for constraint in column.constraints { keys.append((constraint, column.name)) }
    }
    for constraint in table.constraints { keys.append((constraint, nil)) }
    keys.mergeEqualKeys()
    for phase in ConstraintPhase.allCases {
      for (constraint, column) in keys where ConstraintPhase(constraint.kind) == phase {
        try addConstraint(constraint, to: id, ConstraintContext(column: column))
      }
    }
    if let parent = catalog.relation(id)?.parents.first, table.partition != nil {
      try takePartsOfPartition(id, from: parent)
    }
    for like in table.likes { try takeParts(like, to: id) }
  }

  /// How an existing table differs from what CREATE TABLE IF NOT EXISTS would make; nil where it does not, or where it is
  /// not known.
  private mutating func hiddenDifference(_ table: CreateTable, _ id: ObjectID) -> String? {
    guard let existing = catalog.relation(id), !existing.hasUnknownColumns, !table.isFromQuery,
      table.likes.isEmpty, table.inherits.isEmpty, table.partition == nil, table.ofType == nil
    else { return nil }
    guard existing.kind.isTable || existing.kind == .foreignTable else {
      return "\"\(catalog.qualifiedName(id))\" is a \(existing.kind.rawValue)"
    }
    for column in table.columns {
      guard let number = existing.column(named: column.name.text) else {
        return "the existing table has no column \"\(column.name.text)\""
      }
      guard let written = column.type, let type = existing[number].type,
        let wanted = SerialType(written)?.type ?? (try? dataType(written)), wanted.isKnown,
        type.isKnown
      else { continue }
      if !wanted.holdsTheSame(as: type) {
        let names = (wanted: catalog.describe(wanted), type: catalog.describe(type))
        return "column \"\(column.name.text)\" is \(names.type) there, not \(names.wanted)"
      }
    }
    let wanted = Set(table.columns.map(\.name.text))
    for number in existing.liveColumns where !wanted.contains(existing[number].name) {
      return "the existing table has a column \"\(existing[number].name)\" besides"
    }
    return nil
  }

  /// A table's row type must not meet a type of its name.
  func refuseTakenType(_ name: QualifiedName, in schema: ObjectID) throws(ServerError) {
    if case .found? = catalog.object(.type, name.name.text, in: schema) {
      throw ServerError("42710", "type \"\(name.name.text)\" already exists")
    }
  }
}

extension [(ConstraintDefinition, column: Name?)] {
  /// Of keys that say the same, PostgreSQL makes one: the primary key, or else the first, under the first name that is
  /// given. Measured on 15 (transformIndexConstraints).
  fileprivate mutating func mergeEqualKeys() {
    var first: [KeyShape: Int] = [:]
    var merged: Set<Int> = []
    for isPrimary in [true, false] {
      for (place, key) in enumerated() where (key.0.kind == .primaryKey) == isPrimary {
        guard let shape = KeyShape(key.0, key.column) else { continue }
        guard let kept = first[shape] else {
          first[shape] = place
          continue
        }
        self[kept].0.name = self[kept].0.name ?? key.0.name
        merged.insert(place)
      }
    }
    guard !merged.isEmpty else { return }
    self = indices.filter { !merged.contains($0) }.map { self[$0] }
  }
}

/// What makes keys of a table the same.
private struct KeyShape: Hashable {
  private let columns: [String]
  private let include: [String]
  private let nullsNotDistinct: Bool
  private let isDeferrable: Bool
  private let isDeferred: Bool

  /// nil for other constraints.
  init?(_ constraint: ConstraintDefinition, _ column: Name?) {
    guard constraint.kind == .primaryKey || constraint.kind == .unique else { return nil }
    columns = constraint.columns.isEmpty ? [column?.text ?? ""] : constraint.columns.map(\.text)
    include = (constraint.index?.include ?? []).map(\.text)
    nullsNotDistinct = constraint.index?.nullsNotDistinct ?? false
    isDeferrable = constraint.attributes.contains(.deferrable)
    isDeferred = constraint.attributes.contains(.initiallyDeferred)
  }
}

/// The order in which CREATE TABLE makes constraints.
enum ConstraintPhase: CaseIterable {
  case notNull, check, primaryKey, otherIndexes, foreignKey

  init?(_ kind: ConstraintDefinition.Kind) {
    switch kind {
    case .notNull: self = .notNull
    case .check: self = .check
    case .primaryKey: self = .primaryKey
    case .unique, .exclusion: self = .otherIndexes
    case .foreignKey: self = .foreignKey
    case .null, .default, .identity, .generatedStored, .generatedVirtual: return nil
    }
  }
}

extension ServerError {
  static func relationExists(_ name: QualifiedName) -> ServerError {
    ServerError("42P07", "relation \"\(name.name.text)\" already exists")
  }
}
