package import Catalog
package import Diagnostics
import SQLLexer

/// How a schema file differs from the migrations, with the places on both sides.
package struct DriftReport: Sendable {
  struct Place: Equatable {
    var path: String
    /// From 1.
    var line: Int

    var text: String { "\(path):\(line)" }
  }

  struct Entry {
    var difference: SchemaDrift.Difference
    var migrations: Place?
    var schema: Place?
  }

  /// What would bring the schema file up to date, as it stands in a file of SQL.
  package var statements = ""
  let schemaPath: String
  /// How many migrations there are.
  let fileCount: Int
  private(set) var entries: [Entry] = []
  /// What the schema file has, and migrations that are not among the files may have made.
  let uncertain: [SchemaItem]
  /// Statements of which nobody can tell what they do to the schema.
  private(set) var unknown: [Place] = []

  /// - Parameters:
  ///   - history: the migrations, in the order in which they were replayed.
  ///   - unknown: the statements that could not be followed.
  package init(
    _ drift: SchemaDrift, history: [ReferredFile], schema: ReferredFile, unknown: [Origin]
  ) {
    schemaPath = schema.path
    fileCount = history.count
    uncertain = drift.uncertain
    var places = Places(history)
    var schemaPlaces = Places([schema])
    for difference in drift.differences {
      var entry = Entry(difference: difference)
      switch difference {
      case .missing(let item): entry.migrations = places[item.origin]
      case .extra(let item, _): entry.schema = schemaPlaces[item.origin]
      case .changed(let change):
        entry.migrations = places[change.old.origin]
        entry.schema = schemaPlaces[change.new.origin]
      case .order(let old, let new, _, _):
        entry.migrations = places[old.origin]
        entry.schema = schemaPlaces[new.origin]
      }
      entries.append(entry)
    }
    self.unknown = unknown.compactMap { places[$0] }
  }
}

/// Finds the lines of places in a history; a file is taken apart when it is first asked for.
private struct Places {
  private let files: [ReferredFile]
  private var texts: [Int32: SourceText] = [:]

  init(_ files: [ReferredFile]) { self.files = files }

  subscript(origin: Origin) -> DriftReport.Place? {
    mutating get {
      guard files.indices.contains(Int(origin.file)) else { return nil }
      let file = files[Int(origin.file)]
      let text = texts[origin.file] ?? SourceText(file.bytes)
      texts[origin.file] = text
      return DriftReport.Place(path: file.path, line: text.line(at: Int(origin.range.start)))
    }
  }
}
