import Diagnostics
import SQLLexer
import SQLSyntax

/// See rules/superuser-operation.md.
struct SuperuserOperation: Rule {
  static let info = RuleInfo(
    id: "superuser-operation", category: .security,
    summary: "What reaches beyond the database: ALTER SYSTEM, the server's files and programs",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, let (message, help) = step.statement.reach else { return }
    findings.report(message, at: step.firstLine, help: help)
  }
}

extension Statement {
  /// What it does beyond the database, and what to do instead.
  fileprivate var reach: (message: String, help: String)? {
    switch tree {
    case .alterSystem(let set):
      return (
        "ALTER SYSTEM changes \(set.parameter) for all databases of the server, "
          + "needs a superuser, and no migration of another server knows of it",
        "set it where the server is configured, or for this database or role: "
          + "ALTER DATABASE … SET …"
      )
    case .copy(let copy) where copy.isProgram:
      return (
        "COPY … PROGRAM runs a program on the server, as its operating system's user",
        "run the program where the migration runs, and send its output: COPY … FROM STDIN"
      )
    case .copy(let copy) where !copy.isStandard:
      return (
        "COPY reads or writes a file on the server's disk, not on the machine that runs the "
          + "migration",
        "send the rows with the file: COPY … FROM STDIN, or psql's \\copy"
      )
    default: return nil
    }
  }
}
