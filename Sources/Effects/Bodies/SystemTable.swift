import Catalog
import SQLSyntax

/// The tables and views of pg_catalog and information_schema that bodies ask whether something is there. Documentation:
/// System Catalogs, System Views, The Information Schema.
enum SystemTable: String, Sendable {
  case pgClass = "pg_class"
  case pgNamespace = "pg_namespace"
  case pgType = "pg_type"
  case pgEnum = "pg_enum"
  case pgConstraint = "pg_constraint"
  case pgAttribute = "pg_attribute"
  case pgIndex = "pg_index"
  case pgIndexes = "pg_indexes"
  case pgTables = "pg_tables"
  case pgViews = "pg_views"
  case pgMaterializedViews = "pg_matviews"
  case pgSequences = "pg_sequences"
  case pgPolicy = "pg_policy"
  case pgPolicies = "pg_policies"
  case pgTrigger = "pg_trigger"
  case pgProcedure = "pg_proc"
  case pgExtension = "pg_extension"
  case pgRoles = "pg_roles"
  case columns = "information_schema.columns"
  case tables = "information_schema.tables"
  case views = "information_schema.views"
  case sequences = "information_schema.sequences"
  case schemata = "information_schema.schemata"
  case tableConstraints = "information_schema.table_constraints"
  case constraintColumnUsage = "information_schema.constraint_column_usage"
  case keyColumnUsage = "information_schema.key_column_usage"
  case routines = "information_schema.routines"
  case triggers = "information_schema.triggers"

  init?(_ name: QualifiedName) {
    switch name.schema?.text {
    case nil, "pg_catalog": self.init(rawValue: name.name.text)
    case "information_schema": self.init(rawValue: "information_schema." + name.name.text)
    default: return nil
    }
  }

  /// The column with the name of what a row stands for, by which rows are found without looking at all.
  var nameColumn: String? {
    switch self {
    case .pgClass: "relname"
    case .pgNamespace: "nspname"
    case .pgType: "typname"
    case .pgConstraint: "conname"
    case .pgIndexes: "indexname"
    case .pgTables: "tablename"
    case .pgViews: "viewname"
    case .pgMaterializedViews: "matviewname"
    case .pgSequences: "sequencename"
    case .pgPolicy: "polname"
    case .pgPolicies: "policyname"
    case .pgTrigger: "tgname"
    case .pgProcedure: "proname"
    case .pgExtension: "extname"
    case .pgRoles: "rolname"
    case .columns, .tables, .views: "table_name"
    case .sequences: "sequence_name"
    case .schemata: "schema_name"
    case .tableConstraints, .constraintColumnUsage, .keyColumnUsage: "constraint_name"
    case .routines: "routine_name"
    case .triggers: "trigger_name"
    case .pgEnum, .pgAttribute, .pgIndex: nil
    }
  }

  /// The column that is the object itself.
  var objectColumn: String? {
    switch self {
    case .pgClass, .pgNamespace, .pgType, .pgConstraint, .pgProcedure, .pgExtension: "oid"
    case .pgIndex: "indexrelid"
    case .pgAttribute: "attrelid"
    case .pgEnum: "enumtypid"
    default: nil
    }
  }

  /// The column that says to which table it belongs: its oid, or its name.
  var ownerColumn: String? {
    switch self {
    case .pgConstraint: "conrelid"
    case .pgIndex: "indrelid"
    case .pgPolicy: "polrelid"
    case .pgTrigger: "tgrelid"
    case .pgIndexes, .pgPolicies: "tablename"
    case .tableConstraints, .constraintColumnUsage, .keyColumnUsage: "table_name"
    case .triggers: "event_object_table"
    default: nil
    }
  }
}

/// A row of such a table: an object, and which of its columns or labels.
struct SystemRow: Sendable {
  var table: SystemTable
  var object: ObjectID
  var number: Int16 = 0
}

extension Catalog {
  /// The rows of a table in which columns have certain values, and perhaps others.
  ///
  /// - Returns: nil where there are too many to look at.
  func rows(of table: SystemTable, where values: [String: BodyValue]) -> [SystemRow]? {
    var objects: [ObjectID]?
    if let column = table.objectColumn, let value = values[column] {
      guard case .object(let id) = value else { return value == .unknown ? nil : [] }
      objects = [id]
    } else if let column = table.nameColumn, case .text(let name)? = values[column] {
      objects = self.objects(named: name)
    } else if let column = table.ownerColumn, let value = values[column] {
      switch value {
      case .object(let id): objects = parts(of: id)
      case .text(let name): objects = self.objects(named: name).flatMap { parts(of: $0) }
      case .unknown: return nil
      default: return []
      }
    }
    guard let objects = objects ?? fewObjects else { return nil }
    return objects.filter { !self[$0].isDropped }.flatMap { rows(of: table, for: $0) }
  }

  private func parts(of relation: ObjectID) -> [ObjectID] {
    guard let relation = self.relation(relation) else { return [] }
    return relation.constraints + relation.indexes + relation.attached
  }

  /// All objects, unless there are so many that asking for them again and again would take long.
  private var fewObjects: [ObjectID]? {
    let limit = 5_000
    var found: [ObjectID] = []
    for id in allObjects {
      guard found.count < limit else { return nil }
      found.append(id)
    }
    return found
  }

  private func rows(of table: SystemTable, for id: ObjectID) -> [SystemRow] {
    func row(_ isOne: Bool) -> [SystemRow] { isOne ? [SystemRow(table: table, object: id)] : [] }
    func columns(_ numbers: [Int16]) -> [SystemRow] {
      numbers.map { SystemRow(table: table, object: id, number: $0) }
    }
    let kind = relation(id)?.kind
    switch table {
    case .pgClass: return row(kind != nil)
    case .pgNamespace, .schemata:
      if case .schema = self[id].definition { return row(true) }
    case .pgType:
      return row(type(id) != nil || kind.map { !$0.isIndex && $0 != .sequence } ?? false)
    case .pgEnum:
      if case .enum(let labels)? = type(id)?.definition {
        return columns((0..<Int16(labels.count)).map { $0 })
      }
    case .pgConstraint, .tableConstraints: return row(constraint(id) != nil)
    case .constraintColumnUsage, .keyColumnUsage:
      guard let constraint = constraint(id) else { return [] }
      let key = table == .keyColumnUsage ? nil : constraint.foreignKey
      return columns(key?.columns ?? constraint.columns)
    case .pgAttribute:
      return columns(
        relation(id).map {
          Array(1...max(1, Int16($0.columns.count))).prefix($0.columns.count).map { $0 }
        } ?? [])
    case .columns:
      guard let relation = relation(id), !relation.kind.isIndex, relation.kind != .sequence else {
        return []
      }
      return columns(relation.liveColumns)
    case .pgIndex, .pgIndexes: return row(kind?.isIndex == true)
    case .pgTables: return row(kind?.isTable == true)
    case .pgViews, .views: return row(kind == .view)
    case .pgMaterializedViews: return row(kind == .materializedView)
    case .pgSequences, .sequences: return row(kind == .sequence)
    case .tables: return row(kind.map { $0.isTable || $0 == .view || $0 == .foreignTable } ?? false)
    case .pgPolicy, .pgPolicies: return row(attached(id)?.kind == .policy)
    case .pgTrigger, .triggers: return row(attached(id)?.kind == .trigger)
    case .pgProcedure, .routines: return row(function(id) != nil)
    case .pgExtension: return row(isOther(id, .extension))
    case .pgRoles: return row(isOther(id, .role))
    }
    return []
  }

  private func isOther(_ id: ObjectID, _ type: ObjectType) -> Bool {
    if case .other(let other) = self[id].definition { other.type == type } else { false }
  }

  // MARK: - Columns

  /// What stands in a column of a row; nil where the table has no such column, as far as is known here.
  func value(of column: String, in row: SystemRow) -> BodyValue? {
    if column == row.table.nameColumn, row.table != .columns { return .text(self[row.object].name) }
    if column == row.table.objectColumn { return .object(row.object) }
    return switch row.table {
    case .pgClass, .pgTables, .pgViews, .pgMaterializedViews, .pgSequences, .tables, .views,
      .sequences, .columns, .pgAttribute:
      relationValue(column, row)
    case .pgConstraint, .tableConstraints, .constraintColumnUsage, .keyColumnUsage:
      constraintValue(column, row)
    case .pgIndex, .pgIndexes: indexValue(column, row)
    case .pgPolicy, .pgPolicies, .pgTrigger, .triggers: attachedValue(column, row)
    case .pgType: typeValue(column, row.object)
    case .pgEnum: enumValue(column, row)
    case .pgProcedure, .routines: routineValue(column, row.object)
    case .pgNamespace, .schemata, .pgExtension, .pgRoles: nil
    }
  }

  private func container(of id: ObjectID) -> BodyValue {
    self[id].container.map { .object($0) } ?? .null
  }

  private func containerName(of id: ObjectID) -> BodyValue {
    self[id].container.map { .text(self[$0].name) } ?? .null
  }

  private func relationValue(_ column: String, _ row: SystemRow) -> BodyValue? {
    guard let relation = relation(row.object) else { return nil }
    switch column {
    case "relnamespace": return container(of: row.object)
    case "schemaname", "table_schema", "sequence_schema": return containerName(of: row.object)
    case "table_name": return .text(self[row.object].name)
    case "relkind": return .text(relation.kind.code)
    case "relrowsecurity", "rowsecurity": return .boolean(relation.hasRowSecurity)
    case "relispartition": return .boolean(relation.isPartition)
    case "table_type":
      return .text(
        relation.kind == .view ? "VIEW" : relation.kind == .foreignTable ? "FOREIGN" : "BASE TABLE")
    default: break
    }
    guard row.number > 0 else { return nil }
    let attribute = relation[row.number]
    switch column {
    case "column_name", "attname": return .text(attribute.name)
    case "attnum", "ordinal_position": return .number(Int(row.number))
    case "attisdropped": return .boolean(attribute.isDropped)
    case "attnotnull": return BodyValue(attribute.isNotNull)
    case "is_nullable": return attribute.isNotNull.map { .text($0 ? "NO" : "YES") } ?? .unknown
    case "is_identity": return .text(attribute.identity == nil ? "NO" : "YES")
    case "is_generated": return .text(attribute.generated == nil ? "NEVER" : "ALWAYS")
    case "attidentity":
      return .text(attribute.identity.map { $0 == .always ? "a" : "d" } ?? "")
    case "attgenerated": return .text(attribute.generated.map { $0 == .stored ? "s" : "v" } ?? "")
    case "column_default":
      return attribute.defaultValue == nil && !attribute.hasUnknownDefault ? .null : .unknown
    case "data_type": return attribute.type.map { .text(informationType($0)) } ?? .unknown
    default: return nil
    }
  }

  /// data_type of information_schema.columns.
  private func informationType(_ type: DataType) -> String {
    if type.isArray { return "ARRAY" }
    if type.userType != nil { return "USER-DEFINED" }
    return describe(DataType(type.base))
  }

  private func constraintValue(_ column: String, _ row: SystemRow) -> BodyValue? {
    guard let constraint = constraint(row.object) else { return nil }
    let table =
      row.table == .constraintColumnUsage
      ? constraint.foreignKey?.referenced ?? constraint.owner : constraint.owner
    switch column {
    case "conrelid": return relation(constraint.owner) == nil ? .null : .object(constraint.owner)
    case "contypid": return relation(constraint.owner) == nil ? .object(constraint.owner) : .null
    case "confrelid": return constraint.foreignKey.map { .object($0.referenced) } ?? .null
    case "connamespace": return container(of: constraint.owner)
    case "contype": return .text(constraint.kind.code)
    case "convalidated": return .boolean(constraint.isValid)
    case "table_name": return .text(self[table].name)
    case "table_schema", "constraint_schema": return containerName(of: table)
    case "constraint_type": return .text(constraint.kind.informationName)
    case "column_name": return relation(table).map { .text($0[row.number].name) }
    default: return nil
    }
  }

  private func indexValue(_ column: String, _ row: SystemRow) -> BodyValue? {
    guard let index = index(row.object) else { return nil }
    switch column {
    case "indrelid": return .object(index.table)
    case "tablename": return .text(self[index.table].name)
    case "schemaname": return containerName(of: row.object)
    case "indisunique": return .boolean(index.isUnique)
    case "indisprimary": return .boolean(index.isPrimary)
    case "indisvalid": return BodyValue(index.isValid)
    default: return nil
    }
  }

  private func attachedValue(_ column: String, _ row: SystemRow) -> BodyValue? {
    guard let table = self[row.object].container else { return nil }
    switch column {
    case "polrelid", "tgrelid": return .object(table)
    case "tablename", "event_object_table": return .text(self[table].name)
    case "schemaname", "event_object_schema", "trigger_schema": return containerName(of: table)
    case "tgisinternal": return .boolean(false)
    default: return nil
    }
  }

  private func typeValue(_ column: String, _ id: ObjectID) -> BodyValue? {
    switch column {
    case "typnamespace": return container(of: id)
    case "typrelid":
      if case .composite(let relation)? = type(id)?.definition { return .object(relation) }
      return relation(id) == nil ? .number(0) : .object(id)
    case "typtype", "typcategory":
      let code: String? =
        switch type(id)?.definition {
        case .enum: "e"
        case .domain: column == "typtype" ? "d" : nil
        case .composite, nil: "c"
        case .range: "r"
        case .base, .shell, .unknown: nil
        }
      guard let code else { return .unknown }
      return .text(column == "typtype" ? code : code.uppercased())
    default: return nil
    }
  }

  private func enumValue(_ column: String, _ row: SystemRow) -> BodyValue? {
    guard column == "enumlabel", case .enum(let labels)? = type(row.object)?.definition else {
      return nil
    }
    return .text(labels[Int(row.number)].text)
  }

  private func routineValue(_ column: String, _ id: ObjectID) -> BodyValue? {
    switch column {
    case "pronamespace": container(of: id)
    case "routine_schema", "specific_schema": containerName(of: id)
    default: nil
    }
  }
}

extension RelationKind {
  /// relkind
  fileprivate var code: String {
    switch self {
    case .table: "r"
    case .partitionedTable: "p"
    case .index: "i"
    case .partitionedIndex: "I"
    case .view: "v"
    case .materializedView: "m"
    case .sequence: "S"
    case .foreignTable: "f"
    case .compositeType: "c"
    }
  }
}

extension Constraint.Kind {
  /// contype
  fileprivate var code: String {
    switch self {
    case .check: "c"
    case .foreignKey: "f"
    case .primaryKey: "p"
    case .unique: "u"
    case .exclusion: "x"
    case .notNull: "n"
    case .trigger: "t"
    }
  }

  /// constraint_type of information_schema.table_constraints.
  fileprivate var informationName: String {
    switch self {
    case .foreignKey: "FOREIGN KEY"
    case .primaryKey: "PRIMARY KEY"
    case .unique: "UNIQUE"
    default: "CHECK"
    }
  }
}
