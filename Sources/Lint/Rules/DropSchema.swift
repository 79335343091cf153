import Diagnostics
import Effects
import SQLSyntax

/// See rules/drop-schema.md.
struct DropSchema: Rule {
  static let info = RuleInfo(
    id: "drop-schema", category: .dataLoss,
    summary: "DROP SCHEMA of a schema that this migration did not make",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .drop(let drop) = step.statement.tree, drop.object == .schema
    else { return }
    for name in drop.names where !step.isMadeEarlier(ObjectReference(.schema, name)) {
      findings.report(
        losesSchema(name, cascades: drop.behavior.cascadeRange != nil),
        at: step.place(of: name, among: drop.objects.count), help: approval(of: DropSchema.info))
    }
  }
}

private func losesSchema(_ schema: QualifiedName, cascades: Bool) -> String {
  cascades
    ? "DROP SCHEMA deletes everything in \(schema.description), and all that depends on it"
    : "DROP SCHEMA deletes \(schema.description), or fails if anything is left in it"
}
