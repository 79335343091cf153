import Diagnostics
import SQLLexer
import SQLSyntax

/// https://github.com/pressly/goose: internal/sqlparser, migration_sql.go
struct Goose: Runner {
  let framework = Framework.goose
  let name = "goose"
  let marks: [Mark] = [.begins("+goose ")]
  let pair: MarkerPair? = MarkerPair(up: "+goose up", down: "+goose down")

  func transport(_ version: RunnerVersion?) -> Transport { .transactionPerFile }

  /// `-- +goose NO TRANSACTION` counts wherever it stands, for both directions, in any case, but not behind white space.
  func directives(_ text: RunnerText) -> [Directive] {
    text.comments.compactMap { comment in
      guard comment.words.hasPrefix("+goose") else { return nil }
      let annotation = comment.words.dropFirst(6).drop { $0 == " " }
      guard comment.startsLine else {
        return Directive(
          comment.range,
          .ignored(
            "goose stops with an error at an annotation behind white space",
            instead: "begin the line with \(comment.text)"))
      }
      if annotation == "no transaction" {
        return Directive(comment.range, .counts(sections: text.allSections))
      }
      guard !known.contains(String(annotation)) else { return nil }
      return Directive(
        comment.range,
        .ignored(
          "goose has no annotation \"\(annotation)\" and stops with an error",
          instead: annotation.contains("transaction")
            ? "write -- +goose NO TRANSACTION"
            : "write one of Up, Down, StatementBegin, StatementEnd, NO TRANSACTION, ENVSUB ON, ENVSUB OFF"
        ))
    }
  }

  private let known: Set<String> = [
    "up", "down", "statementbegin", "statementend", "no transaction", "envsub on", "envsub off",
  ]

  func transactionSwitch(of section: SectionKind) -> String? { "-- +goose NO TRANSACTION" }

  func wayOut(for statement: Statement) -> WayOut {
    .directive("put -- +goose NO TRANSACTION at the beginning of a line of the file")
  }
}
