import Diagnostics
import SQLSyntax

/// https://orm.drizzle.team: before 1.0 `drizzle/NNNN_tag.sql` with `meta/_journal.json`, since then
/// `drizzle/<14 digits>_name/migration.sql` with `snapshot.json`. All that is pending runs in one transaction.
struct Drizzle: Runner {
  let framework = Framework.drizzle
  let name = "Drizzle"
  let marks: [Mark] = [.words("> statement-breakpoint")]
  let order = RunOrder.list
  let checksum = Checksum.unnoticed(
    "Drizzle keeps a SHA-256 and does not compare it: where the migration has run, the change never arrives"
  )

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    if place.name == "migration.sql" {
      return surroundings.nearest("snapshot.json", in: 0...0).map { "\($0.path) is Drizzle's" }
    }
    let journal = "meta/_journal.json"
    guard surroundings.text(journal) != nil else { return nil }
    return "\(surroundings.path(of: journal)) is Drizzle's"
  }

  func version(_ place: Place) -> Substring? {
    number(of: place.name == "migration.sql" ? place.folder : place.stem)
  }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionForAll }

  func wayOut(for statement: Statement) -> WayOut {
    .never(
      "Drizzle has no switch for that: run it with psql, or end the transaction before it with a COMMIT; between two lines --> statement-breakpoint"
    )
  }
}
