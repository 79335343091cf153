import Effects
import Migrations

/// Replays histories and checks their files.
///
/// What one file knows of another depends on their order: each history is replayed by one thread. Its files are checked by
/// others, as they come.
struct HistoryCheck: Sendable {
  private let inputs: [LintInput]
  private let read: [ReadMigration]
  private let isAsked: [Bool]
  /// The rules that run, by file.
  private let rules: [RuleSet.Selection]
  private let ruleIDs: Set<String>
  private let numbering: Numbering
  private let validated: [ValidatedConstraints]
  /// As far as the last file that was asked for.
  let histories: [[Turn]]

  init(
    _ inputs: [LintInput], _ read: [ReadMigration], rules: RuleSet, isParallel: Bool
  ) async {
    self.inputs = inputs
    self.read = read
    self.rules = rules.selections(for: inputs)
    ruleIDs = rules.ids
    let isAsked = inputs.map { $0.role == .asked }
    self.isAsked = isAsked
    let all: [[Turn]]
    if isParallel {
      async let numbering = Numbering(inputs, read)
      all = Histories(of: inputs, read).all
      self.numbering = await numbering
    } else {
      all = Histories(of: inputs, read).all
      numbering = Numbering(inputs, read)
    }
    validated = ValidatedConstraints.all(in: all, read) {
      OrderedName(inputs[$0].location).directory
    }
    histories = all.compactMap { history in
      // What the whole schema has to hold is known only at the end.
      asked(of: history, isAsked, isWhole: history.contains { inputs[$0.file].schema != nil })
    }
  }

  /// Replays a history and checks those of its files that were asked for.
  ///
  /// - Returns: their reports, each with the place of its file.
  func check(_ history: [Turn], isParallel: Bool) async -> [(place: Int, report: FileReport)] {
    var run = HistoryRun(read, isAsked, version: version(of: history, inputs))
    run.schema = history.lazy.compactMap { inputs[$0.file].schema }.first
    run.laterCode = LaterCode(of: history, read)
    let partSize = HistoryCheck.partSize(of: history)
    guard isParallel, history.count > partSize else {
      for turn in history { run.run(turn) }
      run.compareWithSchema()
      return run.settled(run.takeFiles().compactMap(check))
    }
    return await withTaskGroup(of: [CheckedFile].self) { group in
      for turn in history {
        run.run(turn)
        // Where there is a schema, each file waits for what that says of it.
        guard run.schema == nil, run.files.count >= partSize else { continue }
        let part = run.takeFiles()
        group.addTask { part.compactMap(check) }
      }
      run.compareWithSchema()
      let rest = run.takeFiles()
      group.addTask { rest.compactMap(check) }
      var checked: [CheckedFile] = []
      for await part in group { checked += part }
      return run.settled(checked)
    }
  }

  private func check(_ place: Int, _ replayed: ReplayedFile) -> CheckedFile? {
    guard isAsked[place] else { return nil }
    return Lint.check(
      inputs[place], read[place], replayed, rules: rules[place], ruleIDs: ruleIDs, numbering,
      validated[place], NamesOfRun(read), at: place)
  }

  /// How many files are handed over at a time.
  private static func partSize(of history: [Turn]) -> Int { max(4, history.count / 256) }
}

/// The newest version that the files must run on: that is where most of what PostgreSQL can do, can be done. What
/// differs between versions is little, and the rules tell of it.
private func version(of history: [Turn], _ inputs: [LintInput]) -> Int {
  let wanted = history.map { inputs[$0.file].settings.postgres.upperBound }.max()
  return Replay.version(nearestTo: wanted ?? Replay.newestVersion)
}
