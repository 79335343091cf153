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
      at: step.firstLine, help: instead(of: target, step.source.columnsFilled(by: step.statement)))
  }

  /// What does the same with locks and checks. What an UPDATE sets says what it is for.
  private func instead(of catalog: QualifiedName, _ columns: Set<String>) -> String {
    let known = commands[catalog.name.text] ?? []
    return known.first { $0.columns.isEmpty || !columns.isDisjoint(with: $0.columns) }?.words
      ?? "use the ALTER command of the object: it locks, checks and tells other sessions"
  }
}

/// By the catalogue, in the order in which they are asked; one without columns is for all others.
private let commands: [String: [(columns: Set<String>, words: String)]] = [
  "pg_enum": [
    (
      ["enumlabel"],
      "ALTER TYPE … RENAME VALUE '…' TO '…'; or ALTER TYPE … ADD VALUE '…' for a new one"
    ),
    (
      [],
      "a label cannot be taken away: make a new type, and change the columns to it:\n"
        + "ALTER TABLE … ALTER COLUMN … TYPE <new type> USING …::text::<new type>;"
    ),
  ],
  "pg_attribute": [
    (
      ["attnotnull"],
      "ALTER TABLE … ALTER COLUMN … SET NOT NULL or DROP NOT NULL; behind a CHECK (… IS NOT NULL) that is "
        + "validated, SET NOT NULL reads no row"
    ),
    (["attname"], "ALTER TABLE … RENAME COLUMN … TO …"),
    (["attisdropped"], "ALTER TABLE … DROP COLUMN …: it does not touch the rows either"),
    (["attstattarget"], "ALTER TABLE … ALTER COLUMN … SET STATISTICS …"),
    (["attstorage"], "ALTER TABLE … ALTER COLUMN … SET STORAGE …"),
    ([], "ALTER TABLE … ALTER COLUMN … TYPE …; widening a varchar rewrites nothing"),
  ],
  "pg_index": [
    // Measured on 15: what is written meanwhile is never in the index, until it is built anew.
    (
      ["indisready", "indislive"],
      "the index lacks the rows that are written while it is switched off, also when it is on again, and queries "
        + "do not find them: DROP INDEX before them, and CREATE INDEX CONCURRENTLY after; what was switched off "
        + "before is put right by REINDEX INDEX CONCURRENTLY"
    ),
    (
      ["indisvalid"],
      "an index that is not wanted goes by DROP INDEX CONCURRENTLY, and REINDEX INDEX CONCURRENTLY makes a valid one of "
        + "one that is not; writes keep both, so to spare many of them, DROP INDEX before, and CREATE INDEX "
        + "CONCURRENTLY after"
    ),
    (["indisclustered"], "ALTER TABLE … CLUSTER ON …, or SET WITHOUT CLUSTER: neither moves a row"),
    (["indisreplident"], "ALTER TABLE … REPLICA IDENTITY USING INDEX …"),
    ([], "build an index beside it by CREATE INDEX CONCURRENTLY, and drop the old one"),
  ],
  "pg_constraint": [
    (["convalidated"], "ALTER TABLE … VALIDATE CONSTRAINT …: reads and writes go on meanwhile"),
    (["conname"], "ALTER TABLE … RENAME CONSTRAINT … TO …"),
    (
      ["confdeltype", "confupdtype"],
      "add a second foreign key that is NOT VALID, validate it in a transaction of its own, and drop the old one"
    ),
  ],
  "pg_trigger": [(["tgenabled"], "ALTER TABLE … DISABLE TRIGGER …, or ENABLE TRIGGER …")],
]

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
