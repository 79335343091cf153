import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

extension Step {
  /// Reports a command that refuses a transaction block, where it stands in one.
  func reportRefusal(of command: String, _ findings: inout Findings) {
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
        ])
    case .doBlock:
      findings.report(
        "\(command) cannot be executed from a DO block (SQLSTATE 25001)", at: range,
        help: "write it as a statement of its own, without DO")
    case .runner:
      findings.report(
        "\(message): \(section.transport.description)", at: range,
        help: section.transport == .implicit || section.transport == .pipeline
          ? "put it alone into a file: a single statement that is sent so is no block"
          : "put it alone into a file for which the runner opens no transaction")
    }
  }
}
