import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/unknown-object.md.
struct UnknownObject: Rule {
  static let info = RuleInfo(
    id: "unknown-object", category: .transactions,
    summary:
      "A name that no migration makes, though they make all else; or a type of another system",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, step.failure == nil, step.guarding != .psqlIf,
      step.guarding != .doBlock, !step.isInDoBlock
    else { return }
    for (range, kind) in step.effects.unheardOf.sorted(by: { $0.key.start < $1.key.start }) {
      switch kind {
      case .type(let instead):
        findings.report(
          "PostgreSQL has no type \(step.text(range)), and no migration makes one: this fails "
            + "(SQLSTATE 42704)", at: range, help: "write \(instead)")
      case .relation(let name):
        guard step.statement.mustHaveRelations, !isOfRunner(name), !isMade(name, step) else {
          continue
        }
        findings.report(missing(name, "42P01"), at: range, help: help)
      case .function(let name):
        guard !isMade(name, step) else { continue }
        findings.report(missing("function \(name)()", "42883"), at: range, help: help)
      }
    }
  }

  private func isMade(_ name: String, _ step: Step) -> Bool {
    step.migration.namesOfRun.contains(name)
  }

  /// Runners keep tables of their own.
  private func isOfRunner(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["migration", "version", "changelog", "schema_history"].contains { name.contains($0) }
  }
}

private func missing(_ name: String, _ sqlstate: String) -> String {
  "no migration makes \(name), though they make all else that they use: unless it is there in "
    + "another way, this fails (SQLSTATE \(sqlstate))"
}

private let help = "is the name right? If something else makes it, make it in a migration, too"

extension Step {
  fileprivate var isInDoBlock: Bool {
    if case .doBlock? = transaction.opening { true } else { false }
  }
}

extension Statement {
  /// It fails where a table is missing; of a query, nobody says what it is for.
  fileprivate var mustHaveRelations: Bool {
    switch tree {
    case .alterTable(let alter): !alter.ifExists
    case .drop(let drop): !drop.ifExists
    case .createTable, .createIndex, .createTrigger, .createPolicy, .insert, .update, .delete,
      .truncate:
      true
    default: false
    }
  }
}
