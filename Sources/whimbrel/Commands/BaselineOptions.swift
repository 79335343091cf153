import ArgumentParser

/// Options about findings that are there already, and are to stay.
struct BaselineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Leave out findings that this file knows.", valueName: "file"))
  var baseline: String?

  @Flag(help: "Write what is found into the baseline: --baseline, or the key of whimbrel.toml.")
  var writeBaseline = false

  @Flag(help: "Take what is found no more out of the baseline.")
  var pruneBaseline = false

  @Option(
    help: ArgumentHelp(
      "Approve what is found: write an allow comment with this reason above each statement.",
      valueName: "reason"))
  var addAllow: String?

  func baselineSettings() throws -> BaselineSettings {
    if writeBaseline, pruneBaseline {
      throw ValidationError(
        "--write-baseline writes what is found and nothing else; leave out --prune-baseline")
    }
    if writeBaseline, addAllow != nil {
      throw ValidationError(
        "--write-baseline and --add-allow both keep findings; leave one of them out")
    }
    return BaselineSettings(
      path: baseline, change: writeBaseline ? .write : pruneBaseline ? .prune : nil)
  }

  /// The reason of approvals to write; nil where none are.
  func reason(paths: [String], git: GitOptions) throws -> String? {
    guard let addAllow else { return nil }
    if addAllow.allSatisfy(\.isWhitespace) {
      throw ValidationError("--add-allow wants a reason that tells others why it may be")
    }
    if addAllow.contains(where: \.isNewline) || addAllow.contains("*/") {
      throw ValidationError("--add-allow: the reason becomes a comment of one line, without */")
    }
    if paths.contains("-") || git.staged {
      throw ValidationError(
        "--add-allow writes into files; it does not go with standard input, nor with --staged")
    }
    return addAllow
  }
}

/// Which findings are known, and whether that changes.
struct BaselineSettings: Sendable {
  enum Change: Sendable {
    /// What is found takes the place of what was known.
    case write
    /// What is found no more is not known any more.
    case prune
  }

  /// Wins over configurations.
  var path: String?
  var change: Change?
}
