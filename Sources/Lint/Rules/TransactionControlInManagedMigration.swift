import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/transaction-control-in-managed-migration.md.
struct TransactionControlInManagedMigration: Rule {
  static let info = RuleInfo(
    id: "transaction-control-in-managed-migration", category: .transactions,
    summary: "BEGIN, COMMIT or ROLLBACK in a migration that its runner wraps in a transaction",
    recommended: .warning, documented: .warning, fix: .safe)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    for section in context.migration.sections
    where section.transport.isManaged && !section.isRefusedWhole {
      check(section, context, &findings)
    }
  }

  /// Reports the first command that ends the runner's transaction; where none does, the first BEGIN, which does nothing.
  private func check(
    _ section: Section, _ context: MigrationContext, _ findings: inout Findings
  ) {
    let statements = section.syntax.statements
    let commands = statements.indices.compactMap { index -> (Int, TransactionCommand)? in
      if case .transaction(let command) = statements[index].tree { (index, command) } else { nil }
    }
    let begin = commands.first { $0.1.kind == .begin || $0.1.kind == .start }
    let ending = commands.first { command in
      command.1.kind == .commit || command.1.kind == .rollback || command.1.kind == .prepare
    }
    let framework = context.migration.framework
    let wraps = section.transport.description(by: framework)
    if let (index, command) = ending {
      // Ended on purpose, so that the next statement can run.
      if !section.isOneString, index + 1 < statements.count, section.refuses(index + 1) { return }
      var related: [RelatedPlace] = []
      if let begin, begin.0 < index {
        related.append(
          RelatedPlace(
            path: context.migration.path, range: statements[begin.0].range,
            message: "opens nothing: there is a transaction already"))
      }
      findings.report(
        "\(wraps), and \(consequence(of: command.kind))",
        at: statements[index].range, help: help, related: related, fixes: fixes(section))
    } else if let (index, _) = begin {
      findings.report(
        "\(wraps): this BEGIN does nothing but raise a warning", at: statements[index].range,
        help: help, mitigated: true)
    }
  }

  private func consequence(of kind: TransactionCommand.Kind) -> String {
    switch kind {
    case .rollback: takesBack
    case .prepare: prepares
    default: endsEarly
    }
  }

  /// The first statement opens what the last one commits: without them, the runner's transaction does the same.
  private func fixes(_ section: Section) -> [Fix] {
    let statements = section.syntax.statements
    guard statements.count > 2, let first = statements.first, let last = statements.last,
      // Nothing behind the word but TRANSACTION or WORK.
      first.tokens.count <= 2, last.tokens.count <= 2,
      case .transaction(let begin) = first.tree, begin.kind == .begin || begin.kind == .start,
      case .transaction(let commit) = last.tree, commit.kind == .commit,
      !statements.dropFirst().dropLast().contains(where: \.controlsTransaction)
    else { return [] }
    return .safe(
      "leave both to the runner", section.removal(of: first), section.removal(of: last))
  }
}

extension Transport {
  /// The runner sends BEGIN and COMMIT.
  var isManaged: Bool {
    switch self {
    case .transactionPerFile, .transactionForAll, .transactionPerChangeset: true
    case .autocommit, .implicit, .pipeline, .autoSplit: false
    }
  }
}

extension Statement {
  fileprivate var controlsTransaction: Bool {
    if case .transaction = tree { true } else { false }
  }
}

extension Section {
  /// A statement refuses a transaction.
  fileprivate func refuses(_ index: Int) -> Bool {
    var refusals = TransactionRefusals()
    return refusals.refusal(of: syntax.statements[index], in: syntax) != nil
  }
}

private let endsEarly =
  "COMMIT ends it here: if something fails behind it, what stands before it stays, "
  + "and the migration counts as not run"
private let takesBack =
  "ROLLBACK takes back what stands before it, and the migration counts as run"
private let prepares =
  "PREPARE TRANSACTION ends it here: its locks are held until somebody says COMMIT PREPARED, "
  + "and the migration counts as run"
private let help = "leave BEGIN, COMMIT and ROLLBACK to the runner"
