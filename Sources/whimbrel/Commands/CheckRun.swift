import Config
import Diagnostics
import Lint
import Migrations
import Reporters

/// One run of `check`: finds, reads, checks, reports.
struct CheckRun {
  private let asked: CheckSettings
  private let console: Console

  init(_ asked: CheckSettings) {
    self.asked = asked
    console = Console(color: asked.sources.color, isQuiet: asked.isQuiet)
  }

  /// - Returns: how the process ends.
  func run() async -> ExitStatus {
    let configurations = Configurations(asked.sources.configurations, console: console)
    let found = FoundFiles(asked.sources, configurations, console)
    let configured = configure(found.files, configurations)
    var known: Baselines
    do throws(FileProblem) {
      known = try Baselines(asked.baseline)
      for case let file? in configured where file.run.isAsked {
        let baseline = asked.baseline.path ?? file.configuration?.baseline.map { Path.shown($0) }
        try known.add(file.run.file.absolutePath, baseline)
      }
    } catch {
      console.complain(error.message)
      return .unusable
    }

    let count = found.askedCount
    let text = "checking \(count) \(count == 1 ? "file" : "files")"
    let outcome = await withProgress(text, isShown: console.showsProgress) {
      await check(configured, found, &known)
    }
    for problem in outcome.problems { console.complain(problem.message) }
    if !asked.isQuiet {
      for gap in outcome.gaps { console.note(gap) }
      if let reason = found.whyNone { console.note("nothing to check: \(reason)") }
    }

    var status = ExitStatus.clean
    if asked.showsFiles {
      reportFiles(
        outcome.described.map { ShownFile(migration: $0.migration, place: $0.place) },
        asJSON: asked.format == .json, style: console.outputStyle, to: console.output)
    } else if let reason = asked.allowReason {
      let writer = AllowWriter(
        reason: reason, onBaseBranch: found.onBaseBranch, console: console)
      status = writer.write(outcome.reports.map(\.report))
    } else if !known.isWritten {
      status = tell(outcome)
    }
    if !finish(known) { status = .unusable }
    let isWritten = console.finish()
    if found.hasProblems || configurations.isAnyBroken || !outcome.problems.isEmpty || !isWritten {
      return .unusable
    }
    return status
  }

  /// Writes what was fixed, and prints what is left.
  private func tell(_ outcome: Outcome) -> ExitStatus {
    if let fixed = outcome.fixed, let request = asked.fixes {
      let writer = FixWriter(request: request, console: console, isQuiet: asked.isQuiet)
      guard writer.write(fixed, standardInput: outcome.standardInput) else { return .unusable }
      if request.isDiff { return fixed.changed.isEmpty ? .clean : .findings }
      if outcome.standardInput == nil { print(outcome.reports) }
    } else {
      print(outcome.reports)
    }
    return outcome.fails ? .findings : .clean
  }

  /// - Returns: false if a baseline could not be written.
  private func finish(_ known: Baselines) -> Bool {
    do throws(FileProblem) {
      for said in try known.finish() {
        if known.isWritten {
          console.output.write(said + "\n")
        } else if !asked.isQuiet {
          console.note(said)
        }
      }
      return true
    } catch {
      console.complain(error.message)
      return false
    }
  }

  private func print(_ reports: [CheckedFile]) {
    let files = reports.map { file in
      let report = file.report
      return ReportedFile(
        path: report.path, bytes: report.bytes, framework: report.framework?.rawValue,
        transport: report.transport.rawValue, statements: report.statements,
        unparsed: report.unparsed, findings: report.findings.joined, referred: report.referred,
        known: file.known)
    }
    if asked.printsStatistics {
      reportStatistics(files, style: console.outputStyle, to: console.output)
      if asked.format == .text, !asked.isQuiet {
        console.output.write(Summary(of: files).sentence + "\n")
      }
    } else {
      report(
        files, as: asked.format, style: console.outputStyle, summary: !asked.isQuiet,
        to: console.output)
    }
  }

  // MARK: Settings

  private struct ConfiguredFile {
    var run: RunFile
    var settings: LintSettings
    var failOn: FailOn
    /// nil where there is none.
    var configuration: ConfigurationFile?
  }

  /// The files in their order; nil for those that cannot be checked, for their configuration is broken.
  private func configure(
    _ files: [RunFile], _ configurations: Configurations
  ) -> [ConfiguredFile?] {
    let bare = settings(Configuration())
    // Most directories have one configuration for all of their files.
    var shared: [ObjectIdentifier: LintSettings] = [:]
    return files.map { run in
      let file = run.file
      switch configurations.configuration(of: file.directory) {
      case .broken: return nil
      case .none: return ConfiguredFile(run: run, settings: bare, failOn: failOn(nil))
      case .file(let found):
        let key = ObjectIdentifier(found)
        let settings: LintSettings
        if found.configuration.overrides.isEmpty {
          settings = shared[key] ?? self.settings(found.configuration)
          shared[key] = settings
        } else {
          let path = found.relative(file.absolutePath)
          settings = self.settings(found.configuration.resolved(for: path))
        }
        return ConfiguredFile(
          run: run, settings: settings, failOn: failOn(found.configuration.failOn),
          configuration: found)
      }
    }
  }

  /// The settings of a configuration, with those of the command line over them.
  private func settings(_ configuration: Configuration) -> LintSettings {
    var settings = LintSettings()
    if let preset = configuration.preset.flatMap(Preset.init(rawValue:)) {
      settings.preset = preset
    }
    settings.runner = asked.sources.runner(configuration)
    if let postgres = asked.postgres ?? configuration.postgres {
      settings.postgres = postgres
      settings.statesPostgres = true
    }
    if let timeouts = configuration.timeouts { settings.timeouts = timeouts }
    settings.severities = configuration.rules
    settings.options = configuration.options

    if let preset = asked.preset { settings.preset = preset }
    if !asked.selected.isEmpty {
      settings.selected = Set(asked.selected)
      // Who asks for a rule by name wants it even where the configuration switches it off.
      settings.severities = settings.severities.filter { $0.value != nil }
    }
    for id in asked.ignored { settings.severities[id] = .some(nil) }
    settings.keepsMigrations =
      asked.baseline.path != nil || configuration.baseline != nil || asked.allowReason != nil
    return settings
  }

  private func failOn(_ configured: FailOn?) -> FailOn {
    asked.failOn ?? configured ?? .error
  }

  // MARK: Reading and checking

  private struct CheckedFile {
    var report: FileReport
    /// How many of its findings the baseline has.
    var known = 0
  }

  private struct Outcome {
    var reports: [CheckedFile] = []
    /// Instead of reports, where that was asked for.
    var described: [DescribedFile] = []
    var problems: [FileProblem] = []
    /// Sentences about files of the history that could not be read.
    var gaps: [String] = []
    /// What has become of the files, where they were to be fixed.
    var fixed: FixOutcome?
    /// The path that standard input has.
    var standardInput: String?
    /// A finding is as bad as what makes the run fail.
    var fails = false
  }

  private func check(
    _ files: [ConfiguredFile?], _ found: FoundFiles, _ known: inout Baselines
  ) async -> Outcome {
    var outcome = Outcome()
    var inputs: [LintInput] = []
    var thresholds: [String: Severity] = [:]
    var neighbours = found.neighbours
    var changelogs = Changelogs()
    var schemas = SchemaFiles()
    inputs.reserveCapacity(files.count)
    for (file, text) in zip(files, await found.readAll()) {
      guard let file else { continue }
      let (run, shown) = (file.run, file.run.file)
      switch text {
      case nil: continue
      case .failure(let problem) where run.isAsked: outcome.problems.append(problem)
      case .failure(let problem):
        outcome.gaps.append("\(problem.message); what it does is not known to the files after it")
      case .success(let bytes):
        inputs.append(
          LintInput(
            path: shown.path, bytes: bytes, settings: file.settings,
            surroundings: neighbours.surroundings(of: run),
            changelog: run.isAsked && file.settings.asksForChangelog
              ? changelogs.changelog(
                of: shown, configured: file.configuration?.changelog, &neighbours) : nil,
            schema: run.isAsked && file.settings.asksForSchema && !shown.isStandardInput
              ? schemas.schema(
                of: shown, file.configuration, looks: file.settings.preset == .documented) : nil,
            role: run.isAsked ? .asked : .history, location: shown.absolutePath,
            base: found.base(of: run)))
        if run.isAsked { thresholds[shown.path] = file.failOn.threshold }
        if shown.isStandardInput { outcome.standardInput = shown.path }
      }
    }
    if asked.showsFiles {
      outcome.described = await describe(inputs)
      return outcome
    }
    inputs += found.arrived.map { LintInput(path: $0, bytes: [], role: .arrived) }
    outcome.problems += changelogs.problems + schemas.problems
    if let request = asked.fixes {
      let fixed = await fix(inputs, fixSettings(request, found, known))
      inputs = fixed.inputs
      outcome.fixed = fixed
    }
    let reports = known.isEmpty ? outcome.fixed?.reports : nil
    outcome.reports = (reports ?? []).map { CheckedFile(report: $0) }
    if reports == nil { outcome.reports = await lint(inputs).map { CheckedFile(report: $0) } }
    let askedInputs = inputs.filter { $0.role == .asked }
    for (index, input) in askedInputs.enumerated() {
      outcome.reports[index].known = known.leaveOut(
        of: &outcome.reports[index].report, input.settings)
    }
    for file in outcome.reports {
      let report = file.report
      guard let threshold = thresholds[report.path] else { continue }
      if report.findings.contains(where: { $0.approval == nil && $0.severity >= threshold }) {
        outcome.fails = true
      }
    }
    return outcome
  }

  private func fixSettings(
    _ request: FixRequest, _ found: FoundFiles, _ known: Baselines
  ) -> FixSettings {
    var settings = FixSettings(
      isUnsafeAllowed: request.isUnsafeAllowed, changesApplied: request.changesApplied)
    if !request.changesApplied { settings.onBaseBranch = found.onBaseBranch }
    if !known.isEmpty {
      settings.leaveOut = { report, settings in
        var known = known
        _ = known.leaveOut(of: &report, settings)
      }
    }
    return settings
  }
}
