/// Checks what the next commit would hold.
func hookToWrite(_ git: GitPlaces) -> FileToWrite {
  // Where husky is used, git looks for hooks in a folder that husky makes.
  let husky = Path.joined(git.top, ".husky")
  let isHusky = (try? fileKind(husky)) == .directory
  return FileToWrite(
    path: Path.joined(isHusky ? husky : git.hooks, "pre-commit"),
    text: """
      #!/bin/sh
      # Checks the migrations that are about to be committed. git commit --no-verify leaves it out.
      exec \(stagedCheck)

      """,
    isExecutable: true)
}

/// What a hook runs.
let stagedCheck = "whimbrel check --staged"

// MARK: - pre-commit

/// The configuration of pre-commit with a hook for whimbrel.
///
/// - Parameter present: the text of the one that is there.
/// - Returns: nil where whimbrel is in it already.
/// - Throws: if it has a form that a hook cannot be added to.
func preCommitToWrite(
  in directory: String, present: [UInt8]?
) throws(FileProblem) -> FileToWrite? {
  let path = Path.joined(directory, ".pre-commit-config.yaml")
  guard let present else {
    return FileToWrite(path: path, text: "repos:\n" + preCommitHook(indentation: 2))
  }
  let text = String(decoding: present, as: UTF8.self)
  if text.contains("whimbrel") { return nil }
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  guard let repos = lines.firstIndex(where: { trimmedEnd($0) == "repos:" }) else {
    throw FileProblem(
      message: "\(path) has no line \"repos:\" to which the hook could be added; add it by hand:\n"
        + preCommitHook(indentation: 2))
  }
  // The list ends where another key begins.
  var end = repos + 1
  while end < lines.count, isOfList(lines[end]) { end += 1 }
  // What stands above that key is about it.
  while end > repos + 1, trimmedEnd(lines[end - 1]).isEmpty || lines[end - 1].hasPrefix("#") {
    end -= 1
  }
  let first = lines[(repos + 1)..<end].first { $0.drop { $0 == " " }.hasPrefix("- ") }
  let indentation = first.map { $0.prefix { $0 == " " }.count } ?? 2
  let hook = preCommitHook(indentation: indentation).split(separator: "\n").map(String.init)
  lines.insert(contentsOf: hook, at: end)
  var written = lines.joined(separator: "\n")
  if written.last != "\n" { written += "\n" }
  return FileToWrite(path: path, text: written, keepsWhatIsThere: true)
}

/// It is indented, an element of a list, a comment, or empty.
private func isOfList(_ line: String) -> Bool {
  guard let first = trimmedEnd(line).first else { return true }
  return first == " " || first == "#" || line.hasPrefix("- ")
}

private func trimmedEnd(_ line: String) -> Substring {
  var line = line[...]
  while let last = line.last, last == " " || last == "\r" || last == "\t" { line.removeLast() }
  return line
}

private func preCommitHook(indentation: Int) -> String {
  let lines = [
    "- repo: local",
    "  hooks:",
    "    - id: whimbrel",
    "      name: whimbrel",
    "      entry: whimbrel check",
    "      language: system",
    "      files: '(?i)\\.(sql|pgsql|psql)$'",
    "      require_serial: true",
  ]
  return lines.map { String(repeating: " ", count: indentation) + $0 + "\n" }.joined()
}

// MARK: - Jobs

/// A job that checks migrations when they change.
///
/// - Parameters:
///   - top: the root of the repository.
///   - paths: the directories of migrations, relative to it.
func jobToWrite(_ service: CIService, in top: String, paths: [String]) -> FileToWrite {
  switch service {
  case .github:
    return FileToWrite(
      path: Path.joined(top, ".github/workflows/whimbrel.yml"), text: githubWorkflow(paths),
      remark: "\(repository) stands for the repository that has your whimbrel: put its owner in")
  case .gitlab:
    let main = Path.joined(top, ".gitlab-ci.yml")
    let isTaken = (try? fileKind(main)) != nil
    let remark = "\(repository) stands for the repository that has your whimbrel: put its owner in"
    return FileToWrite(
      path: isTaken ? Path.joined(top, ".gitlab/whimbrel.yml") : main, text: gitlabJob(paths),
      remark: isTaken
        ? remark + "; add to .gitlab-ci.yml:\ninclude:\n  - local: .gitlab/whimbrel.yml" : remark)
  }
}

/// Where whimbrel comes from; whoever publishes it is its owner.
private let repository = "OWNER/whimbrel"

private func githubWorkflow(_ paths: [String]) -> String {
  let globs = paths.map { "      - \(quoted($0 == "." ? "**.sql" : "\($0)/**"))\n" }.joined()
  let checked = paths.map { "            \($0)\n" }.joined()
  return """
    # Checks the migrations that a pull request adds or changes.
    name: whimbrel

    on:
      pull_request:
        paths:
    \(globs)      - '**/whimbrel.toml'

    permissions:
      contents: read

    jobs:
      migrations:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
            with:
              fetch-depth: 0
              persist-credentials: false
          - uses: \(repository)@v\(version)
            with:
              since: ${{ github.event.pull_request.base.sha }}
              paths: |
    \(checked)
    """
}

private func gitlabJob(_ paths: [String]) -> String {
  let globs = paths.map { "        - \(quoted($0 == "." ? "**/*.sql" : "\($0)/**/*"))\n" }.joined()
  let checked = paths.map { " " + shellQuoted($0) }.joined().replacing("'", with: "''")
  return """
    # Checks the migrations that a merge request adds or changes.
    whimbrel:
      image: swift:6.2
      variables:
        GIT_DEPTH: 0
      rules:
        - if: $CI_PIPELINE_SOURCE == "merge_request_event"
          changes:
    \(globs)        - '**/whimbrel.toml'
      cache:
        key: whimbrel-\(version)
        paths:
          - .whimbrel/
      script:
        - test -d .whimbrel || git clone --depth 1 --branch v\(version) https://github.com/\(repository) .whimbrel
        - swift build --package-path .whimbrel -c release --product whimbrel
        - '.whimbrel/.build/release/whimbrel check --since "$CI_MERGE_REQUEST_DIFF_BASE_SHA"\(checked)'

    """
}

/// A string of YAML in single quotes.
private func quoted(_ text: String) -> String {
  "'\(text.replacing("'", with: "''"))'"
}

private func shellQuoted(_ text: String) -> String {
  let isPlain = text.utf8.allSatisfy {
    (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || "./_-".utf8.contains($0)
  }
  return isPlain ? text : "'\(text.replacing("'", with: "'\\''"))'"
}
