import Diagnostics
import Effects
import Migrations
package import SQLLexer

/// What the release that is still running notices of a statement, and of functions of the database that it did not name.
package struct ClientFacts: Sendable {
  /// The name that the statement takes away, with what becomes of it; nil where it takes none, or does nothing.
  package var takenName: TakenName?
  /// The functions whose bodies name what it takes away.
  package var brokenBodies: [BrokenBodies] = []
  /// By the places of the commands of ALTER TABLE that make INSERT give a value to a column.
  package var requiredColumns: [ByteRange: RequiredColumn] = [:]
}

/// Gathers the `ClientFacts` of the steps of a section.
///
/// What a statement means for clients depends on what the section does later: most is known only when its transaction, or
/// the section, is through. Of what does not take the schema forward, nothing is asked.
struct ClientWatch {
  private let isAsked: Bool
  private var names = TakenNames()
  private var required = RequiredColumns()
  private var losses = LostNames()
  /// What the present step is about to take away.
  private var taken: TakenName?

  init(_ walk: Walk) { isAsked = walk.section.kind == .up }

  /// Goes on to a statement of this transaction; the server has not done so yet.
  mutating func enter(
    _ context: TransactionContext, _ server: Replay, _ steps: inout [ReplayedStep]
  ) {
    if isAsked { names.enter(context, server, &steps) }
  }

  /// Looks at what a step is about to change.
  ///
  /// - Parameter place: of the step.
  mutating func look(at stop: Stop, _ server: Replay, _ place: Int) {
    guard isAsked else { return }
    taken = server.takenName(by: stop)
    required.enter(stop, server)
    losses.enter(stop, server, at: place)
  }

  /// Notes what a step has done.
  mutating func note(_ step: ReplayedStep, at stop: Stop, _ server: Replay, _ place: Int) {
    guard isAsked else { return }
    names.note(taken, stop, step, at: place, server)
    required.note(stop, step, at: place, server)
  }

  /// - Parameter words: of the bodies of this server's functions.
  mutating func end(
    _ server: inout Replay, _ words: inout BodyWords, _ steps: inout [ReplayedStep]
  ) {
    guard isAsked else { return }
    names.end(server, &steps)
    required.end(server, &steps)
    losses.end(&server, &words, &steps)
  }
}
