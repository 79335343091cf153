import Diagnostics
import Lint
import Testing

/// Findings whose fact was right, and whose help was not.
extension RealFindingTests {
  private func finding(
    _ rule: String, _ files: [(path: String, sql: String)]
  ) async throws -> Finding {
    try #require(await findings(files).first { $0.rule == rule })
  }

  @Test(arguments: [
    ("-- +goose NO TRANSACTION\n-- +goose Up\n", true), ("", false),
  ])
  func aCommitWouldEndTheTransactionOfARunner(_ head: String, _ isSaid: Bool) async throws {
    let rename = head + "ALTER TABLE t RENAME TO u;\n"
    let gone = try await finding("renaming-table", [("001_t.sql", rename)])
    let help = try #require(gone.help)
    #expect(help.hasPrefix("in one transaction, leave a view under the old name"))
    #expect(help.contains("\nBEGIN;\n") == isSaid)
    #expect(help.contains("\nCOMMIT;") == isSaid)
    #expect(gone.fixes.isEmpty != isSaid)
    let back = try await finding(
      "renaming-table", [("001_t.sql", rename + "CREATE TABLE t (a int);\n")])
    #expect(
      back.help
        == "put both into one transaction"
        + (isSaid ? ": BEGIN before the first, COMMIT behind both" : ""))
  }

  @Test(arguments: [
    // The column that comes back is not there before the old one is gone, and the old key with it.
    (
      "DROP CONSTRAINT t_pkey, DROP COLUMN b, ADD COLUMN b int NOT NULL DEFAULT 1, ADD CONSTRAINT t_pkey PRIMARY KEY (a, b);",
      ""
    ),
    (
      "DROP CONSTRAINT t_pkey, DROP COLUMN b, ADD CONSTRAINT t_pkey PRIMARY KEY (a);",
      "DROP CONSTRAINT t_pkey, DROP COLUMN b, "
    ),
    ("DROP COLUMN b, ADD CONSTRAINT t_pkey PRIMARY KEY (a);", "DROP COLUMN b, "),
    (
      "DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY (a);\nALTER TABLE t DROP COLUMN b;",
      ""
    ),
    (
      "DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY (a);\nALTER TABLE t DROP COLUMN c;",
      "DROP CONSTRAINT t_pkey, "
    ),
    (
      "DROP CONSTRAINT t_pkey, DROP COLUMN c, ADD CONSTRAINT t_pkey PRIMARY KEY (a);",
      "DROP CONSTRAINT t_pkey, "
    ),
  ])
  func theOldKeyIsDroppedWhereItIsThere(_ change: String, _ drops: String) async throws {
    let found = try await finding(
      "adding-primary-key",
      [
        ("001_t.sql", "CREATE TABLE t (a int, b int, c int, PRIMARY KEY (a, b));"),
        ("002_t.sql", "ALTER TABLE t \(change)\n"),
      ])
    #expect(
      try #require(found.help).contains(
        "\nALTER TABLE t \(drops)ADD CONSTRAINT t_pkey PRIMARY KEY USING"),
      "\(found.help ?? "")")
  }

  @Test(arguments: [
    ("RAISE 'not yet'; PERFORM f(now());", nil),
    ("RAISE 'not yet'; IF f() THEN RETURN; END IF;", nil),
    ("DECLARE r record; BEGIN RAISE 'not yet'; PERFORM f(); END;", "operators and types"),
    ("IF a THEN RAISE 'no'; PERFORM f(); END IF; PERFORM s.g();", "operators and types"),
    ("IF a THEN RAISE 'no'; PERFORM f(); END IF; PERFORM g();", "g() up"),
    ("RAISE '%', h(); PERFORM f();", "h() up"),
    ("RAISE NOTICE 'not yet'; PERFORM f();", "f() up"),
  ])
  func whatIsBehindTheExceptionIsNotLookedUp(_ code: String, _ told: String?) async {
    let found = await findings([
      (
        "001_f.sql",
        """
        CREATE FUNCTION s.do_it(a boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN \(code) END $$;
        """
      )
    ]).first { $0.rule == "security-definer-search-path" }
    #expect((found == nil) == (told == nil), "\(found?.message ?? "")")
    if let told {
      #expect(found?.message.contains("looks \(told)") ?? false, "\(found?.message ?? "")")
    }
  }

  @Test func nobodyReviewsADump() async throws {
    let make = """
      CREATE TABLE users (id bigint PRIMARY KEY);
      CREATE TABLE pets (id bigint PRIMARY KEY, owner integer);
      ALTER TABLE ONLY pets ADD CONSTRAINT pets_owner FOREIGN KEY (owner) REFERENCES users (id);
      """
    let head = "--\n-- PostgreSQL database dump\n--\n\nSET check_function_bodies = false;\n"
    let rule = "foreign-key-type-mismatch"
    #expect(try await finding(rule, [("structure.sql", head + make)]).severity == .info)
    #expect(try await finding(rule, [("001_pets.sql", make)]).severity == .warning)
  }

  @Test(arguments: [
    ("DROP TABLE IF EXISTS t CASCADE;\nCREATE TABLE t (a int);", Severity.info),
    ("DROP TABLE IF EXISTS t, u CASCADE;\nCREATE TABLE t (a int);", .error),
    ("DROP TABLE IF EXISTS t CASCADE;", .error),
    ("DROP TABLE t CASCADE;\nCREATE TABLE t (a int);", .error),
    ("DROP VIEW IF EXISTS t CASCADE;\nCREATE VIEW t AS SELECT 1;", .error),
  ])
  func whatNoFileMakesHasNothingThatDependsOnIt(_ sql: String, _ severity: Severity) async throws {
    let found = try await finding(
      "drop-cascade",
      [("001_a.sql", "CREATE TABLE a (a int);"), ("002_t.sql", sql)])
    #expect(found.severity == severity)
    #expect(
      found.message.hasSuffix("none of the files has made one before)") == (severity == .info))
  }
}
