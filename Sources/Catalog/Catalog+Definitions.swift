import SQLSyntax

extension Catalog {
  /// The relation that an object is; nil for other objects.
  package func relation(_ id: ObjectID) -> Relation? {
    if case .relation(let relation) = self[id].definition { relation } else { nil }
  }

  package func constraint(_ id: ObjectID) -> Constraint? {
    if case .constraint(let constraint) = self[id].definition { constraint } else { nil }
  }

  package func type(_ id: ObjectID) -> UserType? {
    if case .type(let type) = self[id].definition { type } else { nil }
  }

  package func function(_ id: ObjectID) -> Function? {
    if case .function(let function) = self[id].definition { function } else { nil }
  }

  package func attached(_ id: ObjectID) -> AttachedObject? {
    if case .attached(let attached) = self[id].definition { attached } else { nil }
  }

  package func index(_ id: ObjectID) -> Index? { relation(id)?.index }

  package func domain(_ id: ObjectID) -> UserType.Domain? {
    guard case .domain(let domain) = type(id)?.definition else { return nil }
    return domain
  }

  /// Changes a relation in place.
  package mutating func updateRelation(_ id: ObjectID, _ change: (inout Relation) -> Void) {
    update(id) { object in
      guard case .relation(var relation) = object.definition else { return }
      // The only reference to the columns must be `relation`, or they are copied.
      object.definition = .other(OtherObject(type: .table))
      change(&relation)
      object.definition = .relation(relation)
    }
  }

  package mutating func updateConstraint(_ id: ObjectID, _ change: (inout Constraint) -> Void) {
    update(id) { object in
      guard case .constraint(var constraint) = object.definition else { return }
      change(&constraint)
      object.definition = .constraint(constraint)
    }
  }

  package mutating func updateIndex(_ id: ObjectID, _ change: (inout Index) -> Void) {
    updateRelation(id) { relation in
      guard var index = relation.index else { return }
      relation.index = nil
      change(&index)
      relation.index = index
    }
  }

  package mutating func updateDomain(_ id: ObjectID, _ change: (inout UserType.Domain) -> Void) {
    update(id) { object in
      guard case .type(var type) = object.definition, case .domain(var domain) = type.definition
      else { return }
      change(&domain)
      type.definition = .domain(domain)
      object.definition = .type(type)
    }
  }

  package mutating func updateAttached(_ id: ObjectID, _ change: (inout AttachedObject) -> Void) {
    update(id) { object in
      guard case .attached(var attached) = object.definition else { return }
      change(&attached)
      object.definition = .attached(attached)
    }
  }

  // MARK: - Around a relation

  /// The constraints of a relation that are there.
  package func constraints(of relation: ObjectID) -> [(id: ObjectID, constraint: Constraint)] {
    (self.relation(relation)?.constraints ?? []).compactMap { id in
      self[id].isDropped ? nil : constraint(id).map { (id, $0) }
    }
  }

  /// The indexes of a relation that are there.
  package func indexes(of relation: ObjectID) -> [(id: ObjectID, index: Index)] {
    (self.relation(relation)?.indexes ?? []).compactMap { id in
      self[id].isDropped ? nil : index(id).map { (id, $0) }
    }
  }

  /// The triggers, rules and policies of a relation that are there.
  package func attached(to relation: ObjectID) -> [(id: ObjectID, attached: AttachedObject)] {
    (self.relation(relation)?.attached ?? []).compactMap { id in
      self[id].isDropped ? nil : attached(id).map { (id, $0) }
    }
  }

  /// The foreign keys of other tables, and of its own, that point to a relation.
  package func foreignKeys(to relation: ObjectID) -> [(id: ObjectID, constraint: Constraint)] {
    var found: [(id: ObjectID, constraint: Constraint)] = []
    var seen: Set<ObjectID> = []
    for dependency in dependencyCandidates(on: relation) {
      let id = dependency.dependent.object
      guard let constraint = constraint(id), !self[id].isDropped,
        constraint.foreignKey?.referenced == relation, seen.insert(id).inserted
      else { continue }
      found.append((id, constraint))
    }
    return found
  }

  /// The views that read a relation, or views that do, each behind those it reads.
  package func views(over relation: ObjectID) -> [ObjectID] {
    var found: [ObjectID] = []
    var seen: Set<ObjectID> = [relation]
    var waiting = [relation]
    while let next = waiting.popLast() {
      for dependency in dependencies(on: ObjectAddress(next)) {
        let id = dependency.dependent.object
        guard self.relation(id)?.view != nil, seen.insert(id).inserted else { continue }
        found.append(id)
        waiting.append(id)
      }
    }
    return found
  }

  /// The partitions or inheritance children of a relation, theirs as well, without itself.
  package func descendants(of relation: ObjectID) -> [ObjectID] {
    var found: [ObjectID] = []
    var waiting = self.relation(relation)?.children ?? []
    var seen: Set<ObjectID> = [relation]
    while let next = waiting.popLast() {
      guard !self[next].isDropped, seen.insert(next).inserted else { continue }
      found.append(next)
      waiting += self.relation(next)?.children ?? []
    }
    return found
  }
}
