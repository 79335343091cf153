import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax
import Testing

@testable import Lint

@Suite struct EngineTests {
  private func lintFiles(
    _ files: [String], only rules: [any Rule] = probes, isParallel: Bool = false
  ) async -> [[String]] {
    let inputs = files.enumerated().map { index, sql in
      LintInput(path: "00\(index)_x.sql", bytes: Array(sql.utf8))
    }
    return await lint(inputs, rules: rules, isParallel: isParallel)
      .map { $0.findings.map(\.message) }
  }

  /// Every rule looks at what a block has done before it failed, and what it made is gone.
  @Test(arguments: [
    "ALTER TABLE t ADD COLUMN c int REFERENCES u (id)", "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a)",
    "CREATE TABLE n (a int CHECK (a > 0))", "CREATE TABLE n (a int DEFAULT nextval('s'))",
    "ALTER TABLE t ALTER a TYPE text USING lower(a)",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE INDEX i ON t (a)", "CREATE VIEW v AS SELECT a FROM t", "DROP TABLE t",
  ])
  func blocksThatFail(statement: String) async {
    let table = "CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE t (a text); CREATE SEQUENCE s"
    let block = "DO $b$ BEGIN \(statement); CREATE INDEX CONCURRENTLY j ON t (a); END $b$"
    let inputs = [table, block].enumerated().map { index, sql in
      var settings = LintSettings(preset: .all)
      settings.runner.transport = .autocommit
      return LintInput(path: "00\(index)_x.sql", bytes: Array(sql.utf8), settings: settings)
    }
    let reports = await lint(inputs)
    #expect(reports[1].findings.contains { $0.rule == "concurrently-in-transaction" })
  }

  // MARK: - What is new

  @Test(arguments: [
    (["CREATE TABLE t (a int); CREATE INDEX i ON t (a)"], [[]]),
    (["CREATE INDEX i ON t (a)"], [["index on t"]]),
    (["CREATE INDEX i ON t (a); CREATE TABLE t (a int)"], [["index on t"]]),
    (["CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX i ON t (a)"], [[]]),
    (["CREATE TABLE t (a int)", "CREATE INDEX i ON t (a)"], [[], ["index on t"]]),
    (
      ["CREATE TABLE t (a int)", "CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX i ON t (a)"],
      [[], ["index on t"]]
    ),
    (
      ["CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX i ON t (a)", "CREATE TABLE t (a int)"],
      [[], []]
    ),
    (
      [
        "CREATE TABLE t (a int)", "DROP TABLE t",
        "CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX i ON t (a)",
      ], [[], [], []]
    ),
    (
      ["DO $$ BEGIN CREATE TABLE t (a int); END $$; CREATE INDEX i ON t (a)"], [[]]
    ),
    (
      [
        "CREATE TABLE t (a int)",
        "DO $$ BEGIN IF to_regclass('t') IS NULL THEN CREATE TABLE t (a int); END IF; END $$; "
          + "CREATE INDEX i ON t (a)",
      ], [[], ["index on t"]]
    ),
    (
      [
        "CREATE TABLE t (a int)",
        "DROP TABLE t; CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX i ON t (a)",
      ], [[], []]
    ),
    (
      [
        "CREATE TABLE t (a int)",
        "DO $$ BEGIN IF random() < 0.5 THEN DROP TABLE t; END IF; END $$; "
          + "CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX i ON t (a)",
      ], [[], []]
    ),
    // The way back begins where the migration has been for a while.
    (["CREATE TABLE t (a int);\n\n-- Rollback\n-- CREATE INDEX i ON t (a);\n"], [["index on t"]]),
    (["SELECT 1;\n\n-- Rollback\n-- CREATE TABLE t (a int);\n-- CREATE INDEX i ON t (a);\n"], [[]]),
  ])
  func knowsNewTables(files: [String], expected: [[String]]) async {
    #expect(await lintFiles(files, only: [IndexProbe()]) == expected)
  }

  @Test(arguments: [
    (["ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID"], [["c is never validated"]]),
    (
      [
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c"
      ], [[]]
    ),
    (
      [
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
        "ALTER TABLE public.t VALIDATE CONSTRAINT c",
      ], [[], []]
    ),
    (
      [
        "ALTER TABLE t VALIDATE CONSTRAINT c",
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
      ], [[], ["c is never validated"]]
    ),
    (
      [
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
        "ALTER TABLE u VALIDATE CONSTRAINT c",
      ], [["c is never validated"], []]
    ),
    (
      [
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
        "DO $$ BEGIN ALTER TABLE t VALIDATE CONSTRAINT c; END $$",
      ], [[], []]
    ),
    (
      [
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID", "ALTER TABLE t DROP CONSTRAINT c",
      ], [[], []]
    ),
    (
      [
        "ALTER TABLE t DROP CONSTRAINT IF EXISTS c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID"
      ], [["c is never validated"]]
    ),
    (
      [
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
        "BEGIN; ALTER TABLE t VALIDATE CONSTRAINT c; ROLLBACK",
      ], [["c is never validated"], []]
    ),
  ])
  func knowsWhatIsValidatedLater(files: [String], expected: [[String]]) async {
    #expect(await lintFiles(files, only: [FileProbe()]) == expected)
  }

  @Test func keepsProjectsApart() async {
    func messages(_ paths: [String]) async -> [String] {
      let texts = [
        "CREATE TABLE t (a int)",
        "CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX i ON t (a)",
      ]
      let inputs = zip(paths, texts).map { LintInput(path: $0, bytes: Array($1.utf8)) }
      return await lint(inputs, rules: [IndexProbe()], isParallel: false)
        .flatMap { $0.findings.map(\.message) }
    }
    #expect(await messages(["a/1.sql", "a/2.sql"]) == ["index on t"])
    #expect(await messages(["a/1.sql", "b/2.sql"]) == [])
    #expect(await messages(["a/1_x/up.sql", "a/2_y/up.sql"]) == ["index on t"])
    #expect(await messages(["1.sql", "2.sql"]) == ["index on t"])
  }

  // MARK: - Reports

  @Test func countsStatementsAndSortsFindings() async {
    let sql =
      "DROP TABLE b; CREATE INDEX i ON t (a); DROP TABLE a;\n\n-- Rollback\n-- DROP TABLE c;\n"
    let report = await report(sql)
    #expect(report.statements == 4)
    #expect(report.unparsed == 0)
    #expect(report.transport == .autocommit)
    #expect(
      report.findings.map(\.rule) == [
        "probe-drop", "probe-rerun", "probe-rerun", "probe-index", "probe-drop", "probe-rerun",
        "probe-drop", "probe-rerun",
      ])
    #expect(report.findings.map(\.range.start) == report.findings.map(\.range.start).sorted())
    #expect(report.findings.last?.section == .rollback)
  }

  @Test func tellsWhatItCouldNotRead() async {
    let report = await report(
      "SELECT 1;\nFROBNICATE the table;\nDROP TABLE t u;\nSELECT 'x", only: [FileProbe()])
    #expect(
      report.findings.map(\.message) == [
        #"syntax error at or near "FROBNICATE" in up"#,
        #"syntax error at or near "u" in up"#,
        #"unterminated quoted string at or near "'x" in up"#,
      ])
    #expect(report.unparsed == 3)
  }

  @Test func takesSeveritiesFromTheSettings() async {
    let sql = "BEGIN; CREATE TABLE t (a int); COMMIT"
    func severities(_ preset: Preset) async -> [Severity] {
      await report(sql, only: [RerunProbe()], preset: preset).findings.map(\.severity)
    }
    #expect(await severities(.recommended) == [.info])
    #expect(await severities(.documented) == [.error])
    let input = LintInput(
      path: "x.sql", bytes: Array(sql.utf8),
      settings: LintSettings(severities: ["probe-rerun": Severity?.none]))
    #expect(await lint([input], rules: [RerunProbe()], isParallel: false)[0].findings == [])
  }

  @Test func capsFindingsAndSaysSo() async throws {
    let count = Findings.limit + 500
    let sql =
      "-- whimbrel: allow probe-drop -- known\nDROP TABLE t;"
      + String(repeating: "DROP TABLE t;", count: count)
    let report = await report(sql, only: [DropProbe()])
    #expect(report.findings.count == Findings.limit + 1)
    #expect(report.omitted == 501)
    let last = try #require(report.findings.last)
    #expect(last.message.hasPrefix("501 more findings of this file are left out"))
    #expect(last.severity == .error)
    #expect(last.range.start == UInt32(sql.utf8.count))
  }

  /// Each statement is one step, those of DO blocks among them, in the order of the file.
  @Test func visitsEveryStatementOnce() async {
    struct IndexOfStep: Rule {
      static let info = RuleInfo(
        id: "probe-step", category: .coverage, summary: "", recommended: .info, documented: .info)
      func check(_ step: Step, _ findings: inout Findings) {
        findings.report("\(step.index)", at: step.statement.range)
      }
    }
    let block = "DO $$ BEGIN SELECT 1; DO $in$ BEGIN SELECT 2; END $in$; SELECT 3; END $$;"
    let count = 500
    let sql = String(repeating: "SELECT 0; \(block)\n", count: count)
    let steps = await report(sql, only: [IndexOfStep()]).findings
    #expect(steps.map(\.message) == (0..<count * 6).map(String.init))
  }

  // MARK: - Threads

  @Test func reportsTheSameFromAnyNumberOfThreads() async {
    let texts = [
      "CREATE TABLE t%d (a int); CREATE INDEX i%d ON t%d (a);",
      "ALTER TABLE t%d ADD COLUMN b int; INSERT INTO t%d VALUES (1);",
      "-- whimbrel: allow probe-drop -- old\nDROP TABLE t%d;\n\n-- Rollback\n-- CREATE TABLE t%d (a int);\n",
      "ALTER TABLE t%d ADD CONSTRAINT c CHECK (a > 0) NOT VALID; SELECT 'x",
    ]
    let inputs = (0..<1_000).map { number in
      let sql = texts[number % 4].split(separator: "%d", omittingEmptySubsequences: false)
        .joined(separator: "\(number / 7)")
      return LintInput(path: "\(number).sql", bytes: Array(sql.utf8))
    }
    let serial = await lint(inputs, rules: probes, isParallel: false)
    let parallel = await lint(inputs, rules: probes, isParallel: true)
    #expect(serial.map(\.path) == inputs.map(\.path))
    #expect(serial.map(\.findings) == parallel.map(\.findings))
    #expect(serial.contains { !$0.findings.isEmpty })
  }

  @Test func startsNoThreadsForLittle() {
    func inputs(_ count: Int, of size: Int) -> [LintInput] {
      (0..<count).map { LintInput(path: "\($0)", bytes: [UInt8](repeating: 32, count: size)) }
    }
    #expect(!isWorthThreads(inputs(1, of: 10_000_000)))
    #expect(!isWorthThreads(inputs(50, of: 1_000)))
    #expect(isWorthThreads(inputs(5_000, of: 100)))
    #expect(isWorthThreads(inputs(2, of: 1_000_000)))
  }

  @Test func checksNothing() async {
    #expect(await lint([], rules: probes, isParallel: true).isEmpty)
    #expect(await report("").findings == [])
  }
}
