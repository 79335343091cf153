import Diagnostics
import Effects
import SQLSyntax

/// See rules/breaks-function.md.
struct BreaksFunction: Rule {
  static let info = RuleInfo(
    id: "breaks-function", category: .clientCompatibility,
    summary: "The body of a function names a table or column that a statement takes away",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    for broken in step.clients.brokenBodies {
      let functions =
        (broken.functions.count == 1 ? "function " : "functions ") + list(broken.functions)
      let verb = broken.functions.count == 1 ? "names" : "name"
      let message =
        broken.areOfTriggers
        ? "trigger \(functions) still \(verb) \(broken.subject) in NEW or OLD: "
          + "writes that fire it fail from the commit on"
        : "\(functions) still \(verb) \(broken.subject): calls fail there from the commit on"
      findings.report(
        message, at: broken.place,
        help: "in the same transaction, CREATE OR REPLACE it with a body that does without",
        isCertain: broken.areOfTriggers)
    }
  }
}
