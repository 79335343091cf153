import Catalog
import Diagnostics
import Effects
import Migrations
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
    let deletion = step.deletions[other.id]
    findings.report(
      message, at: step.firstLine, help: help(other, proof, isCleared: deletion != nil),
      related: deletion.map { range in
        [step.related(range.firstLine(in: step.section.syntax.bytes), "takes rows out of it")]
      } ?? [],
      isCertain: !other.isAssumed)
  }

  /// - Parameter isCleared: the section takes rows out of it, and no CHECK that rules them out is valid before.
  private func help(_ other: TouchedRelation, _ proof: BoundProof, isCleared: Bool) -> String {
    let place = isCleared ? "commit the DELETE; then, before this" : "before it"
    let consequence =
      isCleared ? "; until the new partition has the rows, nobody finds them" : ""
    if case .notValid(let check) = proof {
      return "\(place), in a transaction of its own\(consequence):\n"
        + "ALTER TABLE \(other.label) VALIDATE CONSTRAINT \(sqlName(check));"
    }
    return "\(place), each in a transaction of its own, a CHECK on the default partition that the "
      + "new rows cannot meet: ADD CONSTRAINT … CHECK (NOT (…)) NOT VALID, then VALIDATE CONSTRAINT"
      + consequence
  }
}

extension Step {
  /// The default partition whose rows it reads, if others use it.
  var scannedDefaultPartition: TouchedRelation? {
    guard let other = tables.defaultPartition, other.isShared, mayHaveRows(other) else {
      return nil
    }
    return effects.boundProofs[other.id] == nil ? nil : other
  }
}
