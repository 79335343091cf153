import SQLLexer
package import SQLSyntax

/// What gives another answer at another time, to another user or in another session, though nothing in the row has changed.
/// Documentation: Date/Time Functions, "Current Date/Time"; System Information Functions; Sequence Manipulation
/// Functions; Mathematical Functions, "Random Functions"; UUID Functions; SET, "current_setting".
package struct UnstableCalls: Sendable {
  /// As written in lower case: `now`, `current_date`.
  package private(set) var names: [String] = []
  /// All of them tell the time.
  package private(set) var areClocks = true

  private static let clocks: Set<String> = [
    "now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "timeofday",
  ]
  private static let others: Set<String> = [
    "random", "random_normal", "gen_random_uuid", "uuid_generate_v4", "uuidv4", "uuidv7", "nextval",
    "currval", "lastval", "current_setting", "current_query", "pg_backend_pid", "txid_current",
    "pg_current_xact_id", "inet_client_addr", "current_database", "pg_has_role",
    "has_table_privilege", "has_schema_privilege",
  ]
  private static let clockWords: [Keyword: String] = [
    .currentDate: "current_date", .currentTime: "current_time",
    .currentTimestamp: "current_timestamp", .localtime: "localtime",
    .localtimestamp: "localtimestamp",
  ]
  private static let otherWords: [Keyword: String] = [
    .currentUser: "current_user", .currentRole: "current_role", .sessionUser: "session_user",
    .user: "user", .currentCatalog: "current_catalog", .currentSchema: "current_schema",
  ]

  package init(in expression: Expression, of file: SyntaxFile) {
    let calls = file.calls(in: expression)
    for function in calls.functions
    where function.name.schema.map({ $0.text == "pg_catalog" }) ?? true {
      let name = function.name.name.text
      if Self.clocks.contains(name) || name == "age" && function.arguments == 1 {
        names.append(name)
      } else if Self.others.contains(name) {
        names.append(name)
        areClocks = false
      }
    }
    for word in calls.sqlFunctions {
      if let name = Self.clockWords[word] { names.append(name) }
      if let name = Self.otherWords[word] {
        names.append(name)
        areClocks = false
      }
    }
    names.sort()
  }
}
