import Diagnostics
import SQLLexer
import SQLSyntax

/// https://github.com/jackc/tern: migrate/migrate.go. Numbers begin at 1 and have no gap.
struct Tern: Runner {
  let framework = Framework.tern
  let name = "tern"
  let marks: [Mark] = [.words("create above / drop below ----"), .words("tern: disable-tx ----")]
  let pair: MarkerPair? = MarkerPair(up: nil, down: "create above / drop below ----")
  let sendsOneString = true

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard number(of: place.name) != nil, place.stemOfPair == nil,
      let file = surroundings.nearest("tern.conf", in: 0...1)
    else { return nil }
    return "\(file.path) is tern's"
  }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionPerFile }

  /// `---- tern: disable-tx ----`, exactly so, for the direction in whose part it stands.
  func directives(_ text: RunnerText) -> [Directive] {
    let line = "---- tern: disable-tx ----"
    return text.comments.compactMap { comment in
      guard comment.words.contains("disable-tx") else { return nil }
      let end = endOfLine(text.bytes, Int(comment.range.start), text.bytes.count)
      let written = string(text.bytes, Int(comment.range.start)..<end)
      if comment.startsLine, written == line,
        let section = text.section(at: comment.range.start)
      {
        return Directive(comment.range, .counts(sections: [section]))
      }
      return Directive(
        comment.range,
        .ignored(
          "tern reads this line as it is written in its manual only",
          instead: "write \(line), alone on its line")
      )
    }
  }

  func transactionSwitch(of section: SectionKind) -> String? { "---- tern: disable-tx ----" }

  func wayOut(for statement: Statement) -> WayOut {
    .directive("put a line ---- tern: disable-tx ---- into that part of the file")
  }
}
