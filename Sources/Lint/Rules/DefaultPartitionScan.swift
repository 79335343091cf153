import Catalog
import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/default-partition-scan.md.
struct DefaultPartitionScan: Rule {
  static let info = RuleInfo(
    id: "default-partition-scan", category: .locking,
    summary: "A new partition beside a default partition: "
      + "the default one is read under an AccessExclusiveLock",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, let other = step.scannedDefaultPartition else { return }
    let proof = step.effects.boundProofs[other.id] ?? .missing
    var message =
      "this reads all of the default partition \(other.label) under an AccessExclusiveLock, to see "
      + "that no row of the new partition is in it: reads and writes of it wait"
    if case .notValid(let check) = proof {
      message += " (constraint \(check) would say so, but is not validated yet)"
    }
    findings.report(
      message, at: step.firstLine, help: help(other, proof), isCertain: !other.isAssumed)
  }

  private func help(_ other: TouchedRelation, _ proof: BoundProof) -> String {
    let table = "ALTER TABLE \(other.label)"
    if case .notValid(let check) = proof {
      return
        "before it, in a transaction of its own:\n\(table) VALIDATE CONSTRAINT \(sqlName(check));"
    }
    return "before it, each in a transaction of its own, a CHECK on the default partition that the "
      + "new rows cannot meet: ADD CONSTRAINT … CHECK (NOT (…)) NOT VALID, then VALIDATE CONSTRAINT"
  }
}

extension Step {
  /// The default partition whose rows it reads, if others use it.
  var scannedDefaultPartition: TouchedRelation? {
    guard let other = tables.defaultPartition, other.isShared else { return nil }
    return effects.boundProofs[other.id] == nil ? nil : other
  }
}
