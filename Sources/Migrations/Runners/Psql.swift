import SQLSyntax

/// Numbered files that a person or a script hands to psql, one statement after the other.
struct Psql: Runner {
  let framework = Framework.psql
  let name = "psql"

  func version(_ place: Place) -> Substring? {
    let digits = leadingDigits(place.stem)
    return digits.isEmpty ? nil : digits
  }

  func transport(_ version: RunnerVersion?) -> Transport { .autocommit }

  func wayOut(for statement: Statement) -> WayOut {
    .directive("psql -f opens no transaction: leave out -1, and BEGIN and COMMIT")
  }
}
