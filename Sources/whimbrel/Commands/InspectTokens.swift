import ArgumentParser
import Reporters
import SQLLexer

struct InspectTokens: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens",
    abstract: "Print the tokens and comments of files.",
    discussion: "In plain SQL they are those of PostgreSQL's own scanner.")

  @OptionGroup var options: InspectOptions

  func run() throws {
    throw options.forEachFile { path, bytes, json in
      for token in lex(bytes).all {
        json.beginObject()
        json.member("path", path)
        json.member("class", token.kind.className)
        json.member("start", Int(token.start))
        json.member("end", Int(token.end))
        json.endObject()
        json.endDocument()
      }
    }
  }
}

extension TokenKind {
  /// The classes that `inspect tokens` promises.
  fileprivate var className: String {
    switch self {
    case .keyword: "keyword"
    case .identifier, .quotedIdentifier, .unicodeIdentifier: "identifier"
    case .string, .escapeString, .unicodeString, .bitString, .hexString, .dollarString: "string"
    case .integer, .numeric: "number"
    case .parameter: "parameter"
    case .leftParenthesis, .rightParenthesis, .leftBracket, .rightBracket, .comma, .semicolon, .dot,
      .colon, .typecast, .colonEquals, .equalsGreater, .dotDot, .operator, .unknown:
      "operator"
    case .psqlVariable, .placeholder, .templateDirective: "placeholder"
    case .metaCommand, .copyData, .byteOrderMark: "meta"
    case .lineComment, .blockComment: "comment"
    }
  }
}
