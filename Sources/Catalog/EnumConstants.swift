extension Catalog {
  /// Gives a label of an enum another name where expressions are kept that have constants of the enum. The server keeps
  /// the label's number, not its name. Measured on 15.
  package mutating func renameLabel(_ old: String, to new: String, of type: ObjectID) {
    var seen: Set<ObjectID> = []
    for dependency in dependencyCandidates(on: type) {
      let id = dependency.dependent.object
      // A constant of a constraint or an index has its type from a column.
      for id in [id] + (relation(id).map { $0.constraints + $0.indexes } ?? [])
      where !self[id].isDropped && seen.insert(id).inserted {
        updateExpressions(of: id) { $0.renameLabel(old, to: new, of: type) }
      }
    }
  }

  /// Changes the expressions of a relation, an index, a constraint or a domain.
  private mutating func updateExpressions(
    of id: ObjectID, _ change: (inout BoundExpression) -> Void
  ) {
    func apply(_ expression: inout BoundExpression?) {
      guard var changed = expression else { return }
      change(&changed)
      expression = changed
    }
    switch self[id].definition {
    case .constraint: updateConstraint(id) { apply(&$0.expression) }
    case .type: updateDomain(id) { apply(&$0.defaultValue) }
    case .relation:
      updateRelation(id) { relation in
        for place in relation.columns.indices { apply(&relation.columns[place].defaultValue) }
      }
      updateIndex(id) { index in
        apply(&index.predicate)
        for place in index.keys.indices { apply(&index.keys[place].expression) }
      }
    default: break
    }
  }
}

extension BoundExpression {
  /// A constant of a user-defined type is printed as `'label'::app.type`: the label ends the piece before the type.
  fileprivate mutating func renameLabel(_ old: String, to new: String, of type: ObjectID) {
    let ending = quotedLiteral(old) + "::"
    for place in pieces.indices.dropFirst() {
      guard case .object(type) = pieces[place], case .text(let text) = pieces[place - 1],
        text.hasSuffix(ending)
      else { continue }
      pieces[place - 1] = .text(text.dropLast(ending.count) + quotedLiteral(new) + "::")
    }
  }
}
