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
      let name = step.statement.functionName
    else { return }
    let stored = facts.storedIn.filter { !step.isRebuiltLater($0) }
    guard !stored.isEmpty else { return }
    let indexes = stored.filter { $0.hasPrefix("index ") }.map { $0.dropFirst(6) }
    let rebuild = indexes.map { "REINDEX INDEX CONCURRENTLY \($0);" }.joined(separator: "\n")
    findings.report(
      "\(list(stored)) \(stored.count == 1 ? "is" : "are") computed by "
        + "\(name.description): what is stored keeps the old results, and queries find wrong rows",
      at: step.head(to: name.range),
      help: indexes.isEmpty
        ? "give the new function a name of its own, and change what uses it in a step of its own"
        : "if results change, give it a name of its own, or rebuild what it has computed:\n"
          + rebuild)
  }
}

extension Step {
  /// A later statement of the migration builds the index anew, or drops it.
  ///
  /// - Parameter words: `index app.users_key_idx`
  fileprivate func isRebuiltLater(_ words: String) -> Bool {
    guard words.hasPrefix("index ") else { return false }
    let index = words.dropFirst(6)
    func isIndex(_ name: QualifiedName) -> Bool {
      shortLabel(name.description) == index
        || name.schema == nil && index.hasSuffix(".\(name.name.text)")
    }
    return isFollowed { statement in
      switch statement.tree {
      case .drop(let drop): drop.object == .index && drop.names.contains(where: isIndex)
      case .reindex(let reindex): reindex.target == .index && reindex.name.map(isIndex) ?? false
      default: false
      }
    }
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
