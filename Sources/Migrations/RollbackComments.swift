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
  let bytes = section.bytes
  var rollbacks: [CommentedRollback] = []
  forEachCommentRun(in: section.lexed.trivia[...], of: section) { run in
    guard run.isBetweenStatements,
      var next = run.lines.firstIndex(where: { rollbackHeading(bytes, $0.text) != nil })
    else { return }
    var reader = RollbackReader(bytes: bytes, run: run)
    while next < run.lines.count {
      if let heading = rollbackHeading(bytes, run.lines[next].text) {
        let (rollback, end) = reader.read(heading, at: next)
        if let rollback { rollbacks.append(rollback) }
        next = end
      } else {
        next += 1
      }
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
  /// For each line, whether a semicolon ends the statement that may begin on it.
  private let hasEnd: [Bool]
  private var scanner = StatementScanner()

  init(bytes: [UInt8], run: CommentRun) {
    self.bytes = bytes
    self.run = run
    let lines = run.lines
    attachedParagraph =
      run.touchesSQL ? lines.lastIndex(where: \.followsGap) ?? 0 : lines.count
    var hasEnd = Array(repeating: false, count: lines.count)
    for index in lines.indices.reversed() {
      let text = lines[index].text
      if endsWithSemicolon(bytes, text) {
        hasEnd[index] = true
      } else if index + 1 < lines.count, !lines[index + 1].startsParagraph {
        // The semicolon of the next statement is not this one's.
        let below = lines[index + 1].text
        let isNextStatement =
          !below.isEmpty
          && beginsStatement(bytes, below.lowerBound, below.upperBound, hasEnd: false)
        hasEnd[index] = !isNextStatement && hasEnd[index + 1]
      }
    }
    self.hasEnd = hasEnd
  }

  /// - Returns: the rollback, if the heading is one, and the line to go on from.
  mutating func read(
    _ heading: RollbackHeading, at first: Int
  ) -> (CommentedRollback?, end: Int) {
    let line = run.lines[first]
    let start = line.isBlock ? heading.range.lowerBound : line.comment.lowerBound
    var rollback = CommentedRollback(
      heading: start..<heading.range.upperBound, range: start..<line.comment.upperBound)
    scanner = StatementScanner()
    if let text = heading.text { read(text, of: first, into: &rollback) }
    // A heading with prose behind it is one only if SQL follows without a gap, unlike "Rollback:
    // restore the backup"; an imperative may describe the statement below it.
    let isAttached = first >= attachedParagraph
    var isDescription = heading.text != nil || (heading.isImperative && isAttached)
    var next = first + 1
    while next < run.lines.count {
      let line = run.lines[next]
      if line.startsParagraph, scanner.canPause { scanner.pause() }
      var text = line.text
      if !scanner.isOpen {
        if line.followsGap, isDescription, rollback.sql.isEmpty { break }
        if !isAttached, next >= attachedParagraph { break }
        if let another = rollbackHeading(bytes, text) {
          // "Rollback plan", and below it "To undo this migration:", are one.
          guard rollback.sql.isEmpty else { break }
          text = another.text ?? text.upperBound..<text.upperBound
          isDescription = isDescription && another.text != nil
        }
      }
      read(text, of: next, into: &rollback)
      rollback.range = start..<line.comment.upperBound
      next += 1
    }
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
      beginsStatement(bytes, position, text.upperBound, hasEnd: hasEnd[line])
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
