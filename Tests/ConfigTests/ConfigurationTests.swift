import Config
import Diagnostics
import Migrations
import Testing

private let vocabulary = Vocabulary(
  rules: ["drop-column", "drop-table", "missing-rollback"],
  presets: ["recommended", "documented", "all"],
  options: [
    "missing-rollback": [
      RuleOption("strict", .flag(default: false), summary: "…"),
      RuleOption("order", .word(default: "up", of: ["up", "down"]), summary: "…"),
      RuleOption("keys", .words(default: ["a"]), summary: "…"),
    ]
  ])

private func read(_ text: String) throws(ConfigurationErrors) -> Configuration {
  try readConfiguration(Array(text.utf8), vocabulary: vocabulary)
}

/// What is wrong with a text, as `line:column: message`.
private func errors(_ bytes: [UInt8]) -> [String] {
  do throws(ConfigurationErrors) {
    _ = try readConfiguration(bytes, vocabulary: vocabulary)
    return []
  } catch {
    return error.errors.map { "\($0.line):\($0.column): \($0.message)" }
  }
}

private func errors(_ text: String) -> [String] { errors(Array(text.utf8)) }

@Suite struct ConfigurationTests {
  @Test func everySetting() throws {
    let configuration = try read(
      """
      preset = "documented"
      postgres = "14-17"
      framework = "prisma@7.3"
      transport = "transaction-per-file"
      timeouts = "runner"
      exclude = ["legacy/**", "*.seed.sql"]
      fail-on = "warning"

      [rules]
      drop-table = "off"
      drop-column = { severity = "info" }

      [[overrides]]
      paths = ["old/*"]
      preset = "all"
      [overrides.rules]
      drop-column = "error"

      [[overrides]]
      paths = ["old/1*"]
      framework = "goose"
      transport = "auto-split"
      timeouts = "files"
      rules.drop-column = "off"
      """)
    #expect(configuration.preset == "documented")
    #expect(configuration.postgres == 14...17)
    #expect(
      configuration.framework == FrameworkChoice(.prisma, version: RunnerVersion(7, 3)))
    #expect(configuration.transport == .transactionPerFile)
    #expect(configuration.timeouts == .runner)
    #expect(configuration.resolved(for: "old/12.sql").timeouts == .files)
    #expect(configuration.failOn == .warning)
    #expect(configuration.rules == ["drop-table": Severity?.none, "drop-column": .info])
    #expect(configuration.excludes("legacy/x/1.sql"))
    #expect(configuration.excludes("db/x.seed.sql"))
    #expect(!configuration.excludes("db/x.sql"))

    let other = configuration.resolved(for: "new/1.sql")
    #expect(other.preset == "documented")
    #expect(other.rules["drop-column"] == .some(.info))
    let old = configuration.resolved(for: "old/2.sql")
    #expect(old.preset == "all")
    #expect(old.transport == .transactionPerFile)
    #expect(old.rules["drop-column"] == .some(.error))
    #expect(old.rules["drop-table"] == .some(nil))
    let oldest = configuration.resolved(for: "old/1.sql")
    #expect(oldest.preset == "all")
    #expect(oldest.framework == FrameworkChoice(.goose))
    #expect(oldest.transport == .autoSplit)
    #expect(oldest.rules["drop-column"] == .some(nil))
  }

  @Test func optionsOfRules() throws {
    let configuration = try read(
      """
      changelog = "db/LOG.md"
      baseline = "db/known"
      [rules]
      missing-rollback = { severity = "info", strict = true, keys = ["x", "y z"] }
      drop-table = { severity = "off" }
      [[overrides]]
      paths = ["old/*"]
      rules.missing-rollback = { order = "down", keys = [] }
      """)
    let option = try #require(vocabulary.options["missing-rollback"])
    func values(_ options: RuleOptions) -> [String] {
      [
        "\(options.flag(option[0], of: "missing-rollback"))",
        options.word(option[1], of: "missing-rollback"),
        options.words(option[2], of: "missing-rollback").joined(separator: ","),
      ]
    }
    #expect(configuration.changelog == "db/LOG.md")
    #expect(configuration.baseline == "db/known")
    #expect(values(RuleOptions()) == ["false", "up", "a"])
    #expect(values(configuration.options) == ["true", "up", "x,y z"])
    let old = configuration.resolved(for: "old/1.sql")
    #expect(values(old.options) == ["true", "down", ""])
    #expect(old.rules["missing-rollback"] == .some(.info))
  }

  @Test func nothingIsAlsoAConfiguration() throws {
    #expect(try read("") == Configuration())
    #expect(try read("\u{FEFF}# only a comment\r\n") == Configuration())
  }

  @Test func oneVersionOfPostgres() throws {
    #expect(try read("postgres = 15").postgres == 15...15)
    #expect(try read("postgres = \"16\"").postgres == 16...16)
  }

  @Test(arguments: [
    ("presets = \"all\"", "1:1: unknown key \"presets\"; did you mean \"preset\"?"),
    (
      "\n\n  dialect = 1",
      "3:3: unknown key \"dialect\"; it is one of preset, rules, postgres, framework, transport, timeouts, exclude, fail-on, changelog, schema, baseline, overrides"
    ),
    (
      "framework = \"gose\"",
      "1:13: unknown framework \"gose\"; did you mean \"goose\"?"
    ),
    (
      "framework = \"prisma@new\"",
      "1:13: \"new\" is not a version of prisma; write one such as prisma@7.3, or prisma alone"
    ),
    (
      "preset = \"recomended\"",
      "1:10: unknown preset \"recomended\"; did you mean \"recommended\"?"
    ),
    ("preset = 1", "1:10: preset must be a string, not an integer"),
    ("preset = [ 1 ]", "1:10: preset must be a string, not an array"),
    ("postgres = 8", "1:12: PostgreSQL 8 is not among the versions 10 to 18 that whimbrel knows"),
    (
      "postgres = \"14-19\"",
      "1:12: PostgreSQL 19 is not among the versions 10 to 18 that whimbrel knows"
    ),
    ("postgres = \"16-14\"", "1:12: the range 16-14 runs backwards; write 14-16"),
    (
      "postgres = \"new\"",
      "1:12: \"new\" is not a version of PostgreSQL; write one such as 15, or a range such as 14-18"
    ),
    (
      "postgres = 15.1",
      "1:12: postgres must be a version such as 15 or a range such as \"14-18\", not a floating-point number"
    ),
    (
      "transport = \"autocomit\"",
      "1:13: unknown transport \"autocomit\"; did you mean \"autocommit\"?"
    ),
    (
      "transport = \"x\"",
      "1:13: unknown transport \"x\"; it is one of autocommit, implicit, pipeline, transaction-per-file, transaction-for-all, transaction-per-changeset, auto-split"
    ),
    ("fail-on = \"errors\"", "1:11: unknown severity \"errors\"; did you mean \"error\"?"),
    ("fail-on = true", "1:11: fail-on must be a string, not a boolean"),
    ("exclude = \"a\"", "1:11: exclude must be an array of strings, not a string"),
    ("exclude = [\"a\", 2]", "1:17: exclude must be a string, not an integer"),
    ("exclude = [\"./\"]", "1:12: \"./\" matches no file; write a pattern such as \"legacy/**\""),
    ("rules = 1", "1:9: rules must be a table, not an integer"),
    (
      "[rules] # drop-tabel = \"off\"\ndrop-tabel = \"off\"",
      "2:1: unknown rule \"drop-tabel\"; did you mean \"drop-table\"?"
    ),
    ("[rules]\nx = \"off\"", "2:1: unknown rule \"x\"; `whimbrel rules` lists them all"),
    ("[rules]\ndrop-table = \"of\"", "2:14: unknown severity \"of\"; did you mean \"off\"?"),
    ("[rules]\ndrop-table = true", "2:14: drop-table must be a string, not a boolean"),
    ("rules.drop-table = { level = \"x\" }", "1:22: unknown key \"level\"; it is one of severity"),
    (
      "[rules.drop-table]",
      "1:8: nothing is said of the rule; write { severity = \"error\" }"
    ),
    (
      "rules = { \"drop-table\" = { severity = \"warn\" } }",
      "1:39: unknown severity \"warn\"; it is one of off, info, warning, error"
    ),
    (
      "[overrides]\npaths = [\"a\"]",
      "1:2: overrides must be an array of tables, each under [[overrides]], not a table"
    ),
    ("overrides = [1]", "1:14: overrides must be a table, not an integer"),
    (
      "[[overrides]]\npaths = [\"a\"]\n[[overrides]]\nrules.drop-table = \"off\"",
      "3:3: the override does not say for which files; add paths = [\"…\"]"
    ),
    (
      "x = '''\npreset = 1'''",
      "1:1: unknown key \"x\"; it is one of preset, rules, postgres, framework, transport, timeouts, exclude, fail-on, changelog, schema, baseline, overrides"
    ),
    (
      "changelog = \"db/\"",
      "1:13: \"db/\" is no file; write a path such as \"migrations/CHANGELOG.md\""
    ),
    (
      "baseline = \"\"",
      "1:12: \"\" is no file; write a path such as \"whimbrel.baseline\""
    ),
    ("rules.missing-rollback = { key = [] }", "1:28: unknown key \"key\"; did you mean \"keys\"?"),
    (
      "rules.missing-rollback = { strict = \"yes\" }",
      "1:37: strict must be true or false, not a string"
    ),
    (
      "rules.missing-rollback = { order = \"dwon\" }",
      "1:36: unknown order \"dwon\"; did you mean \"down\"?"
    ),
    (
      "rules.missing-rollback = { keys = \"x\" }",
      "1:35: keys must be an array of strings, not a string"
    ),
    (
      "rules.missing-rollback = { keys = [\"a\", \" \"] }",
      "1:41: an empty text stands for nothing; leave it out"
    ),
  ])
  func mistakes(text: String, expected: String) {
    #expect(errors(text).first == expected)
  }

  @Test func allMistakesAreReportedInOrder() {
    #expect(
      errors(
        """
        # preset = "x" drop-column
        transport = "🦆" # "drop-column"
        [[overrides]]
        paths = ["[rules]", '''
        drop-table = 1''']
        rules = { drop-table = "éé", drop-colum = "off" }
        [rules]
        drop-column = "no"
        """
      ).map { $0.prefix { $0 != ";" } } == [
        "2:13: unknown transport \"🦆\"",
        "6:24: unknown severity \"éé\"",
        "6:30: unknown rule \"drop-colum\"",
        "8:15: unknown severity \"no\"",
      ])
  }

  @Test func syntaxErrorsHaveTheirPlace() throws {
    let error = try #require(errors("preset = \"all\"\nrules = = 1\n").first)
    #expect(error.hasPrefix("2:9: this is not TOML: "))
    let duplicate = try #require(errors("preset = \"all\"\npreset = \"all\"\n").first)
    #expect(duplicate.hasPrefix("2:"))
  }

  @Test func otherEncodingsAreRefused() {
    let message = "the file is not UTF-8 text; save it as UTF-8"
    #expect(errors([0xFF, 0xFE, 0x70, 0x00]) == ["1:1: \(message)"])
    #expect(errors(Array("# é\n# ".utf8) + [0xE9, 0x0A]) == ["2:3: \(message)"])
    #expect(errors(Array("# ab\u{0}c".utf8)) == ["1:5: \(message)"])
  }
}

@Suite struct SpellingTests {
  @Test(arguments: [
    ("drop-colunm", "drop-column"),
    ("DROP-TABLE", "drop-table"),
    ("drop_table", "drop-table"),
    ("rollback", nil),
    ("x", nil),
    ("", nil),
  ])
  func nearestWord(word: String, expected: String?) {
    #expect(
      nearest(to: word, among: ["drop-table", "drop-column", "missing-rollback"]) == expected)
  }

  @Test func longWordsAreNotCompared() {
    let long = String(repeating: "a", count: 100_000)
    #expect(nearest(to: long, among: [long]) == nil)
  }
}
