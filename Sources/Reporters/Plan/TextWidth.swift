/// How many columns of a terminal a text takes. There are no control characters in it.
func textWidth(_ text: String) -> Int {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
  return text.unicodeScalars.reduce(0) { $0 + displayWidth($1) }
}

/// A text cut to a width, with a sign where something is missing.
func clipped(_ text: String, to width: Int) -> String {
  guard textWidth(text) > width else { return text }
  var clipped = String.UnicodeScalarView()
  var columns = 1
  for scalar in text.unicodeScalars {
    columns += displayWidth(scalar)
    guard columns <= width else { break }
    clipped.append(scalar)
  }
  return String(clipped) + "…"
}

/// A text with spaces behind it.
func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - textWidth(text)))
}

/// A text on lines of a width, broken between words; a word that is too long is cut.
func wrapped(_ text: String, to width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var columns = 0
  for part in text.split(separator: " ") {
    let word = clipped(String(part), to: width)
    let length = textWidth(word)
    if columns > 0, columns + 1 + length > width {
      lines.append(line)
      (line, columns) = ("", 0)
    }
    line += columns > 0 ? " " + word : word
    columns += length + (columns > 0 ? 1 : 0)
  }
  if columns > 0 || lines.isEmpty { lines.append(line) }
  return lines
}
