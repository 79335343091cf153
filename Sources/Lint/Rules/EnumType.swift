import Diagnostics
import SQLSyntax

/// See rules/enum-type.md.
struct EnumType: Rule {
  static let info = RuleInfo(
    id: "enum-type", category: .design,
    summary: "CREATE TYPE … AS ENUM: a label can be added and renamed, not removed",
    recommended: nil, documented: nil)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .createType(let type) = step.statement.tree,
      case .enum = type.definition
    else { return }
    findings.report(
      "labels of \(type.name.description) can be added and renamed later, but not removed",
      at: step.head(to: type.name.range),
      help: "where the list will change, a table with a foreign key to it, or text with a CHECK")
  }
}
