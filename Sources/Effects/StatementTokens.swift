import SQLLexer
package import SQLSyntax

/// The tokens of one statement, for what its tree does not carry. Words are looked up by their
/// place in it.
package struct StatementTokens {
  /// What the statement was read from: the file, or the body around it.
  let source: SyntaxFile
  private let tokens: ArraySlice<Token>

  package init(_ statement: Statement, of source: SyntaxFile) {
    self.source = source
    tokens = source.lexed.tokens[statement.tokens]
  }

  private var bytes: [UInt8] { source.bytes }

  var count: Int { tokens.count }

  /// The token at a place; nil behind the end.
  private subscript(place: Int) -> Token? {
    place < tokens.count ? tokens[tokens.startIndex + place] : nil
  }

  func keyword(_ place: Int) -> Keyword { self[place]?.keyword ?? .notKeyword }

  func kind(_ place: Int) -> TokenKind? { self[place]?.kind }

  /// The words at a place and behind it.
  func at(_ place: Int, _ keywords: Keyword...) -> Bool {
    keywords.indices.allSatisfy { keyword(place + $0) == keywords[$0] }
  }

  /// The first place, from `start` on and outside all parentheses, where these words stand.
  func place(of keywords: Keyword..., from start: Int = 0) -> Int? {
    var depth = 0
    for place in start..<max(start, count) {
      switch kind(place) {
      case .leftParenthesis: depth += 1
      case .rightParenthesis: depth -= 1
      default:
        if depth == 0, keywords.indices.allSatisfy({ keyword(place + $0) == keywords[$0] }) {
          return place
        }
      }
    }
    return nil
  }

  /// The text of a token, in lower case.
  func word(_ place: Int) -> String {
    guard let token = self[place] else { return "" }
    return String(decoding: bytes[token.range.indices].map(lowercased), as: UTF8.self)
  }

  /// The name that begins at a place, and the place behind it.
  func name(_ place: Int) -> (name: QualifiedName, next: Int)? {
    guard let first = self[place], first.isName else { return nil }
    var names = [Name(first, in: bytes)]
    var next = place + 1
    while kind(next) == .dot, let token = self[next + 1], token.isName {
      names.append(Name(token, in: bytes))
      next += 2
    }
    let last = names.removeLast()
    return (QualifiedName(qualifiers: names, name: last), next)
  }

  /// The name that a token spells; nil where it spells none.
  func name(of token: Token) -> Name? { token.isName ? Name(token, in: bytes) : nil }

  /// The text of a range, as written.
  func text(_ range: ByteRange) -> String { String(decoding: bytes[range.indices], as: UTF8.self) }

  /// A name as it is written in SQL, quotes included.
  func sql(_ name: QualifiedName) -> String { text(name.range) }
  func sql(_ name: Name) -> String { text(name.range) }
}

extension Token {
  fileprivate var isName: Bool {
    switch kind {
    case .identifier, .quotedIdentifier, .unicodeIdentifier, .keyword, .placeholder, .psqlVariable:
      true
    default: false
    }
  }
}
