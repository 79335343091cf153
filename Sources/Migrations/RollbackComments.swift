import SQLLexer
import SQLSyntax

/// A way back that is kept in comments.
struct CommentedRollback {
  var heading: Range<Int>
  /// From its heading to the end of its last comment.
  var range: Range<Int>
  /// The bytes that are SQL.
  var sql: [Range<Int>] = []
  /// It says that no statement is needed.
  var isDeclared = false
}

/// The ways back that stand in the comments of an up section, in the order of the file.
func commentedRollbacks(in section: SyntaxFile) -> [CommentedRollback] {
  var rollbacks: [CommentedRollback] = []
  forEachCommentRun(in: section.lexed.trivia[...], of: section) { run in
    guard run.isBetweenStatements else { return }
    var reader = RollbackReader(bytes: section.bytes, run: run)
    var next = 0
    while next < run.lines.count {
      guard let heading = rollbackHeading(section.bytes, run.lines[next].text) else {
        next += 1
        continue
      }
      let (rollback, end) = reader.read(heading, at: next)
      if let rollback { rollbacks.append(rollback) }
      next = end
    }
  }
  return rollbacks
}

/// Reads the lines below a heading and tells SQL from prose.
private struct RollbackReader {
  let bytes: [UInt8]
  let run: CommentRun
  /// The first line of the paragraph that explains the SQL below the run; beyond the lines where
  /// there is none.
  private let attachedParagraph: Int
  /// For each line, whether a semicolon ends it or one of the lines below it in its paragraph.
  private let endsInParagraph: [Bool]
  private var scanner = StatementScanner()

  init(bytes: [UInt8], run: CommentRun) {
    self.bytes = bytes
    self.run = run
    let lines = run.lines
    attachedParagraph = run.touchesSQL ? Self.lastParagraph(of: lines) : lines.count
    var ends = Array(repeating: false, count: lines.count)
    for index in lines.indices.reversed() {
      let text = lines[index].text
      if let last = text.last, bytes[last] == UInt8(ascii: ";") {
        ends[index] = true
      } else if index + 1 < lines.count, !lines[index + 1].startsParagraph {
        ends[index] = ends[index + 1]
      }
    }
    endsInParagraph = ends
  }

  /// Where the last paragraph begins. A block comment is never divided.
  private static func lastParagraph(of lines: [CommentLine]) -> Int {
    lines.indices.last { index in
      lines[index].startsParagraph
        && (index == 0 || lines[index - 1].comment != lines[index].comment)
    } ?? 0
  }

  /// - Returns: the rollback, if the heading is one, and the line to go on from.
  mutating func read(
    _ heading: RollbackHeading, at first: Int
  ) -> (CommentedRollback?, end: Int) {
    let line = run.lines[first]
    let start = line.isBlock ? heading.range.lowerBound : line.comment.lowerBound
    var rollback = CommentedRollback(
      heading: start..<heading.range.upperBound, range: start..<line.comment.upperBound)
    // A heading with prose behind it is a heading only with SQL in its own paragraph: "Rollback:
    // restore the backup".
    var mayEndAtParagraph = false
    scanner = StatementScanner()
    if let text = heading.text {
      read(text, of: first, into: &rollback)
      mayEndAtParagraph = rollback.sql.isEmpty
    }
    let isAttached = first >= attachedParagraph
    var next = first + 1
    while next < run.lines.count {
      let line = run.lines[next]
      if line.startsParagraph, scanner.canPause { scanner.pause() }
      if !scanner.isOpen {
        if line.startsParagraph, mayEndAtParagraph, rollback.sql.isEmpty { break }
        if !isAttached, next >= attachedParagraph { break }
        if rollbackHeading(bytes, line.text) != nil { break }
      }
      read(line.text, of: next, into: &rollback)
      rollback.range = start..<line.comment.upperBound
      next += 1
    }
    let isDescription = heading.text != nil || (heading.isImperative && isAttached)
    if rollback.sql.isEmpty, isDescription { return (nil, next) }
    if next < run.lines.count, run.lines[next - 1].comment == run.lines[next].comment {
      // Two headings in one block comment.
      rollback.range = start..<run.lines[next].text.lowerBound
    }
    return (rollback, next)
  }

  /// Adds the SQL of a line, or of the part of one behind a heading.
  private mutating func read(
    _ text: Range<Int>, of line: Int, into rollback: inout CommentedRollback
  ) {
    var position = text.lowerBound
    if scanner.isOpen {
      guard let end = scanner.scan(bytes, position, text.upperBound) else {
        return rollback.sql.append(text)
      }
      rollback.sql.append(position..<end)
      position = skipSpaces(bytes, end, text.upperBound)
    }
    while position < text.upperBound,
      beginsStatement(
        bytes, position, text.upperBound, endsInParagraph: endsInParagraph[line])
    {
      scanner.begin()
      guard let end = scanner.scan(bytes, position, text.upperBound) else {
        return rollback.sql.append(position..<text.upperBound)
      }
      rollback.sql.append(position..<end)
      position = skipSpaces(bytes, end, text.upperBound)
    }
  }
}
