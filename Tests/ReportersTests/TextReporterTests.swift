import Diagnostics
import Reporters
import SQLLexer
import Testing

@Suite struct TextReporterTests {
  /// The lines under the `-->` line up to the first footnote.
  private func snippet(_ text: String, in source: String) -> String {
    let output = printed(file(source, finding(text, in: source)), as: .text)
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    let start = lines.firstIndex { $0.contains("-->") }.map { $0 + 2 } ?? 0
    let end = lines.firstIndex { $0.contains("= page") } ?? lines.count
    return lines[start..<(end - 1)].joined(separator: "\n") + "\n"
  }

  @Test func findingWithHelpAndRelatedPlaces() {
    let first = "CREATE TABLE users (id int);\n"
    let source = "-- why\nALTER TABLE users\n  DROP COLUMN phone;\n"
    let dropped = finding(
      "DROP COLUMN phone", in: source, rule: "drop-column",
      message: "dropping column phone of users deletes its data",
      help:
        "-- keep it until nothing reads it\nALTER TABLE users RENAME COLUMN phone TO phone_old;",
      related: [
        RelatedPlace(
          path: "a.sql", range: range(of: "users", in: source), message: "this is its table"),
        RelatedPlace(
          path: "0.sql", range: range(of: "users", in: first), message: "the table is made here"),
        RelatedPlace(
          path: "gone.sql", range: ByteRange(start: 0, end: 1), message: "not in this run"),
      ])
    #expect(
      printed(file(named: "0.sql", first), file(source, dropped), as: .text, summary: true) == """
        error[drop-column]: dropping column phone of users deletes its data
         --> a.sql:3:3
          |
        3 |   DROP COLUMN phone;
          |   ^^^^^^^^^^^^^^^^^
          |
          = help: -- keep it until nothing reads it
                  ALTER TABLE users RENAME COLUMN phone TO phone_old;
          = page: whimbrel rules drop-column
        note: this is its table
         --> a.sql:2:13
          |
        2 | ALTER TABLE users
          |             -----
        note: the table is made here
         --> 0.sql:1:14
          |
        1 | CREATE TABLE users (id int);
          |              -----
        note: not in this run
         --> gone.sql

        1 error in 1 of 2 files (2 statements)

        """)
  }

  @Test func colors() {
    let source = "DROP TABLE a;"
    let output = printed(
      file(source, finding("a", in: source, severity: .warning)), as: .text,
      style: Style(isColored: true))
    #expect(
      output == """
        \u{1B}[1;33mwarning[drop-table]\u{1B}[0m\u{1B}[1m: the fact\u{1B}[0m
        \u{1B}[1;34m -->\u{1B}[0m a.sql:1:12
        \u{1B}[1;34m  |\u{1B}[0m
        \u{1B}[1;34m1 |\u{1B}[0m DROP TABLE a;
        \u{1B}[1;34m  |\u{1B}[0m            \u{1B}[1;33m^\u{1B}[0m
        \u{1B}[1;34m  |\u{1B}[0m
        \u{1B}[1;34m  =\u{1B}[0m \u{1B}[1mpage\u{1B}[0m: whimbrel rules drop-table


        """)
  }

  @Test func gutterIsAsWideAsTheLargestNumber() {
    let source = String(repeating: "\n", count: 99) + "DROP TABLE a;\n"
    #expect(
      snippet("DROP", in: source) == """
        100 | DROP TABLE a;
            | ^^^^

        """)
  }

  @Test func tabsAreExpanded() {
    #expect(
      snippet("a\tb", in: "DROP\tTABLE\t\ta\tb;") == """
        1 | DROP    TABLE       a   b;
          |                     ^^^^^

        """)
  }

  @Test func wideCharactersTakeTwoColumns() {
    #expect(
      snippet("\"表\"", in: "DROP TABLE \"日本\".\"表\" -- x") == """
        1 | DROP TABLE "日本"."表" -- x
          |                   ^^^^

        """)
    #expect(
      snippet("b", in: "/* 🦆 */ b") == """
        1 | /* 🦆 */ b
          |          ^

        """)
  }

  @Test func combiningCharactersTakeNone() {
    #expect(
      snippet("b", in: "/* e\u{301}\u{200D} */ b") == """
        1 | /* e\u{301}\u{200D} */ b
          |         ^

        """)
  }

  @Test func carriageReturnsAreNotShown() {
    #expect(
      snippet("TABLE a;", in: "-- x\r\nDROP TABLE a;\r\n") == """
        2 | DROP TABLE a;
          |      ^^^^^^^^

        """)
  }

  @Test func emptyFile() {
    #expect(
      snippet("", in: "") == """
        1 |
          | ^

        """)
  }

  @Test func rangeAtTheEndOfTheFile() {
    let source = "SELECT 1"
    let end = Finding(
      rule: "r", severity: .info, range: ByteRange(start: 8, end: 8), message: "m")
    let behind = Finding(
      rule: "r", severity: .info, range: ByteRange(start: 90, end: 99), message: "m")
    let expected = """
      info[r]: m
       --> a.sql:1:9
        |
      1 | SELECT 1
        |         ^
        |
        = page: whimbrel rules r


      """
    #expect(printed(file(source, end), as: .text) == expected)
    #expect(printed(file(source, behind), as: .text) == expected)
  }

  @Test func rangeThatEndsWithItsLineBreak() {
    #expect(
      snippet("b;\n", in: "a;\nb;\nc;\n") == """
        2 | b;
          | ^^

        """)
  }

  @Test func severalLines() {
    #expect(
      snippet("CREATE TABLE a (\n  id int\n)", in: "CREATE TABLE a (\n  id int\n);\n") == """
        1 | / CREATE TABLE a (
        2 | |   id int
        3 | | );
          | |_^

        """)
  }

  @Test func severalLinesFromTheMiddleOfOne() {
    #expect(
      snippet("CREATE\n\nTABLE", in: "SELECT 1; CREATE\n\nTABLE a ();") == """
        1 |   SELECT 1; CREATE
          |  ___________^
        2 | |
        3 | | TABLE a ();
          | |_____^

        """)
  }

  @Test func manyLinesHaveAGap() {
    let lines = (1...12).map { "  c\($0) int," }.joined(separator: "\n")
    #expect(
      snippet("  (\n\(lines)\n  )", in: "CREATE TABLE a\n  (\n\(lines)\n  );") == """
        2  | /   (
        3  | |   c1 int,
        4  | |   c2 int,
        ...  |
        14 | |   c12 int,
        15 | |   );
           | |___^

        """)
  }

  @Test func longLinesAreClippedAroundTheRange() {
    let before = String(repeating: "b", count: 1000)
    let after = String(repeating: "a", count: 1000)
    #expect(
      snippet("DROP", in: "\(before) DROP \(after)") == """
        1 | …\(String(repeating: "b", count: 39)) DROP \(String(repeating: "a", count: 73))…
          | \(String(repeating: " ", count: 41))^^^^

        """)
    #expect(
      snippet("DROP", in: "DROP \(after)") == """
        1 | DROP \(String(repeating: "a", count: 114))…
          | ^^^^

        """)
    #expect(
      snippet("DROP", in: "\(before) DROP") == """
        1 | …\(String(repeating: "b", count: 39)) DROP
          | \(String(repeating: " ", count: 41))^^^^

        """)
  }

  @Test func aLineThatJustFitsIsNotClipped() {
    let source = String(repeating: "x", count: 119) + "y"
    #expect(
      snippet("y", in: source) == """
        1 | \(source)
          | \(String(repeating: " ", count: 119))^

        """)
  }

  @Test func clippingKeepsCharactersWhole() {
    let source = String(repeating: "日", count: 3000) + "x"
    #expect(
      snippet("x", in: source) == """
        1 | …\(String(repeating: "日", count: 20))x
          | \(String(repeating: " ", count: 41))^

        """)
  }

  @Test func controlCharactersNeverReachTheTerminal() {
    let source = "DROP TABLE \"\u{1B}[31m\u{7}\u{9B}\u{202E}\" -- \u{0}"
    let output = printed(
      file(
        named: "\u{1B}]0;x\u{7}.sql", source,
        [finding("TABLE", in: source, message: "table \u{1B}[2J\nx", help: "a\r\n\u{8}b")]),
      as: .text)
    #expect(
      output == """
        error[drop-table]: table ␛[2J␊x
         --> ␛]0;x␇.sql:1:6
          |
        1 | DROP TABLE "␛[31m␇��" -- ␀
          |      ^^^^^
          |
          = help: a␍
                  ␈b
          = page: whimbrel rules drop-table


        """)
  }

  @Test func approvedFindingsAreOnlyCounted() {
    let source = "DROP TABLE a;"
    var approved = finding("a", in: source)
    approved.approval = "unused since 2.3"
    #expect(
      printed(file(source, approved), as: .text, summary: true)
        == "no findings in 1 file (1 statement; 1 finding approved)\n")
  }

  @Test func summaryCountsEverything() {
    let source = "DROP TABLE a;"
    let files = [
      ReportedFile(
        path: "a.sql", bytes: Array(source.utf8), transport: "autocommit", statements: 3,
        unparsed: 1,
        findings: [
          finding("a", in: source), finding("a", in: source),
          finding("a", in: source, severity: .warning),
          finding("a", in: source, severity: .info),
        ]), file(named: "b.sql", source), file(named: "c.sql", source, [finding("a", in: source)]),
    ]
    #expect(
      printed(files, as: .text, summary: true).split(separator: "\n").last
        == "3 errors, 1 warning, 1 info in 2 of 3 files (5 statements, 1 of them not read)")
    #expect(
      collected { reportStatistics(files, style: .plain, to: $0) } == """
        3  error    drop-table
        1  warning  drop-table
        1  info     drop-table

        """)
    #expect(
      printed([], as: .text, summary: true) == "no findings in 0 files (0 statements)\n")
  }
}
