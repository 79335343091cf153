package import Catalog
import Diagnostics
import Effects
import Migrations
import SQLLexer

/// A difference between the migrations and the file with the whole schema, at the statement of which that file knows
/// nothing.
package struct LocatedDrift: Sendable {
  package var difference: SchemaDrift.Difference
  package var place: WayBackRun.Place
  /// The file with the whole schema.
  package var schema: String
}

extension HistoryRun {
  /// Compares what the history makes with the file that holds the whole schema, and tells each file that was asked for
  /// what of its work is not in there.
  mutating func compareWithSchema() {
    // Behind a certain failure nobody knows what the schema is.
    guard let schema, !hasFailed, !deeds.isEmpty else { return }
    let kept = readMigration(path: schema.path, bytes: schema.bytes)
    var options = SchemaDrift.Options()
    options.bookkeeping = bookkeepingTables
    options.isWhole = false
    server.endSession()
    let drift = SchemaDrift(
      history: server.catalog, schema: Replay(schema: kept, version: server.version).catalog,
      options: options)
    for difference in drift.differences {
      guard let (file, place) = cause(of: difference),
        let index = files.firstIndex(where: { $0.place == file })
      else { continue }
      files[index].replayed.drift.append(
        LocatedDrift(difference: difference, place: place, schema: schema.path))
    }
  }

  /// The statement of a file that was asked for, if it is one that the difference comes from.
  private func cause(
    of difference: SchemaDrift.Difference
  ) -> (file: Int, place: WayBackRun.Place)? {
    var object = difference.item.address.object
    if case .extra(_, let dropped) = difference {
      guard let dropped else { return nil }
      object = dropped
    }
    for (file, deeds) in deeds.reversed() {
      if let deed = deeds.last(touching: object, part: difference.item.identity.part) {
        return (file, deed.place)
      }
    }
    return nil
  }
}
