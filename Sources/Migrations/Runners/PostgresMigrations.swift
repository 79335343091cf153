import Diagnostics
import SQLSyntax

/// https://github.com/ThomWright/postgres-migrations: run-migration.ts, validation.ts. Numbers begin at 1 and have no gap.
struct PostgresMigrations: Runner {
  let framework = Framework.postgresMigrations
  let name = "postgres-migrations"
  let marks: [Mark] = [.begins("postgres-migrations ")]
  let checksum = Checksum.fails(
    "postgres-migrations keeps a hash of every migration: the next run ends with \"this script has changed since it was applied\""
  )
  let withoutTransaction = Transport.implicit
  let sendsOneString = true

  private static let directive = "-- postgres-migrations disable-transaction"

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard !leadingDigits(place.name).isEmpty,
      let (path, _) = surroundings.dependency(.postgresMigrations)
    else { return nil }
    return "\(path) asks for postgres-migrations"
  }

  func version(_ place: Place) -> Substring? {
    let digits = leadingDigits(place.stem)
    return digits.isEmpty ? nil : digits
  }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionPerFile }

  /// Anywhere in the file, in these letters.
  func directives(_ text: RunnerText) -> [Directive] {
    text.comments.compactMap { comment in
      guard comment.words.hasPrefix("postgres-migrations disable") else { return nil }
      guard comment.text.hasPrefix(Self.directive) else {
        return Directive(
          comment.range,
          .ignored(
            "postgres-migrations looks for these words as they are written in its manual",
            instead: "write \(Self.directive)"))
      }
      return Directive(comment.range, .counts(sections: text.allSections))
    }
  }

  func transactionSwitch(of section: SectionKind) -> String? { Self.directive }

  func wayOut(for statement: Statement) -> WayOut {
    .directive("put it alone in a file, with a line \(Self.directive)")
  }
}
