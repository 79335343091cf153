import TestSupport
import Testing

/// `--since` and `--staged`, on real repositories.
@Suite struct GitTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try git("init", "-q", "-b", "main")
  }

  @discardableResult
  private func git(_ arguments: String..., in folder: String = ".") throws -> String {
    let settings = ["-c", "user.name=n", "-c", "user.email=e", "-c", "commit.gpgSign=false"]
    let result = try run(
      "/usr/bin/env", ["git"] + settings + arguments, in: "\(directory.path)/\(folder)")
    #expect(result.status == 0, "git \(arguments): \(result.standardError)")
    return result.standardOutput
  }

  private func commit(_ message: String = "x") throws {
    try git("add", "-A")
    try git("commit", "-qm", message)
  }

  /// The lines of what `certain-failure` finds: it knows what has run before.
  private func failures(_ arguments: String..., in folder: String = ".") throws -> [String] {
    let options = ["check", "--select", "certain-failure", "--output-format", "concise", "--quiet"]
    let result = try run(
      whimbrelPath, options + arguments, in: "\(directory.path)/\(folder)")
    #expect(result.standardError == "")
    return result.standardOutput.split(separator: "\n").map(String.init)
  }

  // MARK: - --staged

  @Test func onlyWhatIsStagedIsChecked() throws {
    try directory.write("m/001_a.sql", "CREATE TABLE a (x int);\nDROP TABLE missing;\n")
    try directory.write("m/002_b.sql", "CREATE TABLE b (x int);\n")
    try commit()
    try directory.write("m/003_c.sql", "CREATE TABLE b (x int);\n")
    try git("add", "m/003_c.sql")
    try directory.write("m/004_d.sql", "CREATE TABLE b (x int);\n")
    let found = try failures("--staged")
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("m/003_c.sql:1:1:") ?? false)
  }

  @Test func theTextIsThatOfTheIndex() throws {
    try directory.write("m/001_a.sql", "CREATE TABLE a (x int);\n")
    try commit()
    try directory.write("m/002_b.sql", "CREATE TABLE a (x int);\n")
    try git("add", "-A")
    try directory.write("m/002_b.sql", "SELECT 1;\n")
    // What is not staged of the files before does not count, either.
    try directory.write("m/001_a.sql", "SELECT 1;\n")
    #expect(try failures("--staged").count == 1)
    #expect(try failures("m/002_b.sql") == [])
    _ = try run("/bin/rm", ["m/002_b.sql", "m/001_a.sql"], in: directory.path)
    #expect(try failures("--staged").count == 1)
    #expect(try failures("--staged", "m/002_b.sql").count == 1)
  }

  @Test func untrackedFilesAreNotOfTheHistory() throws {
    try directory.write("m/001_a.sql", "CREATE TABLE a (x int);\n")
    try commit()
    try directory.write("m/002_b.sql", "CREATE TABLE b (x int);\n")
    try directory.write("m/003_c.sql", "CREATE TABLE b (x int);\n")
    try git("add", "m/003_c.sql")
    #expect(try failures("--staged") == [])
    #expect(try failures("m/003_c.sql").count == 1)
  }

  @Test func aRepositoryWithoutCommits() throws {
    try directory.write("m/001_a.sql", "CREATE TABLE a (x int);\n")
    try directory.write("m/002_b.sql", "CREATE TABLE a (x int);\n")
    try git("add", "-A")
    #expect(try failures("--staged").count == 1)
  }

  @Test func fromASubdirectoryAndALinkedWorkTree() throws {
    try directory.write("m/001_a.sql", "CREATE TABLE a (x int);\n")
    try directory.write("other/x.txt", "x")
    try commit()
    try git("worktree", "add", "-q", "linked", "-b", "branch")
    try directory.write("linked/m/002_b.sql", "CREATE TABLE a (x int);\n")
    try git("add", "m/002_b.sql", in: "linked")
    #expect(try failures("--staged", in: "linked/m").first?.hasPrefix("002_b.sql:1:1:") ?? false)
    #expect(
      try failures("--staged", "../m", in: "linked/other").first?.hasPrefix("../m/002_b.sql:1")
        ?? false)
    #expect(try failures("--staged", in: "linked/other") == [])
    #expect(try failures("--staged") == [])
  }

  @Test func pathsAndGlobsRestrict() throws {
    for name in ["a/001_a.sql", "b/001_b.sql", "node_modules/001_c.sql", "d.txt"] {
      try directory.write(name, "DROP TABLE x; DROP TABLE x;\n")
    }
    try git("add", "-A")
    #expect(try failures("--staged").count == 2)
    #expect(try failures("--staged", "a").count == 1)
    #expect(try failures("--staged", "*/*_b.sql").count == 1)
    #expect(try failures("--staged", "*.sql") == [])
    #expect(try failures("--staged", "node_modules").count == 1)
    let missing = try runWhimbrel("--staged", "nowhere", in: directory)
    #expect(missing.status == 2)
    #expect(missing.standardError.contains("cannot read nowhere"))
  }

  @Test func nothingStagedIsNoMistake() throws {
    try directory.write("m/001_a.sql", "DROP TABLE a;\n")
    try commit()
    let result = try runWhimbrel("check", "--staged", in: directory)
    #expect(result.status == 0)
    #expect(result.standardError == "note: nothing to check: no migration is staged\n")
    let plan = try runWhimbrel("plan", "--staged", in: directory)
    #expect(plan.status == 0)
    #expect(plan.standardError == "note: nothing to plan: no migration is staged\n")
  }

  // MARK: - --since

  @Test func whatIsNewSinceTheBranchLeft() throws {
    try directory.write("m/001_a.sql", "CREATE TABLE a (x int); DROP TABLE missing;\n")
    try commit()
    try git("checkout", "-qb", "feature")
    try directory.write("m/003_c.sql", "CREATE TABLE a (x int);\n")
    try commit()
    try git("checkout", "-q", "main")
    try directory.write("m/002_b.sql", "CREATE TABLE a (x int);\n")
    try commit()
    try git("checkout", "-q", "feature")
    try directory.write("m/004_d.sql", "CREATE TABLE a (x int);\n")
    try directory.write("m/005_e.sql", "CREATE TABLE a (x int);\n")
    try git("add", "m/004_d.sql")
    let found = try failures("--since", "main").map { $0.prefix { $0 != ":" } }
    // Committed, staged, and not even added; 002 is none of this branch's.
    #expect(found == ["m/003_c.sql"])
    let all = try run(
      whimbrelPath, ["--since", "main", "--statistics"], in: directory.path)
    #expect(all.standardOutput.contains("of 3 files (3 statements)"), "\(all)")
    #expect(try failures("--since", "HEAD", "m/001_a.sql") == [])
    let plan = try runWhimbrel("plan", "--since", "main", in: directory)
    #expect(plan.status == 1)
    #expect(plan.standardOutput.contains("relation \"a\" already exists"))
  }

  @Test func nothingNewSinceIsNoMistake() throws {
    try directory.write("m/001_a.sql", "DROP TABLE a;\n")
    try commit()
    let result = try runWhimbrel("--since", "HEAD", in: directory)
    #expect(result.status == 0)
    #expect(
      result.standardError
        == "note: nothing to check: no migration is new or changed since HEAD\n")
  }

  // MARK: - What git refuses

  @Test func unknownRevisionsAndUnrelatedHistories() throws {
    try directory.write("001_a.sql", "SELECT 1;\n")
    try commit()
    let unknown = try runWhimbrel("--since", "nowhere", in: directory)
    #expect(unknown.status == 2)
    #expect(
      unknown.standardError.hasPrefix(
        "error: --since nowhere: git knows no such revision; in a clone that holds only a part"))
    try git("checkout", "-q", "--orphan", "alone")
    try commit("unrelated")
    let unrelated = try runWhimbrel("--since", "main", in: directory)
    #expect(unrelated.status == 2)
    #expect(unrelated.standardError.contains("HEAD and main have no commit in common"))
  }

  @Test func noRepositoryAndNoGit() throws {
    let outside = try TemporaryDirectory()
    try outside.write("001_a.sql", "SELECT 1;")
    for option in [["--staged"], ["--since", "main"]] {
      let result = try run(whimbrelPath, ["check"] + option, in: outside.path)
      #expect(result.status == 2)
      #expect(
        result.standardError.hasPrefix(
          "error: \(option[0]): git refuses: not a git repository"))
    }
    let missing = try run(
      whimbrelPath, ["--staged"], in: outside.path, environment: ["PATH": "/nowhere"])
    #expect(missing.status == 2)
    #expect(
      missing.standardError
        == "error: --staged needs git, which is not installed or not on the PATH\n")
  }

  @Test func standardInputIsNotOfGit() throws {
    let result = try runWhimbrel("--staged", "-", in: directory)
    #expect(result.status == 2)
    #expect(result.standardError.contains("standard input (-) cannot be one of them"))
  }
}
