import SQLLexer
import SQLSyntax

/// A name as PostgreSQL prints it (quote_identifier): in quotes where it could not be read back otherwise. A placeholder
/// stays as it was written.
package func quotedName(_ name: String) -> String {
  var isPlain = true
  for (index, byte) in name.utf8.enumerated() {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): break
    case UInt8(ascii: "0")...UInt8(ascii: "9"): if index == 0 { isPlain = false }
    default: isPlain = false
    }
  }
  if isPlain, !name.isEmpty {
    let bytes = Array(name.utf8)
    let keyword = Keyword(spelledIn: bytes.span, from: 0, to: bytes.count)
    if keyword == .notKeyword || keyword.category == .unreserved { return name }
  } else if name.isTemplate {
    return name
  }
  return "\"" + doubling(UInt8(ascii: "\""), in: name) + "\""
}

/// The name of a collation as PostgreSQL prints it.
///
/// - Parameter name: as written, without quotes: `C`, `pg_catalog.default`, `app.de`.
func printedCollation(_ name: String) -> String {
  let parts = name.split(separator: ".", maxSplits: 1)
  if parts.count == 2, parts[0] == "pg_catalog" { return quotedName(String(parts[1])) }
  return parts.map { quotedName(String($0)) }.joined(separator: ".")
}

/// A string constant as PostgreSQL prints it where standard_conforming_strings is on (simple_quote_literal).
package func quotedLiteral(_ text: String) -> String {
  "'" + doubling(UInt8(ascii: "'"), in: text) + "'"
}

private func doubling(_ byte: UInt8, in text: String) -> String {
  guard text.utf8.contains(byte) else { return text }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count + 4)
  for next in text.utf8 {
    if next == byte { bytes.append(byte) }
    bytes.append(next)
  }
  return String(decoding: bytes, as: UTF8.self)
}
