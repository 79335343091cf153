import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

extension Step {
  /// Reports a command that refuses a transaction block, where it stands in one.
  func reportRefusal(
    of command: String, _ findings: inout Findings, fixes: [Fix] = []
  ) {
    guard let opening = transaction.opening else { return }
    let message = "\(command) cannot run inside a transaction block (SQLSTATE 25001)"
    let range = firstLine
    switch opening {
    case .block(let begin):
      findings.report(
        "\(message), and one is open", at: range,
        help: "put it behind the COMMIT, or into a file of its own",
        related: [
          self.related(begin, "the block begins here")
        ], fixes: fixes)
    case .doBlock:
      findings.report(
        "\(command) cannot be executed from a DO block (SQLSTATE 25001)", at: range,
        help: "write it as a statement of its own, without DO")
    case .runner:
      guard runnerRefusal == .hasWayOut else { return }
      let framework = migration.migration.framework
      findings.report(
        "\(message): \(section.transport.description(by: framework))", at: range,
        help: framework?.wayOut(for: statement).text ?? wayOutOfAny, fixes: fixes)
    }
  }

  /// What to tell of a statement that refuses the transaction that its runner opens.
  enum RunnerRefusal {
    /// Somebody has tried to switch the transaction off, and the runner does not listen.
    case directiveIgnored
    /// The transaction is switched off, but then the section goes as one string.
    case implicit
    /// The runner has no switch.
    case noWayOut
    case hasWayOut
  }

  /// One cause, one finding: which of the rules about it tells.
  var runnerRefusal: RunnerRefusal {
    if migration.migration.directives.contains(where: \.isIgnored) { return .directiveIgnored }
    if section.isSwitchedOff, section.transport == .implicit { return .implicit }
    if case .never = migration.migration.framework?.wayOut(for: statement) { return .noWayOut }
    return .hasWayOut
  }

  /// Where the runner is not known.
  private var wayOutOfAny: String {
    section.transport == .implicit || section.transport == .pipeline
      ? "put it alone into a file: a single statement that is sent so is no block"
      : "put it alone into a file for which the runner opens no transaction"
  }
}

extension WayOut {
  /// As a help text.
  var text: String {
    switch self {
    case .directive(let text), .alone(let text), .never(let text): text
    }
  }
}

extension Directive {
  var isIgnored: Bool {
    if case .ignored = outcome { true } else { false }
  }
}

extension Section {
  /// The runner would open a transaction, and was told not to.
  var isSwitchedOff: Bool {
    switch transportCause {
    case .directive, .file: true
    case .runner, .asked, .statement, .byHand: false
    }
  }

  /// The first statement that refuses a transaction, and its command.
  var firstRefusal: (statement: Statement, command: String)? {
    var refusals = TransactionRefusals()
    for statement in syntax.statements {
      switch refusals.refusal(of: statement, in: syntax) {
      case .concurrently(let command), .command(let command): return (statement, command)
      case nil: continue
      }
    }
    return nil
  }
}
