import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/certain-failure.md.
struct CertainFailure: Rule {
  static let info = RuleInfo(
    id: "certain-failure", category: .transactions,
    summary: "A statement that fails in the schema that the migrations before it leave",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    // Of ways back, rollback-fails tells.
    guard let failure = step.failure, step.section.kind == .up else { return }
    if let earlier = step.usedTooEarly(failure) {
      findings.report(
        "this fails: \(earlier.name) does not exist yet (SQLSTATE 42P01), it is made further down",
        at: earlier.place, help: "make it first",
        related: [step.related(step.firstLine, "makes it")])
      return
    }
    findings.report(
      "this fails: \(failure.message) (SQLSTATE \(failure.sqlstate))", at: step.firstLine,
      help: failure.remedy ?? "what stands behind it in this file is not reached")
  }
}

extension Step {
  /// What it makes is taken to be there only because an earlier statement of the section uses it.
  fileprivate func usedTooEarly(_ failure: ServerError) -> (name: String, place: ByteRange)? {
    guard failure.sqlstate == "42P07", case .createTable(let table) = statement.tree,
      let relation = relation(table.name), relation.isAssumed, let place = assumed[relation.id],
      place.start < statement.range.start
    else { return nil }
    return (table.name.description, place.firstLine(in: section.syntax.bytes))
  }
}

extension ServerError {
  /// What to do about it, where one thing helps.
  fileprivate var remedy: String? {
    switch sqlstate {
    case "55P04": "add the label in an earlier migration: it can be used when that has committed"
    default: nil
    }
  }
}
