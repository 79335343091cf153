import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/not-immutable.md.
struct NotImmutable: Rule {
  static let info = RuleInfo(
    id: "not-immutable", category: .design,
    summary: "An IMMUTABLE function that reads tables, the clock or the session",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    switch step.statement.tree {
    case .createFunction(let function) where function.options.volatility == .immutable:
      guard case .code(let body) = function.definition else { return }
      report(function.name, body, step, &findings)
    case .alterFunction(let alter) where alter.options.volatility == .immutable:
      guard let name = alter.function.name, case .function(let facts)? = step.code,
        let body = facts.body
      else { return }
      report(name, body, step, &findings)
    default: break
    }
  }

  private func report(
    _ name: QualifiedName, _ body: Body, _ step: Step, _ findings: inout Findings
  ) {
    guard let cause = cause(body) else { return }
    findings.report(
      "\(name.description) is declared IMMUTABLE, but \(cause): "
        + "plans and indexes keep a result that is no longer true",
      at: step.head(to: name.range),
      help: "declare it STABLE; to index it, pass what it needs as arguments")
  }

  /// What its result depends on besides its arguments.
  private func cause(_ body: Body) -> String? {
    for statement in body.reachedStatements {
      let relations = body.text.relations(of: statement)
      if let written = relations.written.map(\.description).min() { return "writes \(written)" }
      if let read = relations.read.map(\.description).min() { return "reads \(read)" }
    }
    for (place, node) in body.text.nodes.enumerated() {
      switch node.kind {
      case .relation where !body.text.statements.contains { $0.nodes.contains(place) }:
        // A query inside an expression of PL/pgSQL.
        if let name = body.text.name(of: node), isTable(name, body) {
          return "reads \(name.description)"
        }
      case .functionCall:
        guard let part = body.text.part(.functionName, of: place),
          let name = body.text.name(of: body.text.nodes[part]), name.isChanging
        else { continue }
        return "calls \(name.description)()"
      case .sqlFunction:
        if let word = words[node.detail] { return "uses \(word)" }
      default: continue
      }
    }
    return nil
  }
}

/// Not the name of a common table.
private func isTable(_ name: QualifiedName, _ body: Body) -> Bool {
  guard name.schema == nil else { return true }
  return !body.text.nodes.indices.contains { place in
    body.text.nodes[place].kind == .commonTable
      && body.text.firstName(of: place)?.text == name.name.text
  }
}

extension QualifiedName {
  /// One of PostgreSQL's whose result the arguments do not settle.
  fileprivate var isChanging: Bool {
    (schema == nil || schema?.text == "pg_catalog") && changing.contains(name.text)
  }
}

private let changing: Set<String> = [
  "clock_timestamp", "current_setting", "gen_random_uuid", "nextval", "now", "random",
  "statement_timestamp", "timeofday", "transaction_timestamp", "txid_current", "uuidv7",
]

private let words: [Keyword: String] = [
  .currentDate: "CURRENT_DATE", .currentTime: "CURRENT_TIME",
  .currentTimestamp: "CURRENT_TIMESTAMP", .currentUser: "CURRENT_USER",
  .currentRole: "CURRENT_ROLE", .sessionUser: "SESSION_USER", .localtime: "LOCALTIME",
  .localtimestamp: "LOCALTIMESTAMP",
]
