package import SQLSyntax

/// What PostgreSQL's grammar has learned since 12: older servers call it a syntax error. Documentation: the release notes
/// of each version; the cases in brackets were measured on 14 to 18.
package struct NewerGrammar: Sendable {
  /// As it is written.
  package var feature: String
  /// The major version that learned it.
  package var version: Int
}

extension Statement {
  /// The newest part of the grammar that the statement uses; nil where PostgreSQL 12 would read all of it.
  package var newestGrammar: NewerGrammar? {
    var found: NewerGrammar?
    func use(_ feature: String, _ version: Int) {
      if version > found?.version ?? 0 { found = NewerGrammar(feature: feature, version: version) }
    }
    switch tree {
    case .createTable(let table):
      for column in table.columns { column.newGrammar(use) }
      for constraint in table.constraints { constraint.newGrammar(ofTable: true, use) }
    case .alterTable(let alter):
      for command in alter.commands { command.newGrammar(use) }
    case .createIndex(let index):
      // [create_index_nulls_not_distinct]
      if index.nullsNotDistinct { use("NULLS NOT DISTINCT", 15) }
    case .createSequence(let sequence):
      if sequence.persistence == .unlogged { use("CREATE UNLOGGED SEQUENCE", 15) }
    case .createTrigger(let trigger):
      if trigger.orReplace { use("CREATE OR REPLACE TRIGGER", 14) }
    case .createPublication(let publication):
      for object in publication.objects { object.newGrammar(use) }
    case .alterPublication(let alter):
      for object in alter.objects { object.newGrammar(use) }
    case .merge: use("MERGE", 15)  // [merge]
    case .reindex(let reindex):
      if reindex.options.contains(where: { $0.name.text == "tablespace" }) {
        use("REINDEX (TABLESPACE …)", 14)
      }
    case .createFunction(let function):
      switch function.definition {
      case .statements, .expression: use("a function body without quotes", 14)
      default: break
      }
    default:
      // [alter_database_refresh_collation]
      if node == .alterDatabaseRefreshCollation { use("REFRESH COLLATION VERSION", 15) }
    }
    return found
  }
}

extension ColumnDefinition {
  fileprivate func newGrammar(_ use: (String, Int) -> Void) {
    if case .column(let storage, let compression, _)? = self.storage {
      if storage != nil { use("STORAGE in a column definition", 16) }  // [add_column_storage]
      if compression != nil { use("COMPRESSION", 14) }
    }
    for constraint in constraints { constraint.newGrammar(ofTable: false, use) }
  }
}

extension ConstraintDefinition {
  fileprivate func newGrammar(ofTable: Bool, _ use: (String, Int) -> Void) {
    // [add_fk_not_enforced, add_column_check_not_enforced]
    if isNotEnforced { use("NOT ENFORCED", 18) }
    if attributes.contains(.enforced) { use("ENFORCED", 18) }
    switch kind {
    case .generatedVirtual: use("a VIRTUAL generated column", 18)
    case .notNull:
      // [add_not_null_constraint, add_not_null_constraint_no_inherit]
      if ofTable { use("a NOT NULL table constraint", 18) }
      if attributes.contains(.noInherit) { use("NOT NULL … NO INHERIT", 18) }
    default: break
    }
    if let index {
      // [add_unique_nulls_not_distinct]
      if index.nullsNotDistinct { use("NULLS NOT DISTINCT", 15) }
      if index.withoutOverlaps { use("WITHOUT OVERLAPS", 18) }
    }
    if let foreignKey {
      if foreignKey.hasPeriod { use("PERIOD", 18) }
      // [add_fk_column_list_set_null]
      if !foreignKey.onDeleteColumns.isEmpty { use("ON DELETE SET … (columns)", 15) }
    }
  }
}

extension AlterTableCommand {
  fileprivate func newGrammar(_ use: (String, Int) -> Void) {
    column?.newGrammar(use)
    constraint?.newGrammar(ofTable: true, use)
    switch kind {
    case .setExpression: use("SET EXPRESSION", 17)  // [set_expression]
    case .dropExpression: use("DROP EXPRESSION", 13)
    case .setCompression: use("SET COMPRESSION", 14)
    case .setStorage:
      if case .storage(let storage) = details, storage.text == "default" {
        use("SET STORAGE DEFAULT", 16)  // [set_storage_default]
      }
    case .setAccessMethod:
      use(name == nil ? "SET ACCESS METHOD DEFAULT" : "SET ACCESS METHOD", name == nil ? 17 : 15)
    case .detachPartition: if isConcurrent { use("DETACH PARTITION CONCURRENTLY", 14) }
    case .detachPartitionFinalize: use("DETACH PARTITION FINALIZE", 14)
    case .alterConstraint:
      // [alter_constraint_not_enforced]
      guard case .attributes(let attributes) = details else { return }
      if attributes.contains(.notEnforced) { use("NOT ENFORCED", 18) }
      if attributes.contains(.enforced) { use("ENFORCED", 18) }
      if attributes.contains(.inherit) || attributes.contains(.noInherit) {
        use("ALTER CONSTRAINT … INHERIT", 18)
      }
    default: break
    }
  }
}

extension PublishedObject {
  fileprivate func newGrammar(_ use: (String, Int) -> Void) {
    switch self {
    case .table(_, _, let columns, let condition):
      if !columns.isEmpty { use("a column list in a publication", 15) }
      if condition != nil { use("WHERE in a publication", 15) }
    case .schema: use("TABLES IN SCHEMA", 15)
    }
  }
}
