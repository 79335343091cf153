import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/identifier-too-long.md.
struct IdentifierTooLong: Rule {
  static let info = RuleInfo(
    id: "identifier-too-long", category: .design,
    summary: "A name of more than 63 bytes: PostgreSQL cuts it",
    recommended: .info, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    for name in step.statement.madeNames where !name.isTemplate {
      let length = name.lengthAsWritten
      guard length > Name.longest else { continue }
      findings.report(
        "this name has \(length) bytes, of which PostgreSQL keeps \(name.text.utf8.count): "
          + "the object is called \(name.text)",
        at: name.range,
        help:
          "a shorter name: whoever looks for the long one in the catalogue does not find it, and "
          + "another that begins like it is taken for the same")
    }
  }
}
