import Diagnostics
import SQLLexer
import SQLSyntax

/// https://github.com/rubenv/sql-migrate: sqlparse/sqlparse.go, migrate.go
struct SQLMigrate: Runner {
  let framework = Framework.sqlMigrate
  let name = "sql-migrate"
  let marks: [Mark] = [.begins("+migrate ")]
  let pair: MarkerPair? = MarkerPair(up: "+migrate up", down: "+migrate down", hasOptions: true)

  /// Files are recorded by their whole names.
  func version(_ place: Place) -> Substring? { place.name }

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard let file = surroundings.nearest(of: ["dbconfig.yml", "dbconfig.yaml"]),
      let directory = setting("dir", in: file.text), directory.hasSuffix(String(place.folder)),
      !place.folder.isEmpty
    else { return nil }
    return "\(file.path) is sql-migrate's"
  }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionPerFile }

  /// `notransaction` behind `-- +migrate Up` or `-- +migrate Down`, for that direction; all of it in this case, and with
  /// no white space before it.
  func directives(_ text: RunnerText) -> [Directive] {
    text.comments.compactMap { comment in
      guard comment.words.hasPrefix("+migrate"), comment.words.contains("transaction") else {
        return nil
      }
      let words = comment.text.split(separator: " ")
      if comment.startsLine, words.starts(with: ["--", "+migrate"]), words.count > 3,
        ["Up", "Down"].contains(words[2]), words.dropFirst(3).contains("notransaction"),
        let section = text.section(at: comment.range.start)
      {
        return Directive(comment.range, .counts(sections: [section]))
      }
      return Directive(
        comment.range,
        .ignored(
          "sql-migrate reads its commands in one spelling only, and not behind white space",
          instead: "write -- +migrate Up notransaction, or -- +migrate Down notransaction"))
    }
  }

  func transactionSwitch(of section: SectionKind) -> String? {
    "-- +migrate \(section == .up ? "Up" : "Down") notransaction"
  }

  func wayOut(for statement: Statement) -> WayOut {
    .directive("write -- +migrate Up notransaction")
  }
}
