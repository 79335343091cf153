import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/view-bypasses-row-security.md.
struct ViewBypassesRowSecurity: Rule {
  static let info = RuleInfo(
    id: "view-bypasses-row-security", category: .security,
    summary: "A view over a table with row security reads it with its owner's rights",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .view(let tables)? = step.code else { return }
    switch step.statement.tree {
    case .createView(let view):
      guard !view.options.contains(where: { step.isInvoker($0) }),
        !step.becomesInvoker(view.name)
      else { return }
      let since = step.migration.postgres.lowerBound < 15 ? "from PostgreSQL 15 on:\n" : ""
      findings.report(
        "\(view.name.description) reads \(list(tables)) with the rights of its owner: "
          + "policies do not hold for whoever reads the view",
        at: step.head(to: view.name.range),
        help: since + "ALTER VIEW \(step.text(view.name.range)) SET (security_invoker = true);")
    case .createMaterializedView(let view):
      findings.report(
        "\(view.name.description) keeps rows of \(list(tables)) that policies keep from "
          + "whoever may read it",
        at: step.head(to: view.name.range),
        help: "grant it only to roles that may see all of them, or filter its rows")
    default: break
    }
  }
}

extension Step {
  fileprivate func isInvoker(_ option: OptionElement) -> Bool {
    guard option.name.text == "security_invoker" else { return false }
    guard let value = option.value else { return true }
    return ["true", "on", "1", "yes", "'true'", "'on'"].contains(text(value).lowercased())
  }

  /// ALTER VIEW … SET (security_invoker).
  fileprivate func becomesInvoker(_ view: QualifiedName) -> Bool {
    isFollowed { later in
      switch later.tree {
      case .alterTable(let alter):
        isSame(alter.name, view)
          && alter.commands.contains { command in
            guard case .options(let options) = command.details else { return false }
            return options.contains { isInvoker($0) }
          }
      case .drop(let drop): drop.names.contains { isSame($0, view) }
      default: false
      }
    }
  }
}
