import Catalog

/// Whether a file that holds the whole schema has been kept in step with migrations: what they make must be in it, and
/// what they take away must not.
struct SchemaComparison {
  let path: String
  /// In words: "app.users.email is missing".
  private(set) var differences: [String] = []
  /// Things that were compared.
  private(set) var count = 0

  /// - Parameters:
  ///   - catalog: behind the last migration.
  ///   - schema: what the file makes.
  ///   - first: the place in the history of the first migration that counts.
  init(path: String, of catalog: Catalog, with schema: Catalog, from first: Int) {
    self.path = path
    let there = Dictionary(
      schema.allObjects.compactMap { id in
        schema.relation(id).map { (schema.qualifiedName(id), $0) }
      }, uniquingKeysWith: { first, _ in first })
    for id in catalog.allObjects {
      guard let relation = catalog.relation(id), relation.persistence != .temporary else {
        continue
      }
      let name = catalog.qualifiedName(id)
      let isMade = Int(catalog[id].origin.file) >= first
      if isMade {
        count += 1
        if there[name] == nil { differences.append("\(relation.kind.rawValue) \(name) is missing") }
      }
      guard let kept = there[name], !kept.hasUnknownColumns else { continue }
      compare(relation, kept, name: name, from: first)
    }
  }

  private mutating func compare(
    _ relation: Relation, _ kept: Relation, name: String, from first: Int
  ) {
    for column in relation.columns {
      let isKept = kept.column(named: column.name) != nil
      if column.isDropped {
        let isThereAgain = relation.column(named: column.name) != nil
        if isKept, !isThereAgain {
          differences.append("column \(name).\(column.name) is still there")
        }
      } else if Int(column.origin.file) >= first {
        count += 1
        if !isKept { differences.append("column \(name).\(column.name) is missing") }
      }
    }
  }
}
