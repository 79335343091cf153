import Catalog
import Diagnostics
import Effects
import SQLLexer

/// See rules/schema-drift.md.
struct SchemaDriftRule: Rule {
  static let info = RuleInfo(
    id: "schema-drift", category: .documentation,
    summary: "A change that the file with the whole schema does not have",
    recommended: .warning, documented: .warning)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    for drift in context.drift {
      let schema = drift.schema
      let thing = shortLabel(drift.difference.item.identity)
      let message =
        switch drift.difference {
        case .missing: "\(schema) has no \(thing), which this makes"
        case .extra: "\(schema) still has \(thing), which this drops"
        case .changed(let change):
          "\(schema) has \(change.property.rawValue) \(change.new[change.property].words) for "
            + "\(thing), the migrations make it \(change.old[change.property].words)"
        case .order: "\(schema) has the columns of \(thing) in another order"
        }
      findings.report(
        message, at: drift.place.line,
        help: "change \(schema) as well; `whimbrel drift` shows the whole difference",
        related: related(drift))
    }
  }

  private func related(_ drift: LocatedDrift) -> [RelatedPlace] {
    let (origin, message): (Origin, String)
    switch drift.difference {
    case .missing: return []
    case .extra(let item, _): (origin, message) = (item.origin, "it is here")
    case .changed(let change): (origin, message) = (change.new.origin, "it is here")
    case .order(_, let item, _, _): (origin, message) = (item.origin, "they are here")
    }
    return [RelatedPlace(path: drift.schema, range: origin.range, message: message)]
  }
}

/// `column users.email`: as most people would write it.
private func shortLabel(_ identity: SchemaItem.Identity) -> String {
  let prefix = "public."
  var identity = identity
  if identity.relation.hasPrefix(prefix) { identity.relation.removeFirst(prefix.count) }
  return identity.description
}
