import Catalog
import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/create-partition-of.md.
struct CreatePartitionOf: Rule {
  static let info = RuleInfo(
    id: "create-partition-of", category: .locking,
    summary: "CREATE TABLE … PARTITION OF locks the partitioned table against everybody; "
      + "ATTACH PARTITION does not",
    recommended: .info, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    // Of a default partition that is read, another rule tells.
    guard step.goesForward, case .createTable(let table) = step.statement.tree,
      let parent = table.partition?.parent, !step.isPrivate(parent), step.failure == nil,
      !step.effects.skips, step.scannedDefaultPartition == nil
    else { return }
    let other = step.tables.defaultPartition.map { " and on its default partition \($0.label)" }
    let (name, partitioned) = (step.text(table.name.range), step.text(parent.range))
    let bound = ByteRange(start: parent.range.end, end: step.statement.range.end)
    let values = step.isPlain(table) ? step.quotation(bound) : nil
    findings.report(
      "CREATE TABLE … PARTITION OF takes an AccessExclusiveLock on \(parent.description)"
        + "\(other ?? ""): it waits for all who use the table, and reads and writes wait behind it",
      at: step.head(to: parent.range),
      help: """
        ATTACH PARTITION lets them go on:
        CREATE TABLE \(name) (LIKE \(partitioned) INCLUDING ALL);
        ALTER TABLE \(partitioned) ATTACH PARTITION \(name) \(values ?? "FOR VALUES …");
        """)
  }
}

extension Step {
  /// Behind its parent stand only the bounds.
  fileprivate func isPlain(_ table: CreateTable) -> Bool {
    table.columns.isEmpty && table.constraints.isEmpty && table.partitionKey == nil
      && table.options.isEmpty && table.tablespace == nil
  }
}
