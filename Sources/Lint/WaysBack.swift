import Catalog
import Effects
package import Migrations
import SQLLexer

/// Runs migrations one after the other, and the ways back of those that were asked for behind them.
///
/// - Parameters:
///   - locations: the path of each, spelled in the same way for all.
///   - isAsked: of which something is to be told.
/// - Returns: how the way back of each went; nil where it has none that does anything.
package func runWaysBack(
  of migrations: [Migration], at locations: [String], surroundings: [Surroundings],
  isAsked: [Bool], version: Int
) -> [WayBackRun?] {
  let read = migrations.map { ReadMigration($0) }
  var runs = [WayBackRun?](repeating: nil, count: migrations.count)
  for history in Histories(
    migrations, at: locations, surroundings: { surroundings[$0] }
  ).all {
    guard let asked = asked(of: history, isAsked) else { continue }
    var run = HistoryRun(read, isAsked, version: version)
    for turn in asked { run.run(turn) }
    for (place, file) in run.takeFiles() { runs[place] = file.wayBack }
  }
  return runs
}

/// What is to be said of a way back, in sentences.
package struct WayBackAccount: Sendable {
  package enum Verdict: Sendable, Equatable {
    /// All is as it was before the migration.
    case undoes
    case doesNotUndo
    case fails
    /// What the statement does is not known.
    case unknown
  }

  package struct Note: Sendable {
    package var text: String
    /// The statements that it is about, and what they have to do with it.
    package var places: [(place: WayBackRun.Place, words: String)]
  }

  package private(set) var verdict = Verdict.undoes
  /// What is not as it was, or why nobody knows.
  package private(set) var notes: [Note] = []
  /// What goes for good.
  package private(set) var losses: [Note] = []
  /// What was compared: `2 tables`, `5 columns`.
  package private(set) var compared: [String] = []

  package init(of run: WayBackRun) {
    switch run.outcome {
    case .fails(let place, let error):
      verdict = .fails
      note("it fails: \(error.message) (SQLSTATE \(error.sqlstate))", [(place, "here")])
    case .misses(let place, let error):
      verdict = .fails
      note(
        "it drops what none of the migrations makes: \(error.message) (SQLSTATE \(error.sqlstate))",
        [(place, "here")])
    case .unknown(let place):
      verdict = .unknown
      note("nobody can tell from the files what one of its statements does", [(place, "this one")])
    case .unreached:
      verdict = .unknown
      note("the migration, or one before it, fails for certain: nothing goes back from there", [])
    case .compared(let comparison): compare(comparison, run)
    }
  }

  private mutating func note(
    _ text: String, _ places: [(place: WayBackRun.Place, words: String)]
  ) {
    notes.append(Note(text: text, places: places))
  }

  private mutating func compare(_ comparison: WayBack, _ run: WayBackRun) {
    for difference in comparison.differences {
      var places: [(place: WayBackRun.Place, words: String)] = []
      if let cause = run.cause(of: difference) { places.append((cause, "the migration")) }
      if let undoing = run.undoing(difference) { places.append((undoing, "the rollback")) }
      note("it \(phrase([difference]))", places)
    }
    if !notes.isEmpty { verdict = .doesNotUndo }
    losses = comparison.destroyed.map { item in
      Note(
        text:
          "the migration deletes the data of \(item.identity.label); no rollback brings them back",
        places: run.destruction(of: item).map { [($0, "here")] } ?? [])
    }
    losses += comparison.emptied.map { item in
      Note(
        text:
          "it deletes \(item.identity.label) and all that was written there since the migration",
        places: run.removal(of: item).map { [($0, "here")] } ?? [])
    }
    let moments = [comparison.before, comparison.between, comparison.after]
    let things = Set(moments.flatMap { $0.things.items.keys })
    var counts: [String: Int] = [:]
    for thing in things { counts[thing.kind.word, default: 0] += 1 }
    compared = counts.sorted { $0.key < $1.key }.map { word, count in
      count == 1 ? "1 \(word)" : "\(count) \(plural(of: word))"
    }
  }
}

private func plural(of word: String) -> String {
  if word.hasSuffix("x") { return word + "es" }
  return word.hasSuffix("y") ? word.dropLast() + "ies" : word + "s"
}
