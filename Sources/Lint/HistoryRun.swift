import Catalog
import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// A history on its way over a server.
struct HistoryRun {
  /// Replayed, and not taken yet.
  var files: [(place: Int, replayed: ReplayedFile)] = []
  /// The file that holds the whole schema.
  var schema: ReferredFile?
  /// What the files that were asked for have done, if there is such a file.
  var deeds: [(file: Int, deeds: [WayBackRun.Deed])] = []
  var server: Replay
  /// What the files of the history do later, as the present one sees it.
  var laterCode = LaterCode()
  /// What the up sections of the files that were asked for have made.
  private(set) var made: [Int: [ObjectID]] = [:]
  /// What the statements of the present file have dropped.
  private var keyLog = KeyLog()
  private var dropLog = DropLog()
  private var bodyWords = BodyWords()
  private let read: [ReadMigration]
  /// Of which files something is to be told.
  private let isAsked: [Bool]
  /// The files that have been begun. A way back is a file of its own: nothing that it meets is new.
  private var begun: [Int] = []
  /// A migration has failed for certain: what the schema is behind it, nobody knows for certain.
  private(set) var hasFailed = false
  /// Something has been done that may have made what is missing.
  private var hasLostTrack = false
  /// Something that failed in the model may have been done.
  private var mayHaveDoneMore = false

  init(_ read: [ReadMigration], _ isAsked: [Bool], version: Int) {
    self.read = read
    self.isAsked = isAsked
    server = Replay(version: version)
  }

  /// Hands out the files that have been replayed since it was asked last.
  mutating func takeFiles() -> [(place: Int, replayed: ReplayedFile)] {
    defer { files = [] }
    return files
  }

  mutating func run(_ turn: Turn) {
    defer { laterCode.turn += 1 }
    server.notesNested = isAsked[turn.file] || turn.companions.contains { isAsked[$0] }
    guard server.notesNested else { return pass(turn) }
    guard turn.stays else { return runAside(turn.file) }
    let walks = read[turn.file].walks
    var file = ReplayedFile()
    file.laterCode = laterCode
    file.steps = Array(repeating: [], count: walks.count)
    begin(turn.file)
    if turn.repeats { hasFailed = true }
    var way = WayBackRun(turn, read)
    way?.numbers.migration = Int32(begun.count - 1)
    let start = way.map { _ in server.mark() }
    let path = read[turn.file].migration.path
    var log = way != nil || schema != nil ? DeedLog(path: path) : nil
    let objectCount = server.catalog.objectCount
    keyLog = KeyLog()
    dropLog = DropLog()
    for (place, walk) in walks.enumerated() where walk.section.kind == .up {
      file.steps[place] = run(walk, in: place, &log).shared()
    }
    let objects = isAsked[turn.file] ? self.objects(madeSince: objectCount) : []
    file.outcome = MigrationOutcome(of: objects, in: server.catalog)
    file.outcome.note(keyLog.constraints, server, made: objects)
    file.outcome.note(keyLog.droppedIndexes, server)
    file.outcome.unneeded = dropLog.unusedTypes.union(dropLog.gone)
    file.outcome.note(dropLog.triggers, server)
    if schema != nil, isAsked[turn.file], let log { deeds.append((turn.file, log.deeds)) }
    if var way, let start, let log {
      if way.isCompanion {
        var companion = ReplayedFile()
        companion.steps = Array(repeating: [], count: read[way.file].walks.count)
        goBack(&way, from: start, behind: log, into: &companion)
        companion.wayBack = way
        files.append((way.file, companion))
      } else {
        goBack(&way, from: start, behind: log, into: &file)
      }
      file.wayBack = way
    }
    // What is no part of the way back goes back from the same place.
    for (place, walk) in walks.enumerated()
    where walk.section.kind != .up && file.steps[place].isEmpty {
      file.steps[place] = runAside(walk, of: turn.file)
    }
    if !objects.isEmpty { made[turn.file] = objects }
    files.append((turn.file, file))
    for companion in turn.companions where companion != way?.file {
      runAside(companion, behindNothing: walks.allSatisfy(\.section.syntax.statements.isEmpty))
    }
  }

  /// Runs a file of which nothing is to be told, for what it leaves behind.
  private mutating func pass(_ turn: Turn) {
    guard turn.stays else { return }
    begin(turn.file)
    if turn.repeats { hasFailed = true }
    for walk in read[turn.file].walks where walk.section.kind == .up {
      walk.forEachOutermost { stop in
        server.enter(stop.context)
        note(server.pass(stop))
      }
      server.endSection()
    }
  }

  /// Runs a file that is no part of a migration and leaves nothing behind.
  ///
  /// - Parameter isBehindNothing: it is a way back, and its migration has no statement.
  private mutating func runAside(_ file: Int, behindNothing isBehindNothing: Bool = false) {
    let mark = beginAside(file)
    var replayed = ReplayedFile()
    replayed.isBehindNothing = isBehindNothing
    replayed.steps = read[file].walks.map { runWithoutFailure($0) }
    server.undo(to: mark)
    files.append((file, replayed))
  }

  private mutating func runAside(_ walk: Walk, of file: Int) -> [SharedStep] {
    let mark = beginAside(file)
    defer { server.undo(to: mark) }
    return runWithoutFailure(walk)
  }

  private mutating func begin(_ file: Int) {
    server.beginFile(begun.count)
    server.knowsTransactions = read[file].migration.saysHowItIsSent
    begun.append(file)
  }

  private mutating func beginAside(_ file: Int) -> Catalog.Mark {
    begin(file)
    return server.mark()
  }

  /// Nobody knows what has run before it: nothing is said of whether it fails.
  private mutating func runWithoutFailure(_ walk: Walk) -> [SharedStep] {
    var log: DeedLog?
    var steps = run(walk, in: 0, &log)
    for step in steps.indices { steps[step].failure = nil }
    return steps.shared()
  }

  /// - Parameters:
  ///   - section: its place in the file.
  ///   - log: gets what each statement does, if anybody wants to know.
  private mutating func run(
    _ walk: Walk, in section: Int, _ log: inout DeedLog?
  ) -> [ReplayedStep] {
    var steps: [ReplayedStep] = []
    steps.reserveCapacity(walk.section.syntax.statements.count)
    var block: [ByteRange: ReplayedStep] = [:]
    var clients = ClientWatch(walk)
    var moves = IndexMoves()
    walk.forEach { stop in
      clients.enter(stop.context, server, &steps)
      server.enter(stop.context)
      clients.look(at: stop, server, steps.count)
      let step = run(stop, &block, in: section, of: walk, &log)
      clients.note(step, at: stop, server, steps.count)
      steps.append(step)
      moves.note(stop, server, &steps)
    }
    clients.end(&server, &bodyWords, &steps)
    server.endSection()
    return steps
  }

  /// - Parameter block: the steps of the block that was executed last, by their places.
  private mutating func run(
    _ stop: Stop, _ block: inout [ByteRange: ReplayedStep], in section: Int, of walk: Walk,
    _ log: inout DeedLog?
  ) -> ReplayedStep {
    let goesForward = walk.section.kind == .up
    let isLogged = log != nil && stop.block == nil
    let fate = isLogged && !goesForward ? log?.fate(ofWhatIsDroppedBy: stop.statement) : nil
    var missing = isLogged && fate == nil ? server.missingTarget(of: stop.statement) : nil
    let mark = isLogged ? server.mark() : nil
    if goesForward, stop.block == nil {
      keyLog.expect(stop, server)
      dropLog.expect(stop, server)
    }
    var step = server.replay(stop, &block)
    place(&step.definitions)
    if goesForward { keyLog.note(&step, stop, server) }
    let touched = mark.map { server.catalog.touched(since: $0) } ?? []
    if let mark { server.release(mark) }
    if hasFailed || fate != .gone && isDoubtful(step.failure, goesForward: goesForward) {
      if stop.statement.dropsOfName, fate == nil { missing = missing ?? step.failure }
      step.failure = nil
    }
    if goesForward { note(step) }
    log?.note(step, touched, in: server.catalog, missing: missing, at: stop, in: section, of: walk)
    return step
  }

  /// Says in which files definitions stand.
  private func place(_ definitions: inout [ByteRange: Definition]) {
    for (range, definition) in definitions where definition.origin.file >= 0 {
      let file = begun[Int(definition.origin.file)]
      definitions[range]?.place = Definition.Place(
        path: read[file].migration.path, range: definition.origin.range,
        isHere: file == begun.last)
    }
  }

  private mutating func note(_ step: ReplayedStep) {
    if step.failure != nil, !isDoubtful(step.failure) { hasFailed = true }
    hasLostTrack = hasLostTrack || step.losesTrack
    mayHaveDoneMore = mayHaveDoneMore || step.mayFail
  }

  /// What nobody could follow may have made what is missing, or dropped what is in the way.
  private func isDoubtful(_ failure: ServerError?, goesForward: Bool = true) -> Bool {
    if goesForward, failure?.sqlstate == "2BP01" {
      return hasLostTrack || mayHaveDoneMore || server.mayHaveDoneMore
    }
    return hasLostTrack && isMissing(failure)
  }
}

extension Statement {
  /// It names what it drops, and says nothing of whether it is there.
  fileprivate var dropsOfName: Bool {
    WrittenEffects(ofNamesIn: self).drops.contains { !$0.ifExists }
  }
}

extension Migration {
  /// Its runner is known, or somebody has said how the runner sends it.
  fileprivate var saysHowItIsSent: Bool {
    framework != nil || sections.contains { $0.transportCause != .runner }
  }
}

/// Something is not there that may have been made where nobody can follow.
private func isMissing(_ failure: ServerError?) -> Bool {
  guard let failure else { return false }
  return ["3F000", "42703", "42704", "42830", "42883", "42P01"].contains(failure.sqlstate)
}

// MARK: - Ways back

extension HistoryRun {
  /// Runs the way back of a migration behind it, compares, and returns to where it began.
  ///
  /// - Parameters:
  ///   - start: where the migration began; it is given back.
  ///   - file: gets the steps of its sections.
  private mutating func goBack(
    _ way: inout WayBackRun, from start: Catalog.Mark, behind done: DeedLog,
    into file: inout ReplayedFile
  ) {
    let middle = beginAside(way.file)
    way.numbers.wayBack = Int32(begun.count - 1)
    way.numbers.dropped = done.dropped
    way.numbers.isFollowed = done.doubt == nil
    let walks = read[way.file].walks
    var log: DeedLog? = DeedLog(path: way.path, behind: done)
    for section in way.sections {
      var steps = run(walks[section], in: section, &log)
      if let failure = log?.failure, failure.place.section != section {
        for step in steps.indices { steps[step].failure = nil }
      }
      file.steps[section] = steps.shared()
    }
    way.done = done.deeds
    way.undone = log?.deeds ?? []
    way.namedAlone = log?.namedAlone ?? [:]
    way.filled = done.filled
    way.granted = log?.granted ?? []
    if hasFailed {
      way.outcome = .unreached
    } else if way.isConditional {
      way.outcome = .unknown(way.first)
    } else if let failure = log?.failure {
      way.outcome = .fails(failure.place, failure.error)
    } else if let miss = log?.miss, done.doubt == nil {
      way.outcome = .misses(miss.place, miss.error)
    } else if let doubt = log?.doubt {
      way.outcome = .unknown(doubt)
    } else {
      way.outcome = .compared(server.compare(from: start, over: middle, way.numbers))
      return
    }
    server.undo(to: middle)
    server.release(start)
  }
}
