import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/missing-rollback.md.
struct MissingRollback: Rule {
  static let info = RuleInfo(
    id: "missing-rollback", category: .rollback,
    summary: "A migration that does not say how to undo it",
    recommended: .warning, documented: .error)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    let migration = context.migration
    guard migration.purpose == .migration, migration.rollback == .none,
      let first = migration.firstChange
    else { return }
    switch migration.header.reversible {
    case .no(let reason):
      guard reason.isEmpty, let field = migration.header["Reversible"] else { return }
      findings.report(noReason, at: field.range, help: "write why: -- Reversible: No, <reason>")
    case .yes, .unstated:
      let field = migration.header["Reversible"]
      let othersGoBack = field == nil ? context.numbers?.othersGoBack(before: migration.path) : true
      findings.report(
        field == nil ? noWayBack : claimsWayBack, at: field?.range ?? first,
        help: help(migration.framework), mitigated: othersGoBack == nil,
        settled: othersGoBack == false || migration.onlyAddsLabels)
    }
  }
}

extension Migration {
  /// The first line of the first statement of an up section that there is something to undo of.
  var firstChange: ByteRange? {
    for section in sections where section.kind == .up {
      if let statement = section.syntax.statements.first(where: \.changesDatabase) {
        return statement.range.firstLine(in: bytes)
      }
    }
    return nil
  }
}

extension Migration {
  /// A label that an enum has got stays: no command takes it away.
  fileprivate var onlyAddsLabels: Bool {
    sections.lazy.filter { $0.kind == .up }.flatMap(\.syntax.statements)
      .filter(\.changesDatabase).allSatisfy {
        if case .alterEnum(let alter) = $0.tree { alter.addedLabel != nil } else { false }
      }
  }
}

private let noWayBack = "nothing says how to undo this migration"
private let claimsWayBack = "the header says that this can be undone, but nothing says how"
private let noReason = "the header says that this cannot be undone, but not why"

private func help(_ framework: Framework?) -> String {
  let place =
    switch framework {
    case .liquibase: "in lines \"--rollback …\" behind the changeset"
    case .goose: "behind a line \"-- +goose Down\""
    case .sqlMigrate: "behind a line \"-- +migrate Down\""
    case .dbmate: "behind a line \"-- migrate:down\""
    case .tern: "below a line \"---- create above / drop below ----\""
    case .rambler: "behind a line \"-- rambler down\""
    default: "below a line \"-- Rollback\" at the end"
    }
  return "write the way back \(place), or say \"-- Reversible: No, <reason>\" in the header"
}
