import Diagnostics
import Reporters
import SQLLexer
import Testing

@Suite struct ConciseReporterTests {
  @Test func oneLineAFinding() {
    let source = "-- é\nDROP TABLE a;\n"
    var approved = finding("a;", in: source)
    approved.approval = ""
    let output = printed(
      file(
        named: "m/x y.sql", source,
        [
          finding("é", in: source, rule: "drop-column", severity: .info, message: "a\nb\u{1B}[0m"),
          approved, finding("TABLE", in: source, severity: .warning),
        ]), as: .concise, style: Style(isColored: true), summary: true)
    #expect(
      output == """
        m/x y.sql:1:4: info: a␊b␛[0m [drop-column]
        m/x y.sql:2:6: warning: the fact [drop-table]

        """)
  }

  /// `line:column` of each finding at a byte offset.
  private func places(_ bytes: [UInt8], _ offsets: [Int]) -> [String] {
    let findings = offsets.map { offset in
      Finding(
        rule: "r", severity: .info,
        range: ByteRange(start: UInt32(offset), end: UInt32(offset)), message: "m")
    }
    let file = ReportedFile(
      path: "", bytes: bytes, transport: "", statements: 0, unparsed: 0, findings: findings)
    return printed(file, as: .concise).split(separator: "\n").map { line in
      line.split(separator: ":").prefix(2).joined(separator: ":")
    }
  }

  @Test func columnsAreCodePoints() {
    #expect(
      places(Array("é日🦆e\u{301}x".utf8), [0, 2, 5, 9, 10, 12, 13]) == [
        "1:1", "1:2", "1:3", "1:4", "1:5", "1:6", "1:7",
      ])
  }

  @Test func linesEndAtLineFeeds() {
    #expect(
      places(Array("a\r\nb\rc\n\nd".utf8), [0, 1, 2, 3, 5, 6, 7, 8, 9]) == [
        "1:1", "1:2", "1:3", "2:1", "2:3", "2:4", "3:1", "4:1", "4:2",
      ])
  }

  @Test func theByteOrderMarkIsNoColumn() {
    #expect(places(Array("\u{FEFF}ab\n".utf8), [0, 3, 4, 6]) == ["1:1", "1:1", "1:2", "2:1"])
  }

  @Test func invalidBytesAreOneColumnAPart() {
    // A lone continuation byte, a sequence cut short, an overlong form, a surrogate, a byte that never occurs.
    #expect(places([0x80, 0x41], [1]) == ["1:2"])
    #expect(places([0xE6, 0x97, 0x41], [2]) == ["1:2"])
    #expect(places([0xC0, 0x80, 0x41], [2]) == ["1:3"])
    #expect(places([0xED, 0xA0, 0x80, 0x41], [3]) == ["1:4"])
    #expect(places([0xF0, 0x9F, 0xA6], [3]) == ["1:2"])
    #expect(places([0xFF, 0x41], [1]) == ["1:2"])
  }

  @Test func positionsAgreeWithCountingFromTheStart() {
    // Long lines of characters of every length, so that checkpoints fall into the middle of some.
    var generator = SystemRandomNumberGenerator()
    for alphabet in ["a", "é", "日", "🦆", "aé日🦆\n"] {
      let scalars = Array(alphabet.unicodeScalars)
      var text = String.UnicodeScalarView()
      for _ in 0..<5000 {
        if let scalar = scalars.randomElement(using: &generator) { text.append(scalar) }
      }
      var offset = 0
      var line = 1
      var column = 1
      var offsets: [Int] = []
      var expected: [String] = []
      for scalar in text {
        offsets.append(offset)
        expected.append("\(line):\(column)")
        offset += String(scalar).utf8.count
        column += 1
        if scalar == "\n" {
          line += 1
          column = 1
        }
      }
      #expect(places(Array(String(text).utf8), offsets) == expected)
    }
  }

  @Test func manyFindingsInOneLongLineStayCheap() {
    let bytes = Array(String(repeating: "é;", count: 200_000).utf8)
    let offsets = Array(stride(from: 0, to: bytes.count, by: 30))
    #expect(places(bytes, offsets).last == "1:\((bytes.count - 1) / 30 * 20 + 1)")
  }
}

@Suite struct JSONReporterTests {
  @Test func everyMember() {
    let source = "SELECT 1;\nDROP TABLE \"é\" CASCADE;\n"
    var dropped = finding(
      "DROP TABLE \"é\" CASCADE", in: source, message: "say \"no\" \\ \u{7}\n\u{9B}é",
      help: "DROP TABLE\tx",
      related: [
        RelatedPlace(path: "b.sql", range: ByteRange(start: 1, end: 2), message: "made here")
      ])
    dropped.fixes = [
      Fix(
        title: "leave it", isSafe: false,
        edits: [.init(range: ByteRange(start: 10, end: 33), text: "")])
    ]
    var approved = finding("SELECT", in: source, rule: "drop-column", severity: .info)
    approved.section = .rollback
    approved.approval = "#12"
    var output = ReportedFile(
      path: "a b.sql", bytes: Array(source.utf8), transport: "autocommit", statements: 2,
      unparsed: 1, findings: [dropped, approved])
    #expect(
      printed(output, as: .json, style: Style(isColored: true), summary: true) == #"""
        {"version":1,"findings":[
        {"rule":"drop-table","severity":"error","path":"a b.sql","section":"up","start":10,"end":33,"line":2,"column":1,"endLine":2,"endColumn":23,"message":"say \"no\" \\ \u0007\n\u009bé","help":"DROP TABLE\tx","related":[{"path":"b.sql","start":1,"end":2,"message":"made here"}],"fixes":[{"title":"leave it","safe":false,"edits":[{"start":10,"end":33,"text":""}]}]},
        {"rule":"drop-column","severity":"info","path":"a b.sql","section":"rollback","start":0,"end":6,"line":1,"column":1,"endLine":1,"endColumn":7,"message":"the fact","help":null,"suppressed":{"reason":"#12"},"related":[],"fixes":[]}],"files":[
        {"path":"a b.sql","framework":null,"transport":"autocommit","statements":2,"unparsed":1}],"summary":{"error":1,"warning":0,"info":0,"suppressed":1,"known":0}}

        """#)
    output.framework = "goose"
    #expect(printed(output, as: .json).contains(#""framework":"goose""#))
  }

  @Test func whatIsToldAsOneNamesAllPlaces() {
    let source = "DROP A;\nDROP B;\nDROP C;\n"
    let findings = ["DROP A", "DROP B", "DROP C"].map { text in
      var found = finding(text, in: source)
      found.group = Finding.Group(part: ByteRange(start: 0, end: 24), subject: "drops")
      return found
    }
    let output = ReportedFile(
      path: "a.sql", bytes: Array(source.utf8), transport: "autocommit", statements: 3,
      unparsed: 0, findings: findings.joined)
    #expect(
      printed(output, as: .json).contains(
        #""message":"the fact; 2 more places like this one","help":null,"others":["#
          + #"{"start":8,"end":14,"line":2,"endLine":2},{"start":16,"end":22,"line":3,"endLine":3}],"#
      ))
  }

  @Test func nothingFound() {
    #expect(
      printed([], as: .json)
        == #"{"version":1,"findings":[],"files":[],"summary":{"error":0,"warning":0,"info":0,"suppressed":0,"known":0}}"#
        + "\n")
  }

  @Test func writerSetsCommasBetweenValuesOnly() {
    let text = collected { output in
      var json = JSONWriter(to: output)
      json.beginArray()
      json.null()
      json.bool(true)
      json.beginArray()
      json.endArray()
      json.beginObject()
      json.member("a", -1)
      json.member("b", false)
      json.member("c", nil)
      json.member("d", "")
      json.endObject()
      json.string("\u{FFFD}/\u{2028}\u{10FFFF}")
      json.endArray()
      json.endDocument()
      json.number(7)
    }
    #expect(
      text == "[null,true,[],{\"a\":-1,\"b\":false,\"c\":null,\"d\":\"\"},"
        + "\"\u{FFFD}/\\u2028\u{10FFFF}\"]\n7")
  }

  @Test func outputIsHandedOnInPieces() {
    var pieces: [Int] = []
    let output = OutputBuffer { pieces.append($0.count) }
    for _ in 0..<100_000 { output.write("abc") }
    output.flush()
    output.flush()
    #expect(pieces.reduce(0, +) == 300_000)
    #expect(pieces.count > 1)
    #expect(pieces.allSatisfy { $0 <= 70_000 })
  }
}

@Suite struct GitHubReporterTests {
  @Test func valuesAreEscaped() {
    let source = "DROP TABLE a;\nDROP\nTABLE b;"
    let output = printed(
      file(
        named: "m/a,b:c%.sql", source,
        [
          finding(
            "a", in: source, message: "100%: a,b\r\n::error::x\u{1B}", help: "DROP\nTABLE"),
          finding("DROP\nTABLE", in: source, rule: "drop-column", severity: .info),
        ]), as: .github)
    #expect(
      output == """
        ::error file=m/a%2Cb%3Ac%25.sql,line=1,endLine=1,col=12,endColumn=13,title=drop-table::100%25: a,b%0D%0A::error::x␛%0Ahelp: DROP%0ATABLE
        ::notice file=m/a%2Cb%3Ac%25.sql,line=2,endLine=3,title=drop-column::the fact

        """)
  }

  @Test func theWorstComeFirstAndTheRestIsCounted() {
    let source = "a"
    func findings(_ severity: Severity, _ count: Int) -> [Finding] {
      Array(repeating: finding("a", in: source, severity: severity), count: count)
    }
    var approved = finding("a", in: source)
    approved.approval = "yes"
    let output = printed(
      file(named: "1", source, findings(.info, 12) + findings(.error, 4)),
      file(named: "2", source, findings(.warning, 3) + findings(.error, 8) + [approved]),
      as: .github)
    let lines = output.split(separator: "\n")
    let levels = lines.map { $0.dropFirst(2).prefix { $0 != " " } }
    #expect(levels.filter { $0 == "error" }.count == 10)
    #expect(levels.filter { $0 == "warning" }.count == 3)
    #expect(levels.filter { $0 == "notice" }.count == 10)
    #expect(levels.firstIndex(of: "warning") == 10)
    #expect(lines[4].hasPrefix("::error file=2,"))
    #expect(
      lines.last
        == "::notice title=whimbrel::5 more findings are not shown as annotations; --output-format text prints all of them"
    )
  }

  @Test func nothingIsSaidAboutNothing() {
    #expect(printed(file("SELECT 1;"), as: .github) == "")
    let source = "a"
    let all = printed(file(source, finding("a", in: source)), as: .github)
    #expect(all.split(separator: "\n").count == 1)
  }
}
