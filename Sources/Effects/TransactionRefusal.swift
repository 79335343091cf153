import SQLLexer
package import SQLSyntax

/// Tells which statements PostgreSQL refuses inside a transaction block (SQLSTATE 25001). Measured
/// on 14 to 18: in brackets, the cases of OracleCases in the tests. What is not measured names the
/// documentation.
///
/// It follows the statements of a section in order, since what is known of a subscription decides
/// for its DROP.
package struct TransactionRefusals {
  /// Subscriptions that have no slot at the publisher any more, or never had one.
  private var slotless: Set<Name> = []

  package init() {}

  package mutating func refusal(
    of statement: Statement, in source: SyntaxFile
  ) -> TransactionRefusal? {
    switch statement.tree {
    case .createIndex(let index):
      // [create_index_concurrently]
      return index.isConcurrent ? .concurrently("CREATE INDEX CONCURRENTLY") : nil
    case .reindex(let reindex):
      return refusal(of: reindex)
    case .cluster(let cluster):
      // `CLUSTER`, `CLUSTER VERBOSE` and `CLUSTER (options)` work through all tables, each in its
      // own transaction. [cluster_all, cluster_all_verbose, cluster_using]
      return cluster.table == nil ? .command("CLUSTER") : nil
    case .alterTable(let alter):
      // [detach_concurrently] FINALIZE, which ends what an interrupted one began, is allowed:
      // documentation, ALTER TABLE.
      let detaches = alter.commands.contains { $0.isConcurrent }
      return detaches ? .concurrently("ALTER TABLE … DETACH PARTITION CONCURRENTLY") : nil
    case .drop(let drop):
      return refusal(of: drop)
    case .vacuum(let vacuum):
      // [vacuum, vacuum_full, analyze]
      return vacuum.onlyAnalyzes ? nil : .command("VACUUM")
    case .alterDatabase(let alter):
      // [alter_database_set_tablespace]
      if case .setTablespace = alter.action { return .command("ALTER DATABASE SET TABLESPACE") }
      return nil
    case .transaction(let command):
      // [commit_prepared, rollback_prepared]
      switch command.kind {
      case .commitPrepared: return .command("COMMIT PREPARED")
      case .rollbackPrepared: return .command("ROLLBACK PREPARED")
      default: return nil
      }
    case .discardAll: return .command("DISCARD ALL")  // [discard_all, discard_plans]
    case .createSubscription(let subscription): return refusal(of: subscription, in: source)
    case .alterSubscription(let alter): return refusal(of: alter, in: source)
    default:
      // [alter_system, create_database, create_tablespace]
      switch statement.node {
      case .alterSystem: return .command("ALTER SYSTEM")
      case .createDatabase: return .command("CREATE DATABASE")
      case .createTablespace: return .command("CREATE TABLESPACE")
      default: return nil
      }
    }
  }

  /// [reindex_table_concurrently, reindex_index_concurrently, reindex_option_concurrently,
  /// reindex_schema] DATABASE and SYSTEM: documentation, REINDEX. That of a table or index is
  /// refused if it is partitioned, which its statement does not tell.
  private func refusal(of reindex: Reindex) -> TransactionRefusal? {
    if reindex.isConcurrent { return .concurrently("REINDEX CONCURRENTLY") }
    switch reindex.target {
    case .index, .table: return nil
    case .schema: return .command("REINDEX SCHEMA")
    case .database: return .command("REINDEX DATABASE")
    case .system: return .command("REINDEX SYSTEM")
    }
  }

  /// [drop_index_concurrently, drop_database, drop_subscription_with_slot] TABLESPACE:
  /// documentation, DROP TABLESPACE.
  private func refusal(of drop: Drop) -> TransactionRefusal? {
    if drop.isConcurrent { return .concurrently("DROP INDEX CONCURRENTLY") }
    switch drop.object {
    case .database: return .command("DROP DATABASE")
    case .tablespace: return .command("DROP TABLESPACE")
    case .subscription:
      // A subscription has a slot until somebody takes it away; a file that does not is refused.
      let isSlotless = drop.names.allSatisfy { slotless.contains($0.name) }
      return isSlotless ? nil : .command("DROP SUBSCRIPTION")
    default: return nil
    }
  }

  /// Refused if it makes a slot at the publisher. [create_subscription,
  /// create_subscription_no_connect, create_subscription_slot_on] Documentation: CREATE
  /// SUBSCRIPTION, create_slot and connect.
  private mutating func refusal(
    of subscription: CreateSubscription, in source: SyntaxFile
  ) -> TransactionRefusal? {
    let options = OptionValues(subscription.options, in: source)
    if options["slot_name"] == "none" { slotless.insert(subscription.name) }
    let makesSlot = options.isOn("connect") && options.isOn("create_slot")
    return makesSlot ? .command("CREATE SUBSCRIPTION") : nil
  }

  /// Refused if it asks the publisher. [alter_subscription_refresh,
  /// alter_subscription_set_publication, alter_subscription_set_publication_no_refresh]
  /// Documentation: ALTER SUBSCRIPTION, the note on transaction blocks.
  private mutating func refusal(
    of alter: AlterSubscription, in source: SyntaxFile
  ) -> TransactionRefusal? {
    let options = OptionValues(alter.options, in: source)
    switch alter.action {
    case .refresh: return .command("ALTER SUBSCRIPTION … REFRESH")
    case .addPublications, .dropPublications, .setPublications:
      return options.isOn("refresh") ? .command("ALTER SUBSCRIPTION with refresh") : nil
    case .setOptions: break
    case .connection, .enable, .disable, .skip: return nil
    }
    if options["slot_name"] == "none" { slotless.insert(alter.name) }
    // Of PostgreSQL 17 and 18, which added them.
    if options["failover"] != nil { return .command("ALTER SUBSCRIPTION … SET (failover)") }
    if options["two_phase"] != nil, !options.isOn("two_phase") {
      return .command("ALTER SUBSCRIPTION … SET (two_phase = false)")
    }
    return nil
  }
}

/// The options of a definition, their values in lower case and without quotes.
private struct OptionValues {
  private let values: [String: String]

  init(_ options: [OptionElement], in source: SyntaxFile) {
    let pairs = options.map { option in
      let value = option.value.map { source.text($0).lowercased().filter { $0 != "'" } }
      return (option.name.text, value ?? "true")
    }
    values = Dictionary(pairs) { $1 }
  }

  /// nil where it is not given.
  subscript(option: String) -> String? { values[option] }

  /// Whether a boolean option, true unless it is given, is not switched off.
  func isOn(_ option: String) -> Bool {
    !["false", "off", "0"].contains(values[option] ?? "true")
  }
}
