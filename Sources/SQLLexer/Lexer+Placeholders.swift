// Placeholders of frameworks. No token of PostgreSQL begins with `{` or `${`, so they cannot be anything else; and nobody
// writes the operator `@` on both sides of a column `extschema`.

/// `{{ … }}`, or a lone brace.
func scanBrace(
  _ bytes: Span<UInt8>, _ begin: Int, _ options: LexOptions,
  _ errors: inout [LexicalError]
) -> (TokenKind, Int) {
  let end = bytes.count
  guard options.contains(.placeholders), begin + 1 < end, bytes[begin + 1] == bytes[begin] else {
    return (.unknown, begin + 1)
  }
  if isDirective(bytes, begin + 2) {
    return (.templateDirective, scanTemplate(bytes, begin, &errors))
  }
  let last = scanPlaceholderWord(bytes, begin, &errors)
  return last.map { (.placeholder, $0) } ?? (.unknown, begin + 1)
}

/// A placeholder with all that is glued to it: `${schema}_${table}_idx`. nil where none begins here.
func scanPlaceholderWord(
  _ bytes: Span<UInt8>, _ opening: Int, _ errors: inout [LexicalError]
) -> Int? {
  let end = bytes.count
  guard var position = scanPlaceholder(bytes, opening, &errors) else { return nil }
  while position < end {
    if let next = scanPlaceholder(bytes, position, &errors) {
      position = next
    } else if continuesWord(bytes[position]) {
      position += 1
    } else {
      break
    }
  }
  return position
}

private func scanPlaceholder(
  _ bytes: Span<UInt8>, _ opening: Int, _ errors: inout [LexicalError]
) -> Int? {
  let end = bytes.count
  guard opening + 1 < end, bytes[opening + 1] == UInt8(ascii: "{") else { return nil }
  if bytes[opening] == UInt8(ascii: "{") {
    return isDirective(bytes, opening + 2) ? nil : scanTemplate(bytes, opening, &errors)
  }
  guard bytes[opening] == UInt8(ascii: "$") else { return nil }
  // `${name}` stays on its line and has no brace inside.
  var position = opening + 2
  while position < end, position - opening <= longestBoundedPlaceholder {
    switch bytes[position] {
    case UInt8(ascii: "}"): return position + 1
    case UInt8(ascii: "{"), 0x0A, 0x0D: return nil
    default: position += 1
    }
  }
  return nil
}

/// Bounds the search for the end of a placeholder that must close on its line.
private let longestBoundedPlaceholder = 1024

/// `{{ … }}`, over lines if need be.
private func scanTemplate(
  _ bytes: Span<UInt8>, _ begin: Int, _ errors: inout [LexicalError]
) -> Int {
  let end = bytes.count
  var position = begin + 2
  while position + 1 < end {
    if bytes[position] == UInt8(ascii: "}"), bytes[position + 1] == UInt8(ascii: "}") {
      return position + 2
    }
    position += 1
  }
  errors.append(LexicalError(.unterminatedPlaceholder, range(begin, end)))
  return end
}

/// Behind a `{{ … }}` within a quoted identifier, where the template may have quotes of its own:
/// `"{{ index .Options "Namespace" }}"`. nil where none begins here.
func endOfTemplateInQuotes(_ bytes: Span<UInt8>, _ opening: Int) -> Int? {
  let end = bytes.count
  guard opening + 1 < end, bytes[opening + 1] == UInt8(ascii: "{") else { return nil }
  var position = opening + 2
  while position + 1 < min(end, opening + longestBoundedPlaceholder), !isNewline(bytes[position]) {
    if bytes[position] == UInt8(ascii: "}"), bytes[position + 1] == UInt8(ascii: "}") {
      return position + 2
    }
    position += 1
  }
  return nil
}

/// What CREATE EXTENSION replaces in a script: `@extschema@`, `@extowner@`, `@extschema:name@`. nil where none begins here.
func scanExtensionPlaceholder(
  _ bytes: Span<UInt8>, _ begin: Int, _ options: LexOptions
) -> Int? {
  let end = bytes.count
  guard options.contains(.placeholders), begin + 1 < end, bytes[begin + 1] == UInt8(ascii: "e")
  else { return nil }
  var position = begin + 1
  var word: [UInt8] = []
  while position < end, continuesWord(bytes[position]), word.count < extensionWord.utf8.count {
    word.append(bytes[position])
    position += 1
  }
  guard word.elementsEqual(extensionWord.utf8) || word.elementsEqual("extowner".utf8) else {
    return nil
  }
  if position < end, bytes[position] == UInt8(ascii: ":"), word.elementsEqual(extensionWord.utf8) {
    position += 1
    while position < end, continuesWord(bytes[position]) { position += 1 }
  }
  return position < end && bytes[position] == UInt8(ascii: "@") ? position + 1 : nil
}

private let extensionWord = "extschema"

/// Whether the template, from behind its braces, is control flow or a comment: it stands for nothing. Go, Jinja and
/// Mustache spell these with a word, `/*`, an assignment, or one of `# ^ / ! >`.
private func isDirective(_ bytes: Span<UInt8>, _ from: Int) -> Bool {
  let end = bytes.count
  var position = from
  while position < end, isSpace(bytes[position]) || bytes[position] == UInt8(ascii: "-") {
    position += 1
  }
  guard position < end else { return false }
  switch bytes[position] {
  case UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: "^"), UInt8(ascii: "!"),
    UInt8(ascii: ">"):
    return true
  case UInt8(ascii: "$"):
    while position < end, continuesWord(bytes[position]) { position += 1 }
    while position < end, isSpace(bytes[position]) { position += 1 }
    return position < end
      && (bytes[position] == UInt8(ascii: ":") || bytes[position] == UInt8(ascii: "="))
  default:
    var word: [UInt8] = []
    while position < end, continuesWord(bytes[position]), word.count < 9 {
      word.append(bytes[position])
      position += 1
    }
    return directiveWords.contains(String(decoding: word, as: UTF8.self))
  }
}

private let directiveWords: Set<String> = [
  "if", "else", "end", "range", "with", "define", "template", "block",
]
