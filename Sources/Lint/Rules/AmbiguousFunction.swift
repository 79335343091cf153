import Diagnostics
import Effects
import SQLSyntax

/// See rules/ambiguous-function.md.
struct AmbiguousFunction: Rule {
  static let info = RuleInfo(
    id: "ambiguous-function", category: .clientCompatibility,
    summary: "A new function beside an old one, so that calls of the old one may mean either",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .createFunction(let function) = step.statement.tree,
      case .function(let facts)? = step.code, let rival = facts.rival,
      !step.isFollowed(by: { later in
        guard case .drop(let drop) = later.tree, drop.object.isRoutine else { return false }
        return drop.names.contains { step.isSame($0, function.name) }
      })
    else { return }
    findings.report(
      "calls that leave out the arguments with defaults fit \(rival) as well, and fail from here on "
        + "(SQLSTATE 42725)",
      at: step.head(to: function.name.range),
      help: "give it another name; or, if no release needs the old one any more, behind it:\n"
        + "DROP FUNCTION \(rival);")
  }
}
