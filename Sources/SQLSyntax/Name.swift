package import SQLLexer

/// An identifier, as PostgreSQL compares it. Two names are equal if PostgreSQL takes them for the same.
package struct Name: Sendable {
  /// Folded to lower case unless quoted, escapes resolved, cut to 63 bytes (NAMEDATALEN - 1).
  package var text: String
  package var isQuoted: Bool
  /// A placeholder or psql variable is part of the name: what it stands for is unknown.
  package var isTemplate: Bool
  package var range: ByteRange

  package init(text: String, isQuoted: Bool = false, isTemplate: Bool = false, range: ByteRange) {
    self.text = text
    self.isQuoted = isQuoted
    self.isTemplate = isTemplate
    self.range = range
  }
}

extension Name {
  /// NAMEDATALEN - 1: the bytes that PostgreSQL keeps of a name.
  package static let longest = 63

  /// How many bytes it has before PostgreSQL cuts it, as far as its place tells: quotes that are doubled count twice.
  package var lengthAsWritten: Int { range.indices.count - (isQuoted ? 2 : 0) }
}

extension Name: Hashable {
  package static func == (left: Name, right: Name) -> Bool { left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// A name with the schema (and catalog) before it.
package struct QualifiedName: Sendable {
  /// What stands before the name; mostly empty or one schema.
  package var qualifiers: [Name]
  package var name: Name

  package init(qualifiers: [Name] = [], name: Name) {
    self.qualifiers = qualifiers
    self.name = name
  }

  /// The name that a node's tokens spell: words with dots between.
  package init?(_ range: Range<Int>, of tokens: [Token], in bytes: [UInt8]) {
    guard let last = range.last else { return nil }
    name = Name(tokens[last], in: bytes)
    qualifiers = stride(from: range.lowerBound, to: last, by: 2).map {
      Name(tokens[$0], in: bytes)
    }
  }

  package var schema: Name? { qualifiers.last }

  package var range: ByteRange {
    guard let first = qualifiers.first else { return name.range }
    return first.range.union(name.range)
  }

  package var isTemplate: Bool { name.isTemplate || qualifiers.contains(where: \.isTemplate) }

  /// As a message shows it: `app.users`.
  package var description: String {
    (qualifiers + [name]).map(\.text).joined(separator: ".")
  }
}

extension QualifiedName: Hashable {
  package static func == (left: QualifiedName, right: QualifiedName) -> Bool {
    left.name == right.name && left.qualifiers == right.qualifiers
  }
  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(qualifiers)
  }
}
