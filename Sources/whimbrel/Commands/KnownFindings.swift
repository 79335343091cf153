import Diagnostics
import Lint

/// One baseline during a run: the findings it has are left out, and it is written anew if that was asked for.
struct KnownFindings {
  private let path: String
  /// Absolute, without symbolic links: paths in the baseline start here.
  private let directory: String
  private let change: BaselineSettings.Change?
  private let baseline: Baseline
  /// What was not found so far.
  private var rest: Baseline
  /// What is found, approved findings left out.
  private var found = Baseline()
  /// By path: the rules that looked at it.
  private var checked: [String: LintSettings] = [:]

  /// Reads the baseline.
  init(_ path: String, _ change: BaselineSettings.Change?) throws(FileProblem) {
    self.path = path
    self.change = change
    let folder = Path.directory(of: Path.normalized(path))
    guard let directory = realPath(folder) else { throw .missing(folder) }
    self.directory = directory
    if change == .write, try fileKind(path) == nil {
      baseline = Baseline()
    } else {
      let text = String(decoding: try readFile(path), as: UTF8.self)
      do throws(Baseline.Mistake) {
        baseline = try Baseline(text)
      } catch {
        throw FileProblem(message: "\(path):\(error.line): \(error.message)")
      }
    }
    rest = baseline
  }

  /// Takes what is known out of a report.
  ///
  /// - Returns: how many findings that were.
  mutating func leaveOut(of report: inout FileReport, _ settings: LintSettings) -> Int {
    guard let migration = report.migration else { return 0 }
    let shown = Path.shown(report.location, from: directory)
    checked[shown] = settings
    let count = report.findings.count
    report.findings.removeAll { finding in
      guard finding.approval == nil else { return false }
      let entry = Baseline.Entry(
        path: shown, rule: finding.rule, fingerprint: Fingerprint(of: finding, in: migration))
      found.add(entry)
      return rest.take(entry)
    }
    return count - report.findings.count
  }

  /// Ends the run: writes the baseline, if that was asked for.
  ///
  /// - Returns: a sentence about what was done, or could be; nil where there is nothing to say.
  func finish() throws(FileProblem) -> String? {
    let gone = rest.filter { entry in
      guard let settings = checked[entry.path] else {
        return !isReadable(Path.joined(directory, entry.path))
      }
      // Whether a rule that is off would find it is not known.
      guard let rule = Registry.rule(entry.rule) else { return true }
      return settings.severity(of: type(of: rule).info) != nil
    }
    switch change {
    case nil:
      guard gone.count > 0 else { return nil }
      return
        "\(counted(gone.count)) of \(path) \(gone.count == 1 ? "is" : "are") not there any more; "
        + "--prune-baseline takes \(gone.count == 1 ? "it" : "them") out"
    case .prune:
      guard gone.count > 0 else { return nil }
      try write(baseline.subtracting(gone))
      return
        "took \(counted(gone.count)) that \(gone.count == 1 ? "is" : "are") not there any more out of \(path)"
    case .write:
      var written = rest.subtracting(gone)
      for (entry, count) in found.counts { written.add(entry, count: count) }
      try write(written)
      return "\(path): \(counted(written.count))"
    }
  }

  private func write(_ baseline: Baseline) throws(FileProblem) {
    let bytes = Array(baseline.text.utf8)
    if let old = try? readFile(path), old == bytes { return }
    try writeFile(path, bytes, isNew: false)
  }

  private func counted(_ number: Int) -> String { "\(number) finding\(number == 1 ? "" : "s")" }
}
