import Lint
import Migrations
import Testing

/// Timeouts, locks that add up, and which lock it is.
@Suite struct TimeoutPitfallTests {
  static let pitfalls: [Pitfall] = timeouts + several + modes

  @Test(arguments: pitfalls)
  func pitfall(_ pitfall: Pitfall) async { await pitfall.expect() }

  /// Each transaction waits for itself.
  @Test func onceForEachTransaction() async {
    let pitfall = Pitfall.hazard(
      "two transactions", Self.users,
      "BEGIN; \(Self.add) COMMIT; BEGIN; \(Self.more) \(Self.add2) COMMIT;",
      finds: "require-lock-timeout", transport: .autocommit, asks: Self.asked)
    #expect(await pitfall.findings().count == 2)
  }

  private static let users =
    "CREATE TABLE users (id bigint PRIMARY KEY, email text, name text, org_id bigint);"
    + "CREATE TABLE orgs (id bigint PRIMARY KEY);"
  private static let add = "ALTER TABLE users ADD COLUMN n int;"
  private static let add2 = "ALTER TABLE users ADD COLUMN n2 int;"
  private static let more = "ALTER TABLE orgs ADD COLUMN n int;"
  private static let asked: Set<String> = [
    "require-lock-timeout", "timeout-without-effect", "set-local-outside-transaction",
    "concurrent-build-under-timeout",
  ]

  // MARK: - Timeouts

  private static let timeouts: [Pitfall] =
    [
      .hazard("none", users, add, finds: "require-lock-timeout", asks: asked),
      .bait("the runner sets it", users, add, asks: asked, timeouts: .runner),
      .bait("of a new table", "CREATE TABLE t (a int); ALTER TABLE t ADD b int;", asks: asked),
      .hazard(
        "SET LOCAL outside of a transaction", users, "SET LOCAL lock_timeout = '2s'; \(add)",
        finds: "set-local-outside-transaction", transport: .autocommit, asks: asked),
      .hazard(
        "set too late", users, "\(add) SET lock_timeout = '2s'; \(more)",
        finds: "timeout-without-effect", asks: asked),
      .hazard(
        "taken back", users, "SET lock_timeout = '2s'; RESET lock_timeout; \(add)",
        finds: "timeout-without-effect", asks: asked),
      .hazard(
        "a build that a timeout ends", users,
        "SET statement_timeout = '30s'; CREATE INDEX CONCURRENTLY i ON users (name);",
        finds: "concurrent-build-under-timeout", transport: .autocommit, asks: asked),
      .bait(
        "a build that has its time", users,
        "SET statement_timeout = 0; CREATE INDEX CONCURRENTLY i ON users (name);",
        transport: .autocommit, asks: asked),
    ]
    + ["'2s'", "2000", "'500ms'"].map {
      .bait("\($0)", users, "SET lock_timeout = \($0); \(add)", asks: asked)
    }
    + [
      "SET LOCAL lock_timeout = '2s';", "SELECT set_config('lock_timeout', '2s', true);",
      "SELECT pg_catalog.set_config('lock_timeout', '2000', false);",
    ].map { .bait($0, users, "\($0) \(add)", asks: asked) }
    + ["0", "'0'", "'2h'"].map {
      .hazard(
        "\($0)", users, "SET lock_timeout = \($0); \(add)", finds: "timeout-without-effect",
        asks: asked)
    }

  // MARK: - Locks that add up

  private static let several: [Pitfall] = [
    .hazard(
      "two tables in one transaction", users, "\(add) \(more)", finds: "locks-several-tables",
      asks: ["locks-several-tables"]),
    .bait(
      "two tables in two transactions", users, "BEGIN; \(add) COMMIT; BEGIN; \(more) COMMIT;",
      transport: .autocommit, asks: ["locks-several-tables"]),
    .bait(
      "two statements without a transaction", users, "\(add) \(more)", transport: .autocommit,
      asks: ["locks-several-tables"]),
    .bait(
      "one table twice", users, "\(add) \(add2)", asks: ["locks-several-tables"]),
    .bait(
      "a new table beside an old one", users, "\(add) CREATE TABLE t (a int); DROP TABLE t;",
      asks: ["locks-several-tables"]),
  ]

  // MARK: - Which lock

  private static func waits(_ sql: String, _ lock: String, _ history: String = "") -> Pitfall {
    .hazard(
      "\(lock): \(sql)", users + history, sql, finds: "require-lock-timeout", says: [lock],
      asks: ["require-lock-timeout"])
  }

  private static let modes: [Pitfall] = [
    waits(
      "ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0) NOT VALID;",
      "an AccessExclusiveLock on users"),
    waits("ALTER TABLE users ADD UNIQUE (email);", "an AccessExclusiveLock on users"),
    waits(
      "ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX k;", "an AccessExclusiveLock on users",
      "CREATE UNIQUE INDEX k ON users (email);"),
    waits("ALTER TABLE users RENAME COLUMN name TO label;", "an AccessExclusiveLock on users"),
    waits(
      "ALTER TABLE users DISABLE TRIGGER USER;", "a ShareRowExclusiveLock on users"),
    waits(
      "ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (org_id) REFERENCES orgs (id) NOT VALID;",
      "a ShareRowExclusiveLock on"),
    waits(
      "CREATE TABLE t (org_id bigint REFERENCES orgs (id));", "a ShareRowExclusiveLock on orgs"),
    waits(
      "CREATE POLICY p ON users USING (name = current_user);", "an AccessExclusiveLock on users"),
    waits(
      "ALTER TABLE users ENABLE ROW LEVEL SECURITY;", "an AccessExclusiveLock on users"),
    waits(
      "ALTER TABLE users ALTER CONSTRAINT f DEFERRABLE;", "an AccessExclusiveLock on",
      "ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (org_id) REFERENCES orgs (id);"),
    .hazard(
      "REINDEX lets others read the table", users, "REINDEX TABLE users;",
      finds: "reindex-not-concurrent", says: ["ShareLock on users"],
      neverSays: ["AccessExclusiveLock on users"], asks: ["reindex-not-concurrent"]),
    .bait(
      "ATTACH PARTITION lets others use the parent",
      "CREATE TABLE parts (id bigint, at date NOT NULL) PARTITION BY RANGE (at);",
      "CREATE TABLE a (id bigint, at date NOT NULL); "
        + "ALTER TABLE parts ATTACH PARTITION a FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
      asks: ["require-lock-timeout"]),
  ]
}
