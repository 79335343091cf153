import Catalog

/// Whether a file that holds the whole schema has been kept in step with the migrations of a plan.
struct SchemaComparison {
  let path: String
  /// In words: "column app.users.email is missing".
  let differences: [String]
  /// The migrations make something that could be looked for in the file.
  let isTelling: Bool

  /// - Parameters:
  ///   - history: behind the last migration; it need not begin with the first.
  ///   - schema: what the file makes.
  ///   - first: the place in the history of the first migration that counts.
  init(path: String, of history: Catalog, with schema: Catalog, from first: Int) {
    self.path = path
    var options = SchemaDrift.Options()
    options.isWhole = false
    let drift = SchemaDrift(history: history, schema: schema, options: options)
    differences = drift.differences.compactMap { difference in
      switch difference {
      // Only what has been dropped.
      case .extra: difference.words
      default: Int(difference.item.origin.file) >= first ? difference.words : nil
      }
    }
    isTelling = history.items(of: history.allObjects).items.values.contains {
      Int($0.origin.file) >= first
    }
  }
}
