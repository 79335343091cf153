import Lint
import Reporters

/// Puts what fixes have made of files where it belongs, and tells of it.
struct FixWriter {
  let request: FixRequest
  let console: Console
  let isQuiet: Bool

  /// Writes the files, or prints how they would change.
  ///
  /// - Parameter standardInput: the path that stands for standard input, whose text goes to standard output.
  /// - Returns: false if not all could be written.
  func write(_ outcome: FixOutcome, standardInput: String?) -> Bool {
    var isWritten = true
    for file in outcome.changed {
      if request.isDiff {
        reportDiff(
          of: file.path, from: file.isNew ? nil : file.old, to: file.new,
          style: console.outputStyle, to: console.output)
        continue
      }
      if file.path == standardInput { continue }
      do throws(FileProblem) {
        try write(file)
      } catch {
        console.complain(error.message)
        isWritten = false
      }
    }
    if !request.isDiff, let text = outcome.reports.first(where: { $0.path == standardInput })?.bytes
    {
      console.output.write(String(decoding: text, as: UTF8.self))
    }
    tell(outcome)
    return isWritten
  }

  private func write(_ file: FixOutcome.ChangedFile) throws(FileProblem) {
    if file.isNew {
      try makeDirectories(Path.directory(of: file.path))
    } else if try readFile(file.path) != file.old {
      throw FileProblem(message: "\(file.path) was changed by somebody else meanwhile: not fixed")
    }
    try writeFile(file.path, file.new, isNew: file.isNew)
  }

  /// Sentences on standard error.
  private func tell(_ outcome: FixOutcome) {
    for path in outcome.unfinished {
      console.complain("\(path): fixes call for more fixes without end; this is a bug of whimbrel")
    }
    guard !isQuiet else { return }
    if !outcome.applied.isEmpty {
      let count = outcome.applied.count
      let first = outcome.applied[0] + (count > 1 ? " and \(count - 1) more" : "")
      let (are, their) = count > 1 ? ("are", "their") : ("is", "its")
      console.note(
        "not fixed: \(first) \(are) on the base branch, and \(their) runner keeps checksums of "
          + "migrations that have run; --fix-applied fixes \(count > 1 ? "them" : "it") all the same"
      )
    }
    let total = outcome.changed.reduce(0) { $0 + $1.fixes.values.reduce(0, +) }
    guard total > 0 else { return }
    let files = outcome.changed.count
    let verb = request.isDiff ? "can be fixed" : "fixed"
    console.note(
      "\(total) \(total == 1 ? "finding" : "findings") \(verb) in \(files) "
        + "\(files == 1 ? "file" : "files")")
  }
}
