import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/set-schema.md.
struct SetSchema: Rule {
  static let info = RuleInfo(
    id: "set-schema", category: .clientCompatibility,
    summary:
      "A table, type or function moves to another schema, where the running release does not find it",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterObjectSchema(let alter) = step.statement.tree,
      alter.object.object != .index, let name = alter.object.name,
      let taken = step.clients.takenName,
      !taken.isPart, taken.kind?.isIndex != true,
      let consequence = taken.consequence(name.description)
    else { return }
    let schema = alter.schema.text
    findings.report(
      "moves \(name.description) to schema \(schema): "
        + (alter.object.object == .extension ? SetSchema.members : consequence)
        + (name.schema == nil && taken.fate == .gone
          ? ", unless their search_path has \(schema)" : ""),
      at: step.firstLine, help: help(alter, name, taken, step))
  }

  private static let members =
    "queries of the running release with its functions, types and operators fail from the commit on"

  private func help(
    _ alter: AlterObjectSchema, _ name: QualifiedName, _ taken: TakenName, _ step: Step
  ) -> String {
    let new = "\(step.text(alter.schema.range)).\(step.text(name.name.range))"
    switch alter.object.object {
    case _ where taken.fate == .returnsLater:
      return step.bothInOneTransaction
    case .table, .view, .materializedView, .foreignTable:
      return step.viewUnderOldName(name, over: new)
    case .type, .domain:
      return "in the same transaction, leave a domain under the old name:\n"
        + "CREATE DOMAIN \(step.text(name.range)) AS \(new);"
    case .extension:
      return "first put the schema into the search_path of every role that uses the extension"
    default:
      return "first put the schema into the search_path of every role that uses it, or leave "
        + "something under the old name that passes calls on"
    }
  }
}
