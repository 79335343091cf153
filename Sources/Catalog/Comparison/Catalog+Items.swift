import SQLSyntax

extension Catalog {
  /// What objects are, in words that mean the same in another catalogue, or in this one later on.
  ///
  /// What is part of an object, and nobody names apart from it, is part of its item: the index behind a constraint, the
  /// sequence of an identity column. What is gone has no item, nor what is temporary or belongs to an extension.
  package func items(of objects: some Sequence<ObjectID>) -> SchemaSnapshot {
    SchemaSnapshot(
      objects.lazy.filter { !self[$0].isDropped && isComparable($0) }.flatMap { items(of: $0) })
  }

  /// What has been made and is gone again, with the objects that were it, or that it was a column of.
  package var droppedIdentities: [SchemaItem.Identity: ObjectID] {
    var gone: [SchemaItem.Identity: ObjectID] = [:]
    for id in droppedObjects {
      for item in items(of: id) { gone[item.identity] = id }
    }
    for id in allObjects {
      for column in relation(id)?.columns ?? [] where column.isDropped {
        gone[SchemaItem.Identity(.column, qualifiedName(id), part: column.name)] = id
      }
    }
    return gone
  }

  private func isComparable(_ id: ObjectID) -> Bool {
    guard self[id].extension == nil else { return false }
    var place: ObjectID? = id
    while let next = place {
      if next == systemSchema || next == temporarySchema || self[next].isDropped { return false }
      place = self[next].container
    }
    return true
  }

  private func items(of id: ObjectID) -> [SchemaItem] {
    let object = self[id]
    switch object.definition {
    case .schema: return object.origin == .before ? [] : [item(.schema, id)]
    case .relation(let relation): return items(of: relation, id)
    case .type(let type): return items(of: type, id)
    case .function(let function): return [item(of: function, id)]
    case .constraint(let constraint): return item(of: constraint, id).map { [$0] } ?? []
    case .attached(let attached): return item(of: attached, id).map { [$0] } ?? []
    case .other(let other):
      guard !other.type.isOfCluster else { return [] }
      let word = other.type.rawValue.dropFirst("OBJECT_".count).lowercased()
      var item = item(.other(word.replacing("_", with: " ")), id)
      // It has one of its own, which a dump has and a history need not.
      if other.type == .extension { item[.comment] = nil }
      return [item]
    }
  }

  /// An object that is an item, and what all have in common.
  private func item(_ kind: SchemaItem.Kind, _ id: ObjectID) -> SchemaItem {
    item(SchemaItem.Identity(kind, qualifiedName(id)), id)
  }

  private func item(_ identity: SchemaItem.Identity, _ id: ObjectID) -> SchemaItem {
    let object = self[id]
    var item = SchemaItem(identity, ObjectAddress(id), object.origin)
    if object.origin.file < 0 { item.certainty = .assumed }
    item.note(object.comment)
    if let schema = object.container, case .schema = self[schema].definition,
      self[schema].origin != .before
    {
      item.owners = [SchemaItem.Identity(.schema, self[schema].name)]
    }
    return item
  }

  /// An item that has its name only together with a relation or a domain.
  private func part(_ kind: SchemaItem.Kind, _ id: ObjectID, of owner: ObjectID) -> SchemaItem {
    let object = self[id]
    var item = item(
      SchemaItem.Identity(kind, qualifiedName(owner), part: object.name), id)
    item.owners = [identity(ofOwner: owner)]
    return item
  }

  private func identity(ofOwner owner: ObjectID) -> SchemaItem.Identity {
    SchemaItem.Identity(relation(owner)?.itemKind ?? .domain, qualifiedName(owner))
  }

  // MARK: - Relations

  private func items(of relation: Relation, _ id: ObjectID) -> [SchemaItem] {
    guard let kind = relation.itemKind else { return [] }
    if let index = relation.index {
      guard index.constraint == nil else { return [] }
      return [item(of: index, relation, id)]
    }
    var whole = item(kind, id)
    whole.certainty = relation.certainty
    switch relation.kind {
    case .sequence:
      guard let sequence = relation.sequence, !sequence.isOfIdentity else { return [] }
      return [item(of: sequence, whole)]
    case .view, .materializedView:
      return [item(ofView: relation, whole)]
    case .table, .partitionedTable, .foreignTable, .compositeType:
      describe(relation, &whole)
      return [whole] + columns(of: relation, id, whole.identity)
    case .index, .partitionedIndex: return []
    }
  }

  private func describe(_ relation: Relation, _ item: inout SchemaItem) {
    item[.kind] = relation.kind.rawValue
    if relation.persistence == .unlogged { item[.persistence] = "unlogged" }
    if let key = relation.partitionKey { item[.partitionKey] = describe(key, of: relation) }
    switch relation.bound {
    case .default: item[.bound] = "DEFAULT"
    case .values(let text): item[.bound] = text
    case nil: break
    }
    if !relation.parents.isEmpty {
      item[.parents] = relation.parents.map(qualifiedName).joined(separator: ", ")
      item.owners += relation.isPartition ? relation.parents.map(identity(ofOwner:)) : []
    }
    if relation.hasRowSecurity { item[.rowSecurity] = "enabled" }
    if relation.forcesRowSecurity { item[.forcedRowSecurity] = "forced" }
    if !relation.options.isEmpty { item[.parameters] = relation.options.listed }
    item[.tablespace] = relation.tablespace
    item[.accessMethod] = relation.accessMethod
  }

  private func columns(
    of relation: Relation, _ id: ObjectID, _ owner: SchemaItem.Identity
  ) -> [SchemaItem] {
    relation.liveColumns.map { number in
      let column = relation[number]
      var item = SchemaItem(
        SchemaItem.Identity(.column, owner.relation, part: column.name),
        ObjectAddress(id, .column(number)), column.origin)
      item.certainty = column.origin.file < 0 ? .assumed : .certain
      item.owners = [owner]
      item.properties[.type] =
        column.type.map { $0.isKnown ? .known(describe($0)) : .unknown } ?? .unknown
      item.properties[.nullability] =
        column.isNotNull.map { .known($0 ? "NOT NULL" : "nullable") } ?? .unknown
      if column.hasUnknownDefault {
        item.properties[.default] = .unknown
      } else if let value = column.defaultValue {
        let property: SchemaItem.Property = column.generated == nil ? .default : .generation
        item.properties[property] =
          value.isExact ? .known(text(of: value, in: relation)) : .unknown
      }
      if let identity = column.identity {
        item[.identity] = identity == .always ? "ALWAYS" : "BY DEFAULT"
      }
      item[.collation] = shownCollation(column.collation)
      item.note(column.comment)
      return item
    }
  }

  /// nil for the default, which may have been asked for by name.
  private func shownCollation(_ name: String?) -> String? {
    name.map(printedCollation).flatMap { $0 == quotedName("default") ? nil : $0 }
  }

  private func item(of index: Index, _ relation: Relation, _ id: ObjectID) -> SchemaItem {
    var item = item(.index, id)
    item.owners += ([index.table] + relation.parents).compactMap { owner in
      self.relation(owner)?.itemKind.map { SchemaItem.Identity($0, qualifiedName(owner)) }
    }
    item.properties[.definition] =
      index.isExact ? .known(definition(ofIndex: id, flattened: true)) : .unknown
    item.properties[.validity] =
      index.isValid.map { .known($0 ? "valid" : "invalid") } ?? .unknown
    return item
  }

  private func item(of sequence: SequenceDefinition, _ whole: SchemaItem) -> SchemaItem {
    var item = whole
    item[.type] = describe(sequence.type)
    if let owner = sequence.owner, let number = owner.column,
      let column = relation(owner.object)?[number]
    {
      let table = identity(ofOwner: owner.object)
      item.owners += [table, SchemaItem.Identity(.column, table.relation, part: column.name)]
      item[.owner] = "\(table.relation).\(column.name)"
    }
    return item
  }

  private func item(ofView relation: Relation, _ whole: SchemaItem) -> SchemaItem {
    var item = whole
    if relation.hasUnknownColumns {
      item.properties[.columns] = .unknown
    } else {
      item[.columns] = relation.liveColumns.map { relation[$0].name }.joined(separator: ", ")
    }
    let reads = (relation.view?.reads ?? []).map(\.object)
    item[.reads] =
      Set(reads).filter { self.relation($0) != nil }.map(qualifiedName).sorted()
      .joined(separator: ", ")
    if !relation.options.isEmpty { item[.parameters] = relation.options.listed }
    return item
  }

  // MARK: - Others

  private func items(of type: UserType, _ id: ObjectID) -> [SchemaItem] {
    switch type.definition {
    // The relation that holds the attributes tells of it.
    case .composite: return []
    case .enum(let labels):
      var item = item(.type, id)
      item[.labels] = labels.map(\.text).map { "'\($0)'" }.joined(separator: ", ")
      return [item.aged(type.mayBeOlder)]
    case .domain(let domain):
      var item = item(.domain, id)
      item.properties[.type] = domain.base.map { .known(describe($0)) } ?? .unknown
      item[.nullability] = domain.isNotNull ? "NOT NULL" : "nullable"
      if let value = domain.defaultValue {
        item.properties[.default] = value.isExact ? .known(text(of: value, in: nil)) : .unknown
      }
      item[.collation] = shownCollation(domain.collation)
      return [item.aged(type.mayBeOlder)]
    case .range, .base, .shell: return [item(.type, id).aged(type.mayBeOlder)]
    case .unknown:
      var item = item(.type, id)
      item.certainty = .assumed
      return [item]
    }
  }

  private func item(of function: Function, _ id: ObjectID) -> SchemaItem {
    let kind: SchemaItem.Kind =
      switch function.kind {
      case .function: .function
      case .procedure: .procedure
      case .aggregate: .aggregate
      }
    var item = item(
      SchemaItem.Identity(kind, qualifiedName(id), part: function.signature), id)
    if function.isAssumed { item.certainty = .assumed }
    if function.arguments.contains(where: { $0 == nil }) { item.certainty = .assumed }
    if let result = function.result {
      item[.result] = (function.returnsSet ? "SETOF " : "") + describe(result)
    } else {
      item.properties[.result] = .unknown
    }
    item[.language] = function.language
    item[.volatility] = "\(function.volatility)"
    if function.isSecurityDefiner { item[.security] = "definer" }
    item[.body] = function.body.map(normalizedCode)
    return item
  }

  private func item(of constraint: Constraint, _ id: ObjectID) -> SchemaItem? {
    // NOT NULL is a property of the column; what a partition has from its table is the table's.
    guard constraint.kind != .notNull, !self[constraint.owner].isDropped, constraint.parent == nil,
      constraint.inheritedFrom == 0
    else { return nil }
    var item = part(.constraint, id, of: constraint.owner)
    if constraint.isAssumed { item.certainty = .assumed }
    // The columns may be those of a primary key of which nothing is known.
    let isExact =
      constraint.expression?.isExact ?? true && constraint.foreignKey?.columns.isEmpty != true
    item.properties[.definition] =
      isExact && !constraint.isAssumed
      ? .known(definition(ofConstraint: id, flattened: true)) : .unknown
    return item
  }

  private func item(of attached: AttachedObject, _ id: ObjectID) -> SchemaItem? {
    guard let owner = self[id].container else { return nil }
    let kind: SchemaItem.Kind =
      switch attached.kind {
      case .trigger: .trigger
      case .rule: .rule
      case .policy: .policy
      }
    var item = part(kind, id, of: owner)
    item[.enabled] = attached.isEnabled ? "enabled" : "disabled"
    switch attached.kind {
    case .trigger: item.properties[.definition] = definition(ofTrigger: attached, on: owner)
    case .policy: item.properties[.definition] = definition(ofPolicy: attached, on: owner)
    case .rule: item.properties[.definition] = .unknown
    }
    return item
  }

  /// Of WHEN and of the function's arguments nothing is said.
  private func definition(ofTrigger trigger: AttachedObject, on table: ObjectID) -> SchemaItem.Value
  {
    guard let function = trigger.function else { return .unknown }
    let columns = trigger.updateColumns.compactMap { relation(table)?[$0].name }
    let timing =
      switch trigger.timing {
      case .before: "BEFORE"
      case .after: "AFTER"
      case .insteadOf: "INSTEAD OF"
      }
    var events: [String] = []
    if trigger.events.contains(.insert) { events.append("INSERT") }
    if trigger.events.contains(.delete) { events.append("DELETE") }
    if trigger.events.contains(.update) {
      events.append("UPDATE" + (columns.isEmpty ? "" : " OF " + columns.joined(separator: ", ")))
    }
    if trigger.events.contains(.truncate) { events.append("TRUNCATE") }
    return .known(
      "\(timing) \(events.joined(separator: " OR ")) FOR EACH "
        + "\(trigger.isForEachRow ? "ROW" : "STATEMENT") EXECUTE FUNCTION \(qualifiedName(function))()"
    )
  }

  /// Of the roles nothing is said.
  private func definition(ofPolicy policy: AttachedObject, on table: ObjectID) -> SchemaItem.Value {
    let relation = relation(table)
    var text = "\(policy.isPermissive ? "PERMISSIVE" : "RESTRICTIVE") FOR \(policy.command)"
    for (word, expression) in [("USING", policy.condition), ("WITH CHECK", policy.check)] {
      guard let expression else { continue }
      guard expression.isExact else { return .unknown }
      text += " \(word) (\(self.text(of: expression, in: relation, flattened: true)))"
    }
    return .known(text)
  }
}

extension SchemaItem {
  /// Known values are set by their text.
  fileprivate subscript(property: Property) -> String? {
    get { if case .known(let text) = properties[property] { text } else { nil } }
    set { properties[property] = newValue.map { .known($0) } }
  }

  fileprivate func aged(_ mayBeOlder: Bool) -> SchemaItem {
    var item = self
    if mayBeOlder { item.certainty = min(item.certainty, .mayBeOlder) }
    return item
  }

  /// What nothing of the history has made may have a comment that nobody knows of.
  fileprivate mutating func note(_ comment: String?) {
    properties[.comment] =
      comment.map { .known($0) } ?? (certainty == .assumed ? .unknown : nil)
  }
}

extension Relation {
  /// Under which kind of name it is compared.
  fileprivate var itemKind: SchemaItem.Kind? {
    switch kind {
    case .table, .partitionedTable, .foreignTable: .table
    case .index, .partitionedIndex: .index
    case .view: .view
    case .materializedView: .materializedView
    case .sequence: .sequence
    case .compositeType: .type
    }
  }

  fileprivate var certainty: SchemaItem.Certainty {
    if isAssumed { return .assumed }
    return mayBeOlder ? .mayBeOlder : .certain
  }
}

extension Index {
  fileprivate var isExact: Bool {
    keys.allSatisfy { $0.expression?.isExact ?? true } && (predicate?.isExact ?? true)
  }
}

extension [String: String] {
  fileprivate var listed: String {
    sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
  }
}

extension ObjectType {
  /// It is no part of the database.
  fileprivate var isOfCluster: Bool {
    switch self {
    case .role, .tablespace, .database, .subscription: true
    default: false
    }
  }
}
