package import Migrations

/// A file as whimbrel reads it, before any rule.
package struct DescribedFile: Sendable {
  package var migration: Migration
  /// Its place among the migrations of its history, from 1; nil where it is in none, or is no migration.
  package var place: Int?
}

/// What whimbrel knows of files before it checks them: their runner, sections, transports and order.
///
/// - Returns: those that are asked for, each history in the order in which it runs.
package func describe(_ inputs: [LintInput]) async -> [DescribedFile] {
  let read = await readAll(inputs, isParallel: isWorthThreads(inputs))
  let histories = Histories(of: inputs, read).all
  var described: [DescribedFile] = []
  for history in histories {
    var count = 0
    for turn in history {
      let migration = read[turn.file].migration
      let hasPlace = turn.stays && !turn.repeats && history.count > 1
      if hasPlace { count += 1 }
      for file in [turn.file] + turn.companions where inputs[file].role == .asked {
        described.append(
          DescribedFile(
            migration: file == turn.file ? migration : read[file].migration,
            place: hasPlace && file == turn.file ? count : nil))
      }
    }
  }
  return described
}
