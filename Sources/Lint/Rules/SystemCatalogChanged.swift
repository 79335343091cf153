import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/system-catalog-changed.md.
struct SystemCatalogChanged: Rule {
  static let info = RuleInfo(
    id: "system-catalog-changed", category: .dataLoss,
    summary: "INSERT, UPDATE or DELETE on a system catalog: PostgreSQL checks nothing",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, let target = step.statement.changedTable, target.isSystemCatalog
    else { return }
    findings.report(
      "this changes \(target.description), PostgreSQL's own table, without a lock or a check: "
        + "rows and indexes can be left that contradict it",
      at: step.firstLine, help: instead(of: target))
  }

  private func instead(of catalog: QualifiedName) -> String {
    switch catalog.name.text {
    case "pg_enum":
      "a label cannot be taken away: make a new type, and change the columns to it:\n"
        + "ALTER TABLE … ALTER COLUMN … TYPE <new type> USING …::text::<new type>;"
    case "pg_attribute": "ALTER TABLE … ALTER COLUMN … TYPE …; widening a varchar rewrites nothing"
    case "pg_index": "build an index beside it by CREATE INDEX CONCURRENTLY, and drop the old one"
    default: "use the ALTER command of the object: it locks, checks and tells other sessions"
    }
  }
}

extension Statement {
  /// The table whose rows it changes.
  fileprivate var changedTable: QualifiedName? {
    switch tree {
    case .insert(let insert): insert.target
    case .update(let update): update.target
    case .delete(let delete): delete.target
    case .merge(let merge): merge.target
    default: nil
    }
  }
}

extension QualifiedName {
  /// Documentation: System Catalogs; pg_settings is a view through which parameters are set.
  fileprivate var isSystemCatalog: Bool {
    switch schema?.text {
    case "pg_catalog": name.text != "pg_settings"
    case nil: systemCatalogs.contains(name.text)
    default: false
    }
  }
}

/// Those that people change.
private let systemCatalogs: Set<String> = [
  "pg_aggregate", "pg_am", "pg_attrdef", "pg_attribute", "pg_auth_members", "pg_authid", "pg_cast",
  "pg_class", "pg_collation", "pg_constraint", "pg_database", "pg_db_role_setting", "pg_depend",
  "pg_description", "pg_enum", "pg_extension", "pg_index", "pg_inherits", "pg_language",
  "pg_largeobject", "pg_namespace", "pg_opclass", "pg_operator", "pg_partitioned_table",
  "pg_policy",
  "pg_proc", "pg_publication", "pg_range", "pg_rewrite", "pg_sequence", "pg_shdepend",
  "pg_statistic", "pg_subscription", "pg_tablespace", "pg_trigger", "pg_type",
]
