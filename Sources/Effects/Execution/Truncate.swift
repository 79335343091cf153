import Catalog
import SQLSyntax

/// TRUNCATE. Documentation: TRUNCATE. AccessExclusiveLock on the tables and their indexes, whose files are replaced.
/// [truncate, truncate_cascade, truncate_partitioned]
extension Replay {
  mutating func truncate(_ statement: Truncate) throws(ServerError) {
    var tables: [ObjectID] = []
    var seen: Set<ObjectID> = []
    for relation in statement.relations {
      let id = try existingRelation(relation.name)
      let all = relation.only ? [id] : [id] + catalog.descendants(of: id)
      tables += all.filter { seen.insert($0).inserted }
    }
    let cascades = statement.behavior.cascadeRange != nil
    var next = 0
    while next < tables.count {
      let table = tables[next]
      next += 1
      for (_, constraint) in catalog.foreignKeys(to: table) where !seen.contains(constraint.owner) {
        guard cascades else {
          throw ServerError(
            "0A000", "cannot truncate a table referenced in a foreign key constraint")
        }
        seen.insert(constraint.owner)
        tables.append(constraint.owner)
      }
    }
    for table in tables { empty(table, restartsIdentity: statement.restartsIdentity) }
  }

  private mutating func empty(_ table: ObjectID, restartsIdentity: Bool) {
    lock(table, .accessExclusive)
    setRows(false, of: table)
    effects.drops.append(
      Dropped(
        kind: "rows", name: catalog.qualifiedName(table), isReached: false, holdsData: true,
        isPrivate: isPrivate(table)))
    guard let relation = catalog.relation(table), relation.kind.hasStorage else { return }
    if relation.isAssumed { notKnown(.rebuilds) }
    // The rows of a table made by the same transaction go where they are.
    let isInPlace = catalog[table].origin.transaction == transaction && !relation.isAssumed
    if !isInPlace { replaceFile(of: table) }
    for (index, _) in catalog.indexes(of: table) {
      lock(index, .accessExclusive)
      if !isInPlace { replaceFile(of: index) }
    }
    guard restartsIdentity else { return }
    for sequence in ownedSequences(of: table) {
      lock(sequence, .accessExclusive)
      replaceFile(of: sequence)
    }
  }

  /// Notes that a relation gets a new file without its rows being read.
  private mutating func replaceFile(of id: ObjectID) {
    let touched = touched(id)
    if touched.kind.isIndex {
      effects.rebuilds.append(touched)
    } else {
      effects.emptied.append(touched)
    }
  }
}
