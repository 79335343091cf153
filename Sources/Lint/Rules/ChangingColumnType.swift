import Diagnostics
import Effects
import SQLSyntax

/// See rules/changing-column-type.md.
struct ChangingColumnType: Rule {
  static let info = RuleInfo(
    id: "changing-column-type", category: .locking,
    summary: "ALTER COLUMN TYPE that may rewrite the table: reads and writes wait until it is done",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .alterTable(let alter) = step.statement.tree, alter.object == .table,
      !step.isPrivate(alter.name)
    else { return }
    for command in alter.commands where command.kind == .alterColumnType {
      guard let type = command.newType, let column = command.name else { continue }
      guard !TypeChange.isSerial(type) else {
        findings.report(
          noSuchType(type), at: command.range, help: "write bigint; its default is set apart")
        continue
      }
      let spared = command.usesOnlyCast(step) ? TypeChange.sparedSources(of: type) : nil
      findings.report(
        rewrites(alter.name, column, spared), at: command.range,
        help: """
          add a column of the new type, fill it in batches, and let a release write both:
          ALTER TABLE \(step.text(alter.name.range)) ADD COLUMN \(step.newName(column)) \
          \(step.text(type.range));
          """)
    }
  }
}

extension AlterTableCommand {
  /// There is no USING, or it says no more than that the column becomes the new type.
  fileprivate func usesOnlyCast(_ step: Step) -> Bool {
    guard let usingExpression, let name, let newType else { return true }
    let words = step.text(usingExpression.range).filter {
      !$0.isWhitespace && $0 != "(" && $0 != ")"
    }
    let column = step.text(name.range)
    let type = step.text(newType.range).filter { !$0.isWhitespace && $0 != "(" && $0 != ")" }
    return [column, "\(column)::\(type)"].contains { $0.lowercased() == words.lowercased() }
  }
}

private func noSuchType(_ type: TypeName) -> String {
  "ALTER COLUMN TYPE fails (SQLSTATE 42704): \(type.name) is a type only while a column is made"
}

private func rewrites(_ table: QualifiedName, _ column: Name, _ spared: String?) -> String {
  let unless = spared.map { ", unless \(column.text) was \($0)" } ?? ""
  return "ALTER COLUMN TYPE rewrites \(table.description) under an AccessExclusiveLock\(unless)"
}
