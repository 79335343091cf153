import Effects
import Migrations
import Plan
import Reporters
import Testing

@Suite struct FormatTests {
  /// Names and texts that mean something in one format or another.
  private static let hostile = plan([
    "a|<b>`x`\u{1B}[31m&\"'.sql": """
    -- Description: <img src=x onerror=alert(1)> | `code` @everyone #1 \u{202E}
    CREATE INDEX ON "<script>alert(1)</script>" (x);
    CREATE INDEX ON "a|b" (x);
    CREATE INDEX ON "line
    break" (x);
    CREATE INDEX ON "quote""' onload='x" (x);
    CREATE INDEX ON "back`tick``s" (x);
    CREATE INDEX ON "\u{1B}]0;title\u{7}" (x);
    CREATE TABLE "]]>--></svg>" (x int REFERENCES "@team" (x));
    SELECT '</code></li><script>';
    """
  ])

  private static let wide = plan([
    "long/\(String(repeating: "directory/", count: 20))1.sql":
      "BEGIN;"
      + (1...60).map { "CREATE INDEX ON some_rather_long_name_of_a_table_\($0) (x);" }.joined()
      + "COMMIT; CREATE INDEX ON 表表表表表表表表表表表表表表表表表表表表 (x);"
  ])

  @Test(arguments: [50, 80, 81, 120, 300])
  func textFitsTheTerminal(width: Int) {
    for plan in [FormatTests.wide, FormatTests.hostile] {
      let text = printed(plan, as: .text, width: width)
      for line in text.split(separator: "\n") {
        let columns = line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x3000 ? 2 : 1) }
        #expect(columns <= width, "\(line)")
      }
    }
  }

  @Test func textHasNoControlCharacters() {
    let text = printed(FormatTests.hostile, as: .text)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!text.unicodeScalars.contains("\u{202E}"))
  }

  @Test(arguments: [PlanFormat.html, .svg])
  func markupIsEscaped(format: PlanFormat) throws {
    let text = printed(FormatTests.hostile, as: format)
    for tag in ["<script", "<img", "onload='", "]]>", "</svg>\"", "\u{1B}", "\u{202E}"] {
      #expect(!text.contains(tag), "\(tag)")
    }
    #expect(text.contains("&lt;script&gt;"))
    var depth: [Substring] = []
    for tag in tags(of: text) {
      if tag.hasPrefix("/") {
        #expect(depth.popLast() == tag.dropFirst())
      } else if !tag.hasSuffix("/"), !["meta", "!doctype"].contains(name(of: tag)) {
        depth.append(name(of: tag))
      }
    }
    #expect(depth.isEmpty)
  }

  /// What stands between `<` and `>`.
  private func tags(of text: String) -> [Substring] {
    text.split(separator: "<").dropFirst(text.hasPrefix("<") ? 0 : 1).compactMap { part in
      part.firstIndex(of: ">").map { part[..<$0] }
    }
  }

  private func name(of tag: Substring) -> Substring { tag.prefix { $0 != " " && $0 != "/" } }

  @Test func pagesNeedNothingElse() {
    let page = printed(FormatTests.wide, as: .html)
    for part in ["src=", "href=", "url(", "@import", "<script", "<link"] {
      #expect(!page.contains(part), "\(part)")
    }
  }

  @Test func picturesHaveWords() {
    let picture = printed(plan(["1.sql": "CREATE INDEX ON a (x);"]), as: .svg)
    #expect(picture.contains("role=\"img\" "))
    #expect(picture.contains("aria-labelledby=\"plan-title plan-desc\""))
    #expect(
      picture.contains(
        "<desc id=\"plan-desc\">1.sql blocks writes of a while an index on it is built.</desc>"))
    #expect(picture.contains("<title>a: ShareLock, statement 1\nwrites wait</title>"))
  }

  @Test func tablesOfMarkdownAreWhole() {
    let text = printed(FormatTests.hostile, as: .markdown)
    var cells: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        cells = nil
        continue
      }
      let count = separators(of: line)
      #expect(cells ?? count == count, "\(line)")
      cells = count
    }
    #expect(text.contains("| ```back`tick``s``` |"))
    #expect(text.contains("| `a\\|b` |"))
    #expect(text.contains("&lt;script&gt;"))
  }

  /// The bars of a row that are not escaped.
  private func separators(of line: Substring) -> Int {
    var count = 0
    var isEscaped = false
    for byte in line.utf8 {
      if byte == UInt8(ascii: "|"), !isEscaped { count += 1 }
      isEscaped = byte == UInt8(ascii: "\\")
    }
    return count
  }

  @Test(arguments: [10, 300, 1000])
  func aCommentHasItsBound(files: Int) {
    let text = printed(planOfMany(files), as: .markdown)
    #expect(text.unicodeScalars.count <= 65_536)
    #expect(text.contains("### Before it runs"))
    #expect(text.contains("are left out here") == (files == 1000))
  }

  private func planOfMany(_ files: Int) -> MigrationPlan {
    var planner = Planner(Replay(version: 15))
    for number in 1...files {
      let sql = "CREATE INDEX CONCURRENTLY i\(number) ON t\(number) (x); CREATE INDEX ON a (x);"
      let path = "migrations/\(number)_index_something_or_other.sql"
      planner.plan(
        readMigration(path: path, bytes: Array(sql.utf8)))
    }
    return planner.plan(schema: nil)
  }

  @Test func sameInputSameBytes() {
    for format in PlanFormat.allCases {
      #expect(printed(FormatTests.wide, as: format) == printed(FormatTests.wide, as: format))
    }
  }

  @Test func json() {
    let text = printed(
      plan(["1.sql": "BEGIN; CREATE INDEX ON a (x); SELECT 1; COMMIT;"]), as: .json)
    #expect(
      text.contains(
        #"{"name":"public.a","kind":"table","table":null,"new":false,"#
          + #""locks":[{"mode":"ShareLock","from":1,"to":2,"blocks":["writes"]}]}"#))
    #expect(
      text.contains(
        #""blocking":[{"statement":1,"relation":"public.a","mode":"ShareLock","#
          + #""blocks":["writes"],"heldSince":1}]"#))
  }
}
