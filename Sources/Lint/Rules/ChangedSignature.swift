import Diagnostics
import Effects
import SQLSyntax

/// See rules/changed-signature.md.
struct ChangedSignature: Rule {
  static let info = RuleInfo(
    id: "changed-signature", category: .clientCompatibility,
    summary:
      "A view or function is dropped and made again without what the running release asks for",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .drop(let drop) = step.statement.tree, isOurs(drop.object),
      let name = drop.names.first, let taken = step.clients.takenName, !taken.isPart,
      case .stays(let successor) = taken.fate, let consequence = taken.consequence(name.description)
    else { return }
    findings.report(
      "drops \(name.description) and makes it again: \(consequence)", at: step.firstLine,
      help: help(drop.object, successor))
  }

  /// Of a table, drop-table tells.
  private func isOurs(_ object: ObjectType) -> Bool {
    switch object {
    case .view, .materializedView, .function, .procedure, .routine, .aggregate: true
    default: false
    }
  }

  private func help(_ object: ObjectType, _ successor: TakenName.Successor) -> String {
    switch object {
    case .view, .materializedView:
      "keep the columns until no release asks for them; CREATE OR REPLACE VIEW adds new ones behind "
        + "the old ones"
    // Measured on 15.
    case _ where successor.failingCalls == .byPlace:
      "keep the old order, and put new ones behind it, with defaults; or give the new function another name, and drop the old one "
        + "when no release asks for it: beside each other, a call that names its arguments would find both "
        + "(SQLSTATE 42725)"
    default:
      "leave the old function beside the new one, which calls it or is called by it, until no "
        + "release asks for it; or give the new arguments defaults"
    }
  }
}
