/// A file to read, or standard input.
struct InputFile {
  /// As it is shown: as given, without `./`.
  var path: String
  /// Absolute, without symbolic links.
  var directory: String
  var isStandardInput = false
  /// Standard input of which nobody has said what file it is.
  var isUnnamed = false
  /// The id of the text that git keeps, which is read instead of the file.
  var text: String?
  /// It was there on the base branch.
  var isRemoved = false

  var name: String { Path.name(of: path) }
  var absolutePath: String { Path.joined(directory, name) }
}

/// Turns what stands on the command line into files: walks directories, expands globs, leaves out what is excluded and
/// what was there before.
final class InputFinder {
  private(set) var files: [InputFile] = []
  /// What is in each directory that was listed, by absolute path.
  private(set) var listings = Listings()
  /// The directories of which every file of SQL was asked for, unless it is excluded.
  private(set) var walked: Set<String> = []
  /// Something could not be read, or matched nothing.
  private(set) var hasProblems = false
  /// Files and directories that a configuration excludes.
  private(set) var excluded = 0

  private let configurations: Configurations
  private let console: Console
  private let standardInputName: String?
  private var seen: Set<String> = []
  private var realDirectories: [String: String] = [:]
  /// Files that were found for the argument at hand, whether they are new or not.
  private var matched = 0

  /// - Parameter standardInputName: the path that standard input stands for.
  init(configurations: Configurations, console: Console, standardInputName: String?) {
    self.configurations = configurations
    self.console = console
    self.standardInputName = standardInputName
  }

  func add(_ argument: String) {
    if argument == "-" { return addStandardInput() }
    let path = Path.normalized(argument)
    matched = 0
    do throws(FileProblem) {
      switch try fileKind(path) {
      case .directory:
        walk(path, real: realDirectory(path))
        if matched == 0 {
          problem(
            "there are no SQL files (.sql, .pgsql, .psql) in \(path == "." ? "this directory" : path)"
          )
        }
      case nil:
        guard let glob = GlobExpansion(path) else { throw FileProblem.missing(path) }
        expand(glob)
        if matched == 0 { problem("no SQL file matches \(argument)") }
      default: addFile(path)
      }
    } catch {
      problem(error.message)
    }
  }

  /// Adds of the files that git tells of those that arguments name, or that lie in directories that they name.
  func add(_ git: GitChanges, under arguments: [String]) {
    let start = realPath(".") ?? "/"
    let scopes = arguments.compactMap { argument in
      do throws(FileProblem) {
        return try GitScope(argument, from: start, git)
      } catch {
        problem(error.message)
        return nil
      }
    }
    for path in git.files where scopes.contains(where: { $0.contains(path) }) {
      var file = InputFile(
        path: Path.shown(path, from: start), directory: Path.directory(of: path))
      file.text = git.texts[path]
      if case .removed = git.changes?[path] { file.isRemoved = true }
      add(file)
    }
  }

  private func problem(_ message: String) {
    // One sentence is enough where a reason for finding nothing was given already.
    matched += 1
    hasProblems = true
    console.complain(message)
  }

  private func addStandardInput() {
    let path = standardInputName.map(Path.normalized) ?? "<stdin>"
    let directory = standardInputName == nil ? "." : Path.directory(of: path)
    var file = InputFile(path: path, directory: realDirectory(directory))
    file.isStandardInput = true
    file.isUnnamed = standardInputName == nil
    add(file)
  }

  private func addFile(_ path: String) {
    add(InputFile(path: path, directory: realDirectory(Path.directory(of: path))))
  }

  private func add(_ file: InputFile) {
    matched += 1
    let absolute = file.absolutePath
    if case .file(let configuration) = configurations.configuration(of: file.directory),
      configuration.excludes(absolute)
    {
      excluded += 1
    } else if seen.insert(file.isStandardInput ? "-" : absolute).inserted {
      files.append(file)
    }
  }

  /// The absolute path of a directory, without symbolic links. One that does not exist (an editor may hold a file that
  /// was never saved) is taken as it is written.
  private func realDirectory(_ path: String) -> String {
    if let known = realDirectories[path] { return known }
    let real: String
    if let resolved = realPath(path) {
      real = resolved
    } else if path == "." || path == "/" {
      real = "/"
    } else {
      real = Path.joined(realDirectory(Path.directory(of: path)), Path.name(of: path))
    }
    realDirectories[path] = real
    return real
  }

  /// Entries in natural order; nothing where the directory cannot be read.
  private func entries(_ path: String, real: String) -> [DirectoryEntry] {
    do throws(FileProblem) {
      return try listings.entries(path, real: real) { name in
        if Path.isSQL(name) {
          problem("the name of \(Path.joined(path, name)) is not UTF-8; rename the file")
        }
      }
    } catch {
      problem(error.message)
      return []
    }
  }

  /// Adds the SQL files of a directory and of the directories in it.
  private func walk(_ path: String, real: String) {
    let entries = entries(path, real: real)
    walked.insert(real)
    var configuration: ConfigurationFile?
    if case .file(let found) = configurations.configuration(of: real) { configuration = found }
    for entry in entries where entry.name.utf8.first != UInt8(ascii: ".") {
      let entryPath = Path.joined(path, entry.name)
      switch entry.kind {
      case .directory:
        if Path.isSkipped(entry.name) { continue }
        let entryReal = Path.joined(real, entry.name)
        if let configuration, configuration.excludes(entryReal) {
          excluded += 1
          matched += 1
        } else {
          walk(entryPath, real: entryReal)
        }
      case .regular:
        if Path.isSQL(entry.name) { add(InputFile(path: entryPath, directory: real)) }
      case .symbolicLink:
        // Links to directories are not followed: they may lead in a circle.
        if Path.isSQL(entry.name) { addLink(InputFile(path: entryPath, directory: real)) }
      case .other: continue
      }
    }
  }

  private func addLink(_ file: InputFile) {
    do throws(FileProblem) {
      if try fileKind(file.path) == .regular { add(file) }
    } catch {
      problem(error.message)
    }
  }

  /// Adds what a glob matches: files of SQL, or, where the glob itself ends in an extension, whatever it matches;
  /// directories are walked.
  private func expand(_ glob: GlobExpansion) {
    let paths = glob.paths { directory in
      entries(directory, real: realDirectory(directory))
    } onProblem: {
      problem($0.message)
    }
    for (path, kind) in paths {
      if kind == .directory {
        walk(path, real: realDirectory(path))
      } else {
        addFile(path)
      }
    }
  }
}
