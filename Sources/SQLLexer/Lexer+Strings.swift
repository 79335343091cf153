// Quoted things: strings, identifiers, comments. Each function takes the offset of the token's first byte and gives the
// offset behind its last one. An unterminated thing reaches to the end of the text, and its error covers it.

private let quote = UInt8(ascii: "'")
private let doubleQuote = UInt8(ascii: "\"")
private let backslash = UInt8(ascii: "\\")

/// A word, or the quoted thing that its first letters announce.
func scanWord(
  _ bytes: Span<UInt8>, _ begin: Int, _ options: LexOptions,
  _ errors: inout [LexicalError]
) -> (TokenKind, Int) {
  let end = bytes.count
  if begin + 1 < end {
    let next = bytes[begin + 1]
    if next == quote {
      switch lowercased(bytes[begin]) {
      case UInt8(ascii: "e"):
        return (.escapeString, scanString(bytes, begin, begin + 2, .escape, &errors))
      case UInt8(ascii: "b"):
        return (.bitString, scanString(bytes, begin, begin + 2, .bits, &errors))
      case UInt8(ascii: "x"):
        return (.hexString, scanString(bytes, begin, begin + 2, .hexadecimal, &errors))
      case UInt8(ascii: "n"):
        // xnstart: the N alone is the key word NCHAR, the string follows.
        return (.keyword, begin + 1)
      default:
        break
      }
    } else if next == UInt8(ascii: "&"), lowercased(bytes[begin]) == UInt8(ascii: "u"),
      begin + 2 < end
    {
      if bytes[begin + 2] == doubleQuote {
        return (
          .unicodeIdentifier, scanQuotedIdentifier(bytes, begin, begin + 3, options, &errors)
        )
      }
      if bytes[begin + 2] == quote {
        let last = scanString(bytes, begin, begin + 3, .plain, &errors)
        if !options.contains(.standardConformingStrings) {
          errors.append(LexicalError(.unsafeUnicodeString, range(begin, last)))
        }
        return (.unicodeString, last)
      }
    }
  }
  var position = begin + 1
  while position < end, continuesWord(bytes[position]) { position += 1 }
  if position < end, bytes[position] == UInt8(ascii: "{"), options.contains(.placeholders) {
    // `name_${suffix}`: the dollar sign has been taken for a part of the word.
    let opening = bytes[position - 1] == UInt8(ascii: "$") ? position - 1 : position
    if let last = scanPlaceholderWord(bytes, opening, &errors) { return (.placeholder, last) }
  }
  return (.identifier, position)
}

/// `'…'`
func scanPlainString(
  _ bytes: Span<UInt8>, _ begin: Int, _ options: LexOptions,
  _ errors: inout [LexicalError]
) -> (TokenKind, Int) {
  let form: StringForm = options.contains(.standardConformingStrings) ? .plain : .escape
  return (.string, scanString(bytes, begin, begin + 1, form, &errors))
}

/// What is special between the quotes of a string, beside the quote that ends it.
private struct StringForm {
  /// A backslash escapes the next byte (xe).
  var escapes = false
  /// `''` is a quote (xq, xe, xus); elsewhere it ends one string and begins another (xb, xh).
  var doubles = true
  var unterminated = LexicalError.Kind.unterminatedString

  static let plain = StringForm()
  static let escape = StringForm(escapes: true)
  static let bits = StringForm(doubles: false, unterminated: .unterminatedBitString)
  static let hexadecimal = StringForm(doubles: false, unterminated: .unterminatedHexString)
}

/// A string with its continuations, from the byte behind the opening quote.
private func scanString(
  _ bytes: Span<UInt8>, _ begin: Int, _ from: Int, _ form: StringForm,
  _ errors: inout [LexicalError]
) -> Int {
  let end = bytes.count
  let special = form.escapes ? backslash : quote
  var position = from
  /// Behind the escape of the first half of a surrogate pair: the second half must stand here (xeu).
  var secondHalf: Int?
  while true {
    position = find(quote, or: special, in: bytes, from: position)
    if let place = secondHalf, place != position || position < end && bytes[position] == quote {
      errors.append(LexicalError(.invalidSurrogatePair, range(place, min(place + 1, end))))
      secondHalf = nil
    }
    guard position < end else { break }
    if bytes[position] == backslash {
      position = scanEscape(bytes, position, &secondHalf, &errors)
    } else if form.doubles, position + 1 < end, bytes[position + 1] == quote {
      position += 2
    } else if let next = continuation(bytes, position + 1) {
      position = next
    } else {
      return position + 1
    }
  }
  errors.append(LexicalError(form.unterminated, range(begin, end)))
  return end
}

/// A backslash and what it escapes; checks the digits of `\u` and `\U` (xeunicode, xeunicodefail).
///
/// - Parameter secondHalf: where the second half of a surrogate pair must stand, if the first one stood before.
private func scanEscape(
  _ bytes: Span<UInt8>, _ position: Int, _ secondHalf: inout Int?, _ errors: inout [LexicalError]
) -> Int {
  let end = bytes.count
  guard position + 1 < end else { return end }
  let isSecondHalf = secondHalf != nil
  secondHalf = nil
  let digits: Int
  switch bytes[position + 1] {
  case UInt8(ascii: "u"): digits = 4
  case UInt8(ascii: "U"): digits = 8
  default:
    if isSecondHalf {
      errors.append(LexicalError(.invalidSurrogatePair, range(position, position + 1)))
    }
    return position + 2
  }
  var last = position + 2
  var value: UInt64 = 0
  while last < min(position + 2 + digits, end), let digit = hexadecimalValue(bytes[last]) {
    value = value << 4 | UInt64(digit)
    last += 1
  }
  if last < position + 2 + digits {
    errors.append(LexicalError(.invalidUnicodeEscape, range(position, last)))
  } else if value == 0 || value > 0x10FFFF {
    errors.append(LexicalError(.invalidUnicodeValue, range(position, last)))
  } else if isSecondHalf != (0xDC00...0xDFFF).contains(value) {
    errors.append(LexicalError(.invalidSurrogatePair, range(position, last)))
  } else if (0xD800...0xDBFF).contains(value) {
    secondHalf = last
  }
  return last
}

/// The value of a hexadecimal digit.
public func hexadecimalValue(_ byte: UInt8) -> UInt8? {
  if isDigit(byte) { return byte - 0x30 }
  let letter = lowercased(byte)
  return letter &- UInt8(ascii: "a") < 6 ? letter - UInt8(ascii: "a") + 10 : nil
}

/// quotecontinue: white space with a newline, then another quote, goes on with the same string. Comments count as white
/// space. Gives the offset behind that quote.
///
/// The white space is read once more afterwards where no quote follows: at most twice in all.
private func continuation(_ bytes: Span<UInt8>, _ from: Int) -> Int? {
  let end = bytes.count
  var position = from
  var sawNewline = false
  while position < end {
    let byte = bytes[position]
    if isSpace(byte) {
      sawNewline = sawNewline || isNewline(byte)
      position += 1
    } else if byte == UInt8(ascii: "-"), position + 1 < end, bytes[position + 1] == byte {
      position = endOfLine(bytes, position + 2)
      // Behind the first newline a comment must end in a newline of its own, which it does unless the text ends.
    } else {
      return byte == quote && sawNewline ? position + 1 : nil
    }
  }
  return nil
}

/// `"…"`, from the byte behind the opening quote.
func scanQuotedIdentifier(
  _ bytes: Span<UInt8>, _ begin: Int, _ from: Int, _ options: LexOptions,
  _ errors: inout [LexicalError]
) -> Int {
  let end = bytes.count
  var position = from
  while position < end {
    if bytes[position] == UInt8(ascii: "{"), options.contains(.placeholders),
      let next = endOfTemplateInQuotes(bytes, position)
    {
      position = next
    } else if bytes[position] != doubleQuote {
      position += 1
    } else if position + 1 < end, bytes[position + 1] == doubleQuote {
      position += 2
    } else {
      if position == from {
        errors.append(LexicalError(.emptyIdentifier, range(begin, position + 1)))
      }
      return position + 1
    }
  }
  errors.append(LexicalError(.unterminatedIdentifier, range(begin, end)))
  return end
}

/// A dollar-quoted string, a parameter, a placeholder, or a lone dollar sign.
func scanDollar(
  _ bytes: Span<UInt8>, _ begin: Int, _ options: LexOptions,
  _ errors: inout [LexicalError]
) -> (TokenKind, Int) {
  let end = bytes.count
  guard begin + 1 < end else { return (.unknown, end) }
  let next = bytes[begin + 1]
  if isDigit(next) { return (.parameter, scanParameter(bytes, begin, &errors)) }
  if next == UInt8(ascii: "{"), options.contains(.placeholders),
    let last = scanPlaceholderWord(bytes, begin, &errors)
  {
    return (.placeholder, last)
  }
  // dolqdelim: $tag$, where the tag is a word without a dollar sign.
  var position = begin + 1
  if startsWord(next) {
    while position < end, continuesWord(bytes[position]), bytes[position] != UInt8(ascii: "$") {
      position += 1
    }
  }
  guard position < end, bytes[position] == UInt8(ascii: "$") else { return (.unknown, begin + 1) }
  let length = position + 1 - begin
  position += 1
  while true {
    position = find(UInt8(ascii: "$"), in: bytes, from: position)
    guard position + length <= end else { break }
    var matched = 1
    // A tag has no dollar sign inside, so this never looks beyond the next one: linear.
    while matched < length, bytes[position + matched] == bytes[begin + matched] { matched += 1 }
    if matched == length { return (.dollarString, position + length) }
    position += 1
  }
  errors.append(LexicalError(.unterminatedDollarString, range(begin, end)))
  return (.dollarString, end)
}

/// `/* … */`, nested.
func scanBlockComment(
  _ bytes: Span<UInt8>, _ begin: Int, _ errors: inout [LexicalError]
) -> Int {
  let end = bytes.count
  var depth = 1
  var position = begin + 2
  while true {
    position = find(UInt8(ascii: "*"), or: UInt8(ascii: "/"), in: bytes, from: position)
    guard position + 1 < end else { break }
    let byte = bytes[position]
    if byte == UInt8(ascii: "*"), bytes[position + 1] == UInt8(ascii: "/") {
      depth -= 1
      position += 2
      if depth == 0 { return position }
    } else if byte == UInt8(ascii: "/"), bytes[position + 1] == UInt8(ascii: "*") {
      depth += 1
      position += 2
    } else {
      position += 1
    }
  }
  errors.append(LexicalError(.unterminatedComment, range(begin, end)))
  return end
}
