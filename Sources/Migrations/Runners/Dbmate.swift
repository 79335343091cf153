import Diagnostics
import SQLLexer
import SQLSyntax

/// https://github.com/amacneil/dbmate: pkg/dbmate. Several pairs of sections may stand in a file.
struct Dbmate: Runner {
  let framework = Framework.dbmate
  let name = "dbmate"
  let marks: [Mark] = [
    .words("migrate:up"), .words("migrate:down"), .begins("migrate:up "), .begins("migrate:down "),
  ]
  let pair: MarkerPair? = MarkerPair(up: "migrate:up", down: "migrate:down", hasOptions: true)
  let order = RunOrder.text
  let withoutTransaction = Transport.implicit
  let sendsOneString = true

  /// The digits at the start, whatever follows.
  func version(_ place: Place) -> Substring? {
    let digits = leadingDigits(place.stem)
    return digits.isEmpty ? nil : digits
  }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionPerFile }

  /// `transaction:false` behind the marker, for the section of that marker only.
  func directives(_ text: RunnerText) -> [Directive] {
    var directives: [Directive] = []
    for comment in text.comments where comment.words.contains("transaction") {
      let isMarker = pair?.kind(of: comment.words) != nil
      if isMarker, comment.text.split(separator: " ").contains("transaction:false") {
        guard let section = text.section(at: comment.range.start) else { continue }
        directives.append(Directive(comment.range, .counts(sections: [section])))
      } else if isMarker || isOption(comment.words) {
        directives.append(
          Directive(
            comment.range,
            .ignored(
              isMarker
                ? "dbmate does not know this option and keeps the transaction"
                : "dbmate reads its option on the line of a marker only",
              instead: "write -- migrate:up transaction:false, without a space at the colon")))
      }
    }
    return directives
  }

  /// `-- transaction:false` on a line of its own.
  private func isOption(_ words: String) -> Bool {
    words.hasPrefix("transaction:") || words.hasPrefix("transaction=")
  }

  func transactionSwitch(of section: SectionKind) -> String? {
    "-- migrate:\(section == .up ? "up" : "down") transaction:false"
  }

  func wayOut(for statement: Statement) -> WayOut {
    .directive(
      "put it alone into a section that begins with -- migrate:up transaction:false")
  }
}
