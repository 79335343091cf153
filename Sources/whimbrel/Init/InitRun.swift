import Config
import Lint
import Migrations
import Reporters

/// One run of `init`: finds out, shows, asks, writes.
struct InitRun {
  private let asked: InitSettings
  private let console: Console

  init(_ asked: InitSettings) {
    self.asked = asked
    console = Console()
  }

  /// - Returns: how the process ends.
  func run() -> ExitStatus {
    guard let root = realPath(asked.directory), (try? fileKind(root)) == .directory else {
      console.complain("\(asked.directory) is no directory")
      return .unusable
    }
    var sources = SourceSettings(paths: [asked.directory])
    sources.configurations = .none
    let reader = MigrationReader(sources, console: console)
    let found = reader.find(sources.paths, usesGit: false)
    guard reader.isUsable else { return .unusable }
    let survey = ProjectSurvey(root, found, reader)
    let preset = asked.preset ?? (survey.followsGuide ? .documented : .recommended)
    show(survey, preset)

    let git = GitPlaces(around: root)
    do throws(FileProblem) {
      let configuration = FileToWrite(
        path: Path.joined(root, configurationFileName),
        text: writtenConfiguration(survey, preset: preset))
      // Before anybody is asked about more.
      try refuseToOverwrite(configuration)
      let others = try integrations(root, git, survey)
      for file in others { try refuseToOverwrite(file) }
      for file in [configuration] + others { try write(file) }
    } catch {
      console.complain(error.message)
      _ = console.finish()
      return .unusable
    }
    return console.finish() ? .clean : .unusable
  }

  // MARK: What was found

  private func show(_ survey: ProjectSurvey, _ preset: Preset) {
    func line(_ name: String, _ text: String) {
      console.output.write("\(padded(name, to: 12))\(displayable(text))\n")
    }
    if survey.directories.isEmpty { line("migrations", "none found, only other SQL") }
    for directory in survey.directories {
      let count = "\(directory.count) \(directory.count == 1 ? "file" : "files")"
      line("migrations", "\(directory.path), \(count)")
      line("runner", "\(directory.framework?.rawValue ?? "not known") (\(directory.because))")
    }
    line("schema", survey.schema ?? "none found")
    line("changelog", survey.changelog ?? "none found")
    line(
      "PostgreSQL",
      survey.postgres.map { stated in
        let (first, last) = (stated.versions.lowerBound, stated.versions.upperBound)
        return "\(first == last ? "\(first)" : "\(first) to \(last)") (\(stated.path))"
      } ?? "nothing tells the version")
    line(
      "preset",
      asked.preset == nil && survey.followsGuide
        ? "documented (the migrations have the header of the guide)" : preset.rawValue)
    console.output.write("\n")
    console.output.flush()
  }

  // MARK: What else is wanted

  private func integrations(
    _ root: String, _ git: GitPlaces?, _ survey: ProjectSurvey
  ) throws(FileProblem) -> [FileToWrite] {
    var files: [FileToWrite] = []
    let top = git?.top ?? root
    if let git {
      let hook = hookToWrite(git)
      if asked.writesHook || isWanted(hook, "Check what is about to be committed, by the git hook")
      {
        files.append(hook)
      }
    } else if asked.writesHook {
      throw FileProblem(message: "--hook: \(asked.directory) is in no git work tree")
    }

    let path = Path.joined(top, ".pre-commit-config.yaml")
    let isThere = (try fileKind(path)) != nil
    if asked.writesPreCommit || isThere && asks("Add whimbrel to \(shown(path))?") {
      let present = isThere ? try readFile(path) : nil
      if let file = try preCommitToWrite(in: top, present: present) {
        files.append(file)
      } else {
        console.output.write("\(displayable(shown(path))) has whimbrel already\n")
      }
    }

    let inside = Path.relative(root, to: top)
    let paths = survey.directories.map { directory in
      let path = directory.path == "." ? nil : directory.path
      return [inside, path].compactMap { $0 }.joined(separator: "/")
    }.map { $0.isEmpty ? "." : $0 }
    if let service = asked.service ?? git?.service {
      let job = jobToWrite(service, in: top, paths: paths.isEmpty ? ["."] : paths)
      if asked.service != nil || isWanted(job, "Check every change, by the job") {
        files.append(job)
      }
    }
    return files
  }

  /// Asks whether to write a file that nobody has asked for; what is there is left as it is.
  private func isWanted(_ file: FileToWrite, _ purpose: String) -> Bool {
    guard asked.overwrites || (try? fileKind(file.path)) == nil else { return false }
    return asks("\(purpose) \(shown(file.path))?")
  }

  private func asks(_ question: String) -> Bool {
    console.isInteractive && console.asks(question)
  }

  // MARK: Writing

  private func refuseToOverwrite(_ file: FileToWrite) throws(FileProblem) {
    guard !asked.overwrites, !file.keepsWhatIsThere, try fileKind(file.path) != nil else { return }
    throw FileProblem(
      message: "\(shown(file.path)) is there already, and nothing was written; "
        + "--force writes over it")
  }

  private func write(_ file: FileToWrite) throws(FileProblem) {
    try makeDirectories(Path.directory(of: file.path))
    try writeFile(file.path, Array(file.text.utf8), isNew: false)
    if file.isExecutable { try makeExecutable(file.path) }
    let verb = file.keepsWhatIsThere ? "added to" : "wrote"
    console.output.write("\(verb) \(displayable(shown(file.path)))\n")
    for line in file.remark?.split(separator: "\n") ?? [] {
      console.output.write(displayable(String(line)) + "\n")
    }
  }

  /// As a person in the present directory would write it.
  private func shown(_ path: String) -> String {
    realPath(".").flatMap { Path.relative(path, to: $0) } ?? path
  }
}
