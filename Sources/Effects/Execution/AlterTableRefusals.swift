import Catalog
import SQLLexer
import SQLSyntax

/// Which relations the forms and commands of ALTER TABLE take.
extension Replay {
  /// ALTER VIEW of a table, ALTER TABLE of a composite type, and the like. RangeVarCallbackForAlterRelation
  /// (tablecmds.c), measured on 15.
  mutating func refuse(_ statement: AlterTable, on id: ObjectID) throws(ServerError) {
    guard let relation = catalog.relation(id) else { return }
    let name = catalog[id].name
    if statement.object == .table {
      guard relation.kind == .compositeType else { return }
      throw ServerError("42809", "\"\(name)\" is a composite type")
    }
    let wanted =
      statement.object == .type ? RelationKind.compositeType : RelationKind(statement.object)
    guard let wanted, wanted != relation.kind, !(wanted.isIndex && relation.kind.isIndex) else {
      return
    }
    if relation.isAssumed {
      catalog.updateRelation(id) { $0.kind = wanted }
      return
    }
    let article = "aeiou".contains(wanted.rawValue.first ?? "x") ? "an" : "a"
    throw ServerError("42809", "\"\(name)\" is not \(article) \(wanted.rawValue)")
  }

  /// A command that relations of the kind do not know: 42809, in words that 15 and later use. [add_column_view]
  func refuse(_ command: AlterTableCommand, on id: ObjectID, _ version: Int) throws(ServerError) {
    guard let relation = catalog.relation(id), !relation.isAssumed,
      !command.kind.relationKinds(version).contains(relation.kind)
    else { return }
    throw ServerError(
      "42809",
      "ALTER action \(command.kind.words) cannot be performed on relation \"\(catalog[id].name)\"")
  }
}

extension AlterTableKind {
  /// ATSimplePermissions (tablecmds.c).
  fileprivate func relationKinds(_ version: Int) -> Set<RelationKind> {
    let tables: Set<RelationKind> = [.table, .partitionedTable]
    switch self {
    case .addColumn, .dropColumn, .alterColumnType:
      return tables.union([.compositeType, .foreignTable])
    case .columnDefault, .addIdentity, .setIdentity, .dropIdentity:
      return tables.union([.view, .foreignTable])
    case .dropNotNull, .setNotNull, .setExpression, .dropExpression, .addConstraint,
      .dropConstraint, .validateConstraint, .addInherit, .dropInherit, .enableTrigger,
      .enableAlwaysTrigger, .enableReplicaTrigger, .disableTrigger, .enableTriggerAll,
      .disableTriggerAll, .enableTriggerUser, .disableTriggerUser, .dropOids:
      return tables.union([.foreignTable])
    case .setStatistics:
      return tables.union([.materializedView, .index, .partitionedIndex, .foreignTable])
    case .setOptions, .resetOptions, .setStorage:
      return tables.union([.materializedView, .foreignTable])
    case .setCompression, .clusterOn, .dropCluster, .setAccessMethod, .replicaIdentity:
      return tables.union([.materializedView])
    case .alterColumnGenericOptions, .genericOptions: return [.foreignTable]
    case .changeOwner:
      return tables.union([
        .index, .partitionedIndex, .view, .materializedView, .sequence, .foreignTable,
        .compositeType,
      ])
    // [set_unlogged_partitioned, alter_sequence_set_unlogged]
    case .setLogged, .setUnlogged:
      if version >= 18 { return [.table, .sequence] }
      return version >= 15 ? tables.union([.sequence]) : tables
    case .setTablespace:
      return tables.union([.materializedView, .index, .partitionedIndex])
    case .setRelOptions, .resetRelOptions:
      return tables.union([.view, .materializedView, .index])
    case .alterConstraint, .enableRule, .enableAlwaysRule, .enableReplicaRule, .disableRule,
      .addOf, .dropOf, .enableRowSecurity, .disableRowSecurity, .forceRowSecurity,
      .noForceRowSecurity:
      return tables
    // Before 18 a table that is not partitioned is refused later, with 42P17.
    case .attachPartition:
      return version >= 18
        ? [.partitionedTable, .partitionedIndex] : tables.union([.partitionedIndex])
    case .detachPartition, .detachPartitionFinalize:
      return version >= 18 ? [.partitionedTable] : tables
    }
  }

  /// As messages call the command.
  fileprivate var words: String {
    switch self {
    case .addColumn: "ADD COLUMN"
    case .columnDefault: "ALTER COLUMN ... SET DEFAULT"
    case .dropNotNull: "ALTER COLUMN ... DROP NOT NULL"
    case .setNotNull: "ALTER COLUMN ... SET NOT NULL"
    case .setStatistics: "ALTER COLUMN ... SET STATISTICS"
    case .dropColumn: "DROP COLUMN"
    case .addConstraint: "ADD CONSTRAINT"
    case .dropConstraint: "DROP CONSTRAINT"
    case .alterColumnType: "ALTER COLUMN ... SET DATA TYPE"
    case .setLogged: "SET LOGGED"
    case .setUnlogged: "SET UNLOGGED"
    case .setTablespace: "SET TABLESPACE"
    case .attachPartition: "ATTACH PARTITION"
    case .detachPartition: "DETACH PARTITION"
    default: rawValue
    }
  }
}
