import Diagnostics
import SQLLexer
import SQLSyntax

/// https://github.com/graphile/migrate. `migrations/committed/000001-x.sql`, each with a header of `--!` lines, and
/// `migrations/current.sql`, which runs again whenever it is saved.
struct GraphileMigrate: Runner {
  let framework = Framework.graphileMigrate
  let name = "graphile-migrate"
  let marks: [Mark] = [.begins("! previous:"), .begins("!previous:")]
  let withoutTransaction = Transport.implicit
  let sendsOneString = true
  let checksum = Checksum.fails(
    "graphile-migrate keeps a chain of SHA-1 hashes: it refuses a committed migration that was changed"
  )

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard let file = surroundings.nearest(of: [".gmrc", ".gmrc.js", ".gmrc.cjs"]),
      place.name == "current.sql"
        || ["committed", "current", "fixtures"].contains(where: place.folders.contains)
    else { return nil }
    return "\(file.path) is graphile-migrate's"
  }

  func version(_ place: Place) -> Substring? {
    let digits = leadingDigits(place.stem)
    return digits.isEmpty || place.folder != "committed" ? nil : digits
  }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionPerFile }

  /// `--! no-transaction` on the first line of the body: the first of the file, or the one behind the header and its empty
  /// line.
  func directives(_ text: RunnerText) -> [Directive] {
    let body = startOfBody(text.bytes)
    return text.comments.compactMap { comment in
      let words =
        comment.words.hasPrefix("!")
        ? comment.words.dropFirst().drop { $0 == " " } : comment.words[...]
      guard words.hasPrefix("no-transaction") else { return nil }
      let instead =
        "make --! no-transaction the first line, behind the header and its empty line if there is one"
      if text.place.folder == "current" {
        return Directive(
          comment.range,
          .ignored(
            "graphile-migrate refuses this in the directory current/",
            instead: "use the single file current.sql, with this as its first line"))
      }
      guard comment.text.hasPrefix("--!") else {
        return Directive(
          comment.range,
          .ignored("graphile-migrate reads comments that begin with --! only", instead: instead))
      }
      guard Int(comment.range.start) == body else {
        return Directive(
          comment.range,
          .ignored(
            "graphile-migrate reads this on the first line of the migration only", instead: instead)
        )
      }
      return Directive(comment.range, .counts(sections: text.allSections))
    }
  }

  /// The byte behind the header and its empty line.
  private func startOfBody(_ bytes: [UInt8]) -> Int {
    var isInHeader = false
    for line in lines(of: bytes) {
      if isInHeader, trimmed(bytes, line).isEmpty {
        return line.upperBound < bytes.count
          ? afterLineBreak(bytes, line.upperBound, bytes.count) : bytes.count
      }
      let isField = bytes[line].starts(with: "--!".utf8) && bytes[line].contains(UInt8(ascii: ":"))
      guard isInHeader || isField else { return line.lowerBound }
      isInHeader = true
    }
    return 0
  }

  func transactionSwitch(of section: SectionKind) -> String? { "--! no-transaction" }

  func wayOut(for statement: Statement) -> WayOut {
    .directive("put it alone into a migration whose first line is --! no-transaction")
  }
}
