package import SQLLexer

/// A type as written.
package struct TypeName: Sendable {
  /// The name without modifiers, in lower case unless quoted, words one space apart: `character varying`, `app.mood`.
  package var name: String
  /// What stands in the parentheses: `["10", "2"]` of `numeric(10, 2)`.
  package var modifiers: [String] = []
  package var arrayDimensions = 0
  package var isSetOf = false
  /// `table.column%TYPE`: the type of that column.
  package var isReference = false
  package var range: ByteRange
}

/// Where the parts of a type stand, as indexes of tokens.
struct TypeShape {
  var name = 0..<0
  /// `WITH TIME ZONE` behind the modifiers.
  var timeZone = 0..<0
  /// Between the parentheses.
  var modifiers = 0..<0
  var arrayDimensions = 0
  var isSetOf = false
  var isReference = false
}

extension Parser {
  /// Typename: `[SETOF] type [bounds | ARRAY]`. Documentation: Data Types, Arrays.
  mutating func typeName() -> TypeName? {
    let start = mark
    var shape = TypeShape()
    typeName(&shape)
    return typeName(shape, from: start)
  }

  /// func_type: Typename, or `[SETOF] table.column%TYPE`.
  mutating func functionType() -> TypeName? {
    let start = mark
    var shape = TypeShape()
    typeName(&shape, allowingReference: true)
    return typeName(shape, from: start)
  }

  /// SimpleTypename: a type that is neither a set nor an array.
  mutating func simpleTypeName() -> TypeName? {
    let start = mark
    var shape = TypeShape()
    wholeSimpleTypeName(&shape)
    return typeName(shape, from: start)
  }

  /// Typename, where nobody asks for it.
  mutating func skipTypeName() {
    var shape = TypeShape()
    typeName(&shape)
  }

  /// func_type, where nobody asks for it.
  mutating func skipFunctionType() {
    var shape = TypeShape()
    typeName(&shape, allowingReference: true)
  }

  /// SimpleTypename, where nobody asks for it.
  mutating func skipSimpleTypeName() {
    var shape = TypeShape()
    wholeSimpleTypeName(&shape)
  }

  private mutating func wholeSimpleTypeName(_ shape: inout TypeShape) {
    let start = mark
    let isInterval = at(.interval)
    simpleTypeName(&shape)
    if isInterval { intervalRest(&shape) }
    finish(.typeName, from: start)
  }

  private mutating func typeName(_ shape: inout TypeShape, allowingReference: Bool = false) {
    let start = mark
    shape.isSetOf = eat(.setof)
    let isInterval = at(.interval)
    simpleTypeName(&shape)
    if isInterval { intervalRest(&shape) }
    if allowingReference, at(operator: "%"), isQualified(shape.name) {
      advance()
      expect(.type)
      shape.isReference = true
    } else {
      arrayBounds(&shape)
    }
    finish(.typeName, from: start)
  }

  /// Whether the name of a type has a dot, and no modifiers behind it.
  private func isQualified(_ name: Range<Int>) -> Bool {
    name.count > 1 && name.upperBound == position && tokens[name.lowerBound + 1].kind == .dot
  }

  /// opt_array_bounds, and `ARRAY [bound]`
  private mutating func arrayBounds(_ shape: inout TypeShape) {
    if eat(.array) {
      shape.arrayDimensions = 1
      if eat(.leftBracket) {
        expectInteger()
        expect(.rightBracket)
      }
      return
    }
    while eat(.leftBracket) {
      shape.arrayDimensions += 1
      _ = eatInteger()
      expect(.rightBracket)
    }
  }

  // MARK: SimpleTypename

  /// SimpleTypename without the fields and precision of INTERVAL.
  mutating func simpleTypeName(_ shape: inout TypeShape) {
    let first = position
    switch token().keyword {
    case .int, .integer, .smallint, .bigint, .real, .boolean, .json, .interval: advance()
    case .double where at(.precision, 1): advance(2)
    case .float:
      advance()
      shape.name = first..<position
      return floatPrecision(&shape)
    case .decimal, .dec, .numeric:
      advance()
      shape.name = first..<position
      return typeModifiers(&shape)
    case .bit:
      advance()
      _ = eat(.varying)
      shape.name = first..<position
      return typeModifiers(&shape)
    case .character, .char, .nchar, .varchar, .national:
      characterType()
      shape.name = first..<position
      return typeLength(&shape)
    case .timestamp, .time:
      advance()
      shape.name = first..<position
      typeLength(&shape)
      return timeZoneOfType(&shape)
    default:
      return genericType(&shape)
    }
    shape.name = first..<position
  }

  /// GenericType: `name [(modifiers)]`
  private mutating func genericType(_ shape: inout TypeShape) {
    let first = position
    skipName(.typeOrFunction)
    while eat(.dot) { skipName(.label) }
    shape.name = first..<position
    typeModifiers(&shape)
  }

  /// character: `CHARACTER`, `CHAR`, `NCHAR`, `NATIONAL CHARACTER`, `NATIONAL CHAR` with or without VARYING; `VARCHAR`
  private mutating func characterType() {
    if eat(.varchar) { return }
    if eat(.national) {
      if !eat(.character) { expect(.char) }
    } else {
      advance()
    }
    _ = eat(.varying)
  }

  /// opt_type_modifiers: `(expressions)`
  private mutating func typeModifiers(_ shape: inout TypeShape) {
    guard at(.leftParenthesis) else { return }
    let first = position + 1
    parenthesisedExpressionList()
    shape.modifiers = first..<max(first, position - 1)
  }

  /// `(Iconst)`
  private mutating func typeLength(_ shape: inout TypeShape) {
    guard at(.leftParenthesis) else { return }
    let first = position + 1
    integerInParentheses()
    shape.modifiers = first..<max(first, position - 1)
  }

  /// opt_float
  private mutating func floatPrecision(_ shape: inout TypeShape) {
    let first = position
    typeLength(&shape)
    guard position == first + 3, tokens[first + 1].kind == .integer,
      let bits = Int(text(tokens[first + 1]))
    else { return }
    if bits < 1 {
      refuse("precision for type float must be at least 1 bit", at: first + 1)
    } else if bits > 53 {
      refuse("precision for type float must be less than 54 bits", at: first + 1)
    }
  }

  /// opt_timezone: `WITH TIME ZONE`, `WITHOUT TIME ZONE`
  private mutating func timeZoneOfType(_ shape: inout TypeShape) {
    guard at(.with) || at(.without), isLookahead(token().keyword) else { return }
    let first = position
    advance()
    expect(.time, .zone)
    shape.timeZone = first..<position
  }

  /// Behind INTERVAL: its fields, or its precision.
  private mutating func intervalRest(_ shape: inout TypeShape) {
    if at(.leftParenthesis) { return typeLength(&shape) }
    let first = position
    intervalFields()
    // SECOND (3)
    if position > first, tokens[position - 1].kind == .rightParenthesis {
      shape.modifiers = position - 2..<position - 1
    }
  }

  /// opt_interval: `YEAR TO MONTH`, `DAY TO SECOND (3)`, …
  mutating func intervalFields() {
    let first = token().keyword
    switch first {
    case .second: return intervalSecond()
    case .year, .month, .day, .hour, .minute: advance()
    default: return
    }
    guard first != .month, eat(.to) else { return }
    switch (first, token().keyword) {
    case (.year, .month), (.day, .hour), (.day, .minute), (.hour, .minute): advance()
    case (.day, .second), (.hour, .second), (.minute, .second): intervalSecond()
    default: fail()
    }
  }

  /// interval_second
  private mutating func intervalSecond() {
    advance()
    if at(.leftParenthesis) { integerInParentheses() }
  }

  // MARK: The struct

  private func typeName(_ shape: TypeShape, from start: Mark) -> TypeName? {
    guard position > start.token, !shape.name.isEmpty else { return nil }
    var type = TypeName(name: typeText(shape), range: range(from: start.token))
    type.modifiers = modifierTexts(shape.modifiers)
    type.arrayDimensions = shape.arrayDimensions
    type.isSetOf = shape.isSetOf
    type.isReference = shape.isReference
    return type
  }

  private func typeText(_ shape: TypeShape) -> String {
    var text = ""
    for index in Array(shape.name) + Array(shape.timeZone) {
      let token = tokens[index]
      if token.kind == .dot {
        text += "."
      } else {
        if !text.isEmpty, !text.hasSuffix(".") { text += " " }
        text += Name(token, in: bytes).text
      }
    }
    return text
  }

  /// The modifiers in these tokens, each as one text.
  private func modifierTexts(_ range: Range<Int>) -> [String] {
    guard !range.isEmpty else { return [] }
    var texts = [""]
    var depth = 0
    for token in tokens[range] {
      switch token.kind {
      case .leftParenthesis, .leftBracket: depth += 1
      case .rightParenthesis, .rightBracket: depth -= 1
      default: break
      }
      if token.kind == .comma, depth == 0 {
        texts.append("")
      } else {
        texts[texts.count - 1] += text(token)
      }
    }
    return texts
  }
}
