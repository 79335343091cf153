import SQLSyntax

/// That one object cannot do without another. Documentation: System Catalogs, "pg_depend".
package struct Dependency: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// DROP of the referenced object needs CASCADE.
    case normal
    /// It goes when the referenced object goes.
    case auto
  }
  package var dependent: ObjectAddress
  package var referenced: ObjectAddress
  package var kind: Kind

  package init(_ dependent: ObjectAddress, on referenced: ObjectAddress, _ kind: Kind) {
    self.dependent = dependent
    self.referenced = referenced
    self.kind = kind
  }
}

/// What goes when objects are dropped.
package struct Deletion: Sendable {
  /// What goes, each after what it depends on, those that were asked for among them.
  package var gone: [ObjectAddress] = []
  /// What stands in the way without CASCADE: the first one found.
  package var obstacle: (dependent: ObjectAddress, referenced: ObjectAddress)?
  /// Why each goes that was not asked for.
  package var reached: Set<ObjectAddress> = []
}

extension Catalog {
  /// What DROP of objects, or of columns, takes along. Documentation: Dependency Tracking.
  ///
  /// - Parameter cascades: with CASCADE.
  package func deletion(of targets: [ObjectAddress], cascades: Bool) -> Deletion {
    var deletion = Deletion()
    var seen = Set(targets)
    var waiting = Array(targets.reversed())
    // What only CASCADE would take, with what it depends on; harmless if something else takes it anyway.
    var doubtful: [(ObjectAddress, ObjectAddress)] = []
    while let next = waiting.popLast() {
      deletion.gone.append(next)
      for dependency in dependencies(on: next)
      where !dependency.dependent.isPart(ofAny: seen) {
        if isPublication(dependency.dependent.object) {
          // It loses a member; a column that it names stands in the way. [drop_column_publication_list]
          if next.column != nil, !cascades { doubtful.append((dependency.dependent, next)) }
          continue
        }
        if dependency.kind == .normal {
          if !cascades {
            doubtful.append((dependency.dependent, next))
            continue
          }
          deletion.reached.insert(dependency.dependent)
        }
        seen.insert(dependency.dependent)
        waiting.append(dependency.dependent)
      }
    }
    deletion.obstacle = doubtful.first { dependent, _ in
      !dependent.isPart(ofAny: seen)
    }.map { (dependent: $0.0, referenced: $0.1) }
    return deletion
  }

  private func isPublication(_ id: ObjectID) -> Bool {
    if case .other(let other) = self[id].definition { other.type == .publication } else { false }
  }

  /// What depends on an object or a part of it, now.
  package func dependencies(on address: ObjectAddress) -> [Dependency] {
    contained(in: address)
      + dependencyCandidates(on: address.object).filter {
        (address.part == .whole || $0.referenced.part == address.part) && holds($0)
      }
  }

  /// What has no being of its own without an object: it goes with it, silently.
  private func contained(in address: ObjectAddress) -> [Dependency] {
    let id = address.object
    var parts: [ObjectID] = []
    switch (self[id].definition, address.part) {
    case (.relation(let relation), .whole):
      parts = relation.constraints + relation.indexes + relation.attached
    case (.type(let type), .whole):
      if case .domain(let domain) = type.definition { parts = domain.constraints }
      if case .composite(let relation) = type.definition { parts = [relation] }
    case (.constraint(let constraint), _):
      if let index = constraint.index { parts = [index] }
    default: break
    }
    return parts.filter { !self[$0].isDropped }
      .map { Dependency(ObjectAddress($0), on: address, .auto) }
  }

  /// Whether an object still mentions what it was noted to depend on.
  private func holds(_ dependency: Dependency) -> Bool {
    let dependent = dependency.dependent
    let object = self[dependent.object]
    guard !object.isDropped else { return false }
    let referenced = dependency.referenced
    if case .schema = self[referenced.object].definition {
      if case .other(let other) = object.definition, other.type == .publication {
        return other.reads.contains(referenced)
      }
      return object.container == referenced.object
    }
    switch (object.definition, dependent.part) {
    case (.relation(let relation), .whole):
      if relation.parents.contains(referenced.object) { return true }
      if let view = relation.view { return view.reads.contains(referenced) }
      if let owner = relation.sequence?.owner { return owner == referenced }
      if let index = relation.index { return index.mentions(referenced) }
      return relation.sequence == nil
        && (relation.ofType == referenced.object
          || relation.partitionKey.map { $0.mentions(referenced) } ?? false)
    case (.relation(let relation), .column(let number)):
      let column = relation[number]
      guard !column.isDropped else { return false }
      if column.generated != nil {
        if referenced.object == dependent.object { return true }
        if column.defaultValue?.mentions(referenced) ?? false { return true }
      }
      return column.type?.userType == referenced.object
    case (.relation(let relation), .defaultValue(let number)):
      let column = relation[number]
      return !column.isDropped && (column.defaultValue?.mentions(referenced) ?? false)
    case (.constraint(let constraint), _): return constraint.mentions(referenced)
    case (.attached(let attached), _):
      return attached.function == referenced.object || attached.reads.contains(referenced)
    case (.other(let other), _): return other.reads.contains(referenced)
    case (.type(let type), _):
      guard case .domain(let domain) = type.definition else { return true }
      return domain.base?.userType == referenced.object
        || domain.defaultValue?.mentions(referenced) ?? false
    case (.function(let function), _): return function.reads.contains(referenced)
    case (.schema, _): return true
    }
  }
}

extension ObjectAddress {
  /// It, its column or its object is among those.
  fileprivate func isPart(ofAny others: Set<ObjectAddress>) -> Bool {
    if others.contains(self) || others.contains(ObjectAddress(object)) { return true }
    return column.map { others.contains(ObjectAddress(object, .column($0))) } ?? false
  }
}

extension BoundExpression {
  /// A column of its own relation does not name that relation: only what it names otherwise is asked for here.
  func mentions(_ address: ObjectAddress) -> Bool { objects.contains(address.object) }
}

extension Index {
  fileprivate func mentions(_ address: ObjectAddress) -> Bool {
    if address.object == table {
      return address.column.map { columns.contains($0) } ?? true
    }
    let expressions = keys.compactMap(\.expression) + [predicate].compactMap { $0 }
    return expressions.contains { $0.mentions(address) }
  }
}

extension PartitionKeyDefinition {
  fileprivate func mentions(_ address: ObjectAddress) -> Bool {
    expressions.contains { $0.mentions(address) }
  }
}

extension Constraint {
  fileprivate func mentions(_ address: ObjectAddress) -> Bool {
    if address.object == owner {
      return address.column.map { columns.contains($0) } ?? true
    }
    if let foreignKey, foreignKey.referenced == address.object {
      return address.column.map { foreignKey.columns.contains($0) } ?? true
    }
    if foreignKey?.index == address.object || parent == address.object { return true }
    return expression?.mentions(address) ?? false
  }
}
