import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// See rules/drop-table.md.
struct DropTable: Rule {
  static let info = RuleInfo(
    id: "drop-table", category: .dataLoss,
    summary: "DROP TABLE of a table that this migration did not make: its rows are gone",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    // What it locks beside, it locks once, however many tables it names.
    var others = step.othersLocked()
    for drop in step.written.drops where drop.object == .table {
      guard !step.isPrivate(drop.name), !step.isGone(drop.name) else { continue }
      let new = step.data.lost[drop.name.range].flatMap { columns in
        step.replacements.table(of: columns.map(\.name), insteadOf: drop.name, step.path)
      }
      let isCopied = step.replacements.copies(drop.name, before: step.index, step.path)
      let comesBack = step.isMadeLater(ObjectReference(.table, drop.name))
      let isRenamed = step.isRenamed(to: drop.name)
      let isNothing = comesBack && step.isRerunOnly(drop)
      findings.report(
        (isCopied ? dropsCopied(drop.name) : losesTable(drop.name)) + alsoLocks(others)
          + (comesBack ? isMadeAgain : new.map(isMadeEmpty) ?? "")
          + (isNothing ? isNoneOfTheFiles : ""),
        at: drop.range,
        help: (comesBack ? nil : new).map { step.renaming(drop.name, to: $0) }
          ?? (comesBack
            ? isCopied ? "" : toKeepRows : isRenamed ? underItsNewName : afterItsLastUse)
            + approval(of: DropTable.info),
        mitigated: isNothing || isCopied && isRenamed, isCertain: !isCopied)
      others = []
    }
  }
}

extension Step {
  /// It is there for a second run: none of the files before makes such a table. So are the files of graphile-migrate
  /// written, which runs each again and again while it is worked on (its README, "Idempotency").
  func isRerunOnly(_ drop: DroppedObject) -> Bool {
    guard drop.ifExists, relation(drop.name)?.isAssumed ?? true else { return false }
    return self.data.neverMade.contains(drop.name.range)
      || migration.migration.framework == .graphileMigrate
  }

  fileprivate func renaming(_ old: QualifiedName, to new: QualifiedName) -> String {
    "if \(new.description) takes its place, rename it, and the rows stay:\n"
      + "ALTER TABLE \(text(old.range)) RENAME TO \(text(new.name.range));"
  }
}

private let afterItsLastUse =
  "drop it in a later migration than the release that no longer names it; "

private let toKeepRows =
  "to keep its rows, rename the old table instead, copy them into the new one, and drop it then; "

private let underItsNewName =
  "keep it under its new name until nothing is missed, and drop it in a later migration; "

let isNoneOfTheFiles = " (IF EXISTS: none of the files has made one before)"

private let isMadeAgain = "; another table takes its name"

private func isMadeEmpty(_ table: QualifiedName) -> String {
  "; \(table.description), of the same columns, is made empty"
}

private func losesTable(_ table: QualifiedName) -> String {
  "DROP TABLE deletes \(table.description) and all its rows"
}

private func dropsCopied(_ table: QualifiedName) -> String {
  "DROP TABLE deletes \(table.description), from which an earlier statement has written rows"
}
