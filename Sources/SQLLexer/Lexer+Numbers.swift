// Numbers, parameters, operators, and what begins with a colon or brace.

/// decinteger, hexinteger, octinteger, bininteger, numeric, real, and the *_junk and *fail rules of scan.l.
func scanNumber(
  _ bytes: Span<UInt8>, _ begin: Int, _ errors: inout [LexicalError]
) -> (TokenKind, Int) {
  let end = bytes.count
  if bytes[begin] == UInt8(ascii: "0"), begin + 1 < end {
    switch lowercased(bytes[begin + 1]) {
    case UInt8(ascii: "x"):
      return scanPrefixed(bytes, begin, .invalidHexadecimal, &errors) { byte in
        isDigit(byte) || lowercased(byte) &- UInt8(ascii: "a") < 6
      }
    case UInt8(ascii: "o"):
      return scanPrefixed(bytes, begin, .invalidOctal, &errors) { $0 &- 0x30 < 8 }
    case UInt8(ascii: "b"):
      return scanPrefixed(bytes, begin, .invalidBinary, &errors) { $0 &- 0x30 < 2 }
    default:
      break
    }
  }
  var kind = TokenKind.integer
  var position = scanDigits(bytes, begin)
  if position < end, bytes[position] == UInt8(ascii: ".") {
    // numericfail: the dots of `1..10` belong to neither number.
    if position > begin, position + 1 < end, bytes[position + 1] == UInt8(ascii: ".") {
      return (.integer, position)
    }
    kind = .numeric
    position = scanDigits(bytes, position + 1)
  }
  if position < end, lowercased(bytes[position]) == UInt8(ascii: "e") {
    var exponent = position + 1
    if exponent < end, bytes[exponent] == UInt8(ascii: "+") || bytes[exponent] == UInt8(ascii: "-")
    {
      exponent += 1
    }
    let last = scanDigits(bytes, exponent)
    if last > exponent {
      (kind, position) = (.numeric, last)
    } else if exponent > position + 1 {
      // realfail
      errors.append(LexicalError(.junkAfterNumber, range(begin, exponent)))
      return (.numeric, exponent)
    }
  }
  return (kind, scanJunk(bytes, begin, position, .junkAfterNumber, &errors))
}

/// decdigit with single underscores between.
private func scanDigits(_ bytes: Span<UInt8>, _ from: Int) -> Int {
  let end = bytes.count
  var position = from
  while position < end {
    if isDigit(bytes[position]) {
      position += 1
    } else if bytes[position] == UInt8(ascii: "_"), position > from, position + 1 < end,
      isDigit(bytes[position + 1])
    {
      position += 2
    } else {
      break
    }
  }
  return position
}

/// `0x1F`, `0o17`, `0b1_0`
private func scanPrefixed(
  _ bytes: Span<UInt8>, _ begin: Int, _ invalid: LexicalError.Kind,
  _ errors: inout [LexicalError], isDigit: (UInt8) -> Bool
) -> (TokenKind, Int) {
  let end = bytes.count
  var position = begin + 2
  var last = position
  while position < end {
    if bytes[position] == UInt8(ascii: "_"), position + 1 < end, isDigit(bytes[position + 1]) {
      position += 1
    }
    guard isDigit(bytes[position]) else { break }
    position += 1
    last = position
  }
  if last == begin + 2 {
    // hexfail, octfail, binfail: the prefix, and an underscore behind it.
    let stop = last < end && bytes[last] == UInt8(ascii: "_") ? last + 1 : last
    errors.append(LexicalError(invalid, range(begin, stop)))
    return (.integer, stop)
  }
  // With a dollar behind it, scan.l's longest match is "0" and the identifier `b01$`.
  let isIdentifier = last < end && bytes[last] == UInt8(ascii: "$")
  let word = isIdentifier ? begin + 1 : last
  return (.integer, scanJunk(bytes, begin, word, .junkAfterNumber, &errors))
}

/// A word directly behind a number is an error, and part of the token.
private func scanJunk(
  _ bytes: Span<UInt8>, _ begin: Int, _ from: Int, _ kind: LexicalError.Kind,
  _ errors: inout [LexicalError]
) -> Int {
  let end = bytes.count
  guard from < end, startsWord(bytes[from]) else { return from }
  var position = from
  while position < end, continuesWord(bytes[position]) { position += 1 }
  errors.append(LexicalError(kind, range(begin, position)))
  return position
}

/// `$1`
func scanParameter(
  _ bytes: Span<UInt8>, _ begin: Int, _ errors: inout [LexicalError]
) -> Int {
  let end = bytes.count
  var position = begin + 1
  var number: UInt64 = 0
  while position < end, isDigit(bytes[position]) {
    number = min(number * 10 + UInt64(bytes[position] - 0x30), UInt64(UInt32.max))
    position += 1
  }
  if number > UInt64(Int32.max) {
    errors.append(LexicalError(.parameterTooLarge, range(begin, position)))
  }
  return scanJunk(bytes, begin, position, .junkAfterParameter, &errors)
}

/// The longest run of operator characters, less a comment in it, less trailing `+` and `-` unless one of
/// ``~ ! @ # ^ & | ` ? %`` makes them part of the operator.
func scanOperator(
  _ bytes: Span<UInt8>, _ begin: Int, _ errors: inout [LexicalError]
) -> (TokenKind, Int) {
  let end = bytes.count
  let minus = UInt8(ascii: "-")
  let slash = UInt8(ascii: "/")
  var position = begin
  var mayEndInSign = false
  while position < end {
    let byte = bytes[position]
    guard byteClasses[Int(byte)] & ByteClass.isOperator != 0 else { break }
    if position > begin, position + 1 < end {
      let next = bytes[position + 1]
      if byte == minus && next == minus || byte == slash && next == UInt8(ascii: "*") { break }
    }
    switch byte {
    case UInt8(ascii: "+"), minus, UInt8(ascii: "*"), slash, UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "="):
      break
    default:
      mayEndInSign = true
    }
    position += 1
  }
  if !mayEndInSign {
    while position > begin + 1,
      bytes[position - 1] == UInt8(ascii: "+") || bytes[position - 1] == minus
    {
      position -= 1
    }
  }
  if position - begin == 2, bytes[begin] == UInt8(ascii: "="),
    bytes[begin + 1] == UInt8(ascii: ">")
  {
    return (.equalsGreater, position)
  }
  // NAMEDATALEN
  if position - begin >= 64 {
    errors.append(LexicalError(.operatorTooLong, range(begin, position)))
  }
  return (.operator, position)
}

/// `::`, `:=`, `:`, and psql's `:name`, `:'name'`, `:"name"`, `:{?name}`.
func scanColon(
  _ bytes: Span<UInt8>, _ begin: Int, psql: Bool
) -> (TokenKind, Int) {
  let end = bytes.count
  guard begin + 1 < end else { return (.colon, end) }
  let next = bytes[begin + 1]
  if next == UInt8(ascii: ":") { return (.typecast, begin + 2) }
  if next == UInt8(ascii: "=") { return (.colonEquals, begin + 2) }
  guard psql else { return (.colon, begin + 1) }
  var position = begin + 1
  switch next {
  case UInt8(ascii: "'"), UInt8(ascii: "\""):
    position = endOfVariable(bytes, begin + 2)
    if position > begin + 2, position < end, bytes[position] == next {
      return (.psqlVariable, position + 1)
    }
  case UInt8(ascii: "{"):
    if begin + 2 < end, bytes[begin + 2] == UInt8(ascii: "?") {
      position = endOfVariable(bytes, begin + 3)
      if position > begin + 3, position < end, bytes[position] == UInt8(ascii: "}") {
        return (.psqlVariable, position + 1)
      }
    }
  default:
    position = endOfVariable(bytes, begin + 1)
    if position > begin + 1 { return (.psqlVariable, position) }
  }
  return (.colon, begin + 1)
}

/// variable_char in psqlscan.l: letters, digits, `_`, bytes from 0x80
private func endOfVariable(_ bytes: Span<UInt8>, _ from: Int) -> Int {
  let end = bytes.count
  var position = from
  while position < end, continuesWord(bytes[position]), bytes[position] != UInt8(ascii: "$") {
    position += 1
  }
  return position
}
