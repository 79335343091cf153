import Diagnostics
import SQLSyntax

/// https://hasura.io: `migrations/<source>/<digits>_name/{up,down}.sql`, run by run_sql (RunSQL.hs), always in a
/// transaction.
struct Hasura: Runner {
  let framework = Framework.hasura
  let name = "Hasura"
  let sendsOneString = true

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard place.name == "up.sql" || place.name == "down.sql", number(of: place.folder) != nil,
      let file = surroundings.nearest("config.yaml", in: 2...3),
      setting("metadata_directory", in: file.text) != nil
        || setting("endpoint", in: file.text) != nil
    else { return nil }
    return "\(file.path) is Hasura's"
  }

  func version(_ place: Place) -> Substring? { number(of: place.folder) }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionPerFile }

  func wayOut(for statement: Statement) -> WayOut {
    .never(
      "Hasura has no switch for that: run it with psql, and keep the migration for what is left")
  }
}
