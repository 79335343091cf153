/// A text for HTML and SVG, in elements and in quoted attributes alike: what means something there is escaped; what may
/// not stand in XML, or would turn the direction of the text, is shown as a picture.
func escapedMarkup(_ text: String) -> String {
  var escaped = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if let entity = markupEntity(scalar) {
      escaped.append(contentsOf: entity.unicodeScalars)
      continue
    }
    switch scalar {
    case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
    case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
    // Noncharacters, which XML 1.0 forbids.
    case "\u{FFFE}", "\u{FFFF}": escaped.append("\u{FFFD}")
    default: escaped.append(displayed(scalar))
    }
  }
  return String(escaped)
}

/// Elements, one behind the other, as text.
struct Markup {
  private(set) var text = ""

  /// An element without content.
  ///
  /// - Parameter attributes: names and values, which are escaped.
  mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    start(name, attributes, end: "/>")
  }

  /// An element with a text in it, which is escaped.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String
  ) {
    start(name, attributes, end: ">")
    self.text += escapedMarkup(text)
    self.text += "</\(name)>"
  }

  /// What is shown when somebody points at the element around it, line by line.
  mutating func tooltip(_ lines: [String]) {
    text += "<title>\(lines.map(escapedMarkup).joined(separator: "\n"))</title>"
  }

  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    content: (inout Markup) -> Void
  ) {
    start(name, attributes, end: ">")
    content(&self)
    text += "</\(name)>"
  }

  /// What is markup already.
  mutating func raw(_ markup: String) { text += markup }

  mutating func lineBreak() { text += "\n" }

  private mutating func start(
    _ name: String, _ attributes: KeyValuePairs<String, String>, end: String
  ) {
    text += "<\(name)"
    for (name, value) in attributes where !value.isEmpty {
      text += " \(name)=\"\(escapedMarkup(value))\""
    }
    text += end
  }
}

/// What stands for a character that begins markup, in HTML and in Markdown, which lets HTML through.
func markupEntity(_ scalar: Unicode.Scalar) -> String? {
  switch scalar {
  case "&": "&amp;"
  case "<": "&lt;"
  case ">": "&gt;"
  default: nil
  }
}
