/// A file that `init` wants to write, or to add to.
struct FileToWrite {
  /// Absolute.
  var path: String
  var text: String
  var isExecutable = false
  /// The text has all that was there before.
  var keepsWhatIsThere = false
  /// What a person still has to do, in sentences.
  var remark: String?
}

/// A git work tree around a project.
struct GitPlaces {
  /// Absolute.
  var top: String
  var hooks: String

  /// - Returns: nil where there is none, or no git to ask.
  init?(around directory: String) {
    let arguments = [
      "-C", directory, "rev-parse", "--path-format=absolute", "--show-toplevel", "--git-path",
      "hooks",
    ]
    guard let outcome = ChildProcess("git", arguments)?.finish(), outcome.status == 0 else {
      return nil
    }
    let lines = outcome.output.split(separator: UInt8(ascii: "\n"))
      .map { String(decoding: $0, as: UTF8.self) }
    guard lines.count == 2 else { return nil }
    top = lines[0]
    hooks = lines[1]
  }

  /// Where jobs of GitLab are the likelier ones.
  var service: CIService? {
    let config = (try? readFile(Path.joined(top, ".git/config"))) ?? []
    let text = String(decoding: config, as: UTF8.self)
    if isThere(".gitlab-ci.yml") || text.contains("gitlab") { return .gitlab }
    return isThere(".github") || text.contains("github.com") ? .github : nil
  }

  private func isThere(_ name: String) -> Bool {
    (try? fileKind(Path.joined(top, name))) != nil
  }
}
