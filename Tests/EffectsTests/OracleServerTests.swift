import Effects
import Migrations
import TestSupport
import Testing

/// The table of cases, against the server that is installed here. Where none is, this suite is
/// skipped and says so; CI has one.
@Suite(.enabled(if: Oracle.isInstalled, "scripts/postgres finds no PostgreSQL server"))
struct OracleServerTests {
  /// All cases run on one server, in one script; `\echo` tells the SQLSTATE of each step.
  @Test func agreesWithTheServer() throws {
    let answers = try Oracle.answers(to: oracleCases)
    var measured = 0
    for oracle in oracleCases {
      guard answers["\(oracle.id) skipped"] == nil else { continue }
      measured += 1
      let refusal = answers["\(oracle.id) inside"]
      #expect(refusal != nil, "\(oracle.id) has not been run")
      #expect((refusal == "25001") == oracle.isRefused, "\(oracle.id): \(refusal ?? "")")
      let first = answers["\(oracle.id) first"]
      let second = answers["\(oracle.id) second"]
      switch oracle.second {
      case .fails(let sqlstate):
        #expect(first == "00000", "\(oracle.id) fails the first time")
        #expect(second == sqlstate, "\(oracle.id)")
      case .unchanged, .again:
        #expect(first == "00000", "\(oracle.id) fails the first time")
        #expect(second == "00000", "\(oracle.id)")
      case .unmeasured:
        break
      }
    }
    #expect(measured > oracleCases.count / 2)
  }

  /// The transaction in which the last statement of a text stands, against whether the server
  /// refuses VACUUM there. psql sends what `\;` joins as one simple query.
  @Test func agreesOnTransactions() throws {
    let texts = [
      ["VACUUM"], ["SELECT 1", "VACUUM"], ["SET lock_timeout = 1", "VACUUM"],
      ["BEGIN", "VACUUM"], ["BEGIN", "COMMIT", "VACUUM"], ["BEGIN", "ROLLBACK", "VACUUM"],
      ["BEGIN", "BEGIN", "COMMIT", "VACUUM"], ["BEGIN", "COMMIT AND CHAIN", "VACUUM"],
      ["BEGIN", "ROLLBACK AND CHAIN", "VACUUM"], ["COMMIT", "VACUUM"],
      ["BEGIN", "COMMIT AND NO CHAIN", "VACUUM"], ["START TRANSACTION", "END", "VACUUM"],
      ["BEGIN", "SAVEPOINT s", "ROLLBACK TO s", "VACUUM"],
      ["BEGIN", "PREPARE TRANSACTION 'x'", "ROLLBACK PREPARED 'x'", "VACUUM"],
      ["SELECT 1", "COMMIT", "VACUUM"], ["VACUUM", "VACUUM"],
    ]
    var sql = ""
    for (index, text) in texts.enumerated() {
      sql += "\\connect postgres\n\(text.joined(separator: ";\n"));\n"
      sql += "\\echo @ \(index) autocommit :SQLSTATE\n"
      sql += "\\connect postgres\n\(text.joined(separator: " \\; "));\n"
      sql += "\\echo @ \(index) implicit :SQLSTATE\n"
    }
    let answers = try Oracle.answers(to: sql)
    for (index, text) in texts.enumerated() {
      for transport in [Transport.autocommit, .implicit] {
        let context = contexts(text.joined(separator: ";"), transport).last
        #expect(
          (context?.opening != nil) == (answers["\(index) \(transport)"] == "25001"),
          "\(transport): \(text)")
      }
    }
  }

  /// Why the help of an index built CONCURRENTLY is a pair: what a failed build leaves behind is
  /// there, and invalid. [create_index_concurrently_if_not_exists_violated]
  @Test func keepsTheInvalidIndexOfAFailedBuild() throws {
    let answers = try Oracle.answers(
      to: """
        CREATE TABLE t (a int);
        INSERT INTO t VALUES (1), (1);
        CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);
        \\echo @ build first :SQLSTATE
        DELETE FROM t;
        CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);
        \\echo @ build ifNotExists :SQLSTATE
        SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = 'i'::regclass \\gset
        \\echo @ valid ifNotExists :valid
        DROP INDEX CONCURRENTLY IF EXISTS i;
        CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);
        \\echo @ build pair :SQLSTATE
        SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = 'i'::regclass \\gset
        \\echo @ valid pair :valid

        """)
    #expect(answers["build first"] == "23505")
    #expect(answers["build ifNotExists"] == "00000")
    #expect(answers["valid ifNotExists"] == "f")
    #expect(answers["build pair"] == "00000")
    #expect(answers["valid pair"] == "t")
  }
}

enum Oracle {
  private static let script =
    directory(of: directory(of: directory(of: #filePath))) + "/scripts/postgres"

  static let isInstalled = (try? run(script, ["--find"]))?.status == 0

  /// - Returns: for each case and step the SQLSTATE.
  static func answers(to cases: [OracleCase]) throws -> [String: String] {
    try answers(to: prologue + cases.map(steps).joined())
  }

  /// - Parameter sql: a script for psql, which echoes `@`, two words and a value a line.
  /// - Returns: the values by the words.
  static func answers(to sql: String) throws -> [String: String] {
    let directory = try TemporaryDirectory()
    let path = try directory.write("cases.sql", sql)
    let result = try run(script, [path])
    try #require(result.status == 0, "\(result.standardError)")
    var answers: [String: String] = [:]
    for line in result.standardOutput.split(separator: "\n") where line.hasPrefix("@ ") {
      let words = line.split(separator: " ").map(String.init)
      try #require(words.count == 4)
      answers["\(words[1]) \(words[2])"] = words[3]
    }
    return answers
  }

  private static var prologue: String {
    """
    CREATE DATABASE whimbrel_fixture;
    \\connect whimbrel_fixture
    \(oracleFixture)
    \\connect postgres

    """
  }

  /// psql's script for a case: in a transaction, to see whether it is refused; then twice.
  private static func steps(_ oracle: OracleCase) -> String {
    let extensionCheck = oracle.needsExtension.map {
      " AND EXISTS (SELECT FROM pg_available_extensions WHERE name = '\($0)')"
    }
    let twice =
      switch oracle.second {
      case .unmeasured: ""
      case _ where oracle.inOwnSession: inTwoSessions(oracle)
      default: inOneTransaction(oracle)
      }
    // What cannot be set up inside a transaction block is refused all the same.
    let setup = oracle.inOwnSession && oracle.second != .unmeasured ? "" : oracle.setup
    return """
      SELECT current_setting('server_version_num')::int >= \(oracle.since)0000
        \(extensionCheck ?? "") AS runs \\gset
      \\if :runs
      \\connect whimbrel_fixture
      BEGIN;
      \(setup)
      \(oracle.sql);
      \\echo @ \(oracle.id) inside :SQLSTATE
      ROLLBACK;
      \(twice)
      \\connect postgres
      \(oracle.cleanup);
      \\else
      \\echo @ \(oracle.id) skipped 00000
      \\endif

      """
  }

  private static func inOneTransaction(_ oracle: OracleCase) -> String {
    """
    BEGIN;
    \(oracle.setup)
    \(oracle.sql);
    \\echo @ \(oracle.id) first :SQLSTATE
    \(oracle.sql);
    \\echo @ \(oracle.id) second :SQLSTATE
    ROLLBACK;
    """
  }

  private static func inTwoSessions(_ oracle: OracleCase) -> String {
    """
    \\connect postgres
    CREATE DATABASE whimbrel_case TEMPLATE whimbrel_fixture;
    \\connect whimbrel_case
    \(oracle.setup)
    \(oracle.sql);
    \\echo @ \(oracle.id) first :SQLSTATE
    \\connect whimbrel_case
    \(oracle.sql);
    \\echo @ \(oracle.id) second :SQLSTATE
    \\connect postgres
    DROP DATABASE whimbrel_case WITH (FORCE);
    """
  }
}
