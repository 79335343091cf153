import Config
import Lint

/// The configurations of directories: each is looked for once and read once.
final class Configurations {
  /// Where configurations come from.
  enum Source: Sendable {
    /// The nearest whimbrel.toml upward from each file.
    case nearest
    case file(String)
    case none
  }

  /// What holds for a directory.
  enum Found {
    case none
    case file(ConfigurationFile)
    /// There is one, and it is wrong: nothing below it can be checked.
    case broken
  }

  static let vocabulary = Vocabulary(
    rules: Registry.rules.map { type(of: $0).info.id }, presets: Preset.allCases.map(\.rawValue),
    options: Dictionary(
      uniqueKeysWithValues: Registry.rules.map { type(of: $0).info }.filter { !$0.options.isEmpty }
        .map { ($0.id, $0.options) }))

  private(set) var isAnyBroken = false
  private let source: Source
  private let console: Console
  private var byDirectory: [String: Found] = [:]

  init(_ source: Source, console: Console) {
    self.source = source
    self.console = console
    // One that was asked for is wrong even if there is no file to check.
    if case .file(let path) = source {
      let directory = realPath(Path.directory(of: path)) ?? "/"
      byDirectory[""] = load(path, in: directory)
    }
  }

  /// What holds for the files of a directory.
  ///
  /// - Parameter directory: absolute, without symbolic links.
  func configuration(of directory: String) -> Found {
    switch source {
    case .none: return .none
    case .file: return byDirectory[""] ?? .none
    case .nearest: break
    }
    if let found = byDirectory[directory] { return found }
    let found = search(directory)
    byDirectory[directory] = found
    return found
  }

  private func search(_ directory: String) -> Found {
    let path = Path.joined(directory, configurationFileName)
    do throws(FileProblem) {
      switch try fileKind(path) {
      case nil, .directory:
        return directory == "/" ? .none : configuration(of: Path.directory(of: directory))
      default: return load(path, in: directory)
      }
    } catch {
      return broken(error.message)
    }
  }

  private func load(_ path: String, in directory: String) -> Found {
    let shown = Path.shown(path)
    let text: [UInt8]
    do throws(FileProblem) {
      text = try readFile(shown)
    } catch {
      return broken(error.message)
    }
    do throws(ConfigurationErrors) {
      let configuration = try readConfiguration(text, vocabulary: Configurations.vocabulary)
      return .file(ConfigurationFile(directory: directory, configuration: configuration))
    } catch {
      for error in error.errors {
        console.complain(at: "\(shown):\(error.line):\(error.column)", error.message)
      }
      isAnyBroken = true
      return .broken
    }
  }

  private func broken(_ message: String) -> Found {
    console.complain(message)
    isAnyBroken = true
    return .broken
  }
}

/// A configuration and the directory from which its globs count.
final class ConfigurationFile {
  /// Absolute, without symbolic links.
  let directory: String
  let configuration: Configuration

  init(directory: String, configuration: Configuration) {
    self.directory = directory
    self.configuration = configuration
  }

  func excludes(_ path: String) -> Bool {
    !configuration.exclude.isEmpty && configuration.excludes(relative(path))
  }

  /// The absolute path of the changelog that it names.
  var changelog: String? { configuration.changelog.map(absolute) }

  /// The absolute path of the file with the whole schema that it names.
  var schema: String? { configuration.schema.map(absolute) }

  /// The absolute path of the baseline that it names.
  var baseline: String? {
    configuration.baseline.map(absolute).map { path in
      realPath(Path.directory(of: path)).map { Path.joined($0, Path.name(of: path)) } ?? path
    }
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : Path.joined(directory, Path.normalized(path))
  }

  /// The path of a file as globs see it: relative to the directory, or whole where it is elsewhere.
  ///
  /// - Parameter path: absolute.
  func relative(_ path: String) -> String {
    Path.relative(path, to: directory) ?? path
  }
}
