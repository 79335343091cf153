import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/domain-constraint-scans.md.
struct DomainConstraintScans: Rule {
  static let info = RuleInfo(
    id: "domain-constraint-scans", category: .locking,
    summary: "A constraint of a domain is checked: every table that uses it is read, "
      + "and writes wait",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .alterDomain(let alter) = step.statement.tree, let cause = alter.cause,
      step.effects.failure == nil
    else { return }
    let tables = step.effects.relations(with: .scan).filter(\.isShared)
    let isKnown = !step.effects.unknown.contains(.scans)
    guard !isKnown || !tables.isEmpty else { return }
    let read =
      isKnown ? "all of \(list(tables.map(\.label)))" : "every table with a column of the domain"
    findings.report(
      "\(cause) reads \(read) under a ShareLock: writes wait until it is done",
      at: step.firstLine, help: help(alter, tables, step), isCertain: isKnown)
  }

  private func help(_ alter: AlterDomain, _ tables: [TouchedRelation], _ step: Step) -> String {
    let table = tables.first?.label ?? "<table>"
    let domain = step.text(alter.name.range)
    let onTable =
      "a CHECK of the table can be validated while rows are written, in a transaction of its own:\n"
      + "ALTER TABLE \(table) VALIDATE CONSTRAINT <constraint>;"
    switch alter.action {
    case .addConstraint(let constraint) where constraint.kind != .notNull:
      return "to check only what is written from now on, without reading anything:\n"
        + "ALTER DOMAIN \(domain) ADD \(step.text(constraint.range)) NOT VALID;\n"
        + "VALIDATE of the domain takes the same lock later; " + onTable
    default:
      return "instead of the domain, constrain the columns:\n"
        + "ALTER TABLE \(table) ADD CONSTRAINT <constraint> CHECK (<column> IS NOT NULL) NOT VALID;\n"
        + onTable
    }
  }
}

extension AlterDomain {
  /// What makes the server read tables.
  fileprivate var cause: String? {
    switch action {
    case .setNotNull: "SET NOT NULL of domain \(name.description)"
    case .addConstraint(let constraint):
      constraint.isNotValid ? nil : "a new constraint of domain \(name.description)"
    case .validateConstraint: "VALIDATE CONSTRAINT of domain \(name.description)"
    case .setDefault, .dropDefault, .dropNotNull, .dropConstraint: nil
    }
  }
}
