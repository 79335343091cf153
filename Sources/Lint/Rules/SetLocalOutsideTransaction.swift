import Diagnostics
import Effects
import SQLSyntax

/// See rules/set-local-outside-transaction.md.
struct SetLocalOutsideTransaction: Rule {
  static let info = RuleInfo(
    id: "set-local-outside-transaction", category: .transactions,
    summary: "SET LOCAL or SET CONSTRAINTS with no transaction open: a warning, and no effect",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, step.transaction.opening == nil else { return }
    if step.statement.node == .constraintsSet {
      findings.report(
        "SET CONSTRAINTS lasts until the transaction ends, and none is open: it has no effect",
        at: step.firstLine,
        help: "put it, and the statements that it is for, "
          + (step.knowsTransport ? "between BEGIN and COMMIT" : "into one transaction"))
    } else if case .variableSet(let set) = step.statement.tree, set.scope == .local {
      let statement = step.text(step.statement.range)
      findings.report(
        "SET LOCAL lasts until the transaction ends, and none is open: \(set.parameter) stays as it is",
        at: step.firstLine,
        help: "for the rest of the session:\n"
          + "SET\(statement.dropFirst(statement.prefix { !$0.isWhitespace }.count + 1 + "LOCAL".count));"
      )
    }
  }
}
