/// A command of psql, from its backslash. PostgreSQL documentation, psql, "Meta-Commands"; psqlscanslash.l.
struct MetaCommand {
  /// The bytes of its name, behind the backslash.
  private let nameStart: Int
  private let nameEnd: Int
  private let spelling: String

  init(_ bytes: Span<UInt8>, at backslash: Int) {
    let end = bytes.count
    nameStart = backslash + 1
    var position = nameStart
    var name: [UInt8] = []
    while position < end, !isSpace(bytes[position]), bytes[position] != UInt8(ascii: "\\"),
      position - nameStart < Self.longestName
    {
      name.append(bytes[position])
      position += 1
    }
    nameEnd = position
    spelling = String(decoding: name, as: UTF8.self)
  }

  private static let longestName = 32

  /// Ends the statement before it, as a semicolon does.
  var sendsQuery: Bool {
    switch spelling {
    case "g", "gx", "gset", "gexec", "gdesc", "watch", "crosstabview", "parse", "sendpipeline": true
    default: false
    }
  }

  /// Takes the whole line, whatever stands in it.
  private var takesLine: Bool {
    switch spelling {
    case "!", "copy", "h", "help": true
    default: false
    }
  }

  /// The byte behind its last argument: the end of the line, or behind a `\\`, or before the next command.
  func endOfArguments(_ bytes: Span<UInt8>) -> Int {
    let end = bytes.count
    var position = nameEnd
    if takesLine { return endOfLine(bytes, position) }
    while position < end, !isNewline(bytes[position]) {
      switch bytes[position] {
      case UInt8(ascii: "\\"):
        let separates = position + 1 < end && bytes[position + 1] == UInt8(ascii: "\\")
        return separates ? position + 2 : position
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        let quote = bytes[position]
        position += 1
        while position < end, !isNewline(bytes[position]), bytes[position] != quote {
          position += bytes[position] == UInt8(ascii: "\\") && quote == UInt8(ascii: "'") ? 2 : 1
        }
        if position < end, bytes[position] == quote { position += 1 }
      default:
        position += 1
      }
    }
    return min(position, end)
  }

  /// `\copy … from stdin`: the rows follow in the file.
  func copiesFromStdin(_ bytes: Span<UInt8>) -> Bool {
    let end = bytes.count
    guard spelling == "copy" else { return false }
    var words: [Keyword] = []
    var position = nameEnd
    while position < end {
      let begin = position
      while position < end, continuesWord(bytes[position]) { position += 1 }
      if position > begin {
        words.append(Keyword(spelledIn: bytes, from: begin, to: position))
      } else {
        position += 1
      }
    }
    return zip(words, words.dropFirst()).contains { $0 == (.from, .stdin) }
  }
}
