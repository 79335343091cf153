import Catalog
import SQLSyntax

/// What a publication asks of the tables that it publishes. Documentation: "Logical Replication", "Publication".
extension Replay {
  /// UPDATE and DELETE need something that tells the rows apart, and fail without, rows or none. A table that is published
  /// with all the others is not looked for. [update-published-without-key]
  func refuseWithoutReplicaIdentity(_ change: DataChange) throws(ServerError) {
    let isUpdate = change.actions.contains(.update)
    guard isUpdate || change.actions.contains(.delete),
      let relation = catalog.relation(change.target), relation.kind == .table,
      relation.persistence == .permanent, relation.isOfHistory, !identifiesRows(relation),
      publishesChanges(of: change.target)
    else { return }
    let (verb, noun) = isUpdate ? ("update", "updates") : ("delete from", "deletes")
    throw ServerError(
      "55000",
      "cannot \(verb) table \"\(catalog[change.target].name)\" because it does not have a replica identity and publishes \(noun)"
    )
  }

  private func identifiesRows(_ relation: Relation) -> Bool {
    switch relation.replicates {
    case .full, .index: true
    case .nothing: false
    case .default:
      relation.indexes.contains {
        guard let constraint = catalog.index($0)?.constraint else { return false }
        return catalog.constraint(constraint)?.kind == .primaryKey
      }
    }
  }

  /// A publication names the table, or its schema, and says nothing of what it publishes: then it is everything.
  private func publishesChanges(of id: ObjectID) -> Bool {
    let places = [ObjectAddress(id)] + (catalog[id].container.map { [ObjectAddress($0)] } ?? [])
    return places.contains { place in
      catalog.dependencies(on: place).contains {
        guard case .other(let other) = catalog[$0.dependent.object].definition else { return false }
        return other.type == .publication && other.publishesEverything
          && other.reads.contains(place)
      }
    }
  }
}
