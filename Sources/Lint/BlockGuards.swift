import Effects
import SQLLexer
import SQLSyntax

/// What a DO block does so that a second run passes: the conditions that it asks before, and the
/// errors that it catches after. Names of errors are those of the documentation's appendix A.
struct BlockGuards: Sendable {
  let testsCatalog: Bool
  /// Asks whether rows are there.
  private let testsRows: Bool
  private var catchesAll = false
  /// SQLSTATEs; a class as its first two characters.
  private var codes: Set<Substring> = []

  init(_ block: DoBlock) {
    testsCatalog = block.testsCatalog
    testsRows = block.asksForRows
    for condition in block.caughtConditions {
      if condition == "others" {
        catchesAll = true
      } else if let code = conditionCodes[condition] {
        codes.insert(code)
      } else {
        // WHEN SQLSTATE '42P07'
        codes.insert(Substring(condition.uppercased()))
      }
    }
  }

  /// Whether the second run gets past the hazard.
  func guards(_ hazard: RerunHazard, of statement: Statement) -> Bool {
    if testsCatalog { return true }
    if let sqlstate = hazard.sqlstate { return catches(sqlstate) }
    // A second index or constraint is made without an error; a row may meet a unique index.
    return statement.node == .insert && (testsRows || catches("23505"))
  }

  private func catches(_ sqlstate: String) -> Bool {
    catchesAll || codes.contains(sqlstate[...]) || codes.contains(sqlstate.prefix(2))
  }
}

extension DoBlock {
  /// Has an `EXISTS (`, which is not that of an IF NOT EXISTS.
  fileprivate var asksForRows: Bool {
    zip(lexed.tokens, lexed.tokens.dropFirst()).contains { word, next in
      word.keyword == .exists && next.kind == .leftParenthesis
    }
  }
}

/// The errors that a second run of a migration may raise, and the classes that hold them.
private let conditionCodes: [String: Substring] = [
  "duplicate_alias": "42712", "duplicate_column": "42701", "duplicate_database": "42P04",
  "duplicate_file": "58P02", "duplicate_function": "42723", "duplicate_object": "42710",
  "duplicate_schema": "42P06", "duplicate_table": "42P07",
  "integrity_constraint_violation": "23", "invalid_catalog_name": "3D000",
  "invalid_parameter_value": "22023", "invalid_schema_name": "3F000",
  "invalid_table_definition": "42P16", "object_not_in_prerequisite_state": "55",
  "syntax_error_or_access_rule_violation": "42", "undefined_column": "42703",
  "undefined_function": "42883", "undefined_object": "42704", "undefined_table": "42P01",
  "unique_violation": "23505", "wrong_object_type": "42809",
]
