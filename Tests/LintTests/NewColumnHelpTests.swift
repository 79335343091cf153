import Diagnostics
import Lint
import Testing

/// The steps that take the place of an ADD COLUMN leave nothing out of what it says.
extension RealFindingTests {
  private func help(_ rule: String, _ column: String) async throws -> String {
    let found = await findings([
      (
        "001_t.sql",
        """
        CREATE TABLE u (id int PRIMARY KEY);
        CREATE TABLE t (a int);
        CREATE DOMAIN code AS text CHECK (VALUE <> '') NOT NULL;
        INSERT INTO t VALUES (1);
        """
      ),
      ("002_t.sql", "BEGIN;\nALTER TABLE t ADD COLUMN \(column);\nCOMMIT;\n"),
    ])
    return try #require(found.first { $0.rule == rule }?.help)
  }

  @Test(arguments: [
    (
      "b int NOT NULL\n\tREFERENCES u (id)\n\tDEFERRABLE INITIALLY DEFERRED",
      "ADD COLUMN b int REFERENCES u (id) DEFERRABLE INITIALLY DEFERRED;"
    ),
    ("b int CONSTRAINT f REFERENCES u NOT NULL", "ADD COLUMN b int CONSTRAINT f REFERENCES u;"),
    ("b text COLLATE \"C\" NOT NULL", "ADD COLUMN b text COLLATE \"C\";"),
    ("b code", "ADD COLUMN b text;"),
  ])
  func whatCostsNothingStays(_ column: String, _ statement: String) async throws {
    let help = try await help("adding-required-column", column)
    #expect(help.contains("\nALTER TABLE t \(statement)\nwhen no row is left, each"), "\(help)")
  }

  @Test(arguments: [
    ("adding-required-column", "b int NOT NULL CHECK (b > 0)"),
    ("adding-column-rewrites", "b float DEFAULT random() NOT NULL CHECK (b > 0)"),
    ("adding-column-rewrites", "b serial CHECK (b > 0)"),
  ])
  func aCheckIsValidatedLater(_ rule: String, _ column: String) async throws {
    let help = try await help(rule, column)
    #expect(help.contains(", ADD CONSTRAINT t_b_check CHECK (b > 0) NOT VALID;\n"), "\(help)")
    #expect(
      help.contains(
        "own:\nALTER TABLE t VALIDATE CONSTRAINT t_b_check;\nALTER TABLE t ADD CONSTRAINT t_b_set"),
      "\(help)")
  }

  @Test(arguments: [
    ("adding-required-column", "b int NOT NULL UNIQUE", "t_b_key", "UNIQUE", "t_b_set"),
    ("adding-column-rewrites", "b uuid UNIQUE DEFAULT gen_random_uuid()", "t_b_key", "UNIQUE", ""),
    ("adding-column-rewrites", "b serial PRIMARY KEY", "t_pkey", "PRIMARY KEY", "t_b_set"),
    (
      "adding-column-rewrites", "b int GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "t_pkey",
      "PRIMARY KEY", "t_b_set"
    ),
  ])
  func aKeyIsMadeOfAnIndex(
    _ rule: String, _ column: String, _ name: String, _ words: String, _ proof: String
  ) async throws {
    let help = try await help(rule, column)
    #expect(!help.split(separator: "\n")[1].contains(words), "\(help)")
    let start = proof.isEmpty ? "when no row is left, behind" : "CONSTRAINT t_b_set;\nbehind"
    #expect(
      help.hasSuffix(
        """
        \(start) the transaction:
        CREATE UNIQUE INDEX CONCURRENTLY \(name) ON t (b);
        ALTER TABLE t ADD CONSTRAINT \(name) \(words) USING INDEX \(name); -- in a transaction of its own
        """), "\(help)")
  }
}
