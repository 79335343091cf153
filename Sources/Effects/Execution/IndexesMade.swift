import Catalog
import SQLLexer
import SQLSyntax

/// The tables of the indexes that a text makes, by the names of the indexes: where it drops one that no file has made, and
/// makes it again, that tells the table that is locked.
struct IndexesMade {
  /// Which text it is.
  private var file: Int32 = -1
  private var first: ByteRange?
  private var tables: [String: QualifiedName] = [:]

  /// The table of an index. Gathered once for each text that drops an unknown one.
  mutating func table(ofIndex name: String, in source: SyntaxFile, file: Int32) -> QualifiedName? {
    let first = source.statements.first?.range
    if self.file != file || self.first != first {
      (self.file, self.first, tables) = (file, first, source.tablesOfIndexes)
    }
    return tables[name]
  }
}

extension SyntaxFile {
  /// What the text makes first, or gives its name, is another table before.
  fileprivate var tablesOfIndexes: [String: QualifiedName] {
    var tables: [String: QualifiedName] = [:]
    var made: Set<Name> = []
    for statement in statements {
      switch statement.tree {
      case .createIndex(let index):
        if let name = index.name, tables[name.text] == nil { tables[name.text] = index.table }
      case .createTable(let table): made.insert(table.name.name)
      case .createMaterializedView(let view): made.insert(view.name.name)
      case .rename(let rename): made.insert(rename.newName)
      default: break
      }
    }
    return tables.filter { !made.contains($0.value.name) }
  }
}

extension Replay {
  /// The table of an index of which nothing but its name is known, if the same text makes an index of that name.
  mutating func tableOfNamesake(_ index: ObjectID) -> ObjectID? {
    guard let name = indexesMade.table(ofIndex: catalog[index].name, in: source, file: file) else {
      return nil
    }
    let table: ObjectID
    switch catalog.relation(name, path: session.path) {
    case .found(let known): table = known
    case .unknown where !seemsUnheardOf(name):
      guard let assumed = assumeRelation(name, .table, isUsed: true) else { return nil }
      table = assumed
    case .unknown, .missing: return nil
    }
    // An index is in the schema of its table.
    return catalog[table].container == catalog[index].container ? table : nil
  }
}
