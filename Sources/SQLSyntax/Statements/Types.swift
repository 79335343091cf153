package import SQLLexer

/// A type as written.
package struct TypeName: Sendable {
  /// The name without modifiers, in lower case unless quoted, words one space apart: `character varying`, `app.mood`.
  package var name: String
  /// What stands in the parentheses: `["10", "2"]` of `numeric(10, 2)`.
  package var modifiers: [String] = []
  package var arrayDimensions = 0
  package var range: ByteRange
}

extension Parser {
  var atTypeName: Bool { at(.setof) || at(.array) || atName() && !atColumnConstraint }

  /// Typename: a type with its modifiers and array bounds. Documentation: Data Types.
  mutating func typeName() -> TypeName? {
    let first = position
    _ = eat(.setof)
    var type = TypeName(name: "", range: token().range)
    simpleTypeName(&type)
    // opt_array_bounds
    if eat(.array) {
      type.arrayDimensions = 1
      if at(.leftBracket) { arrayBound() }
    } else {
      while at(.leftBracket) {
        type.arrayDimensions += 1
        arrayBound()
      }
    }
    type.range = range(from: first)
    return position > first ? type : nil
  }

  /// func_type: a type, or `[SETOF] name.column%TYPE`.
  mutating func functionType() { _ = typeName() }

  private mutating func arrayBound() {
    expect(.leftBracket)
    _ = eat(TokenKind.integer)
    expect(.rightBracket)
  }

  /// SimpleTypename: the types that SQL spells with several words, and GenericType.
  private mutating func simpleTypeName(_ type: inout TypeName) {
    let first = token().keyword
    var words: [String] = []
    switch first {
    case .double where at(.precision, 1):
      advance(2)
      words = ["double precision"]
    case .national, .character, .char, .nchar, .varchar, .bit:
      advance()
      words = [first.spelling]
      if first == .national, at(.character) || at(.char) {
        words.append(token().keyword.spelling)
        advance()
      }
      if eat(.varying) { words.append("varying") }
      typeModifiers(&type)
    case .timestamp, .time:
      advance()
      words = [first.spelling]
      typeModifiers(&type)
      if eat(.with, .time, .zone) { words.append("with time zone") }
      if eat(.without, .time, .zone) { words.append("without time zone") }
    case .interval:
      advance()
      words = [first.spelling]
      typeModifiers(&type)
      intervalFields(&type)
    default:
      guard let name = qualifiedName() else { return }
      words = [name.description]
      if eat(operator: "%") { expect(.type) }
      typeModifiers(&type)
    }
    type.name = words.joined(separator: " ")
  }

  /// opt_type_modifiers, opt_float: `(10, 2)`
  private mutating func typeModifiers(_ type: inout TypeName) {
    guard at(.leftParenthesis) else { return }
    let first = position + 1
    skipParentheses()
    guard first < position else { return }
    type.modifiers = tokens[first..<max(first, position - 1)].filter { $0.kind != .comma }.map(text)
  }

  /// opt_interval: `DAY TO SECOND (3)`
  private mutating func intervalFields(_ type: inout TypeName) {
    func isField(_ keyword: Keyword) -> Bool {
      [.year, .month, .day, .hour, .minute, .second].contains(keyword)
    }
    guard isField(token().keyword) else { return }
    advance()
    if at(.to), isField(token(1).keyword) { advance(2) }
    typeModifiers(&type)
  }
}
