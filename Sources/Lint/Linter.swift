package import Diagnostics
package import Migrations

/// How one file is to be checked: its configuration, resolved.
package struct LintSettings: Sendable {
  package var preset: Preset
  package var runner: RunnerSettings
  package var postgres: ClosedRange<Int>
  /// Somebody has said which versions they are.
  package var statesPostgres = false
  /// Who sets lock_timeout.
  package var timeouts: TimeoutSource
  /// Severities that differ from the preset's, by rule id; nil switches the rule off.
  package var severities: [String: Severity?]
  /// What rules are told beside their severities.
  package var options: RuleOptions
  /// Only these rules, if not nil.
  package var selected: Set<String>?
  /// Reports hold their migrations, for those who ask about the places of findings.
  package var keepsMigrations = false

  package init(
    preset: Preset = .recommended, runner: RunnerSettings = RunnerSettings(),
    postgres: ClosedRange<Int> = 14...18, timeouts: TimeoutSource = .files,
    severities: [String: Severity?] = [:],
    options: RuleOptions = RuleOptions(), selected: Set<String>? = nil
  ) {
    self.preset = preset
    self.runner = runner
    self.postgres = postgres
    self.timeouts = timeouts
    self.severities = severities
    self.options = options
    self.selected = selected
  }

  /// Some rule that is on wants to know what the changelog says.
  package var asksForChangelog: Bool { severity(of: ChangelogEntry.info) != nil }

  /// Some rule that is on wants to know what the file with the whole schema says.
  package var asksForSchema: Bool { severity(of: SchemaDriftRule.info) != nil }

  /// The severity of a rule; nil where it is off.
  package func severity(of info: RuleInfo) -> Severity? {
    if let selected, !selected.contains(info.id) { return nil }
    if let override = severities[info.id] { return override }
    if let selected, selected.contains(info.id) { return info.severity(in: .all) }
    return info.severity(in: preset)
  }
}

/// A file as the caller read it. Linting does no IO.
package struct LintInput: Sendable {
  /// What a file is for in a run.
  package enum Role: Sendable {
    /// It is checked.
    case asked
    /// It is of the same history as one that is checked: it is replayed if it runs before, and rules may ask about it.
    case history
    /// The base branch has got it since this one left it: only its name is known.
    case arrived
  }

  package var role: Role
  /// As it is shown.
  package var path: String
  /// The path as it tells which files are of one history: whatever the working directory is, and however it was given.
  package var location: String
  package var bytes: [UInt8]
  package var settings: LintSettings
  package var surroundings: Surroundings
  package var base: BaseState
  /// What the log of the migrations says; nil where nobody looked for one.
  package var changelog: ProjectChangelog?
  /// The file that holds the whole schema; nil where there is none, or nobody looked for it.
  package var schema: ReferredFile?

  package init(
    path: String, bytes: [UInt8], settings: LintSettings = LintSettings(),
    surroundings: Surroundings = Surroundings(), changelog: ProjectChangelog? = nil,
    schema: ReferredFile? = nil, role: Role = .asked, location: String? = nil,
    base: BaseState = .unknown
  ) {
    self.location = location ?? path
    self.role = role
    self.base = base
    self.path = path
    self.bytes = bytes
    self.settings = settings
    self.surroundings = surroundings
    self.changelog = changelog
    self.schema = schema
  }
}

/// How a migration differs from the one on the base branch, which may have run already.
package enum BaseState: Sendable, Equatable {
  case unknown
  /// It is new.
  case absent
  case same
  /// nil: what it was cannot be read.
  case changed(from: [UInt8]?)
  /// It was there, and is not any more.
  case removed
  /// It is there under another path, which is spelled as `LintInput.location` is.
  case renamed(from: String, isChanged: Bool)

  /// Whether the migration may have run.
  ///
  /// - Parameter isOnBranch: its file is on the base branch as it is, as far as somebody has looked.
  package func mayHaveRun(isOnBranch: Bool) -> Bool {
    switch self {
    case .unknown: isOnBranch
    case .absent: false
    case .same, .changed, .removed, .renamed: true
    }
  }
}

/// The log of migrations that people keep beside them, as the caller found it.
package enum ProjectChangelog: Sendable {
  case present(Changelog)
  /// There is none. One migration has to answer for all: the first.
  case absent(first: MigrationNumber?)
}

/// What was found in one file.
package struct FileReport: Sendable {
  package var path: String
  package var bytes: [UInt8]
  package var framework: Framework?
  /// Of the part that its runner runs first.
  package var transport: Transport
  /// Statements of all sections.
  package var statements: Int
  /// Statements that could not be read.
  package var unparsed: Int
  /// In the order of the file; approved findings are among them.
  package var findings: [Finding]
  /// Findings beyond `Findings.limit`, for which the last finding stands.
  package var omitted: Int
  /// Places that cannot be read, and statements that fail for certain or refuse their transaction.
  package var failing: Int
  /// Files that are not among those of the run, but that findings refer to.
  package var referred: [ReferredFile] = []
  /// The path by which the files of its history are known.
  package var location: String
  package var base: BaseState
  /// As it was read, if the settings keep it.
  package var migration: Migration?
}

/// Checks files as one history, in the order given: what an earlier one creates, a later one knows.
///
/// - Returns: a report for each input that is asked for, in the same order, whatever the number of threads.
package func lint(_ inputs: [LintInput]) async -> [FileReport] {
  await lint(inputs, rules: Registry.rules, isParallel: isWorthThreads(inputs))
}

/// - Parameter isParallel: the reports are the same either way.
func lint(
  _ inputs: [LintInput], rules: [any Rule], isParallel: Bool
) async -> [FileReport] {
  let read = await readAll(inputs, isParallel: isParallel)
  let run = await HistoryCheck(inputs, read, rules: RuleSet(rules), isParallel: isParallel)
  let checked = await map(run.histories, isParallel: isParallel) {
    await run.check($0, isParallel: isParallel)
  }
  var reports = checked.joined().sorted { $0.place < $1.place }.map(\.report)
  if reports.count < inputs.count { addReferred(to: &reports, from: inputs) }
  // All that was built up goes while the caller writes the reports.
  Task.detached { withExtendedLifetime(run) {} }
  return reports
}

/// Adds the files of the history that findings refer to, and that have no report.
private func addReferred(to reports: inout [FileReport], from inputs: [LintInput]) {
  let files = Dictionary(
    inputs.lazy.filter { $0.role == .history }.map { ($0.path, $0) }
  ) { first, _ in first }
  for place in reports.indices {
    let paths = Set(reports[place].findings.lazy.flatMap(\.related).map(\.path))
    for path in paths.sorted() {
      guard let file = files[path] else { continue }
      reports[place].referred.append(ReferredFile(path: path, bytes: file.bytes))
    }
  }
}

/// Reads files; what runs one may show in its neighbours.
func readAll(_ inputs: [LintInput], isParallel: Bool) async -> [ReadMigration] {
  let texts = await map(inputs, isParallel: isParallel) {
    MigrationText(path: $0.path, bytes: $0.bytes, location: $0.location)
  }
  let marked = MarkedNeighbours(texts)
  // Of a migration that is not checked, its way back is asked for only where that is checked.
  let checksWaysBack =
    inputs.contains { $0.role != .asked }
    && inputs.contains {
      $0.role == .asked && purpose(ofFileAt: $0.path, $0.surroundings) == .rollback
    }
  return await map(Array(inputs.indices), isParallel: isParallel) { place in
    ReadMigration(
      inputs[place], texts[place], neighbour: marked.neighbour(of: texts[place]),
      findsWayBack: checksWaysBack || inputs[place].role == .asked)
  }
}
