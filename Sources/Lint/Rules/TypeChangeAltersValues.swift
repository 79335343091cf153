import Diagnostics
import Effects
import SQLSyntax

/// See rules/type-change-alters-values.md.
struct TypeChangeAltersValues: Rule {
  static let info = RuleInfo(
    id: "type-change-alters-values", category: .dataLoss,
    summary: "ALTER COLUMN TYPE to a type that cannot hold all that the old one could",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree,
      alter.object == .table, !step.isPrivate(alter.name)
    else { return }
    for command in alter.commands where command.kind == .alterColumnType {
      guard let change = step.typeChanges[command.range], let loss = change.loss,
        let column = command.name, let type = command.newType
      else { continue }
      let old = step.definitions[column.range]
      let what = "ALTER COLUMN TYPE \(step.text(type.range))"
      let place =
        "\(column.text) of \(alter.name.description)" + (old.map { " (\($0.sentence))" } ?? "")
      findings.report(
        message(loss, what, place), at: command.range,
        help: help(loss, step.text(column.range), step.text(alter.name.range)),
        related: step.related(old, "here it gets the type it has"))
    }
  }
}

private func message(_ loss: TypeLoss, _ what: String, _ place: String) -> String {
  switch loss {
  case .changes(let how, _):
    return "\(what) changes values of \(place): \(how), without an error"
  case .stops(let which, let sqlstate, _):
    return "\(what) fails if any value of \(place) \(which) (SQLSTATE \(sqlstate))"
  case .readsTimeZone:
    return
      "\(what) takes the values of \(place) for times in the TimeZone of the session that runs this"
  }
}

private func help(_ loss: TypeLoss, _ column: String, _ table: String) -> String? {
  switch loss {
  case .changes(_, let finding), .stops(_, _, let finding):
    return finding.map {
      "see first whether there are such values:\nSELECT count(*) FROM \(table) WHERE "
        + $0.split(separator: "#", omittingEmptySubsequences: false).joined(separator: column) + ";"
    } ?? "see first what the values are, and keep the old column until nobody misses it"
  case .readsTimeZone:
    return "say which one is meant: USING \(column) AT TIME ZONE 'UTC'"
  }
}
