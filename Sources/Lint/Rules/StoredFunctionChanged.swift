import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/stored-function-changed.md.
struct StoredFunctionChanged: Rule {
  static let info = RuleInfo(
    id: "stored-function-changed", category: .dataLoss,
    summary: "A function changes whose results an index, a CHECK or a generated column has stored",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .function(let facts)? = step.code, facts.isChanged,
      !facts.storedIn.isEmpty, let name = step.statement.functionName
    else { return }
    let indexes = facts.storedIn.filter { $0.hasPrefix("index ") }.map { $0.dropFirst(6) }
    let rebuild = indexes.map { "REINDEX INDEX CONCURRENTLY \($0);" }.joined(separator: "\n")
    findings.report(
      "\(list(facts.storedIn)) \(facts.storedIn.count == 1 ? "is" : "are") computed by "
        + "\(name.description): what is stored keeps the old results, and queries find wrong rows",
      at: step.head(to: name.range),
      help: indexes.isEmpty
        ? "give the new function a name of its own, and change what uses it in a step of its own"
        : "if results change, give it a name of its own, or rebuild what it has computed:\n"
          + rebuild)
  }
}

extension Statement {
  /// The function that CREATE or ALTER FUNCTION is about.
  fileprivate var functionName: QualifiedName? {
    switch tree {
    case .createFunction(let function): function.name
    case .alterFunction(let alter): alter.function.name
    default: nil
    }
  }
}
