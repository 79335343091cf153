/// The number of a migration as people name it: `004` of `004_x.sql`, `1.2` of `V1.2__x.sql`. Leading zeros do not count.
package struct MigrationNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// As written.
  package let description: String
  /// The digits of each part without leading zeros.
  private let parts: [String]

  /// The number in the name of a file, or of the directory that it has to itself (`004_x/up.sql`); nil where there is
  /// none.
  package init?(path: String) {
    var name = OrderedName(path).name[...]
    // Flyway's V, and the m or v that some teams put there.
    let isFlyways = "VUB".contains(name.first ?? " ")
    if let first = name.utf8.first, isLetter(first) { name = name.dropFirst() }
    self.init(name.utf8, separators: isFlyways ? "._" : "")
  }

  /// The number that a text begins with: `004`, `004 - Add preferences`, `004_add_preferences`; nil where there is none.
  package init?(in text: String) {
    self.init(text.utf8[...], separators: ".")
  }

  /// - Parameter separators: what may stand between two parts.
  private init?(_ text: Substring.UTF8View, separators: String) {
    var end = text.startIndex
    var next = end
    while next < text.endIndex {
      if isDigit(text[next]) {
        end = text.index(after: next)
      } else if next != end || end == text.startIndex || !separators.utf8.contains(text[next]) {
        break
      }
      next = text.index(after: next)
    }
    guard end > text.startIndex, end == text.endIndex || !isLetter(text[end]) else { return nil }
    let number = String(text[..<end]) ?? ""
    description = number
    parts = number.utf8.split { !isDigit($0) }.map { digits in
      let digits = String(digits.drop { $0 == UInt8(ascii: "0") }) ?? ""
      return digits.isEmpty ? "0" : digits
    }
  }

  package static func == (left: MigrationNumber, right: MigrationNumber) -> Bool {
    left.parts == right.parts
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(parts) }

  package static func < (left: MigrationNumber, right: MigrationNumber) -> Bool {
    for (one, other) in zip(left.parts, right.parts) where one != other {
      return (one.utf8.count, one) < (other.utf8.count, other)
    }
    return left.parts.count < right.parts.count
  }
}
