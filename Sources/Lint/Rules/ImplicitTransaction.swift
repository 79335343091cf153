import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/implicit-transaction.md.
struct ImplicitTransaction: Rule {
  static let info = RuleInfo(
    id: "implicit-transaction", category: .transactions,
    summary:
      "Told to open no transaction, the runner still sends several statements as one string",
    recommended: .error, documented: .error)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    let migration = context.migration
    guard !migration.directives.contains(where: \.isIgnored) else { return }
    for section in migration.sections {
      guard section.isSwitchedOff, section.transport == .implicit,
        section.syntax.statements.count > 1, let (statement, command) = section.firstRefusal
      else { continue }
      let range = statement.range.firstLine(in: migration.bytes)
      var place = range
      if case .directive(let directive) = section.transportCause { place = directive }
      findings.report(
        "\(command) fails (SQLSTATE 25001): without its own transaction, "
          + section.transport.description(by: migration.framework),
        at: place, help: "leave \(command) alone in it, and put the rest into another migration",
        related: [
          RelatedPlace(
            path: migration.path, range: range,
            message: "one of \(section.syntax.statements.count) statements of that string")
        ])
    }
  }
}
