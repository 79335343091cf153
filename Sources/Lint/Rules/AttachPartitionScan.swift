import Catalog
import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/attach-partition-scan.md.
struct AttachPartitionScan: Rule {
  static let info = RuleInfo(
    id: "attach-partition-scan", category: .locking,
    summary:
      "ATTACH PARTITION with no valid CHECK for its bounds reads the new partition while it is locked",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree,
      let command = alter.commands.first, command.kind == .attachPartition,
      case .relation(let name, let bound) = command.details, let partition = step.relation(name),
      partition.isShared, let proof = step.effects.boundProofs[partition.id]
    else { return }
    findings.report(
      reads(name, proof), at: command.range,
      help: help(alter, name, bound, proof, step), isCertain: !partition.isAssumed)
  }

  private func reads(_ name: QualifiedName, _ proof: BoundProof) -> String {
    let message =
      "ATTACH PARTITION reads all of \(name.description) under an AccessExclusiveLock: "
      + "reads and writes wait"
    return switch proof {
    case .missing: message
    case .nullable(let column):
      message + " (a CHECK says enough of \(column), but not that it is NOT NULL)"
    case .notValid(let check):
      message + " (constraint \(check) would prove the bounds, but is not validated yet)"
    }
  }

  private func help(
    _ alter: AlterTable, _ name: QualifiedName, _ bound: PartitionBound?, _ proof: BoundProof,
    _ step: Step
  ) -> String {
    let table = "ALTER TABLE \(step.text(name.range))"
    switch proof {
    case .notValid(let check):
      return
        "before it, in a transaction of its own:\n\(table) VALIDATE CONSTRAINT \(sqlName(check));"
    case .nullable(let column):
      let check = step.newName(name, [], "\(column)_not_null")
      return """
        before it, each in a transaction of its own:
        \(table) ADD CONSTRAINT \(check) CHECK (\(sqlName(column)) IS NOT NULL) NOT VALID;
        \(table) VALIDATE CONSTRAINT \(check);
        """
    case .missing:
      let check = step.newName(name, [], "bounds")
      let condition = step.condition(bound) ?? "key IS NOT NULL AND …"
      return """
        before it, each in a transaction of its own, and dropped behind it:
        \(table) ADD CONSTRAINT \(check) CHECK (\(condition)) NOT VALID;
        \(table) VALIDATE CONSTRAINT \(check);
        """
    }
  }
}

extension Step {
  /// The CHECK that says of a row that it belongs to a partition of one key column; nil where that cannot be told.
  fileprivate func condition(_ bound: PartitionBound?) -> String? {
    guard let column = tables.keyColumn.map(sqlName) else { return nil }
    switch bound {
    case .list(let values):
      let list = values.map { text($0.range) }.joined(separator: ", ")
      return "\(column) IS NOT NULL AND \(column) IN (\(list))"
    case .range(let from, let to):
      guard from.count == 1, to.count == 1 else { return nil }
      var parts = ["\(column) IS NOT NULL"]
      let (low, high) = (text(from[0].range), text(to[0].range))
      if low.lowercased() != "minvalue" { parts.append("\(column) >= \(low)") }
      if high.lowercased() != "maxvalue" { parts.append("\(column) < \(high)") }
      return parts.joined(separator: " AND ")
    case .default, .hash, nil: return nil
    }
  }
}
