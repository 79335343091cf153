import Lint

/// The baselines of one run: the one that the command line names, or else those that the configurations name.
struct Baselines {
  private let change: BaselineSettings.Change?
  /// In the order in which files have asked for them.
  private var known: [KnownFindings] = []
  /// Their places in `known`, by the paths that name them.
  private var places: [String: Int] = [:]
  /// The same, by the locations of the files that are checked.
  private var byFile: [String: Int] = [:]

  init(_ asked: BaselineSettings) throws(FileProblem) {
    change = asked.change
    if let path = asked.path { try open(path) }
  }

  /// No file has one.
  var isEmpty: Bool { known.isEmpty }

  /// The run is only about what is known.
  var isWritten: Bool { change == .write }

  /// Notes that a file has a baseline, and reads it if it is the first one.
  ///
  /// - Parameter baseline: nil where nobody names one.
  mutating func add(_ location: String, _ baseline: String?) throws(FileProblem) {
    guard let baseline else {
      guard let change else { return }
      let option = change == .write ? "--write-baseline" : "--prune-baseline"
      throw FileProblem(
        message: "\(option) wants the name of the file: --baseline FILE, or the key baseline of "
          + "whimbrel.toml")
    }
    if places[baseline] == nil { try open(baseline) }
    byFile[location] = places[baseline]
  }

  private mutating func open(_ path: String) throws(FileProblem) {
    known.append(try KnownFindings(path, change))
    places[path] = known.count - 1
  }

  /// Takes what is known out of a report.
  ///
  /// - Returns: how many findings that were.
  mutating func leaveOut(of report: inout FileReport, _ settings: LintSettings) -> Int {
    guard let place = byFile[report.location] else { return 0 }
    return known[place].leaveOut(of: &report, settings)
  }

  /// Ends the run: writes the baselines, if that was asked for.
  ///
  /// - Returns: sentences about what was done, or could be.
  func finish() throws(FileProblem) -> [String] {
    var said: [String] = []
    for baseline in known {
      if let sentence = try baseline.finish() { said.append(sentence) }
    }
    return said
  }
}
