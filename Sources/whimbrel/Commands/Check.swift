import ArgumentParser
import Config
import Lint
import Migrations
import Reporters

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Report what is wrong with migrations (the default).",
    discussion: """
      Files are checked as one history, in the order given; those of a directory in the order of their numbers. \
      Without a path, the current directory is checked.
      """)

  @Argument(help: "Files, directories, globs, or - for standard input.")
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "How findings are printed: text, concise, json or github.", valueName: "format"),
    transform: { try choice($0, noun: "output format") })
  var outputFormat: OutputFormat = .text

  @Option(help: ArgumentHelp("Check only these rules (comma-separated).", valueName: "rules"))
  var select: [String] = []

  @Option(help: ArgumentHelp("Switch these rules off (comma-separated).", valueName: "rules"))
  var ignore: [String] = []

  @Option(
    help: "The rules to start from: recommended, documented or all.",
    transform: { try choice($0, noun: "preset") })
  var preset: Preset?

  @Option(
    help: ArgumentHelp(
      "Fail on findings of this severity or worse: info, warning, error (the default) or never.",
      valueName: "severity"),
    transform: { try choice($0, noun: "severity") })
  var failOn: FailOn?

  @Flag(help: "Do not fail because of findings: the same as --fail-on never.")
  var exitZero = false

  @Flag(help: "Print how often each rule was broken instead of the findings.")
  var statistics = false

  @Option(
    help: ArgumentHelp(
      "The versions of PostgreSQL that the migrations run on: 15, or 14-18 (the default).",
      valueName: "versions"),
    transform: { try postgresVersions($0) })
  var postgres: ClosedRange<Int>?

  @Option(
    help: ArgumentHelp(
      "How files reach the server: \(Transport.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "transport"),
    transform: { try choice($0, noun: "transport") })
  var transport: Transport?

  @Option(help: ArgumentHelp("Use this configuration for all files.", valueName: "file"))
  var config: String?

  @Flag(help: "Use no configuration file.")
  var noConfig = false

  @Option(
    help: ArgumentHelp("The path that standard input stands for.", valueName: "path"))
  var stdinFilename: String?

  @Flag(name: .shortAndLong, help: "Print findings and errors only.")
  var quiet = false

  @Option(
    help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"),
    transform: { try choice($0, noun: "choice of colours") })
  var color: ColorChoice = .auto

  func validate() throws {
    if config != nil, noConfig {
      throw ValidationError("--config and --no-config exclude each other; leave one of them out.")
    }
    if exitZero, let failOn, failOn != .never {
      throw ValidationError("--exit-zero and --fail-on exclude each other; leave one of them out.")
    }
    if stdinFilename != nil, !paths.contains("-") {
      throw ValidationError("--stdin-filename names standard input; give - as a path as well.")
    }
    if statistics, outputFormat == .json || outputFormat == .github {
      throw ValidationError(
        "--statistics prints a table; it goes with the formats text and concise only.")
    }
    _ = try rules(select, option: "--select")
    _ = try rules(ignore, option: "--ignore")
  }

  func run() async throws {
    let console = Console(color: color, isQuiet: quiet)
    throw await CheckRun(options: self, console: console).run()
  }

  /// The rules of a list, or of several.
  func rules(_ lists: [String], option: String) throws -> [String] {
    var ids: [String] = []
    for id in lists.flatMap({ $0.split(separator: ",") }).map(trimmed) where !id.isEmpty {
      guard Registry.rule(id) != nil else {
        let known = Configurations.vocabulary.rules
        throw ValidationError("\(option): \(unknownRule(id, known: known)).")
      }
      ids.append(id)
    }
    return ids
  }
}

private func trimmed(_ text: Substring) -> String {
  let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
  return String(text[..<end].drop { $0 == " " })
}
