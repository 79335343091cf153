import Diagnostics
import SQLLexer
import SQLSyntax

/// https://github.com/launchbadge/sqlx: sqlx-core/src/migrate/{source,migration_type}.rs
struct Sqlx: Runner {
  let framework = Framework.sqlx
  let name = "sqlx"
  let withoutTransaction = Transport.implicit
  let sendsOneString = true
  let checksum = Checksum.fails(
    "sqlx keeps a SHA-384 of every migration: the next run ends with \"migration was previously applied but has been modified\""
  )

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard number(of: place.name) != nil else { return nil }
    if let file = surroundings.nearest("sqlx.toml") { return "\(file.path) is sqlx's" }
    if let folder = surroundings.nearest(".sqlx") { return "\(folder.path) is sqlx's" }
    return surroundings.dependency(.sqlx).map { "\($0.path) asks for sqlx" }
  }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionPerFile }

  /// `-- no-transaction` must be the very first bytes of the file.
  func directives(_ text: RunnerText) -> [Directive] {
    let directive = "-- no-transaction"
    return text.comments.compactMap { comment in
      if comment.range.start == 0, comment.text.hasPrefix(directive) {
        return Directive(comment.range, .counts(sections: text.allSections))
      }
      guard ["no-transaction", "no transaction"].contains(comment.words) else { return nil }
      let why: String
      if comment.range.start == 0 {
        why = "sqlx reads \(directive) as it is written here only"
      } else if comment.range.start == 3, text.bytes[0] == 0xEF {
        why = "a byte order mark stands before it, and sqlx looks at the first bytes of the file"
      } else {
        why = "sqlx looks at the first bytes of the file only"
      }
      return Directive(
        comment.range,
        .ignored(why, instead: "let the file begin with \(directive), with nothing before it"))
    }
  }

  func transactionSwitch(of section: SectionKind) -> String? { "-- no-transaction" }

  func wayOut(for statement: Statement) -> WayOut {
    .directive("put it alone into a file that begins with -- no-transaction")
  }
}
