/// What git knows of the migrations of a work tree, in few calls: each costs some milliseconds, which a hook pays for every
/// commit.
struct GitChanges {
  /// What git was asked about.
  struct Query: Sendable {
    /// The revision that tells what the base branch is; nil for the one that a clone has from its origin, or `main`.
    var since: String?
    /// Only what the next commit would hold.
    var isStaged = false

    /// As it is written on the command line.
    var option: String { isStaged ? "--staged" : "--since" }

    /// Why there is nothing to do.
    var nothingFound: String {
      isStaged
        ? "no migration is staged"
        : "no migration is new or changed since \(since ?? "the base branch")"
    }
  }

  /// How a file differs from the base branch.
  enum Change: Equatable {
    case absent
    /// `old` is the id of the text on the base branch.
    case changed(old: String)
    case removed(old: String)
    /// It had another path there.
    case renamed(from: String, old: String, isChanged: Bool)
  }

  let query: Query
  // All paths are absolute, without symbolic links.

  /// What is new or changed, or gone.
  private(set) var files: [String] = []
  /// The changes since the base branch: what is not here is the same there. nil where no base branch is known.
  private(set) var changes: [String: Change]?
  /// Files that the base branch has got since.
  private(set) var arrived: [String] = []
  /// The ids of texts that are to be read instead of what is in the work tree.
  private(set) var texts: [String: String] = [:]
  /// What is in the work tree and is to be taken as not there.
  private(set) var untracked: Set<String> = []
  /// The root of the work tree.
  private(set) var root = "/"

  /// - Throws: a sentence that says why git tells nothing.
  init(_ query: Query) throws(FileProblem) {
    self.query = query
    let top = try start(["rev-parse", "--show-toplevel"], for: query)
    if query.isStaged {
      try readIndex(query)
    } else if let revision = query.since {
      try readWorkTree(since: revision, query)
    }
    let outcome = top.finish()
    let path = outcome.output.split(separator: UInt8(ascii: "\n")).first
    guard outcome.status == 0, let path, let real = realPath(String(decoding: path, as: UTF8.self))
    else { throw refusal(outcome, query) }
    makeAbsolute(real)
  }

  /// How the work tree differs from the base branch; nil where there is no repository, or no base branch.
  static func sinceBaseBranch() -> GitChanges? {
    let query = Query()
    let listing = try? start(["for-each-ref", "--format=%(objectname)"] + baseBranches, for: query)
    guard let outcome = listing?.finish(), outcome.status == 0,
      let tip = Lines(outcome.output).first
    else { return nil }
    return try? GitChanges(Query(since: tip))
  }

  /// Git's paths begin at the root of the work tree.
  private mutating func makeAbsolute(_ root: String) {
    self.root = root
    func absolute(_ path: String) -> String { Path.joined(root, path) }
    files = files.sorted(by: isPathOrderedBefore).map(absolute)
    arrived = arrived.sorted(by: isPathOrderedBefore).map(absolute)
    texts = Dictionary(uniqueKeysWithValues: texts.map { (absolute($0), $1) })
    untracked = Set(untracked.map(absolute))
    guard let changes else { return }
    self.changes = Dictionary(
      uniqueKeysWithValues: changes.map { path, change in
        guard case .renamed(let old, let id, let isChanged) = change else {
          return (absolute(path), change)
        }
        return (absolute(path), .renamed(from: absolute(old), old: id, isChanged: isChanged))
      })
  }

  /// Names of files in a directory that the work tree may not have, though the next commit would.
  func names(in directory: String) -> [String] {
    texts.keys.filter { Path.directory(of: $0) == directory }.map { Path.name(of: $0) }
  }

  // MARK: - The index

  private mutating func readIndex(_ query: Query) throws(FileProblem) {
    let status = try start(
      ["status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--find-renames"],
      for: query)
    let base =
      query.since == nil
      ? try start(["for-each-ref", "--format=%(objectname)"] + baseBranches, for: query) : nil
    let outcome = status.finish()
    guard outcome.status == 0 else { throw refusal(outcome, query) }
    var staged: [String: Change] = [:]
    let head = note(Status(outcome.output), &staged)
    files = Array(staged.keys)

    var tip = base.flatMap { Lines($0.finish().output).first }
    if let revision = query.since { tip = try commit(revision, query) }
    guard let tip, let head else {
      // Without a commit, everything is new.
      if head == nil { changes = staged }
      return
    }
    let fork = tip == head ? head : try self.fork(of: tip, query.since ?? "the base branch", query)
    changes =
      fork == head
      ? staged : try differences(["diff-index", "--cached", "--raw", "-z", "-M", fork], query)
    try noteArrived(from: fork, to: tip, query)
  }

  /// - Returns: the id of the present commit; nil where there is none yet.
  private mutating func note(_ status: Status, _ staged: inout [String: Change]) -> String? {
    for entry in status.entries where Path.isSQL(entry.path) {
      if entry.isUntracked || entry.indexed == nullID && entry.staged == "." {
        untracked.insert(entry.path)
        continue
      }
      switch entry.staged {
      case ".": break
      case "A": staged[entry.path] = .absent
      case "D":
        staged[entry.path] = .removed(old: entry.committed)
      case "R":
        let isChanged = entry.committed != entry.indexed
        staged[entry.path] = .renamed(
          from: entry.original, old: entry.committed, isChanged: isChanged)
      default: staged[entry.path] = .changed(old: entry.committed)
      }
      if entry.differsInWorkTree, entry.indexed != nullID { texts[entry.path] = entry.indexed }
    }
    return status.head
  }

  // MARK: - The work tree

  private mutating func readWorkTree(since revision: String, _ query: Query) throws(FileProblem) {
    let others = try start(
      ["ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":(top)"],
      for: query)
    let tip = try commit(revision, query)
    let fork = try fork(of: tip, revision, query)
    var changes = try differences(
      [
        "diff", "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-relative", "--no-color", "-M",
        fork, "--",
      ], query)
    let outcome = others.finish()
    guard outcome.status == 0 else { throw refusal(outcome, query) }
    for path in Fields(outcome.output) where Path.isSQL(path) { changes[path] = .absent }
    files = Array(changes.keys)
    self.changes = changes
    try noteArrived(from: fork, to: tip, query)
  }

  // MARK: - Revisions

  private func commit(_ revision: String, _ query: Query) throws(FileProblem) -> String {
    let outcome = try start(
      ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(revision)^{commit}"], for: query
    ).finish()
    if outcome.status == 0, let id = Lines(outcome.output).last { return id }
    // Outside a repository git says so itself.
    if outcome.status != 1, !outcome.error.isEmpty { throw refusal(outcome, query) }
    throw FileProblem(
      message: "--since \(revision): git knows no such revision; in a clone that holds only a "
        + "part, fetch it first")
  }

  /// Where the present commit and another one have parted.
  private func fork(
    of tip: String, _ name: String, _ query: Query
  ) throws(FileProblem) -> String {
    let outcome = try start(["merge-base", tip, "HEAD"], for: query).finish()
    if outcome.status == 0, let id = Lines(outcome.output).first { return id }
    if outcome.status != 1 { throw refusal(outcome, query) }
    throw FileProblem(
      message: "\(query.option): HEAD and \(name) have no commit in common; in a shallow clone, "
        + "fetch more of it (git fetch --unshallow)")
  }

  private mutating func noteArrived(
    from fork: String, to tip: String, _ query: Query
  ) throws(FileProblem) {
    guard fork != tip else { return }
    let added = try differences(["diff-tree", "-r", "--raw", "-z", fork, tip], query)
    arrived = added.filter { $0.value == .absent }.map(\.key)
  }

  /// What a command that prints `--raw -z` tells of files of SQL.
  private func differences(
    _ arguments: [String], _ query: Query
  ) throws(FileProblem) -> [String: Change] {
    let outcome = try start(arguments, for: query).finish()
    guard outcome.status == 0 else { throw refusal(outcome, query) }
    var changes: [String: Change] = [:]
    var fields = Fields(outcome.output).makeIterator()
    // `:100644 100644 <old> <new> M`, the path, and of a rename the new one.
    while let header = fields.next(), let path = fields.next() {
      let words = header.split(separator: " ")
      guard words.count == 5, let letter = words[4].first else { break }
      let old = String(words[2])
      switch letter {
      case "R", "C":
        guard let new = fields.next(), Path.isSQL(new) else { continue }
        changes[new] =
          letter == "C"
          ? .absent : .renamed(from: path, old: old, isChanged: words[4] != "R100")
      case _ where !Path.isSQL(path): continue
      case "A": changes[path] = .absent
      case "D": changes[path] = .removed(old: old)
      default: changes[path] = .changed(old: old)
      }
    }
    return changes
  }
}

/// Where the base branch may be, the likeliest first.
private let baseBranches = ["refs/remotes/origin/HEAD", "refs/heads/main", "refs/heads/master"]

private let nullID = String(repeating: "0", count: 40)

private func start(
  _ arguments: [String], for query: GitChanges.Query, input: [UInt8] = []
) throws(FileProblem) -> ChildProcess {
  // It only looks: no index is written, no pager or colour comes between.
  if let child = ChildProcess("git", ["--no-optional-locks"] + arguments, input: input) {
    return child
  }
  throw FileProblem(
    message: "\(query.option) needs git, which is not installed or not on the PATH")
}

/// A sentence about why git did not do what it was asked.
private func refusal(
  _ outcome: ChildProcess.Outcome, _ query: GitChanges.Query
) -> FileProblem {
  let words = Lines(outcome.error).first ?? "it ended with \(outcome.status)"
  let text = words.hasPrefix("fatal: ") ? String(words.dropFirst(7)) : words
  return FileProblem(message: "\(query.option): git refuses: \(text)")
}

/// Texts that git keeps, in the order of their ids; nil for one that it does not have.
func gitTexts(_ ids: [String], for query: GitChanges.Query) throws(FileProblem) -> [[UInt8]?] {
  guard !ids.isEmpty else { return [] }
  let input = Array(ids.map { $0 + "\n" }.joined().utf8)
  let outcome = try start(["cat-file", "--batch"], for: query, input: input).finish()
  guard outcome.status == 0 else { throw refusal(outcome, query) }
  var rest = outcome.output[...]
  return ids.map { _ in
    // `<id> blob <size>`, a line break, the bytes, a line break; or `<id> missing`.
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
    rest = rest[(end + 1)...]
    guard words.count == 3, let size = Int(words[2]), size < rest.count else { return nil }
    let text = Array(rest.prefix(size))
    rest = rest.dropFirst(size + 1)
    return text
  }
}

// MARK: - What git prints

/// Texts between NULs.
private struct Fields: Sequence {
  private let texts: [String]

  init(_ bytes: [UInt8]) {
    texts = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  func makeIterator() -> IndexingIterator<[String]> { texts.makeIterator() }
}

/// Texts between line breaks.
private struct Lines {
  let first: String?
  let last: String?

  init(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    first = lines.first.map { String(decoding: $0, as: UTF8.self) }
    last = lines.last.map { String(decoding: $0, as: UTF8.self) }
  }
}

/// `git status --porcelain=v2 --branch -z`. Documentation: git-status, "Porcelain Format Version 2".
private struct Status {
  struct Entry {
    var path: String
    /// What the index has, and what the present commit has. For a file that is not merged: nothing.
    var indexed = nullID
    var committed = nullID
    /// The letters for the index and for the work tree.
    var staged: Character = "."
    var differsInWorkTree = false
    var isUntracked = false
    /// The path of a renamed file in the present commit.
    var original = ""
  }

  private(set) var entries: [Entry] = []
  private(set) var head: String?

  init(_ bytes: [UInt8]) {
    var fields = Fields(bytes).makeIterator()
    while let field = fields.next() {
      switch field.first {
      case "#":
        let words = field.split(separator: " ")
        if words.count == 3, words[1] == "branch.oid", words[2] != "(initial)" {
          head = String(words[2])
        }
      case "?": entries.append(Entry(path: String(field.dropFirst(2)), isUntracked: true))
      case "1": note(field, pathAt: 8)
      case "2": note(field, pathAt: 9, original: fields.next() ?? "")
      case "u": note(field, pathAt: 10)
      default: break
      }
    }
  }

  private mutating func note(_ field: String, pathAt place: Int, original: String = "") {
    let words = field.split(separator: " ", maxSplits: place, omittingEmptySubsequences: false)
    guard words.count == place + 1, let first = words[1].first else { return }
    var entry = Entry(path: String(words[place]))
    if place == 10 {
      // What will be committed is what is being merged in the work tree.
      entry.staged = "M"
    } else {
      entry.staged = first
      entry.differsInWorkTree = words[1].last != "." && words[4] != "120000"
      entry.committed = String(words[6])
      entry.indexed = String(words[7])
    }
    entry.original = original
    entries.append(entry)
  }
}
