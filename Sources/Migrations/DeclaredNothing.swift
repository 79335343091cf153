import SQLLexer
import SQLSyntax

/// Whether a way back that has no statement says why, in the words of a person: "no-op: the column is kept on purpose".
///
/// What a runner's template left there is no reason, nor is SQL that somebody put into a comment: that was meant to run.
func saysWhyEmpty(_ section: SyntaxFile) -> Bool {
  let bytes = section.bytes
  var saysWhy = false
  var hidesSQL = false
  forEachCommentRun(in: section.lexed.trivia[...], of: section) { run in
    for line in run.lines where !line.text.isEmpty {
      let start = skipDecoration(bytes, line.text.lowerBound, line.text.upperBound)
      let isSQL = beginsStatement(
        bytes, start, line.text.upperBound, hasEnd: endsWithSemicolon(bytes, line.text))
      let words = normalized(bytes, start..<line.text.upperBound)
      let isMarker = pairs.contains { $0.kind(of: normalized(bytes, line.text)) != nil }
      hidesSQL = hidesSQL || isSQL
      saysWhy = saysWhy || !isMarker && isReason(words)
    }
  }
  return saysWhy && !hidesSQL
}

let pairs = runners.compactMap(\.pair)

private func isReason(_ words: String) -> Bool {
  words.contains(where: \.isLetter) && !templateLines.contains { words.hasPrefix($0) }
}

/// How the templates of Diesel, sqlx and goose begin, and what people write who mean to come back.
private let templateLines = [
  "this file should undo anything in", "add down migration script here", "goose statement",
  "migrate statement",
  "todo", "to do", "tbd", "fixme", "nothing yet", "not yet",
]
