import SQLLexer
import SQLSyntax

/// One line of a comment.
struct CommentLine {
  /// Its words, without the comment's mark and the white space around them; empty for a blank line.
  var text: Range<Int>
  /// The whole comment, of which a block comment's line is but a part.
  var comment: Range<Int>
  var isBlock: Bool
  /// An empty line, or a blank line of a comment, stands before it; or it is the first of its run.
  var startsParagraph: Bool
  /// An empty line stands before it, not of a comment; or it is the first of its run.
  var followsGap: Bool
}

/// Lines of comments that are looked at as one. What stands beyond them is a run of its own, so
/// that a file of nothing but comments takes no more memory than this many lines.
private let mostLinesOfRun = 50_000

/// Comments with nothing but white space among them. Only those that stand first on their line
/// count: what is written behind SQL explains that SQL.
struct CommentRun {
  var lines: [CommentLine] = []
  /// The byte after its last comment.
  var end = 0
  /// No statement is begun but not ended where the run stands.
  var isBetweenStatements = true
  /// SQL begins on the line below it: its last paragraph explains that SQL.
  var touchesSQL = false
}

/// The comments before the first token of a file: the first of them, should there be very many.
func leadingComments(of file: SyntaxFile) -> [CommentRun] {
  let mostComments = 1_000
  let end = file.lexed.tokens.first?.start ?? UInt32.max
  let leading = file.lexed.trivia.prefix(mostComments).prefix { $0.start < end }
  var runs: [CommentRun] = []
  forEachCommentRun(in: leading, of: file) { runs.append($0) }
  return runs
}

/// Calls `body` with each run of comments in the order of the file.
///
/// - Parameter trivia: from the first trivia of the file on.
func forEachCommentRun(
  in trivia: ArraySlice<Token>, of file: SyntaxFile, _ body: (CommentRun) -> Void
) {
  let bytes = file.bytes
  let tokens = file.lexed.tokens
  var nextToken = 0
  var run = CommentRun()

  func finish() {
    guard !run.lines.isEmpty else { return }
    if nextToken < tokens.count {
      let gap = run.end..<Int(tokens[nextToken].start)
      run.touchesSQL = countLineBreaks(bytes, in: gap) <= 1
    } else {
      run.isBetweenStatements = true
    }
    body(run)
    run.lines.removeAll(keepingCapacity: true)
  }

  for comment in trivia where comment.kind != .byteOrderMark {
    let start = Int(comment.start)
    if nextToken < tokens.count, tokens[nextToken].start < comment.start {
      finish()
      while nextToken < tokens.count, tokens[nextToken].start < comment.start { nextToken += 1 }
    }
    let isComment = comment.kind == .lineComment || comment.kind == .blockComment
    guard isComment, isFirstOnLine(bytes, at: start) else {
      finish()
      continue
    }
    if run.lines.count >= mostLinesOfRun { finish() }
    if run.lines.isEmpty {
      let previous = nextToken == 0 ? nil : tokens[nextToken - 1].kind
      run.isBetweenStatements =
        previous == nil || previous == .semicolon || previous == .metaCommand
      run.touchesSQL = false
      run.end = start
    }
    let followsGap =
      run.lines.isEmpty || countLineBreaks(bytes, in: run.end..<start) > 1
    appendLines(of: comment, bytes, followsGap: followsGap, to: &run.lines)
    run.end = Int(comment.end)
  }
  finish()
}

private func appendLines(
  of comment: Token, _ bytes: [UInt8], followsGap: Bool, to lines: inout [CommentLine]
) {
  let whole = comment.range.indices
  let isBlock = comment.kind == .blockComment
  var first = whole.lowerBound + 2
  var end = whole.upperBound
  if isBlock {
    if end - first >= 2, bytes[end - 1] == UInt8(ascii: "/"), bytes[end - 2] == UInt8(ascii: "*") {
      end -= 2
    }
  } else {
    while first < end, bytes[first] == UInt8(ascii: "-") { first += 1 }
  }
  let hasStars = isBlock && everyLineHasStar(bytes, first..<end)
  var followsGap = followsGap
  var position = first
  while true {
    let lineEnd = isBlock ? endOfLine(bytes, position, end) : end
    var text = trimmed(bytes, position..<lineEnd)
    if hasStars, let star = text.first, bytes[star] == UInt8(ascii: "*") {
      text = trimmed(bytes, star + 1..<text.upperBound)
    }
    // What stands beside the marks of a block comment is no blank line of its text.
    let isBesideMark = isBlock && text.isEmpty && (position == first || lineEnd == end)
    if !isBesideMark {
      let followsBlank = lines.last?.text.isEmpty ?? true
      lines.append(
        CommentLine(
          text: text, comment: whole, isBlock: isBlock,
          startsParagraph: followsGap || followsBlank, followsGap: followsGap))
      followsGap = false
    }
    guard lineEnd < end, lines.count < mostLinesOfRun else { return }
    position = afterLineBreak(bytes, lineEnd, end)
  }
}

/// The stars down the left side of a block comment are no text; a lone star may be SQL.
private func everyLineHasStar(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
  var position = endOfLine(bytes, range.lowerBound, range.upperBound)
  var stars = 0
  while position < range.upperBound {
    position = afterLineBreak(bytes, position, range.upperBound)
    let lineEnd = endOfLine(bytes, position, range.upperBound)
    let text = trimmed(bytes, position..<lineEnd)
    if let first = text.first {
      guard bytes[first] == UInt8(ascii: "*") else { return false }
      stars += 1
    }
    position = lineEnd
  }
  return stars > 0
}

func isFirstOnLine(_ bytes: [UInt8], at position: Int) -> Bool {
  var before = position
  while before > 0, isSpace(bytes[before - 1]) {
    if isLineBreak(bytes[before - 1]) { return true }
    before -= 1
  }
  return before == 0 || (before == 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF)
}
