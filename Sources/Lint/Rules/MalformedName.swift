import Diagnostics
import Migrations
import SQLSyntax

/// See rules/malformed-name.md.
struct MalformedName: Rule {
  static let info = RuleInfo(
    id: "malformed-name", category: .history,
    summary: "The runner does not take a file with this name for a migration",
    recommended: .error, documented: .error)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    guard context.migration.purpose == .migration, let place = context.firstStatement,
      let numbers = context.numbers,
      numbers.count > 0, looksNumbered(context.name)
    else { return }
    if let framework = numbers.framework {
      guard let pattern = framework.namePattern, !framework.takes(context.location) else { return }
      findings.report(
        "\(framework.name) does not take \(context.name) for a migration, and never runs it",
        at: place, help: "call it \(pattern)")
    } else if context.preset != .recommended, !hasNumberAndDescription(context.name) {
      findings.report(
        "the name \(context.name) is not a number and a description", at: place,
        help: "call it <number>_<description>.sql, as 004_add_phone.sql", isCertain: false)
    }
  }

  /// `005-x.sql`, `V5_x.sql`: meant to be run in its turn.
  private func looksNumbered(_ name: String) -> Bool {
    let letters = name.utf8.prefix { !isDigit($0) }
    return letters.count < min(2, name.utf8.count)
  }

  /// `004_add_phone.sql`
  private func hasNumberAndDescription(_ name: String) -> Bool {
    let digits = name.utf8.prefix(while: isDigit)
    let rest = name.utf8.dropFirst(digits.count)
    let separators = [UInt8(ascii: "_"), UInt8(ascii: "-")]
    return !digits.isEmpty && rest.first.map(separators.contains) ?? false && rest.count > 1
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
