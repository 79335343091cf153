import Catalog
import SQLSyntax

/// Which lock each command of ALTER TABLE takes on the table. Documentation: ALTER TABLE, Explicit Locking; measured
/// on 14 to 18, which agree.
extension Replay {
  /// The strongest one of all commands. [alter_constraint_trigger_mixed, add_fk_and_column_together]
  func lockMode(of statement: AlterTable) -> LockMode {
    statement.commands.map(\.lockMode).max() ?? .accessExclusive
  }
}

extension AlterTableCommand {
  /// AlterTableGetLockLevel (tablecmds.c).
  package var lockMode: LockMode {
    switch kind {
    // [add_fk, add_fk_not_enforced; all other constraints: add_check, add_unique, add_not_null_constraint]
    case .addConstraint: constraint?.kind == .foreignKey ? .shareRowExclusive : .accessExclusive
    // [disable_trigger, disable_trigger_all, disable_trigger_user]
    case .enableTrigger, .enableAlwaysTrigger, .enableReplicaTrigger, .enableTriggerAll,
      .enableTriggerUser, .disableTrigger, .disableTriggerAll, .disableTriggerUser:
      .shareRowExclusive
    // [set_statistics, set_attribute_options, validate_check, cluster_on, attach]
    case .setStatistics, .setOptions, .resetOptions, .validateConstraint, .clusterOn, .dropCluster,
      .attachPartition, .detachPartitionFinalize:
      .shareUpdateExclusive
    // [detach, detach_concurrently]
    case .detachPartition: isConcurrent ? .shareUpdateExclusive : .accessExclusive
    // [set_fillfactor, set_user_catalog_table, alter_index_set_fastupdate]
    case .setRelOptions, .resetRelOptions:
      if case .options(let options) = details {
        options.map { StorageParameter.lockMode(of: $0.name.text) }.max() ?? .accessExclusive
      } else {
        .accessExclusive
      }
    // [add_column, drop_column, type_*, set_not_null, set_default_volatile, set_storage_external, set_compression,
    // alter_constraint_deferrable, drop_constraint_check, disable_rule, force_rls, replica_identity_full, inherit, of_type,
    // set_unlogged, set_tablespace_same, add_identity, set_expression]
    case .addColumn, .columnDefault, .dropNotNull, .setNotNull, .setExpression, .dropExpression,
      .setStorage, .setCompression, .dropColumn, .alterConstraint, .dropConstraint,
      .alterColumnType, .alterColumnGenericOptions, .changeOwner, .setLogged, .setUnlogged,
      .dropOids, .setAccessMethod, .setTablespace, .enableRule, .enableAlwaysRule,
      .enableReplicaRule, .disableRule, .addInherit, .dropInherit, .addOf, .dropOf,
      .replicaIdentity, .enableRowSecurity, .disableRowSecurity, .forceRowSecurity,
      .noForceRowSecurity, .genericOptions, .addIdentity, .setIdentity, .dropIdentity:
      .accessExclusive
    }
  }
}

/// Storage parameters. Documentation: CREATE TABLE, CREATE INDEX, "Storage Parameters", CREATE VIEW.
enum StorageParameter {
  /// Those that mean something to a running query need an AccessExclusiveLock (reloptions.c). All others take what
  /// ALTER TABLE takes at least, names that are not known among them.
  static func lockMode(of name: String) -> LockMode {
    switch name {
    case "user_catalog_table", "security_barrier", "security_invoker", "check_option",
      "fastupdate", "gin_pending_list_limit", "buffering", "pages_per_range", "autosummarize":
      .accessExclusive
    default: .shareUpdateExclusive
    }
  }

  /// Whether a relation of a kind has such a parameter; nil where it is not known: an index may be of any access
  /// method.
  static func exists(_ name: String, for kind: RelationKind, _ version: Int) -> Bool? {
    let isOfViews =
      ["security_barrier", "check_option"].contains(name)
      || name == "security_invoker" && version >= 15
    switch kind {
    case .view: return isOfViews
    case .table, .materializedView:
      return name.hasPrefix("autovacuum_") || ofTables.contains(name)
    default: return isOfViews ? false : nil
    }
  }

  private static let ofTables: Set<String> = [
    "fillfactor", "log_autovacuum_min_duration", "parallel_workers", "toast_tuple_target",
    "user_catalog_table", "vacuum_index_cleanup", "vacuum_truncate",
    "vacuum_max_eager_freeze_failure_rate",
  ]
}
