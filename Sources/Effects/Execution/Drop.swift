package import Catalog
import SQLLexer
package import SQLSyntax

/// DROP of anything, and what goes with it. Documentation: DROP …, Dependency Tracking.
///
/// Locks, measured on 14 to 18: AccessExclusiveLock on what goes and on the table that it is part of [drop_index,
/// drop_trigger, drop_policy], on the tables to which its foreign keys point [drop_table_referencing], and on the table of
/// which it is a partition [drop_partition]; DROP INDEX CONCURRENTLY takes ShareUpdateExclusiveLock.
extension Replay {
  mutating func drop(_ drop: Drop) throws(ServerError) {
    if drop.isConcurrent { try refuseConcurrently(drop) }
    var targets: [ObjectAddress] = []
    var isKnown = true
    for object in drop.objects {
      switch try target(object, drop) {
      case .found(let id): targets.append(ObjectAddress(id))
      case .missing: break
      case .unknown: isKnown = false
      }
    }
    if targets.isEmpty, isKnown { effects.skips = true }
    if drop.object == .subscription, isKnown, targets.allSatisfy({ isSlotless($0.object) }) {
      effects.refusal = nil
    }
    if !isKnown, !drop.object.isShared { notKnown(.locks, .drops, .fails) }
    try remove(
      targets, cascades: drop.behavior.cascadeRange != nil,
      mode: drop.isConcurrent ? .shareUpdateExclusive : .accessExclusive)
  }

  /// [drop_index_concurrently_two, drop_index_concurrently_cascade]
  private func refuseConcurrently(_ drop: Drop) throws(ServerError) {
    if drop.objects.count > 1 {
      throw ServerError(
        "0A000", "DROP INDEX CONCURRENTLY does not support dropping multiple objects")
    }
    if drop.behavior.cascadeRange != nil {
      throw ServerError("0A000", "DROP INDEX CONCURRENTLY does not support CASCADE")
    }
  }

  /// What a name of DROP stands for; missing where IF EXISTS forgives that it is not there.
  private mutating func target(
    _ object: NamedObject, _ drop: Drop
  ) throws(ServerError) -> Lookup {
    guard let name = object.name else { return .unknown }
    if let kind = RelationKind(drop.object) {
      return try relationTarget(name, kind, drop)
    }
    let lookup: Lookup
    if drop.object.isAttached {
      guard let table = object.table,
        let tableID = try relation(table, ifExists: drop.ifExists)
      else { return .missing }
      lookup = attachedObject(drop.object, name.name.text, of: tableID)
      // Measured on 15: what is skipped leaves no lock.
      if lookup == .unknown { lock(tableID, .accessExclusive, isPossible: drop.ifExists) }
    } else {
      lookup = lookUpAgain(object)
      if lookup == .unknown, drop.ifExists, isProbablyFree(name) { return .missing }
    }
    guard lookup == .missing, !drop.ifExists else { return lookup }
    throw .missing(object)
  }

  private mutating func relationTarget(
    _ name: QualifiedName, _ kind: RelationKind, _ drop: Drop
  ) throws(ServerError) -> Lookup {
    let id: ObjectID
    do throws(ServerError) {
      guard let found = try relation(name, orAssume: kind, ifExists: drop.ifExists) else {
        return .missing
      }
      id = found
    } catch {
      throw .missing(NamedObject(drop.object, name))
    }
    guard let relation = catalog.relation(id) else { return .unknown }
    guard kind.isSameForDrop(as: relation.kind) else {
      if relation.isAssumed {
        catalog.updateRelation(id) { $0.kind = kind }
        return .found(id)
      }
      throw ServerError("42809", "\"\(name.name.text)\" is not a \(kind.rawValue)")
    }
    if drop.object == .index { try refuseNeededIndex(id, relation, drop) }
    if let owner = relation.sequence?.owner, relation.sequence?.isOfIdentity == true {
      throw ServerError(
        "2BP01",
        "cannot drop sequence \(name.name.text) because column \(columnName(owner.column ?? 1, of: owner.object)) of table \(catalog[owner.object].name) requires it"
      )
    }
    return .found(id)
  }

  /// An index that a constraint or the index of a partitioned table needs. [drop_index_of_constraint,
  /// drop_index_partition_child, drop_index_partitioned_concurrently]
  private func refuseNeededIndex(
    _ id: ObjectID, _ relation: Relation, _ drop: Drop
  ) throws(ServerError) {
    let name = catalog[id].name
    if let constraint = relation.index?.constraint, !catalog[constraint].isDropped {
      let table = relation.index.map { catalog[$0.table].name } ?? ""
      throw ServerError(
        "2BP01",
        "cannot drop index \(name) because constraint \(catalog[constraint].name) on table \(table) requires it"
      )
    }
    if let parent = relation.parents.first, !catalog[parent].isDropped {
      throw ServerError(
        "2BP01", "cannot drop index \(name) because index \(catalog[parent].name) requires it")
    }
    if drop.isConcurrent, relation.kind == .partitionedIndex {
      throw ServerError("0A000", "cannot drop partitioned index \"\(name)\" concurrently")
    }
  }

  // MARK: - Finding objects that are no relations

  /// A trigger, rule or policy of a table.
  func attachedObject(_ object: ObjectType, _ name: String, of table: ObjectID) -> Lookup {
    let space: NameSpace =
      switch object {
      case .trigger: .trigger
      case .rule: .rule
      default: .policy
      }
    return part(space, name, of: table)
  }

  /// A constraint, trigger, rule or policy of a table. Of a table that the history has made all are known.
  func part(_ space: NameSpace, _ name: String, of table: ObjectID) -> Lookup {
    if let lookup = catalog.object(space, name, in: table) { return lookup }
    return catalog.relation(table)?.isOfHistory == true ? .missing : .unknown
  }

  /// An object of a statement that has not been executed, neither a relation nor a part of one.
  ///
  /// - Parameter source: what the statement was read from.
  package func lookUp(_ object: NamedObject, in source: SyntaxFile) -> Lookup {
    var scout = self
    scout.source = source
    return scout.lookUp(object)
  }

  /// An object that is neither a relation nor a part of one.
  func lookUp(_ object: NamedObject) -> Lookup {
    guard let name = object.name else { return .unknown }
    switch object.object {
    case .type, .domain: return catalog.lookUp(.type, name, path: session.path)
    case .schema: return catalog.schema(name.name)
    case .function, .procedure, .routine, .aggregate: return function(name, object.arguments)
    case .statistics, .collation, .operatorClass, .operatorFamily, .conversion,
      .textSearchParser, .textSearchTemplate, .textSearchDictionary, .textSearchConfiguration:
      return catalog.lookUp(.other(object.object.rawValue), name, path: session.path)
    default:
      return catalog.object(.other(object.object.rawValue), name.name.text, in: nil) ?? .unknown
    }
  }

  /// What a DROP with IF EXISTS asks for is known not to be there: the files have dropped it, or the table that it was on.
  ///
  /// - Parameter source: what the statement was read from.
  package func isGone(_ object: NamedObject, in source: SyntaxFile) -> Bool {
    guard let name = object.name, !name.isTemplate else { return false }
    switch object.object {
    case .trigger, .rule:
      guard let table = object.table else { return false }
      return switch catalog.relation(table, path: session.path) {
      case .found(let id): attachedObject(object.object, name.name.text, of: id) == .missing
      case .missing: true
      case .unknown: false
      }
    case .function, .procedure, .routine, .aggregate:
      guard catalog.functions(name, path: session.path) == nil,
        catalog.lookUp(.other("function"), name, path: session.path) == .missing
      else { return false }
      guard let arguments = object.arguments else { return true }
      // Others of the name may be there that no file has made.
      var scout = self
      scout.source = source
      let dropped = catalog.droppedFunctions(named: name.name.text)
      return scout.overload(of: dropped, arguments).id != nil
    case .type, .domain, .extension: return lookUp(object, in: source) == .missing
    default: return false
    }
  }

  /// A function by its name and, where they are given, the types of its arguments.
  func function(_ name: QualifiedName, _ arguments: [FunctionArgument]?) -> Lookup {
    guard let functions = catalog.functions(name, path: session.path) else { return .unknown }
    guard let arguments else {
      return functions.count == 1 ? .found(functions[0]) : functions.isEmpty ? .missing : .unknown
    }
    let known = overload(of: functions, arguments)
    if functions.count == 1, known == .unknown { return .found(functions[0]) }
    // A schema that holds more than is known may hold others of the name.
    let schemas = Set(functions.compactMap { catalog[$0].container })
    return known == .missing && !schemas.allSatisfy(catalog.isClosed) ? .unknown : known
  }

  /// The one of some functions that takes arguments of these types.
  private func overload(of functions: [ObjectID], _ arguments: [FunctionArgument]) -> Lookup {
    var scout = self
    let wanted = arguments.filter { $0.mode != .out }.map { argument in
      (try? scout.dataType(argument.type)) ?? nil
    }
    var isDoubtful = wanted.contains { $0 == nil }
    for id in functions {
      guard let function = catalog.function(id) else { continue }
      if function.arguments.count == wanted.count, !isDoubtful {
        if function.arguments == wanted { return .found(id) }
        isDoubtful = function.arguments.contains { $0 == nil }
      }
    }
    return isDoubtful ? .unknown : .missing
  }

  /// The functions that the history makes under the name of an object, and what DROP finds among them; nil where there are
  /// none.
  package func knownFunctions(
    _ object: NamedObject, in source: SyntaxFile
  ) -> (all: [ObjectID], wanted: Lookup)? {
    guard let name = object.name,
      let functions = catalog.functions(name, path: session.path), !functions.isEmpty
    else { return nil }
    guard let arguments = object.arguments else {
      return (functions, functions.count == 1 ? .found(functions[0]) : .unknown)
    }
    var scout = self
    scout.source = source
    return (functions, scout.overload(of: functions, arguments))
  }

  // MARK: - Taking away

  /// Takes objects or columns away, with everything that cannot be without them.
  ///
  /// - Throws: 2BP01 where other objects depend on them and CASCADE is not said.
  mutating func remove(
    _ targets: [ObjectAddress], cascades: Bool, mode: LockMode = .accessExclusive
  ) throws(ServerError) {
    let deletion = catalog.deletion(of: targets, cascades: cascades)
    if let obstacle = deletion.obstacle {
      throw ServerError(
        "2BP01",
        "cannot drop \(describe(obstacle.referenced)) because other objects depend on it: "
          + describe(obstacle.dependent))
    }
    for address in deletion.gone { lock(goingWith: address, mode) }
    let whole = Set(deletion.gone.lazy.filter { $0.part == .whole }.map(\.object))
    for address in deletion.gone {
      note(address, isReached: deletion.reached.contains(address), among: whole)
    }
    for address in deletion.gone {
      if isPublication(address.object), !targets.contains(address) {
        leavePublication(address.object, deletion.gone)
      } else {
        take(away: address)
      }
    }
  }

  private func isPublication(_ id: ObjectID) -> Bool {
    if case .other(let other) = catalog[id].definition { other.type == .publication } else { false }
  }

  private mutating func lock(goingWith address: ObjectAddress, _ mode: LockMode) {
    let id = address.object
    switch catalog[id].definition {
    case .relation(let relation):
      lock(id, mode)
      if let table = relation.index?.table { lock(table, mode) }
      guard address.part == .whole else { return }
      if relation.isPartition {
        lock(relation.parents, mode)
        lock(relation.parents.compactMap { defaultPartition(of: $0) }, mode)
      }
      if relation.kind.isIndex, relation.index == nil {
        notKnown(.locks)
        if let table = tableOfNamesake(id) { lock(table, mode) }
      }
      if relation.isAssumed { notKnown(.locks) }
    case .constraint(let constraint):
      if catalog.relation(constraint.owner) != nil { lock(constraint.owner, mode) }
      if let referenced = constraint.foreignKey?.referenced {
        // Before 15 the triggers stood on the partitions only. Measured: DROP COLUMN of a foreign key to a partitioned table.
        let isPartitioned = catalog.relation(referenced)?.kind == .partitionedTable
        if !isPartitioned || version >= 15 { lock(referenced, mode, isOfForeignKey: true) }
        if isPartitioned { lock(catalog.descendants(of: referenced), mode) }
      }
    case .attached(let attached):
      guard let table = catalog[id].container else { return }
      lock(table, mode)
      // The partitions have copies of a trigger.
      if attached.kind == .trigger, catalog.relation(table)?.kind == .partitionedTable {
        lock(catalog.descendants(of: table), mode)
      }
    case .other(let other):
      // [drop_statistics]
      guard other.type == .statistics else { return }
      lock(Set(other.reads.map(\.object)).sorted(), .shareUpdateExclusive)
    case .schema, .type, .function: break
    }
  }

  /// Notes what goes: objects, and columns of tables that stay.
  private mutating func note(
    _ address: ObjectAddress, isReached: Bool, among gone: Set<ObjectID>
  ) {
    let object = catalog[address.object]
    if let container = object.container, gone.contains(container),
      catalog.relation(container) != nil
    {
      return
    }
    var dropped = Dropped(
      kind: kindName(address), name: describe(address, withKind: false), isReached: isReached,
      holdsData: holdsData(address), isPrivate: isPrivate(address.object))
    if let (table, columns) = mentioned(by: address.object) {
      dropped.constraint = catalog.constraint(address.object)?.kind
      dropped.columns = columns.map { columnName($0, of: table) }
    }
    effects.drops.append(dropped)
  }

  /// The columns of a constraint or an index, keys first, with the table that they are of.
  private func mentioned(by id: ObjectID) -> (ObjectID, [Int16])? {
    if let constraint = catalog.constraint(id), catalog.relation(constraint.owner) != nil {
      return (constraint.owner, constraint.columns.filter { $0 > 0 })
    }
    guard let index = catalog.relation(id)?.index else { return nil }
    let keys = index.keys.compactMap(\.column)
    return (index.table, keys + index.columns.subtracting(keys).filter { $0 > 0 }.sorted())
  }

  private func holdsData(_ address: ObjectAddress) -> Bool {
    guard let relation = catalog.relation(address.object) else { return false }
    switch (relation.kind, address.part) {
    case (.table, .whole), (.partitionedTable, .whole), (.table, .column),
      (.partitionedTable, .column):
      return true
    default: return false
    }
  }

  private mutating func take(away address: ObjectAddress) {
    let id = address.object
    switch address.part {
    case .column(let number):
      catalog.updateRelation(id) { relation in
        guard Int(number) <= relation.columns.count else { return }
        relation[number].isDropped = true
      }
    case .defaultValue(let number):
      catalog.updateRelation(id) { $0[number].defaultValue = nil }
    case .whole:
      let container = catalog[id].container
      catalog.remove(id)
      if let relation = catalog.relation(id) {
        if let table = relation.index?.table, !catalog[table].isDropped {
          catalog.updateRelation(table) { $0.indexes.removeAll { $0 == id } }
        }
        for parent in relation.parents where !catalog[parent].isDropped {
          catalog.updateRelation(parent) { $0.children.removeAll { $0 == id } }
        }
      } else if let container, !catalog[container].isDropped {
        catalog.updateRelation(container) { relation in
          relation.constraints.removeAll { $0 == id }
          relation.attached.removeAll { $0 == id }
        }
      }
    }
  }

  // MARK: - Words

  /// `table app.t`, `column a of table app.t`, as a message names it.
  func describe(_ address: ObjectAddress, withKind: Bool = true) -> String {
    let object = catalog[address.object]
    let name: String
    switch object.definition {
    case .constraint, .attached:
      let owner = object.container.map { catalog.qualifiedName($0) } ?? ""
      name = withKind ? "\(object.name) on \(owner)" : "\(owner).\(object.name)"
    default:
      name = catalog.qualifiedName(address.object)
    }
    if let column = address.column {
      let column = columnName(column, of: address.object)
      return withKind ? "\(kindName(address)) \(column) of \(name)" : "\(name).\(column)"
    }
    return withKind ? "\(kindName(address)) \(name)" : name
  }

  private func kindName(_ address: ObjectAddress) -> String {
    switch address.part {
    case .column: return "column"
    case .defaultValue: return "default value for column"
    case .whole: break
    }
    return switch catalog[address.object].definition {
    case .schema: "schema"
    case .relation(let relation): relation.kind.rawValue
    case .type(let type):
      if case .domain = type.definition { "domain" } else { "type" }
    case .function(let function): function.kind.rawValue
    case .constraint: "constraint"
    case .attached(let attached): attached.kind.rawValue
    case .other(let other): other.type.word
    }
  }
}

extension RelationKind {
  /// Of the relations that DROP and COMMENT name by this kind of object.
  package init?(_ object: ObjectType) {
    switch object {
    case .table: self = .table
    case .index: self = .index
    case .view: self = .view
    case .materializedView: self = .materializedView
    case .sequence: self = .sequence
    case .foreignTable: self = .foreignTable
    default: return nil
    }
  }

  fileprivate func isSameForDrop(as other: RelationKind) -> Bool {
    self == other || (isTable && other.isTable) || (isIndex && other.isIndex)
  }
}

extension ObjectType {
  /// Of the whole cluster, or apart from all relations: DROP locks none, and nothing depends on it.
  var isShared: Bool {
    switch self {
    case .database, .role, .tablespace, .subscription, .publication, .eventTrigger: true
    default: false
    }
  }

  /// A trigger, rule or policy.
  var isAttached: Bool { self == .trigger || self == .rule || self == .policy }

  /// In PostgreSQL's messages.
  var word: String {
    let word = rawValue.dropFirst("OBJECT_".count).lowercased()
    return switch self {
    case .materializedView: "materialized view"
    case .foreignTable: "foreign table"
    case .statistics: "statistics object"
    case .eventTrigger: "event trigger"
    case .foreignServer: "server"
    case .foreignDataWrapper: "foreign-data wrapper"
    case .operatorClass: "operator class"
    case .operatorFamily: "operator family"
    default: word
    }
  }
}

extension ServerError {
  /// Of an object that is not there.
  static func missing(_ object: NamedObject) -> ServerError {
    let name = object.name?.description ?? ""
    let sqlstate =
      switch object.object {
      case .table, .view, .materializedView, .sequence, .foreignTable: "42P01"
      case .schema: "3F000"
      case .database: "3D000"
      case .function, .procedure, .routine, .aggregate, .operator: "42883"
      default: "42704"
      }
    return ServerError(sqlstate, "\(object.object.word) \"\(name)\" does not exist")
  }
}

extension Replay {
  /// The error of a DROP without IF EXISTS whose object nothing has made, and nothing else of its name either; nil where it
  /// has found one, or fails for certain.
  package func missingTarget(of statement: Statement) -> ServerError? {
    // Of what PostgreSQL cannot read, the names are not those that are meant.
    guard statement.isRead, case .drop(let drop) = statement.tree, !drop.ifExists,
      drop.object.isRelation || drop.object.isNamedAlone
    else { return nil }
    return drop.objects.first { object in
      guard let name = object.name, !name.isTemplate else { return false }
      return catalog.objects(named: name.name.text).isEmpty
    }.map { .missing($0) }
  }
}

extension ObjectType {
  /// Of those that are no relations: what a migration makes by the name by which it is dropped.
  fileprivate var isNamedAlone: Bool {
    switch self {
    case .type, .domain, .function, .procedure, .routine, .aggregate, .trigger, .rule, .policy: true
    default: false
    }
  }
}
