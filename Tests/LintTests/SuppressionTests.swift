import Diagnostics
import Testing

@testable import Lint

@Suite struct SuppressionTests {
  /// The findings that an allow covers, and those that it does not; both as the rule and the
  /// reason.
  static func approvals(_ sql: String) async -> [String] {
    await report(sql, only: [AllowProbe(), DropProbe(), FileProbe()]).findings.map { finding in
      let approval = finding.approval.map { " (\($0))" } ?? ""
      return finding.message + approval
    }
  }

  @Test(arguments: [
    ("-- whimbrel: allow probe-drop -- why\nDROP TABLE t;", ["drops t (why)"]),
    ("-- WHIMBREL:  Allow  probe-drop  --  why not \nDROP TABLE t;", ["drops t (why not)"]),
    ("--whimbrel: allow probe-drop\nDROP TABLE t;", ["drops t ()"]),
    ("/* whimbrel: allow probe-drop -- why */ DROP TABLE t;", ["drops t (why)"]),
    (
      "/*\n * whimbrel: allow probe-drop -- why\n * and more\n */\nDROP TABLE t;", ["drops t (why)"]
    ),
    (
      "-- whimbrel: allow probe-drop -- why\n\n-- another comment\n\nDROP TABLE t;",
      ["drops t (why)"]
    ),
    ("-- whimbrel: allow probe-drop -- why\r\nDROP TABLE t;\r\n", ["drops t (why)"]),
    // Behind the statement, and inside it.
    ("DROP TABLE t; -- whimbrel: allow probe-drop -- why", ["drops t (why)"]),
    ("DROP TABLE t -- whimbrel: allow probe-drop -- why\n;", ["drops t (why)"]),
    (
      "ALTER TABLE t\n  DROP COLUMN a, -- whimbrel: allow probe-drop -- why\n  DROP COLUMN b;",
      ["drops t (why)", "drops t (why)"]
    ),
    (
      "DROP TABLE t; -- whimbrel: allow probe-drop -- why\nDROP TABLE u;",
      ["drops t (why)", "drops u"]
    ),
    (
      "DROP TABLE t;\n-- whimbrel: allow probe-drop -- why\nDROP TABLE u;",
      ["drops t", "drops u (why)"]
    ),
    (
      "DROP TABLE t; /* whimbrel: allow probe-drop -- why */ DROP TABLE u;",
      ["drops t", "drops u (why)"]
    ),
    (
      "DROP TABLE t;\nDROP TABLE u; -- whimbrel: allow probe-drop -- why",
      ["drops t", "drops u (why)"]
    ),
    // Several allows, several rules.
    (
      "-- whimbrel: allow probe-rerun, probe-drop -- why\nDROP TABLE t;",
      ["probe-rerun unknown", "drops t (why)"]
    ),
    (
      "-- whimbrel: allow probe-drop -- one\n-- whimbrel: allow probe-drop -- two\nDROP TABLE t;",
      ["drops t (one)", "probe-drop unused"]
    ),
    // The whole file.
    (
      "DROP TABLE t;\n-- whimbrel: allow-file probe-drop -- why\nDROP TABLE u;",
      ["drops t (why)", "drops u (why)"]
    ),
    (
      "-- whimbrel: allow-file probe-drop -- far\n-- whimbrel: allow probe-drop -- near\nDROP TABLE t; DROP TABLE u;",
      ["drops t (near)", "drops u (far)"]
    ),
    // DO blocks: around, and inside.
    ("-- whimbrel: allow probe-drop -- why\nDO $$ BEGIN DROP TABLE t; END $$;", ["drops t (why)"]),
    (
      "DO $$ BEGIN\n-- whimbrel: allow probe-drop -- why\nDROP TABLE t; DROP TABLE u; END $$;",
      ["drops t (why)", "drops u"]
    ),
    // Mistakes.
    ("-- whimbrel: allow probe-drop\nSELECT 1;", ["probe-drop unused"]),
    ("SELECT 1;\n-- whimbrel: allow probe-drop", ["probe-drop unused"]),
    ("-- whimbrel: allow probe-dorp\nDROP TABLE t;", ["probe-dorp unknown", "drops t"]),
    ("-- whimbrel: allow\nDROP TABLE t;", ["namesNoRule", "drops t"]),
    ("-- whimbrel: alow probe-drop\nDROP TABLE t;", ["unknownWord(\"alow\")", "drops t"]),
    ("-- see whimbrel: allow probe-drop\nDROP TABLE t;", ["drops t"]),
    ("SELECT '-- whimbrel: allow probe-drop';\nDROP TABLE t;", ["drops t"]),
  ])
  func covers(_ sql: String, expected: [String]) async {
    #expect(await Self.approvals(sql).sorted() == expected.sorted())
  }

  @Test func doesNotReportAllowsOfRulesThatAreOff() async {
    let sql = "-- whimbrel: allow probe-guard\nSELECT 1;"
    #expect(await messages(sql, only: AllowProbe(), GuardProbe()) == ["probe-guard off"])
  }

  @Test func coversFindingsAboutTheFile() async {
    let sql = "-- whimbrel: allow-file probe-file -- a stub\nSELECT '"
    let findings = await report(sql, only: [FileProbe(), AllowProbe()]).findings
    #expect(findings.map(\.approval) == ["a stub"])
  }

  @Test(arguments: [
    "SELECT 1;\n\n-- Rollback\n-- whimbrel: allow probe-drop -- why\n-- DROP TABLE t;\n-- DROP TABLE u;\n",
    "SELECT 1;\n\n-- Rollback\n-- -- whimbrel: allow probe-drop -- why\n-- DROP TABLE t;\n-- DROP TABLE u;\n",
    "SELECT 1;\n\n-- Rollback\n-- DROP TABLE t; -- whimbrel: allow probe-drop -- why\n-- DROP TABLE u;\n",
    "SELECT 1;\n\n/* Rollback\n-- whimbrel: allow probe-drop -- why\nDROP TABLE t;\nDROP TABLE u; */\n",
  ])
  func worksInsideRollbacks(_ sql: String) async {
    let findings = await report(sql, only: [AllowProbe(), DropProbe()]).findings
    #expect(findings.map(\.message) == ["drops t", "drops u"])
    #expect(findings.map(\.approval) == ["why", nil])
    #expect(findings.map(\.section) == [.rollback, .rollback])
  }

  /// Many allows on one line, and as many statements, are matched without looking at each other.
  @Test func matchesManyInLinearTime() async {
    let count = 3_000
    let allows = String(repeating: "/* whimbrel: allow probe-drop -- x */", count: count)
    let sql = "DROP TABLE t; \(allows)\n" + String(repeating: "DROP TABLE u;\n", count: count)
    let findings = await report(sql, only: [AllowProbe(), DropProbe()]).findings
    #expect(findings.filter { $0.rule == "probe-drop" }.count == count + 1)
    #expect(findings.filter { $0.rule == "probe-allow" }.count == count - 1)
  }
}
