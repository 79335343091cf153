import Catalog

extension MigrationOutcome.Index {
  init(_ id: ObjectID, _ index: Index, in catalog: Catalog) {
    name = catalog.qualifiedName(id)
    table = catalog.qualifiedName(index.table)
    redundancy = MigrationOutcome.Redundancy(of: id, index, in: catalog)
  }
}

extension MigrationOutcome.Redundancy {
  /// The first index that can do all that another does; nil where there is none.
  fileprivate init?(of id: ObjectID, _ index: Index, in catalog: Catalog) {
    let relation = catalog.relation(index.table)
    // Some must be there whatever queries want: of two that say the same, the later one is too many.
    guard index.constraint == nil, relation?.clusteredIndex != id, relation?.replicaIdentity != id,
      index.isValid != false, catalog.relation(id)?.parents.isEmpty ?? true
    else { return nil }
    for (other, candidate) in catalog.indexes(of: index.table) where other != id {
      guard candidate.does(all: index, in: catalog) else { continue }
      isLonger = candidate.keys.count > index.keys.count
      if !isLonger, candidate.constraint == nil, other > id, index.does(all: candidate, in: catalog)
      {
        continue
      }
      self.other = other
      name = catalog[other].name
      keys = candidate.keys.map { catalog.text(of: $0, in: candidate) }.joined(separator: ", ")
      return
    }
    return nil
  }
}

extension Index {
  /// Queries can use it for all that they can use another index of its table for, and it enforces what that one does.
  fileprivate func does(all other: Index, in catalog: Catalog) -> Bool {
    guard method == "btree", other.method == "btree", isValid == true,
      other.keys.count <= keys.count,
      text(of: predicate, catalog) == text(of: other.predicate, catalog)
    else { return false }
    if other.isUnique {
      guard isUnique, keys.count == other.keys.count, nullsNotDistinct == other.nullsNotDistinct
      else { return false }
    }
    guard Set(other.include).isSubset(of: columns) else { return false }
    let pairs = Array(zip(keys, other.keys))
    guard pairs.allSatisfy({ text(of: $0, catalog) == text(of: $1, catalog) }) else { return false }
    // Read backwards, an index has the opposite order.
    return pairs.allSatisfy { $0.isDescending == $1.isDescending && $0.nullsFirst == $1.nullsFirst }
      || pairs.allSatisfy { $0.isDescending != $1.isDescending && $0.nullsFirst != $1.nullsFirst }
  }

  /// A key without its order.
  private func text(of key: Key, _ catalog: Catalog) -> String {
    var key = key
    key.isDescending = false
    key.nullsFirst = false
    return catalog.text(of: key, in: self)
  }

  private func text(of predicate: BoundExpression?, _ catalog: Catalog) -> String {
    predicate.map { catalog.text(of: $0, in: catalog.relation(table)) } ?? ""
  }
}
