import Catalog
import SQLLexer
import SQLSyntax

/// COMMENT, SECURITY LABEL, GRANT, OWNER TO and what belongs to roles.
extension Replay {
  // MARK: - COMMENT

  /// ShareUpdateExclusiveLock on a relation, also for a column; AccessShareLock on the table of a constraint, trigger, rule
  /// or policy. [comment_table, comment_column, comment_constraint] Documentation: COMMENT.
  mutating func comment(_ statement: Comment) throws(ServerError) {
    let object = statement.object
    guard let name = object.name else { return }
    // An empty comment is none. Documentation: COMMENT.
    let text = statement.text.map { source.value($0) }.flatMap { $0.isEmpty ? nil : $0 }
    if let kind = RelationKind(object.object) {
      let id = try existingRelation(name, orAssume: kind)
      lock(id, .shareUpdateExclusive)
      return catalog.update(id) { $0.comment = text }
    }
    switch object.object {
    case .column:
      guard let column = name.relationOfColumn else { return }
      let id = try existingRelation(column)
      lock(id, .shareUpdateExclusive)
      let number = try existingColumn(name.name, of: id)
      catalog.updateRelation(id) { $0[number].comment = text }
    case .tableConstraint, .trigger, .rule, .policy:
      guard let table = object.table else { return }
      let id = try existingRelation(table)
      lock(id, .accessShare)
      let found: ObjectID?
      if object.object == .tableConstraint {
        found = try constraint(name.name, of: id)
      } else {
        let lookup = attachedObject(object.object, name.name.text, of: id)
        if lookup == .missing { throw .missing(object) }
        found = lookup.id
      }
      if let found { catalog.update(found) { $0.comment = text } }
    default:
      switch lookUp(object) {
      case .found(let id): catalog.update(id) { $0.comment = text }
      case .missing: throw .missing(object)
      case .unknown: break
      }
    }
  }

  // MARK: - GRANT

  /// AccessShareLock on what is named, since 18. [grant_select, grant_column, grant_sequence]
  mutating func grant(_ statement: Grant) throws(ServerError) {
    guard !statement.isAllInSchema else { return }
    switch statement.object {
    case .table, .sequence:
      for name in statement.names {
        let id = try existingRelation(
          name, orAssume: statement.object == .sequence ? .sequence : .table)
        if version >= 18 { lock(id, .accessShare) }
      }
    default: break
    }
  }

  // MARK: - Owners

  /// ALTER … OWNER TO of what is no relation: no lock on one.
  mutating func changeOwner(_ statement: AlterOwner) throws(ServerError) {
    if lookUp(statement.object) == .missing { throw .missing(statement.object) }
  }

  /// DROP OWNED: what is known to belong to the roles. [drop_owned]
  mutating func dropOwned(_ drop: Drop) throws(ServerError) {
    let owned = relations(ownedBy: Set(drop.names.map(\.name.text)))
    notKnown(.drops)
    try remove(
      owned.map { ObjectAddress($0) }, cascades: drop.behavior.cascadeRange != nil)
  }

  /// REASSIGN OWNED: AccessExclusiveLock as ALTER TABLE OWNER TO. [reassign_owned]
  mutating func reassignOwned(_ statement: ReassignOwned) {
    let roles = Set(statement.roles.compactMap { $0.roleName })
    for id in relations(ownedBy: roles) {
      lock(id, .accessExclusive)
      lock(catalog.indexes(of: id).map(\.id), .accessExclusive)
      catalog.updateRelation(id) { $0.owner = statement.newOwner.roleName }
    }
  }

  private func relations(ownedBy roles: Set<String>) -> [ObjectID] {
    catalog.allObjects.filter {
      guard let relation = catalog.relation($0), !relation.kind.isIndex else { return false }
      return relation.owner.map { roles.contains($0) } ?? false
    }
  }
}

extension QualifiedName {
  /// `schema.table` of `schema.table.column`.
  fileprivate var relationOfColumn: QualifiedName? {
    guard let table = qualifiers.last else { return nil }
    return QualifiedName(qualifiers: Array(qualifiers.dropLast()), name: table)
  }
}

extension RoleSpec {
  /// nil for the words that stand for a role.
  var roleName: String? {
    if case .role(let name) = self { name.text } else { nil }
  }
}
