/// What a token is. Names follow PostgreSQL's scanner (scan.l, version 18) where it has one.
public enum TokenKind: UInt8, Sendable, BitwiseCopyable {
  // Words
  case keyword
  case identifier
  /// `"name"`
  case quotedIdentifier
  /// `U&"name"`
  case unicodeIdentifier

  // Constants
  /// `'…'`, with all its continuations over a newline
  case string
  /// `E'…'`
  case escapeString
  /// `U&'…'`
  case unicodeString
  /// `B'…'`
  case bitString
  /// `X'…'`
  case hexString
  /// `$tag$…$tag$`
  case dollarString
  case integer
  /// A number with a decimal point or an exponent.
  case numeric

  /// `$1`
  case parameter

  // Punctuation
  case leftParenthesis
  case rightParenthesis
  case leftBracket
  case rightBracket
  case comma
  case semicolon
  case dot
  case colon
  /// `::`
  case typecast
  /// `:=`
  case colonEquals
  /// `=>`
  case equalsGreater
  /// `..`
  case dotDot
  /// Every other operator, of one byte or more.
  case `operator`

  /// A byte with which no token of PostgreSQL begins, such as `{` or NUL.
  case unknown

  // What psql or a framework reads before PostgreSQL does.
  /// `:name`, `:'name'`, `:"name"`, `:{?name}`
  case psqlVariable
  /// A psql command. Only those that send the query, such as `\g`, stand among the tokens, in place of
  /// a semicolon; all others are trivia.
  case metaCommand
  /// `${name}` or `{{ expression }}`, with the word around it.
  case placeholder

  // Trivia
  case lineComment
  case blockComment
  /// `{{ if … }}`, `{{ end }}`, `{{/* … */}}`
  case templateDirective
  /// The rows after `COPY … FROM stdin;`, with the closing `\.`
  case copyData
  case byteOrderMark
}

/// One token: a kind and the bytes it stands for. 12 bytes; a file of n bytes has some n/5 of them.
public struct Token: Equatable, Sendable, BitwiseCopyable {
  public var kind: TokenKind
  /// Which key word, where `kind` is `keyword`.
  public var keyword: Keyword
  /// Byte offset of the first byte.
  public var start: UInt32
  /// Length in bytes.
  public var length: UInt32

  public init(_ kind: TokenKind, _ keyword: Keyword = .notKeyword, start: UInt32, length: UInt32) {
    self.kind = kind
    self.keyword = keyword
    self.start = start
    self.length = length
  }

  public var end: UInt32 { start + length }
  public var range: ByteRange { ByteRange(start: start, end: end) }
}

/// A place where PostgreSQL's scanner would stop with an error. The token is there all the same.
public struct LexicalError: Equatable, Sendable {
  public enum Kind: String, Sendable {
    // The texts are PostgreSQL's.
    case unterminatedString = "unterminated quoted string"
    case unterminatedIdentifier = "unterminated quoted identifier"
    case unterminatedDollarString = "unterminated dollar-quoted string"
    case unterminatedBitString = "unterminated bit string literal"
    case unterminatedHexString = "unterminated hexadecimal string literal"
    case unterminatedComment = "unterminated /* comment"
    case emptyIdentifier = "zero-length delimited identifier"
    case junkAfterNumber = "trailing junk after numeric literal"
    case junkAfterParameter = "trailing junk after parameter"
    case parameterTooLarge = "parameter number too large"
    case invalidHexadecimal = "invalid hexadecimal integer"
    case invalidOctal = "invalid octal integer"
    case invalidBinary = "invalid binary integer"
    case invalidUnicodeEscape = "invalid Unicode escape"
    case invalidUnicodeValue = "invalid Unicode escape value"
    case invalidSurrogatePair = "invalid Unicode surrogate pair"
    case invalidEscapeCharacter = "invalid Unicode escape character"
    case missingEscapeCharacter = "UESCAPE must be followed by a simple string literal"
    case unsafeUnicodeString =
      "unsafe use of string constant with Unicode escapes: standard_conforming_strings is off"
    case operatorTooLong = "operator too long"
    case nulByte = "invalid byte: NUL cannot be part of a statement"
    // Not PostgreSQL's: a template that is never closed.
    case unterminatedPlaceholder = "unterminated placeholder"
  }

  public var kind: Kind
  public var range: ByteRange

  public init(_ kind: Kind, _ range: ByteRange) {
    self.kind = kind
    self.range = range
  }
}

/// The lexed form of a text: its tokens, and beside them its trivia. Both are in the order of the text; together
/// with the white space between them they are the text, byte for byte.
public struct LexedText: Equatable, Sendable {
  /// What PostgreSQL's parser would see, and what stands in for it.
  public var tokens: [Token] = []
  /// Comments, psql commands that do not end a statement, rows of COPY, template directives, byte order mark.
  public var trivia: [Token] = []
  public var errors: [LexicalError] = []

  public init() {}

  /// Tokens and trivia in one list, in the order of the text.
  public var all: [Token] {
    var merged: [Token] = []
    merged.reserveCapacity(tokens.count + trivia.count)
    var next = 0
    for token in tokens {
      while next < trivia.count, trivia[next].start < token.start {
        merged.append(trivia[next])
        next += 1
      }
      merged.append(token)
    }
    merged.append(contentsOf: trivia[next...])
    return merged
  }
}
