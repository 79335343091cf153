import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/password-in-sql.md.
struct PasswordInSQL: Rule {
  static let info = RuleInfo(
    id: "password-in-sql", category: .security,
    summary: "A password in the file: whoever reads the repository or the server's log has it",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.section.kind == .up, let found = step.password else { return }
    findings.report(
      "\(found.owner) gets a password that stands in this file: whoever reads the repository, "
        + "its history or the server's log has it",
      at: found.range, help: found.help)
  }
}

/// A password that stands in a statement.
private struct Password {
  var range: ByteRange
  var owner: String
  var help: String
}

extension Step {
  fileprivate var password: Password? {
    switch statement.tree {
    case .createRole(let role): return password(in: role.options, of: role.name)
    case .alterRole(let alter):
      guard case .role(let name) = alter.role else { return nil }
      return password(in: alter.options, of: name)
    default: break
    }
    switch statement.node {
    case .createUserMapping, .alterUserMapping:
      return tokens { before, _ in before.map { text($0).lowercased() } == "password" }.map {
        Password(
          range: $0, owner: "a user mapping",
          help: "make the user mapping where secrets are kept, not in a migration")
      }
    case .createSubscription, .alterSubscription:
      return tokens { before, content in
        before.map { text($0).lowercased() } == "connection" && content.contains("password=")
      }.map {
        Password(
          range: $0, owner: "a subscription",
          help: "leave password= out of the connection string, and name a service or "
            + "put it into the server's .pgpass")
      }
    default: return nil
    }
  }

  private func password(in options: [RoleOption], of role: Name) -> Password? {
    for case .password(let range) in options where isSecret(text(range)) {
      return Password(
        range: range, owner: "role \(role.text)",
        help: "make the role without one here, and set it where secrets are kept:\n"
          + "ALTER ROLE \(text(role.range)) PASSWORD NULL;")
    }
    return nil
  }

  /// The first string constant with something before it; placeholders are none.
  private func tokens(
    where holds: (_ before: ByteRange?, _ content: String) -> Bool
  ) -> ByteRange? {
    let bytes = Array(section.syntax.bytes[statement.range.indices])
    let offset = statement.range.start
    var before: ByteRange?
    for token in lex(bytes).tokens {
      let range = ByteRange(start: token.start + offset, end: token.end + offset)
      if token.kind.isStringConstant, isSecret(text(range)), holds(before, text(range)) {
        return range
      }
      before = range
    }
    return nil
  }
}

/// A constant that says something, not what a template or psql puts there, nor what only proves a password.
private func isSecret(_ constant: String) -> Bool {
  guard let quote = constant.firstIndex(of: "'") ?? constant.firstIndex(of: "$"),
    !constant.hasPrefix(":")
  else { return false }
  let content = constant[constant.index(after: quote)...]
  let templates = ["${", "{{", "<%", "%(", "$("]
  return !content.drop { $0 == "'" || $0 == "$" }.isEmpty && !content.hasPrefix("SCRAM-SHA-256$")
    && !templates.contains { constant.contains($0) }
}
