import Lint

/// So many files are read by one task: enough that starting it does not count.
private let filesPerTask = 64

/// The files of a run, as the command line asks for them: what is checked, and what is known of what lies around it.
struct FoundFiles: Sendable {
  /// Those asked for are among them.
  private(set) var files: [RunFile] = []
  private(set) var neighbours: Neighbours
  /// How many were asked for.
  private(set) var askedCount = 0
  /// Something could not be read, or matched nothing; the reason has been printed.
  private(set) var hasProblems: Bool
  /// Why there is nothing to do, if there is not, and that is no mistake.
  private(set) var whyNone: String?
  /// What git tells, if it was asked.
  private let git: GitChanges?
  /// Texts that git keeps, by their ids.
  private var texts: [String: [UInt8]] = [:]

  init(_ settings: SourceSettings, _ configurations: Configurations, _ console: Console) {
    let finder = InputFinder(
      configurations: configurations, console: console,
      standardInputName: settings.standardInputName)
    var git: GitChanges?
    var hasProblems = false
    do throws(FileProblem) {
      git = try settings.git.map { query throws(FileProblem) in try GitChanges(query) }
    } catch {
      console.complain(error.message)
      hasProblems = true
    }
    if let git {
      finder.add(git, under: settings.paths)
    } else if !hasProblems {
      for path in settings.paths { finder.add(path) }
    }
    var history = HistoryFinder(finder, configurations, git)
    files = settings.knowsHistory ? history.run() : history.alone()
    neighbours = history.neighbours
    askedCount = finder.files.count
    self.git = git
    self.hasProblems = hasProblems || finder.hasProblems
    readTexts(console)
    guard askedCount == 0 else { return }
    if finder.excluded > 0 {
      whyNone = "the configuration excludes everything that was given"
    } else if let query = settings.git, !self.hasProblems {
      whyNone = query.nothingFound
    }
  }

  /// Texts of the next commit where the work tree differs from it, and those that were changed.
  private mutating func readTexts(_ console: Console) {
    guard let git else { return }
    var ids: [String] = []
    for run in files {
      if let id = run.file.text { ids.append(id) }
      if run.isAsked, case .changed(let old) = git.changes?[run.file.absolutePath] {
        ids.append(old)
      }
    }
    do throws(FileProblem) {
      for (id, text) in zip(ids, try gitTexts(ids, for: git.query)) { texts[id] = text }
    } catch {
      console.complain(error.message)
      hasProblems = true
    }
  }

  // MARK: - Reading

  /// The bytes of all files, in their order, read by several tasks at once; nil for one that was only expected and is
  /// not there.
  func readAll() async -> [Result<[UInt8], FileProblem>?] {
    guard files.count > filesPerTask else { return files.map(read) }
    let chunks = stride(from: 0, to: files.count, by: filesPerTask).map {
      files[$0..<min($0 + filesPerTask, files.count)]
    }
    return await withTaskGroup(of: (Int, [Result<[UInt8], FileProblem>?]).self) { group in
      for (index, chunk) in chunks.enumerated() {
        group.addTask { (index, chunk.map(read)) }
      }
      var results = [[Result<[UInt8], FileProblem>?]](repeating: [], count: chunks.count)
      for await (index, texts) in group { results[index] = texts }
      return results.flatMap { $0 }
    }
  }

  /// The bytes of a file; nil for one that was only expected and is not there.
  func read(_ run: RunFile) -> Result<[UInt8], FileProblem>? {
    if run.file.isRemoved { return .success([]) }
    if let id = run.file.text {
      return texts[id].map { .success($0) }
        ?? .failure(FileProblem(message: "git has lost the text of \(run.file.path)"))
    }
    let result = readText(run.file)
    if run.isExpected, case .failure(let problem) = result, problem == .missing(run.file.path) {
      return nil
    }
    return result
  }

  // MARK: - The base branch

  /// How a file differs from the base branch.
  func base(of run: RunFile) -> BaseState {
    guard let changes = git?.changes else { return .unknown }
    switch changes[run.file.absolutePath] {
    case nil: return .same
    case .absent: return .absent
    case .changed(let old): return .changed(from: texts[old])
    case .removed: return .removed
    case .renamed(let path, _, let isChanged): return .renamed(from: path, isChanged: isChanged)
    }
  }

  /// Files that the base branch has got and this one has not.
  var arrived: [String] { git?.arrived ?? [] }

  /// Absolute paths of files that are on the base branch, changed or not, as far as git knows one. Asks git if nobody has.
  var onBaseBranch: Set<String> {
    guard self.git == nil, let git = GitChanges.sinceBaseBranch() else { return [] }
    return Set(
      files.map(\.file.absolutePath).filter { path in
        Path.relative(path, to: git.root) != nil && git.changes?[path] != .absent
      })
  }
}
