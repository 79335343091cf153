import Catalog
import SQLLexer
import SQLSyntax

/// The texts that are kept to make objects again.
extension Replay {
  /// The statement that runs now made an object, or made it anew.
  ///
  /// - Parameters:
  ///   - name: where the object's name stands.
  ///   - others: names of what is no relation.
  mutating func keepText(
    of id: ObjectID, named name: ByteRange, others: [WrittenStatement.Name] = []
  ) {
    let written = WrittenText([writtenStatement(of: id, named: name, others: others)])
    catalog.update(id) { $0.written = written }
  }

  /// The statement that runs now changed an object in what only the text tells.
  mutating func addText(to id: ObjectID, named name: ByteRange) {
    guard let written = catalog[id].written else { return }
    let changed = WrittenText(
      written.statements + [writtenStatement(of: id, named: name)], isOutdated: written.isOutdated)
    catalog.update(id) { $0.written = changed }
  }

  /// A column has got another name: the texts that have the old one say something else now, or nothing.
  mutating func outdateTexts(over column: ObjectAddress) {
    for dependency in catalog.dependencies(on: column) {
      guard let written = catalog[dependency.dependent.object].written else { continue }
      let outdated = WrittenText(written.statements, isOutdated: true)
      catalog.update(dependency.dependent.object) { $0.written = outdated }
    }
  }

  private func writtenStatement(
    of id: ObjectID, named name: ByteRange, others: [WrittenStatement.Name] = []
  ) -> WrittenStatement {
    var names = [WrittenStatement.Name(range: name, object: id)] + others
    for (range, relation) in effects.relations
    where range != name && writtenRange.start <= range.start && range.end <= writtenRange.end {
      names.append(WrittenStatement.Name(range: range, object: relation.id))
    }
    names.sort { $0.range.start < $1.range.start }
    return WrittenStatement(
      bytes: source.bytes, range: writtenRange, names: names, path: session.path.schemas)
  }

  /// The user-defined types that a function is declared with.
  func typeNames(of statement: CreateFunction) -> [WrittenStatement.Name] {
    var types = statement.arguments.map(\.type)
    switch statement.result {
    case .type(let type): types.append(type)
    case .table(let columns): types += columns.map(\.type)
    case nil: break
    }
    return types.compactMap { type in
      guard type.arrayDimensions == 0, type.modifiers.isEmpty, !type.isReference,
        case .user(let id) = DataType(type, in: source, resolve: { typeID($0) }).base
      else { return nil }
      // SETOF stands before it.
      let word = source.text(type.range).split(whereSeparator: \.isWhitespace).last ?? ""
      let start = type.range.end - UInt32(word.utf8.count)
      return WrittenStatement.Name(
        range: ByteRange(start: start, end: type.range.end), object: id)
    }
  }

  private func typeID(_ name: QualifiedName) -> ObjectID? {
    catalog.lookUp(.type, name, path: session.path).id
  }
}
