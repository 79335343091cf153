import Diagnostics
import Lint
import Testing

/// Findings on migrations of public projects that were wrong once, as their smallest example.
@Suite struct RealFindingTests {
  func findings(_ files: [(path: String, sql: String)]) async -> [Finding] {
    let reports = await lint(files.map { LintInput(path: $0.path, bytes: Array($0.sql.utf8)) })
    return reports.last?.findings ?? []
  }

  @Test func theIndexOfAConstraintThatIsNamedGoesWithThat() async throws {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (id int PRIMARY KEY, link text CONSTRAINT t_link UNIQUE);"),
      ("002_t.sql", "ALTER TABLE t DROP COLUMN id, DROP CONSTRAINT t_link;"),
    ])
    let drop = try #require(found.first { $0.rule == "drop-column" })
    #expect(drop.message.contains("t_pkey"))
    #expect(!drop.message.contains("t_link"))
  }

  @Test func whatVerifiesTakesBackWhatItTries() async {
    let sql = "BEGIN;\nDO $$ BEGIN ASSERT (SELECT count(*) FROM t) = 0; END $$;\nROLLBACK;\n"
    let verifies = await findings([("verify/t.sql", sql)])
    #expect(!verifies.contains { $0.rule == "uncommitted-transaction" })
    let deploys = await findings([("deploy/t.sql", sql)])
    #expect(deploys.contains { $0.rule == "uncommitted-transaction" })
  }

  @Test(arguments: ["000001_t.up.sql", "001_t.sql"])
  func aRunnerIsOneOfThoseThatWrap(_ path: String) async throws {
    let found = await findings([(path, "CREATE TABLE t (a int);\nALTER TABLE t ADD b int;\n")])
    let rerun = try #require(found.first { $0.rule == "missing-if-not-exists" })
    #expect(rerun.severity == (path.hasSuffix(".up.sql") ? .info : .warning))
  }

  @Test func aDumpIsMeantForAnEmptyDatabase() async throws {
    let sql =
      "--\n-- PostgreSQL database dump\n--\nBEGIN;\nCREATE TYPE m AS ENUM ('a');\nCOMMIT;\nSELECT 1;\n"
    let found = await findings([("1_insert.up.sql", sql)])
    let rerun = try #require(found.first { $0.rule == "not-rerunnable" })
    #expect(rerun.severity == .info)
  }

  @Test func aKeyThatReplacesADroppedColumnHasNoFix() async throws {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (id int PRIMARY KEY, link text NOT NULL);"),
      ("002_t.sql", "ALTER TABLE t DROP COLUMN id, ADD PRIMARY KEY (link);"),
    ])
    let key = try #require(found.first { $0.rule == "adding-primary-key" })
    #expect(key.fixes.isEmpty)
  }
}
