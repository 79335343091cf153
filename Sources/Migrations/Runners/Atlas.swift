import Diagnostics
import SQLLexer
import SQLSyntax

/// https://github.com/ariga/atlas: sql/migrate/dir.go, cmd/atlas/internal/cmdapi/migrate.go
struct Atlas: Runner {
  let framework = Framework.atlas
  let name = "Atlas"
  // `-- atlas:nolint` also stands in files that other runners run.
  let marks: [Mark] = [
    .begins("atlas:txmode"), .begins("atlas:checkpoint"), .begins("atlas:delimiter"),
  ]
  let order = RunOrder.text
  let checksum = Checksum.fails(
    "atlas.sum has a hash of every file: until `atlas migrate hash` is run, Atlas ends with \"checksum mismatch\""
  )

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    surroundings.nearest("atlas.sum", in: 0...0).map { "\($0.path) is Atlas's" }
  }

  /// What stands before the first `_`.
  func version(_ place: Place) -> Substring? { beforeUnderscore(place.stem) }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionPerFile }

  /// `-- atlas:txmode none` counts in the comments at the top of the file, and those count only if an empty line follows
  /// them.
  func directives(_ text: RunnerText) -> [Directive] {
    let header = endOfHeader(text.bytes)
    return text.comments.compactMap { comment in
      guard comment.words.hasPrefix("atlas:txmode") else { return nil }
      let instead =
        "put -- atlas:txmode none into the comment at the top of the file, and an empty line behind it"
      func ignored(_ why: String, _ instead: String = instead) -> Directive {
        Directive(comment.range, .ignored(why, instead: instead))
      }
      let mode = comment.words.dropFirst("atlas:txmode".utf8.count).drop { $0 == " " }
      switch mode {
      case "none" where Int(comment.range.start) < header:
        return Directive(comment.range, .counts(sections: text.allSections))
      case "none":
        let isAtTop = text.file.lexed.tokens.first.map { comment.range.start < $0.start } ?? true
        return ignored(
          isAtTop
            ? "Atlas reads the comments at the top of a file only if an empty line follows them"
            : "Atlas reads this in the comments at the top of a file only")
      case "file" where Int(comment.range.start) < header: return nil
      case "all":
        return ignored(
          "a file cannot ask Atlas for txmode all", "give --tx-mode all on the command line")
      default: return ignored("Atlas knows the modes none and file here, not \"\(mode)\"")
      }
    }
  }

  /// The end of the comments at the top, if an empty line follows them; 0 where none does.
  private func endOfHeader(_ bytes: [UInt8]) -> Int {
    var end = 0
    for line in lines(of: bytes) {
      let text = trimmed(bytes, line)
      if text.isEmpty { return end }
      guard bytes[text].starts(with: "--".utf8) || bytes[text].starts(with: "#".utf8) else {
        return 0
      }
      end = line.upperBound
    }
    return end
  }

  func transactionSwitch(of section: SectionKind) -> String? { "-- atlas:txmode none" }

  func wayOut(for statement: Statement) -> WayOut {
    .directive("put -- atlas:txmode none at the top of the file, and an empty line behind it")
  }
}
