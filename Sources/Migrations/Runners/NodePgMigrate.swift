import Diagnostics
import SQLSyntax

/// https://github.com/salsita/node-pg-migrate: sqlMigration.ts, migration.ts. Without markers the whole file is up.
struct NodePgMigrate: Runner {
  let framework = Framework.nodePgMigrate
  let name = "node-pg-migrate"
  // It takes any text behind that; here there may be none, as in its template, for others begin sentences so.
  let pair: MarkerPair? = MarkerPair(up: "up migration", down: "down migration")
  let sendsOneString = true

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard !leadingDigits(place.name).isEmpty,
      let (path, _) = surroundings.dependency(.nodePgMigrate)
    else { return nil }
    return "\(path) asks for node-pg-migrate"
  }

  func version(_ place: Place) -> Substring? {
    let digits = leadingDigits(place.stem)
    return digits.isEmpty ? nil : digits
  }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionForAll }

  func directives(_ text: RunnerText) -> [Directive] {
    text.comments.compactMap { comment in
      guard comment.words.contains("notransaction") else { return nil }
      return Directive(
        comment.range,
        .ignored(
          "node-pg-migrate has no such switch in SQL files",
          instead: "write this migration in JavaScript, with pgm.noTransaction()"))
    }
  }

  func wayOut(for statement: Statement) -> WayOut {
    .never(
      "node-pg-migrate has no switch for that in SQL files: write the migration in JavaScript, with pgm.noTransaction()"
    )
  }
}
