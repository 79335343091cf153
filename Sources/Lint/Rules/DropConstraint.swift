import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/drop-constraint.md.
struct DropConstraint: Rule {
  static let info = RuleInfo(
    id: "drop-constraint", category: .design,
    summary:
      "DROP CONSTRAINT, or of a unique index, with nothing in its place: what it promised holds no longer",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    if case .drop(let drop) = step.statement.tree, drop.object == .index, step.goesForward,
      step.failure == nil
    {
      for name in drop.names {
        guard let lost = step.migration.outcome.lostConstraints[name.range] else { continue }
        findings.report(
          message(lost), at: step.place(of: name, among: drop.objects.count), help: beforehand(lost)
        )
      }
      return
    }
    // IF EXISTS asks for what may not be there.
    for (_, command, lost) in step.lostConstraints
    where lost.kind != .primaryKey && (lost.isKnown || !command.ifExists) {
      findings.report(
        message(lost), at: command.range,
        help: lost.kind == .unique ? beforehand(lost) : approval(of: Self.info),
        // Rows that break it fail nowhere but where somebody counts on it.
        mitigated: lost.kind != .unique && lost.kind != .exclusion)
    }
  }
}

/// What has to come first.
private func beforehand(_ lost: MigrationOutcome.LostConstraint) -> String {
  lost.isRenamed ? "first release code that does not count on its error" : beforehand
}

private let beforehand =
  "first release code that neither says ON CONFLICT for it nor counts on its error"

private func message(_ lost: MigrationOutcome.LostConstraint) -> String {
  let table = shortLabel(lost.table)
  let columns = list(lost.columns.map { "\(table).\($0)" })
  switch lost.kind {
  case .unique where lost.isRenamed: return "nothing keeps \(columns) unique any more"
  case .unique where lost.isKnown:
    if !lost.partialIndexes.isEmpty {
      let isOne = lost.partialIndexes.count == 1
      return
        "only \(isOne ? "index" : "indexes") \(list(lost.partialIndexes)) \(isOne ? "keeps" : "keep") "
        + "\(columns) unique any more, in the rows of \(isOne ? "its" : "their") WHERE: INSERT … ON CONFLICT "
        + "(\(lost.columns.joined(separator: ", "))) without that WHERE fails from here on (SQLSTATE 42P10)"
    }
    return "nothing keeps \(columns) unique any more, and INSERT … ON CONFLICT "
      + "(\(lost.columns.joined(separator: ", "))) fails from here on (SQLSTATE 42P10)"
  case .unique:
    return "nothing keeps duplicates out of \(table) any more, and INSERT … ON CONFLICT for "
      + "\(lost.name) fails from here on (SQLSTATE 42P10)"
  case .exclusion: return "nothing keeps rows of \(table) apart any more"
  case .foreignKey where lost.isKnown:
    return "\(columns) may point to rows of \(shortLabel(lost.referenced ?? "")) that are gone: "
      + "the foreign key comes back only by reading both tables, if nothing has gone astray by then"
  case .check where lost.isKnown && !lost.columns.isEmpty:
    return "nothing checks \(columns) any more: the constraint comes back only by reading the "
      + "table, if no row breaks it by then"
  default:
    return "constraint \(lost.name) of \(table) holds no longer: it comes back only by reading "
      + "the table, if no row breaks it by then"
  }
}
