import Catalog
import SQLLexer
import SQLSyntax

/// LIKE and OF of CREATE TABLE: columns that come from elsewhere.
extension Replay {
  /// LIKE: AccessShareLock on the source. [create_table_like]
  mutating func takeColumns(_ like: TableLike, to id: ObjectID) throws(ServerError) {
    let sourceID = try existingRelation(like.table)
    lock(sourceID, .accessShare)
    guard let source = catalog.relation(sourceID) else { return }
    var columns: [Column] = []
    for number in source.liveColumns {
      var column = source[number]
      column.isLocal = true
      column.inheritedFrom = 0
      column.origin = origin
      column.typeOrigin = origin
      let keepsValue =
        like.options.contains(column.generated == nil ? .defaults : .generated)
      if !keepsValue {
        column.defaultValue = nil
        column.generated = nil
      }
      if !like.options.contains(.comments) { column.comment = nil }
      column.identity = nil
      columns.append(column)
    }
    for column in columns where catalog.relation(id)?.column(named: column.name) != nil {
      throw ServerError("42701", "column \"\(column.name)\" specified more than once")
    }
    let first = Int16(catalog.relation(id)?.columns.count ?? 0)
    catalog.updateRelation(id) {
      $0.columns += columns
      $0.hasUnknownColumns = $0.hasUnknownColumns || source.hasUnknownColumns
    }
    dependOnTypes(of: id)
    for (place, column) in columns.enumerated() {
      let address = ObjectAddress(id, .defaultValue(first + Int16(place) + 1))
      depend(address, on: column.defaultValue, of: nil)
    }
  }

  /// INCLUDING CONSTRAINTS, INDEXES and IDENTITY, once all columns stand.
  mutating func takeParts(_ like: TableLike, to id: ObjectID) throws(ServerError) {
    let sourceID = try existingRelation(like.table)
    guard let source = catalog.relation(sourceID) else { return }
    if like.options.contains(.constraints) {
      for (constraintID, constraint) in catalog.constraints(of: sourceID)
      where constraint.kind == .check {
        if let copy = try copyConstraint(constraintID, constraint, to: id) {
          catalog.updateConstraint(copy) {
            $0.isLocal = true
            $0.inheritedFrom = 0
          }
        }
      }
    }
    if like.options.contains(.identity) {
      for number in source.liveColumns {
        guard let identity = source[number].identity,
          let target = catalog.relation(id)?.column(named: source[number].name)
        else { continue }
        let options = IdentityOptions(
          generation: identity == .always ? .always : .byDefault)
        try makeIdentity(options, for: target, of: id)
      }
    }
    if like.options.contains(.indexes) {
      for (indexID, index) in catalog.indexes(of: sourceID) {
        let copy = try makeIndex(like: indexID, index, on: id)
        catalog.updateRelation(copy) { $0.parents = [] }
        if let key = catalog.index(copy)?.constraint {
          catalog.updateConstraint(key) {
            $0.parent = nil
            $0.isLocal = true
            $0.inheritedFrom = 0
          }
        }
        catalog.updateRelation(indexID) { $0.children.removeAll { $0 == copy } }
      }
    }
  }

  /// OF: AccessShareLock on the composite type. [create_table_of]
  mutating func takeColumns(ofType name: QualifiedName, to id: ObjectID) throws(ServerError) {
    guard case .found(let type) = catalog.lookUp(.type, name, path: session.path) else {
      catalog.updateRelation(id) { $0.hasUnknownColumns = true }
      return
    }
    lock(type, .accessShare)
    let columns = catalog.relation(type)?.columns ?? []
    catalog.updateRelation(id) {
      $0.ofType = type
      $0.columns = columns
      if columns.isEmpty { $0.hasUnknownColumns = true }
    }
    catalog.addDependency(Dependency(ObjectAddress(id), on: ObjectAddress(type), .normal))
  }
}
