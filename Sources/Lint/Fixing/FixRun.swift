import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

/// Which fixes are applied.
package struct FixSettings: Sendable {
  /// Those that change what a migration does as well.
  package var isUnsafeAllowed: Bool
  /// Migrations that may have run are changed though their runner keeps checksums.
  package var changesApplied: Bool
  /// Locations of files that are on the base branch as they are, where `LintInput.base` does not say so.
  package var onBaseBranch: Set<String> = []
  /// Takes findings out of a report that are to stay.
  package var leaveOut: (@Sendable (inout FileReport, LintSettings) -> Void)?

  package init(isUnsafeAllowed: Bool = false, changesApplied: Bool = false) {
    self.isUnsafeAllowed = isUnsafeAllowed
    self.changesApplied = changesApplied
  }

  /// The fix of a finding that is to be applied.
  func fix(for finding: Finding) -> Fix? {
    guard finding.approval == nil else { return nil }
    return finding.fixes.first { $0.isSafe } ?? (isUnsafeAllowed ? finding.fixes.first : nil)
  }
}

/// What has become of a run whose findings were fixed.
package struct FixOutcome: Sendable {
  /// A file that is no longer as it was.
  package struct ChangedFile: Sendable {
    package var path: String
    /// Empty for a new one.
    package var old: [UInt8]
    package var new: [UInt8]
    package var isNew: Bool
    /// How many fixes were applied, by rule.
    package var fixes: [String: Int]
  }
  /// In the order of the run.
  package var changed: [ChangedFile]
  /// The run as it is now.
  package var inputs: [LintInput]
  /// Of the files as they are now, in the order of those that were asked for; new ones behind them.
  package var reports: [FileReport]
  /// Paths of migrations with findings that could be fixed, had they not run already where a checksum is kept of them.
  package var applied: [String]
  /// Paths of files in which fixes have called for fixes up to the limit.
  package var unfinished: [String]
}

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

/// How often files are checked again. A statement of many commands may need a pass for each.
private let passLimit = 100

private struct FixRun {
  /// What is known of a file that is asked for.
  struct File {
    var old: [UInt8]
    var isNew = false
    /// The place of the file that it was just made for, as long as that is not judged.
    var madeFor: Int?
    var fixes: [String: Int] = [:]
    /// Fixes that have done harm, or nothing.
    var refused: Set<Fix> = []
    /// Only one fix at a time: of several, one has done harm.
    var isCareful = false
  }

  private var inputs: [LintInput]
  private let settings: FixSettings
  private let rules: [any Rule]
  /// By the places of inputs that are asked for.
  private var files: [Int: File] = [:]
  private var reports: [FileReport] = []
  private var applied: Set<String> = []
  private var unfinished: [String] = []

  init(_ inputs: [LintInput], _ settings: FixSettings, _ rules: [any Rule]) {
    self.inputs = inputs
    self.settings = settings
    self.rules = rules
    for (place, input) in inputs.enumerated() where input.role == .asked {
      files[place] = File(old: input.bytes)
    }
  }

  private var asked: [Int] { inputs.indices.filter { inputs[$0].role == .asked } }

  private func check() async -> [FileReport] {
    var reports = await lint(inputs, rules: rules, isParallel: isWorthThreads(inputs))
    guard let leaveOut = settings.leaveOut else { return reports }
    for (index, place) in asked.enumerated() { leaveOut(&reports[index], inputs[place].settings) }
    return reports
  }

  // MARK: - Passes

  mutating func run() async {
    reports = await check()
    for pass in 0..<passLimit {
      var changes = chosenChanges { $0.migrations.isEmpty }
      // New files move what stands behind them: one at a time, and last.
      if changes.isEmpty { changes = firstSplit() }
      if changes.isEmpty { return }
      if pass == passLimit - 1 {
        unfinished = changes.keys.sorted().map { inputs[$0].path }
        return
      }
      let before = apply(changes)
      reports = await check()
      if judge(changes, before) { reports = await check() }
    }
  }

  private typealias Chosen = (rule: String, fix: Fix)
  private typealias State = (bytes: [UInt8], report: FileReport)

  /// - Returns: what the files were.
  private mutating func apply(_ changes: [Int: [Chosen]]) -> [Int: State] {
    var before: [Int: State] = [:]
    for (report, place) in zip(reports, asked) where changes[place] != nil {
      before[place] = (inputs[place].bytes, report)
    }
    for (place, fixes) in changes {
      inputs[place].bytes = edited(inputs[place].bytes, fixes.flatMap(\.fix.edits))
    }
    return before
  }

  // MARK: - New migrations

  /// The fixes of the first file that can be split, with the files that they ask for among the inputs.
  private mutating func firstSplit() -> [Int: [Chosen]] {
    let split = chosenChanges { !$0.migrations.isEmpty }
    for (report, place) in zip(reports, asked) {
      guard let chosen = split[place] else { continue }
      let following = FollowingMigration(behind: inputs[place], report.framework, in: inputs)
      let migrations = merged(chosen.flatMap(\.fix.migrations))
      if let made = following.inputs(for: migrations) {
        insert(made, behind: place)
        return [place: chosen]
      }
      for (_, fix) in chosen { files[place]?.refused.insert(fix) }
    }
    return [:]
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

  private mutating func insert(_ made: [LintInput], behind place: Int) {
    inputs.insert(contentsOf: made, at: place + 1)
    var moved: [Int: File] = [:]
    for (old, file) in files { moved[old > place ? old + made.count : old] = file }
    for number in made.indices {
      moved[place + 1 + number] = File(old: [], isNew: true, madeFor: place)
    }
    files = moved
  }

  /// Takes the files out again that were made for one.
  private mutating func removeMade(for place: Int) {
    let count = files.values.reduce(0) { $0 + ($1.madeFor == place ? 1 : 0) }
    guard count > 0 else { return }
    inputs.removeSubrange(place + 1..<place + 1 + count)
    var moved: [Int: File] = [:]
    for (old, file) in files where file.madeFor != place {
      moved[old > place ? old - count : old] = file
    }
    files = moved
  }

  // MARK: - Judging

  /// Keeps what is better than it was, and takes the rest back.
  ///
  /// - Returns: something was taken back.
  private mutating func judge(
    _ changes: [Int: [Chosen]], _ before: [Int: (bytes: [UInt8], report: FileReport)]
  ) -> Bool {
    var takesBack = false
    let failsAnew = zip(reports, asked).contains { report, place in
      files[place]?.madeFor != nil && report.failing > 0
    }
    for (report, place) in zip(reports, asked).reversed() {
      guard let chosen = changes[place], let (bytes, old) = before[place] else { continue }
      if !failsAnew, report.isBetter(than: old, for: Set(chosen.map(\.rule))) {
        for (rule, _) in chosen { files[place]?.fixes[rule, default: 0] += 1 }
        for made in files.keys where files[made]?.madeFor == place { files[made]?.madeFor = nil }
        continue
      }
      inputs[place].bytes = bytes
      removeMade(for: place)
      takesBack = true
      if chosen.count == 1 { files[place]?.refused.insert(chosen[0].fix) }
      files[place]?.isCareful = true
    }
    return takesBack
  }

  /// The fixes of the next pass, by file.
  private mutating func chosenChanges(_ isWanted: (Fix) -> Bool) -> [Int: [Chosen]] {
    var changes: [Int: [Chosen]] = [:]
    for (report, place) in zip(reports, asked) {
      guard let file = files[place] else { continue }
      let fixable = report.findings.compactMap { finding in
        settings.fix(for: finding).map { (finding.rule, finding.severity, $0) }
      }.filter { isWanted($0.2) && !file.refused.contains($0.2) }
      if fixable.isEmpty { continue }
      if isApplied(report, inputs[place]) {
        applied.insert(report.path)
        continue
      }
      var chosen: [Chosen] = []
      var edits = ChosenEdits(inputs[place].bytes)
      // What is worse comes first: what is added for the sake of the rest may depend on it.
      for severity in Severity.allCases.reversed() {
        for (rule, _, fix) in fixable.filter({ $0.1 == severity })
        where !(file.isCareful && !chosen.isEmpty) && edits.take(fix, of: rule) {
          chosen.append((rule, fix))
        }
      }
      changes[place] = chosen
    }
    return changes
  }

  /// It may have run, and its runner keeps a checksum of what has.
  private func isApplied(_ report: FileReport, _ input: LintInput) -> Bool {
    guard !settings.changesApplied, let framework = report.framework, framework.checksum != .none,
      purpose(ofFileAt: input.path, input.surroundings) == .migration
    else { return false }
    return input.base.mayHaveRun(isOnBranch: settings.onBaseBranch.contains(input.location))
  }

  // MARK: - The end

  var outcome: FixOutcome {
    FixOutcome(
      changed: files.sorted { $0.key < $1.key }.compactMap { place, file in
        guard file.old != inputs[place].bytes else { return nil }
        return FixOutcome.ChangedFile(
          path: inputs[place].path, old: file.old, new: inputs[place].bytes, isNew: file.isNew,
          fixes: file.fixes)
      },
      inputs: inputs, reports: reports,
      applied: asked.map { inputs[$0].path }.filter(applied.contains),
      unfinished: unfinished)
  }
}

extension FileReport {
  /// Nothing fails that did not fail before, and each of the rules has less to say.
  fileprivate func isBetter(than old: FileReport, for rules: Set<String>) -> Bool {
    failing <= old.failing && rules.allSatisfy { count(of: $0) < old.count(of: $0) }
  }

  private func count(of rule: String) -> Int {
    findings.reduce(0) { $0 + ($1.rule == rule && $1.approval == nil ? 1 : 0) }
  }
}

/// The edits of a file that go together: they do not touch, and those of one statement are of one rule.
private struct ChosenEdits {
  private let bytes: [UInt8]
  private var edits: [(range: ByteRange, rule: String)] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Returns: false where they do not go with those that were taken before.
  mutating func take(_ fix: Fix, of rule: String) -> Bool {
    for edit in fix.edits {
      let place = place(of: edit.range)
      if place > 0, isNear(edits[place - 1], edit.range, rule) { return false }
      if place < edits.count, isNear(edits[place], edit.range, rule) { return false }
    }
    for edit in fix.edits { edits.insert((edit.range, rule), at: place(of: edit.range)) }
    return true
  }

  private func place(of range: ByteRange) -> Int {
    edits.partitioningIndex { $0.range.start >= range.start }
  }

  private func isNear(
    _ other: (range: ByteRange, rule: String), _ range: ByteRange, _ rule: String
  ) -> Bool {
    let start = Int(min(range.end, other.range.end))
    let end = Int(max(range.start, other.range.start))
    if end <= start { return true }
    return rule != other.rule && !bytes[start..<end].contains(UInt8(ascii: ";"))
  }
}

/// A text with edits in it that do not touch.
private func edited(_ bytes: [UInt8], _ edits: [Fix.Edit]) -> [UInt8] {
  var result: [UInt8] = []
  var position = 0
  for edit in edits.sorted(by: { $0.range.start < $1.range.start }) {
    result += bytes[position..<Int(edit.range.start)]
    result += Array(edit.text.utf8)
    position = Int(edit.range.end)
  }
  return result + bytes[position...]
}
