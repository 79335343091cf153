package import SQLLexer

/// The statements that made an object what it is, where nothing else in the catalogue tells it: of views, functions,
/// triggers, policies and others, whose text alone says what they do.
///
/// Shared by all states of the object that have it.
package final class WrittenText: Sendable {
  /// CREATE, and after it what has changed the object since without replacing it.
  package let statements: [WrittenStatement]
  /// A column that it names has another name now: PostgreSQL follows that, the text does not.
  package let isOutdated: Bool

  package init(_ statements: [WrittenStatement], isOutdated: Bool = false) {
    self.statements = statements
    self.isOutdated = isOutdated
  }
}

/// A statement as it stands in a file.
package struct WrittenStatement: Sendable {
  /// A name in it, and what it stands for.
  package struct Name: Sendable {
    package var range: ByteRange
    package var object: ObjectID

    package init(range: ByteRange, object: ObjectID) {
      self.range = range
      self.object = object
    }
  }

  /// Of the file, and shared with it.
  package let bytes: [UInt8]
  package let range: ByteRange
  /// Names of relations, and of the object itself, in the order of the text.
  package let names: [Name]
  /// The schemas in which its other names were looked up.
  package let path: [String]

  package init(bytes: [UInt8], range: ByteRange, names: [Name], path: [String]) {
    self.bytes = bytes
    self.range = range
    self.names = names
    self.path = path
  }

  /// As written, with invalid UTF-8 repaired.
  package var text: String { text(range) }

  fileprivate func text(_ range: ByteRange) -> String {
    String(decoding: bytes[range.indices], as: UTF8.self)
  }
}

extension Catalog {
  /// A statement with the names that its objects have now. A name that still leads there stays as it is written.
  package func text(of statement: WrittenStatement) -> String {
    var text = ""
    var position = statement.range.start
    for name in statement.names where name.range.start >= position {
      let written = statement.text(name.range)
      guard !leads(written, to: name.object, path: statement.path) else { continue }
      text += statement.text(ByteRange(start: position, end: name.range.start))
      text += nameInText(name.object)
      position = name.range.end
    }
    return text + statement.text(ByteRange(start: position, end: statement.range.end))
  }

  /// What has a name only together with its table stands without it.
  private func nameInText(_ id: ObjectID) -> String {
    switch self[id].definition {
    case .attached, .constraint: quotedName(self[id].name)
    default: printedName(id)
    }
  }

  private func leads(_ written: String, to id: ObjectID, path: [String]) -> Bool {
    let object = self[id]
    if written == printedName(id) || written == nameInText(id) { return true }
    let name = quotedName(object.name)
    let isSame = written == name || written.lowercased() == object.name
    guard let container = object.container else { return isSame }
    let schema = self[container].name
    if isSame { return path.contains(schema) || container == temporarySchema }
    return written.lowercased() == schema + "." + object.name
      || written == quotedName(schema) + "." + name
  }
}
