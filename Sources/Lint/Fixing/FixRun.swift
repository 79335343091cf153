import Diagnostics
import Migrations
import SQLLexer

/// Applies fixes to the files that are asked for, checks them again, and goes on until there is nothing left to fix.
package func fix(_ inputs: [LintInput], _ settings: FixSettings) async -> FixOutcome {
  await fix(inputs, settings, rules: Registry.rules)
}

func fix(
  _ inputs: [LintInput], _ settings: FixSettings, rules: [any Rule]
) async -> FixOutcome {
  var run = FixRun(inputs, settings, rules)
  await run.run()
  return run.outcome
}

/// How often files are checked again. A statement of many commands may need a pass for each, and a fix that does harm one
/// for each halving of those that were tried with it.
private let passLimit = 1_000

/// A file of the run, and what has become of it.
private struct FixedFile {
  var input: LintInput
  let isAsked: Bool
  /// As it was; of a new file nothing.
  var old: [UInt8]
  var isNew = false
  /// As it was last checked; nil where nobody asks.
  var report: FileReport?
  /// How many fixes were applied, by rule.
  var fixes: [String: Int] = [:]
  /// Fixes that have done harm, or nothing.
  var refused: Set<Fix> = []
  /// The same, before the last change of any file: they are tried once more when all else is done.
  var deferred: Set<Fix> = []
  /// At most so many fixes at a time: one of more has done harm.
  var batch = Int.max
  /// May have something to fix.
  var isOpen: Bool
  /// The change that is being judged.
  var change: Change?
  /// It was made for a change that is being judged.
  var isPending = false

  struct Change {
    var fixes: [(rule: String, fix: Fix)] = []
    var bytes: [UInt8] = []
    /// As it was before.
    var report: FileReport
  }

  /// Keeps a change.
  mutating func accept(_ change: Change) {
    let edits = change.fixes.flatMap(\.fix.edits)
    deferred = Set(deferred.union(refused).map { $0.moved(by: edits) })
    refused = []
    batch = batch > Int.max / 2 ? Int.max : 2 * batch
  }

  /// Looks for what has done harm: one fix alone is to blame, of several the first half is tried.
  mutating func refuse(_ change: Change) {
    if change.fixes.count == 1 {
      refused.insert(change.fixes[0].fix)
      batch = 2
    } else {
      batch = change.fixes.count / 2
    }
  }

  init(_ input: LintInput, isNew: Bool = false) {
    self.input = input
    self.isNew = isNew
    isAsked = input.role == .asked
    isOpen = isAsked
    old = isNew ? [] : input.bytes
  }
}

private struct FixRun {
  private var files: [FixedFile]
  private let settings: FixSettings
  private let rules: [any Rule]
  private var applied: Set<String> = []
  private var unfinished: [String] = []

  init(_ inputs: [LintInput], _ settings: FixSettings, _ rules: [any Rule]) {
    files = inputs.map { FixedFile($0) }
    self.settings = settings
    self.rules = rules
  }

  // MARK: - Passes

  mutating func run() async {
    openAll()
    await check()
    for pass in 0..<passLimit {
      let isAlone = await chooseNext()
      guard isChanging else { return }
      guard pass < passLimit - 1 else {
        unfinished = files.filter { $0.change != nil }.map(\.input.path)
        return
      }
      for place in files.indices {
        files[place].isOpen =
          files[place].change != nil || files[place].isPending || isAlone && files[place].isAsked
        if let change = files[place].change { apply(change, at: place) }
      }
      let failing = failingElsewhere
      await check()
      if judge(failsElsewhere: failingElsewhere > failing) { await check() }
    }
  }

  /// Chooses the fixes of the next pass: safe ones in all files, or else those of one file. What leaves another schema
  /// behind, or new files, matters to all that stands behind it: that is done one file at a time, and last.
  ///
  /// - Returns: only one file is changed.
  private mutating func chooseNext() async -> Bool {
    if !choose(\.isSafe), files.contains(where: { $0.isAsked && !$0.isOpen }) {
      // A change may have given other files something to fix.
      openAll()
      await check()
      _ = choose(\.isSafe)
    }
    guard !isChanging else { return false }
    changeLast()
    if !isChanging, retry() {
      if choose(\.isSafe) { return false }
      changeLast()
    }
    return true
  }

  private var isChanging: Bool { files.contains { $0.change != nil } }

  private mutating func openAll() {
    for place in files.indices { files[place].isOpen = files[place].isAsked }
  }

  /// Lets fixes that have been refused be tried once more in files that have changed since.
  ///
  /// - Returns: whether there are any.
  private mutating func retry() -> Bool {
    let places = files.indices.filter { !files[$0].deferred.isEmpty }
    for place in places { files[place].deferred = [] }
    return !places.isEmpty
  }

  /// Checks the files that are open; the others are only replayed.
  private mutating func check() async {
    let inputs = files.map { file in
      var input = file.input
      if file.isAsked, !file.isOpen { input.role = .history }
      return input
    }
    var reports = await lint(inputs, rules: rules, isParallel: isWorthThreads(inputs))[...]
    for place in files.indices where files[place].isOpen {
      guard var report = reports.popFirst() else { return }
      settings.leaveOut?(&report, files[place].input.settings)
      files[place].report = report
    }
  }

  // MARK: - Choosing

  /// Chooses the fixes of the next pass.
  ///
  /// - Returns: whether there are any.
  private mutating func choose(_ isWanted: (Fix) -> Bool) -> Bool {
    for place in files.indices where files[place].isOpen {
      let change = change(of: files[place], isWanted)
      files[place].change = change
    }
    return isChanging
  }

  private mutating func change(
    of file: FixedFile, _ isWanted: (Fix) -> Bool
  ) -> FixedFile.Change? {
    guard let report = file.report else { return nil }
    let fixable = report.findings.compactMap { finding in
      settings.fix(for: finding).map { (finding.rule, finding.severity, $0) }
    }.filter {
      isWanted($0.2) && !file.refused.contains($0.2) && !file.deferred.contains($0.2)
    }
    if fixable.isEmpty { return nil }
    if isApplied(report, file.input) {
      applied.insert(report.path)
      return nil
    }
    var change = FixedFile.Change(report: report)
    var edits = ChosenEdits(file.input.bytes)
    // What is worse comes first: what is added for the sake of the rest may depend on it.
    for severity in Severity.allCases.reversed() {
      for (rule, _, fix) in fixable.filter({ $0.1 == severity })
      where change.fixes.count < file.batch && edits.take(fix, of: rule) {
        change.fixes.append((rule, fix))
      }
    }
    change.bytes = edits.text
    return change
  }

  /// It may have run, and its runner keeps a checksum of what has.
  private func isApplied(_ report: FileReport, _ input: LintInput) -> Bool {
    guard !settings.changesApplied, let framework = report.framework, framework.checksum != .none,
      purpose(ofFileAt: input.path, input.surroundings) == .migration
    else { return false }
    return input.base.mayHaveRun(isOnBranch: settings.onBaseBranch.contains(input.location))
  }

  /// Puts the new text in the place of the old one, which the change keeps.
  private mutating func apply(_ change: FixedFile.Change, at place: Int) {
    let old = files[place].input.bytes
    files[place].change?.bytes = old
    files[place].input.bytes = change.bytes
  }

  // MARK: - Judging

  /// Keeps what is better than it was, and takes the rest back.
  ///
  /// - Returns: something was taken back.
  private mutating func judge(failsElsewhere: Bool) -> Bool {
    var (keeps, takesBack) = (false, false)
    let made = files.filter(\.isPending).compactMap(\.report)
    let failsAnew = failsElsewhere || made.contains { $0.failing > 0 }
    let hazardsMade = made.reduce(0) { $0 + $1.hazards }
    for place in files.indices.reversed() {
      guard let change = files[place].change, let report = files[place].report else { continue }
      files[place].change = nil
      // What has been made was made for the one change that there is then.
      if !failsAnew, report.hazards + hazardsMade <= change.report.hazards,
        report.isBetter(than: change.report, for: Set(change.fixes.map(\.rule)))
      {
        for (rule, _) in change.fixes { files[place].fixes[rule, default: 0] += 1 }
        files[place].accept(change)
        keeps = true
        for made in files.indices { files[made].isPending = false }
        continue
      }
      files[place].input.bytes = change.bytes
      takesBack = true
      files[place].refuse(change)
      files.removeAll(where: \.isPending)
    }
    if keeps {
      for place in files.indices {
        files[place].deferred.formUnion(files[place].refused)
        files[place].refused = []
      }
    }
    return takesBack
  }

  /// How much fails in files that are not changed.
  private var failingElsewhere: Int {
    files.reduce(0) { sum, file in
      file.change == nil && !file.isPending ? sum + (file.report?.failing ?? 0) : sum
    }
  }

  // MARK: - Unsafe fixes

  /// Chooses the fixes of the last file that has any left, and puts the files that they ask for behind it.
  private mutating func changeLast() {
    _ = choose { _ in true }
    var isChosen = false
    for place in files.indices.reversed() {
      guard let change = files[place].change else { continue }
      guard !isChosen else {
        files[place].change = nil
        continue
      }
      let following = FollowingMigration(
        behind: files[place].input, files[place].report?.framework, in: files.map(\.input))
      if let made = following.inputs(for: merged(change.fixes.flatMap(\.fix.migrations))) {
        var new = made.map { FixedFile($0, isNew: true) }
        for number in new.indices { new[number].isPending = true }
        files.insert(contentsOf: new, at: place + 1)
        isChosen = true
      } else {
        files[place].change = nil
        files[place].refused.formUnion(change.fixes.map(\.fix))
      }
    }
  }

  /// As few as do.
  private func merged(_ migrations: [NewMigration]) -> [NewMigration] {
    var merged: [NewMigration] = []
    for migration in migrations {
      if let last = merged.last, last.isWithoutTransaction == migration.isWithoutTransaction,
        last.wayBack == migration.wayBack
      {
        merged[merged.count - 1].statements += migration.statements
        if !last.title.hasSuffix("_and_more") { merged[merged.count - 1].title += "_and_more" }
      } else {
        merged.append(migration)
      }
    }
    return merged
  }

  // MARK: - The end

  var outcome: FixOutcome {
    FixOutcome(
      changed: files.filter { $0.old != $0.input.bytes }.map { file in
        FixOutcome.ChangedFile(
          path: file.input.path, old: file.old, new: file.input.bytes, isNew: file.isNew,
          fixes: file.fixes)
      },
      inputs: files.map(\.input), reports: files.compactMap(\.report),
      applied: files.map(\.input.path).filter(applied.contains), unfinished: unfinished)
  }
}

extension Fix {
  /// The same where other edits have been made.
  fileprivate func moved(by edits: [Edit]) -> Fix {
    var moved = self
    for place in moved.edits.indices {
      let start = moved.edits[place].range.start
      let shift = edits.lazy.filter { $0.range.end <= start }.reduce(0) {
        $0 + $1.text.utf8.count - $1.range.indices.count
      }
      let range = moved.edits[place].range
      moved.edits[place].range = ByteRange(
        start: UInt32(Int(range.start) + shift), end: UInt32(Int(range.end) + shift))
    }
    return moved
  }
}

extension FileReport {
  /// Nothing fails that did not fail before, and each of the rules has less to say.
  fileprivate func isBetter(than old: FileReport, for rules: Set<String>) -> Bool {
    failing <= old.failing && rules.allSatisfy { count(of: $0) < old.count(of: $0) }
  }

  /// How much there is to act on.
  fileprivate var hazards: Int {
    findings.reduce(0) { $0 + ($1.severity >= .warning && $1.approval == nil ? 1 : 0) }
  }

  private func count(of rule: String) -> Int {
    findings.reduce(0) { $0 + ($1.rule == rule && $1.approval == nil ? 1 : 0) }
  }
}
