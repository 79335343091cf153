import Diagnostics
import SQLLexer
import SQLSyntax

/// https://github.com/diesel-rs/diesel: diesel_migrations. A migration is a directory with up.sql and down.sql.
struct Diesel: Runner {
  let framework = Framework.diesel
  let name = "Diesel"
  let order = RunOrder.text
  let withoutTransaction = Transport.implicit
  let sendsOneString = true

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard isDirection(place.name), leadingDigits(place.folder).count > 0 else { return nil }
    if let file = surroundings.nearest("metadata.toml", in: 0...0) {
      return "\(file.path) is Diesel's"
    }
    if let file = surroundings.nearest("diesel.toml") { return "\(file.path) is Diesel's" }
    return surroundings.dependency(.diesel).map { "\($0.path) asks for Diesel" }
  }

  /// The directory is named as `diesel migration generate` names it: `2024-05-01-120000_x`, and no other runner does.
  func isOwnName(_ place: Place) -> Bool {
    guard isDirection(place.name) else { return false }
    let parts = place.folder.split(separator: "-", maxSplits: 3, omittingEmptySubsequences: false)
    // By hand, people leave out zeros: 12-7, 07000, 1715.
    return parts.count == 4 && parts[0].utf8.count == 4
      && parts[1...2].allSatisfy { (1...2).contains($0.utf8.count) }
      && parts[..<3].allSatisfy { $0.utf8.allSatisfy(isDigit) }
      && (4...6).contains(leadingDigits(parts[3]).utf8.count)
  }

  private func isDirection(_ name: Substring) -> Bool { name == "up.sql" || name == "down.sql" }

  /// What stands before the first `_` of the directory's name, without dashes.
  func version(_ place: Place) -> Substring? {
    let version = beforeUnderscore(place.folder).filter { $0 != "-" }
    return version.isEmpty ? nil : Substring(version)
  }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionPerFile }

  /// `run_in_transaction = false` in metadata.toml beside up.sql.
  func directives(_ text: RunnerText) -> [Directive] {
    let key = "run_in_transaction"
    let instead = "write \(key) = false into metadata.toml beside up.sql"
    var directives: [Directive] = []
    if let file = text.surroundings.nearest("metadata.toml", in: 0...1),
      let value = setting(key, in: file.text)
    {
      if file.level == 0, value == "false" {
        directives.append(
          Directive(text.start, sideFile: file.path, .counts(sections: text.allSections)))
      } else if file.level > 0 {
        directives.append(
          Directive(
            text.start, sideFile: file.path,
            .ignored(
              "\(file.path) does not count for this migration: Diesel looks for it beside up.sql",
              instead: instead)))
      }
    }
    for comment in text.comments where comment.words.hasPrefix(key) {
      directives.append(
        Directive(
          comment.range, .ignored("Diesel reads no directives in SQL", instead: instead)))
    }
    return directives
  }

  func transactionSwitch(of section: SectionKind) -> String? {
    "run_in_transaction = false in its metadata.toml"
  }

  func wayOut(for statement: Statement) -> WayOut {
    .directive(
      "put it alone into a migration whose metadata.toml, beside up.sql, says run_in_transaction = false"
    )
  }
}
