import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/unchecked-dynamic-sql.md.
struct UncheckedDynamicSQL: Rule {
  static let info = RuleInfo(
    id: "unchecked-dynamic-sql", category: .coverage,
    summary: "EXECUTE of a text that is only known when it runs: nothing is said of what it does",
    recommended: .info, documented: .info)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .losesTrack? = step.code,
      case .doBlock(let block) = step.statement.tree,
      let place = block.body.dynamicSQL.first(where: { $0.query.statement == nil })?.range
    else { return }
    findings.report(
      "what this EXECUTE runs is known only to the server: locks, work and losses are not checked",
      at: place.firstLine(in: step.section.syntax.bytes),
      help: "where the statements are few, write them out")
  }
}
