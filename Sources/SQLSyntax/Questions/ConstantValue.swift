import SQLLexer

/// What a constant stands for.
package enum ConstantValue: Equatable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case string(String)
}

extension SyntaxFile {
  /// The value of a constant; nil for a number with a fraction, a bit string and a string with escapes of Unicode.
  package func value(of constant: SyntaxNode) -> ConstantValue? {
    switch constant.detail {
    case .null: return .null
    case .true: return .boolean(true)
    case .false: return .boolean(false)
    default: break
    }
    guard constant.tokens.count == 1, let place = constant.tokens.first else { return nil }
    let token = lexed.tokens[place]
    let spelled = bytes[token.range.indices]
    switch token.kind {
    case .integer: return Int(String(decoding: spelled, as: UTF8.self)).map { .integer($0) }
    case .string: return unquoted(spelled).map { .string($0) }
    case .escapeString:
      guard !spelled.contains(UInt8(ascii: "\\")) else { return nil }
      return unquoted(spelled.dropFirst()).map { .string($0) }
    case .dollarString:
      guard let tagEnd = spelled.dropFirst().firstIndex(of: UInt8(ascii: "$")) else { return nil }
      let tag = tagEnd + 1 - spelled.startIndex
      guard spelled.count >= 2 * tag else { return nil }
      return .string(String(decoding: spelled.dropFirst(tag).dropLast(tag), as: UTF8.self))
    default: return nil
    }
  }

  /// What stands between quotes. In a body that is itself a quoted string, they are doubled, and those inside once more.
  private func unquoted(_ constant: ArraySlice<UInt8>) -> String? {
    let quote = UInt8(ascii: "'")
    var width = 1
    let leading = constant.prefix { $0 == quote }.count
    if leading == 2, constant.count > 2 { width = 2 }
    guard constant.count >= 2 * width, constant.suffix(width).allSatisfy({ $0 == quote }) else {
      return nil
    }
    var text: [UInt8] = []
    var rest = constant.dropFirst(width).dropLast(width)
    while let byte = rest.popFirst() {
      text.append(byte)
      if byte == quote { rest = rest.dropFirst(2 * width - 1) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
