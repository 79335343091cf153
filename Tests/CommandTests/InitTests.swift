import TestSupport
import Testing

/// Projects in directories of their own, and what `init` makes of them.
@Suite struct InitTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  /// A project that runs goose, with a container for its database.
  private func writeProject() throws {
    try directory.write(
      "db/migrations/00001_create_users.sql",
      """
      -- +goose Up
      CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);

      -- +goose Down
      DROP TABLE IF EXISTS users;

      """)
    try directory.write("compose.yaml", "services:\n  db:\n    image: postgres:16-alpine\n")
    try directory.write(
      "db/schema.sql",
      "--\n-- PostgreSQL database dump\n--\n\nCREATE TABLE users (id bigint PRIMARY KEY);\n")
  }

  private func text(_ name: String) throws -> String { try readText("\(directory.path)/\(name)") }

  private func git(_ arguments: String...) throws {
    let result = try run("/usr/bin/env", ["git"] + arguments, in: directory.path)
    try #require(result.status == 0, "\(result.standardError)")
  }

  @Test func showsWhatItFindsAndWritesIt() throws {
    try writeProject()
    let result = try runWhimbrel("init", in: directory)
    #expect(
      result
        == RunResult(
          status: 0,
          standardOutput: """
            migrations  db/migrations, 1 file
            runner      goose (00001_create_users.sql: it says -- +goose Up)
            schema      db/schema.sql
            changelog   none found
            PostgreSQL  16 (compose.yaml)
            preset      recommended

            wrote whimbrel.toml

            """))
    let written = try text("whimbrel.toml")
    for line in [
      "preset = \"recommended\"", "framework = \"goose\"", "postgres = 16",
      "schema = \"db/schema.sql\"", "exclude = [\"/db/schema.sql\"]",
    ] {
      #expect(written.contains("\n\(line)\n"), "\(line)")
    }
    #expect(try runWhimbrel("--quiet", in: directory) == RunResult(status: 0))
  }

  @Test func nothingIsWrittenOver() throws {
    try writeProject()
    try directory.write("whimbrel.toml", "preset = \"all\"\n")
    let result = try runWhimbrel("init", in: directory)
    #expect(result.status == 2)
    #expect(
      result.standardError
        == "error: whimbrel.toml is there already, and nothing was written; --force writes over it\n"
    )
    #expect(try text("whimbrel.toml") == "preset = \"all\"\n")
    #expect(try runWhimbrel("init", "--force", in: directory).status == 0)
    #expect(try text("whimbrel.toml").contains("framework = \"goose\""))
  }

  @Test func theGuidesHeaderMeansItsPreset() throws {
    try directory.write(
      "migrations/001_users.sql",
      """
      -- Migration: 001
      -- Description: Users
      -- Author: Mara Lindqvist
      -- Date: 2025-11-10
      -- Reversible: No, there is nothing before them

      -- Add users
      CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);

      """)
    try directory.write(
      "migrations/CHANGELOG.md",
      "## [001] Users - 2025-11-10\n- Rollback available: No, it is the first\n")
    let result = try runWhimbrel("init", in: directory)
    #expect(
      result.standardOutput.contains("documented (the migrations have the header of the guide)"))
    let written = try text("whimbrel.toml")
    #expect(written.contains("\nchangelog = \"migrations/CHANGELOG.md\"\n"))
    #expect(try runWhimbrel("--quiet", in: directory) == RunResult(status: 0))
  }

  @Test func severalRunnersAreToldApart() throws {
    try writeProject()
    try directory.write(
      "legacy [old]/20240101_x.sql", "-- migrate:up\nSELECT 1;\n-- migrate:down\n")
    #expect(try runWhimbrel("init", "--preset", "all", in: directory).status == 0)
    let written = try text("whimbrel.toml")
    #expect(written.contains("paths = [\"/db/migrations\"]\nframework = \"goose\"\n"))
    #expect(written.contains("paths = [\"/legacy [[]old]\"]\nframework = \"dbmate\"\n"))
    #expect(try runWhimbrel("--fail-on", "never", in: directory).status == 0)
  }

  @Test func withoutSQLThereIsNothingToFind() throws {
    let result = try runWhimbrel("init", in: directory)
    #expect(result.status == 2)
    #expect(
      result.standardError
        == "error: there are no SQL files (.sql, .pgsql, .psql) in this directory\n")
    #expect(try runWhimbrel("init", "nowhere", in: directory).status == 2)
  }

  // MARK: - Hooks and jobs

  @Test func theHookIsWrittenWhereGitLooksForIt() throws {
    try writeProject()
    #expect(
      try runWhimbrel("init", "--hook", in: directory).standardError
        == "error: --hook: . is in no git work tree\n")
    try git("init", "--quiet")
    try git("config", "core.hooksPath", "hooks here")
    let result = try runWhimbrel("init", "--hook", in: directory)
    #expect(result.standardOutput.hasSuffix("wrote whimbrel.toml\nwrote hooks here/pre-commit\n"))
    let hook = try run(
      "/bin/sh", ["-c", "test -x 'hooks here/pre-commit' && cat 'hooks here/pre-commit'"],
      in: directory.path)
    #expect(hook.standardOutput.hasPrefix("#!/bin/sh\n"))
    #expect(hook.standardOutput.hasSuffix("exec whimbrel check --staged\n"))
    directory.makeDirectory(".husky")
    let husky = try runWhimbrel("init", "--hook", "--force", in: directory)
    #expect(husky.standardOutput.hasSuffix("wrote .husky/pre-commit\n"))
  }

  @Test func theHookRuns() throws {
    try writeProject()
    try git("init", "--quiet")
    #expect(try runWhimbrel("init", "--hook", in: directory).status == 0)
    try git("add", ".")
    func commit() throws -> RunResult {
      try run(
        "/usr/bin/env",
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "x"],
        in: directory.path,
        environment: [
          "PATH": "\(TestSupport.directory(of: whimbrelPath)):\(environmentVariable("PATH") ?? "")"
        ])
    }
    #expect(try commit().status == 0)
    try directory.write("README", "nothing for whimbrel\n")
    try git("add", ".")
    #expect(try commit().status == 0)
    try directory.write("db/migrations/00002_x.sql", "-- +goose Up\nDROP TABLE accounts;\n")
    try git("add", ".")
    let refused = try commit()
    #expect(refused.status == 1)
    #expect((refused.standardOutput + refused.standardError).contains("[drop-table]"))
  }

  @Test func preCommitKeepsItsOtherHooks() throws {
    try writeProject()
    try directory.write(
      ".pre-commit-config.yaml",
      """
      default_stages: [pre-commit]
      repos:
      - repo: https://github.com/pre-commit/pre-commit-hooks
        rev: v5.0.0
        hooks:
          - id: end-of-file-fixer

      # only for CI
      ci:
        autofix_prs: false
      """)
    let result = try runWhimbrel("init", "--pre-commit", in: directory)
    #expect(result.standardOutput.hasSuffix("added to .pre-commit-config.yaml\n"))
    #expect(
      try text(".pre-commit-config.yaml") == """
        default_stages: [pre-commit]
        repos:
        - repo: https://github.com/pre-commit/pre-commit-hooks
          rev: v5.0.0
          hooks:
            - id: end-of-file-fixer
        - repo: local
          hooks:
            - id: whimbrel
              name: whimbrel
              entry: whimbrel check
              language: system
              files: '(?i)\\.(sql|pgsql|psql)$'
              require_serial: true

        # only for CI
        ci:
          autofix_prs: false

        """)
    let again = try runWhimbrel("init", "--pre-commit", "--force", in: directory)
    #expect(again.standardOutput.contains(".pre-commit-config.yaml has whimbrel already\n"))
    try directory.write(".pre-commit-config.yaml", "repos: []\n")
    let refused = try runWhimbrel("init", "--pre-commit", "--force", in: directory)
    #expect(refused.status == 2)
    #expect(refused.standardError.contains("has no line \"repos:\""))
  }

  @Test func jobsNameTheMigrations() throws {
    try writeProject()
    #expect(try runWhimbrel("init", "--ci", "github", in: directory).status == 0)
    let workflow = try text(".github/workflows/whimbrel.yml")
    #expect(workflow.contains("      - 'db/migrations/**'\n      - '**/whimbrel.toml'\n"))
    #expect(workflow.contains("          since: ${{ github.event.pull_request.base.sha }}\n"))
    #expect(workflow.hasSuffix("          paths: |\n            db/migrations\n"))
    try directory.write(".gitlab-ci.yml", "stages: [test]\n")
    let result = try runWhimbrel("init", "--ci", "gitlab", "--force", in: directory)
    #expect(result.standardOutput.hasSuffix("include:\n  - local: .gitlab/whimbrel.yml\n"))
    #expect(try text(".gitlab-ci.yml") == "stages: [test]\n")
    #expect(
      try text(".gitlab/whimbrel.yml")
        .contains(" --since \"$CI_MERGE_REQUEST_DIFF_BASE_SHA\" db/migrations'\n"))
  }

  /// util-linux's script gives it a terminal.
  @Test(.enabled(if: (try? readBytes("/usr/bin/script")) != nil))
  func onATerminalItAsks() throws {
    try writeProject()
    try git("init", "--quiet")
    try git("remote", "add", "origin", "https://github.com/someone/shop")
    let result = try run(
      "/usr/bin/script", ["-qec", "'\(whimbrelPath)' init", "/dev/null"],
      input: Array("y\nn\n".utf8),
      in: directory.path)
    #expect(result.status == 0)
    #expect(
      result.standardOutput.contains(
        "Check what is about to be committed, by the git hook .git/hooks/pre-commit? [y/N]"))
    #expect(result.standardOutput.contains("by the job .github/workflows/whimbrel.yml? [y/N]"))
    #expect(try text(".git/hooks/pre-commit").contains("whimbrel check --staged"))
    #expect((try? text(".github/workflows/whimbrel.yml")) == nil)
  }
}
