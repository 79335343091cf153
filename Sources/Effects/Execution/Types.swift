import Catalog
import SQLLexer
import SQLSyntax

/// Types and domains. Documentation: CREATE TYPE, ALTER TYPE, CREATE DOMAIN, ALTER DOMAIN.
extension Replay {
  mutating func createType(_ statement: CreateType) throws(ServerError) {
    if case .composite(let attributes) = statement.definition {
      return try createCompositeType(statement.name, attributes)
    }
    let schema = try creationSchema(of: statement.name)
    let definition: UserType.Definition
    switch statement.definition {
    case .shell: definition = .shell
    case .base: definition = .base
    case .range: definition = .range
    case .enum(let labels):
      var seen: Set<String> = []
      for label in labels where !seen.insert(label).inserted {
        throw ServerError("23505", "duplicate key value violates unique constraint")
      }
      definition = .enum(labels.map { UserType.Label(text: $0, origin: origin) })
    case .composite: return
    }
    if case .base = definition, let shell = shell(statement.name, in: schema) {
      catalog.update(shell) { $0.definition = .type(UserType(definition: .base)) }
      return keepText(of: shell, named: statement.name.range)
    }
    try refuseTakenType(statement.name, in: schema)
    var type = UserType(definition: definition)
    type.mayBeOlder = conditions > 0 && !catalog.isClosed(schema)
    let id = try addType(type, statement.name, in: schema)
    if case .enum = definition { return }
    keepText(of: id, named: statement.name.range)
  }

  private func shell(_ name: QualifiedName, in schema: ObjectID) -> ObjectID? {
    guard let id = catalog.object(.type, name.name.text, in: schema)?.id,
      case .shell = catalog.type(id)?.definition
    else { return nil }
    return id
  }

  @discardableResult
  private mutating func addType(
    _ type: UserType, _ name: QualifiedName, in schema: ObjectID
  ) throws(ServerError) -> ObjectID {
    catalog.add(CatalogObject(name: name.name.text, in: schema, .type(type), origin: origin))
  }

  /// A relation without rows. [create_type_composite]
  private mutating func createCompositeType(
    _ name: QualifiedName, _ attributes: [ColumnDefinition]
  ) throws(ServerError) {
    let schema = try creationSchema(of: name)
    try refuseTakenType(name, in: schema)
    if case .found? = catalog.object(.relation, name.name.text, in: schema) {
      throw .relationExists(name)
    }
    let id = create(
      CatalogObject(
        name: name.name.text, in: schema, .relation(Relation(kind: .compositeType)),
        origin: origin))
    effects.relations[name.range] = touched(id)
    lock(id, .accessExclusive)
    for attribute in attributes { try addColumn(attribute, to: id) }
  }

  // MARK: - Enums

  /// No relation is locked. [alter_type_add_value, alter_type_rename_value]
  mutating func alterEnum(_ statement: AlterEnum) throws(ServerError) {
    let name = statement.type
    let id: ObjectID
    switch catalog.lookUp(.type, name, path: session.path) {
    case .found(let found): id = found
    case .missing: throw ServerError("42704", "type \"\(name.description)\" does not exist")
    case .unknown:
      // Nothing is known of its labels; but one that was just added is there.
      if isSecondRun, !statement.ifNotExists {
        throw ServerError(
          statement.oldLabel == nil ? "42710" : "22023",
          "enum label \"\(statement.addedLabel ?? statement.oldLabel ?? "")\"")
      }
      return
    }
    guard case .enum(var labels) = catalog.type(id)?.definition else {
      if catalog.relation(id) != nil || catalog.domain(id) != nil {
        throw ServerError("42809", "\(name.description) is not an enum")
      }
      return
    }
    if let old = statement.oldLabel, let new = statement.newLabel {
      guard let place = labels.firstIndex(where: { $0.text == old }) else {
        throw ServerError("22023", "\"\(old)\" is not an existing enum label")
      }
      guard !labels.contains(where: { $0.text == new }) else {
        throw ServerError("42710", "enum label \"\(new)\" already exists")
      }
      labels[place].text = new
      catalog.renameLabel(old, to: new, of: id)
    } else if let label = statement.addedLabel {
      if labels.contains(where: { $0.text == label }) {
        guard statement.ifNotExists else {
          throw ServerError("42710", "enum label \"\(label)\" already exists")
        }
        effects.skips = true
        return
      }
      let place = try place(of: statement.place, labels)
      var added = UserType.Label(text: label, origin: origin)
      added.isAdded = true
      labels.insert(added, at: place)
    }
    catalog.update(id) { object in
      guard case .type(var type) = object.definition else { return }
      type.definition = .enum(labels)
      object.definition = .type(type)
    }
  }

  private func place(
    of place: AlterEnum.Place?, _ labels: [UserType.Label]
  ) throws(ServerError) -> Int {
    let (neighbour, offset): (String, Int)
    switch place {
    case nil: return labels.count
    case .before(let label): (neighbour, offset) = (label, 0)
    case .after(let label): (neighbour, offset) = (label, 1)
    }
    guard let index = labels.firstIndex(where: { $0.text == neighbour }) else {
      throw ServerError("22023", "\"\(neighbour)\" is not an existing enum label")
    }
    return index + offset
  }

  // MARK: - Domains

  mutating func createDomain(_ statement: CreateDomain) throws(ServerError) {
    let schema = try creationSchema(of: statement.name)
    try refuseTakenType(statement.name, in: schema)
    var domain = UserType.Domain(base: nil)
    if let type = statement.type { domain.base = try dataType(type) }
    domain.collation = statement.collation?.description
    let id = try addType(
      UserType(definition: .domain(domain)), statement.name, in: schema)
    if let base = domain.base?.userType {
      catalog.addDependency(Dependency(ObjectAddress(id), on: ObjectAddress(base), .normal))
    }
    for constraint in statement.constraints {
      switch constraint.kind {
      case .notNull: catalog.updateDomain(id) { $0.isNotNull = true }
      case .default:
        guard let expression = constraint.expression else { continue }
        let bound = bind(expression, to: nil, as: domain.base)
        catalog.updateDomain(id) { $0.defaultValue = bound }
        depend(ObjectAddress(id), on: bound, of: nil)
      case .check: try addCheck(constraint, toDomain: id)
      default: break
      }
    }
  }

  private mutating func addCheck(
    _ definition: ConstraintDefinition, toDomain id: ObjectID
  ) throws(ServerError) {
    guard let expression = definition.expression else { return }
    var constraint = Constraint(kind: .check, owner: id)
    constraint.expression = bind(expression, to: id)
    constraint.isValid = !definition.isNotValid
    func isTaken(_ name: String) -> Bool { catalog.object(.constraint, name, in: id)?.id != nil }
    let domain = catalog[id].name
    let name = definition.name?.text ?? implicitName(domain, "", "check", unless: isTaken)
    guard definition.name == nil || !isTaken(name) else {
      throw ServerError("42710", "constraint \"\(name)\" for domain \"\(domain)\" already exists")
    }
    let constraintID = catalog.add(
      CatalogObject(name: name, in: id, .constraint(constraint), origin: origin))
    catalog.updateDomain(id) { $0.constraints.append(constraintID) }
    depend(ObjectAddress(constraintID), on: constraint.expression, of: nil)
  }

  /// A new constraint or its validation reads every table that uses the domain, under ShareLock. [alter_domain_validate,
  /// alter_domain_set_not_null, alter_domain_add_constraint_not_valid]
  mutating func alterDomain(_ statement: AlterDomain) throws(ServerError) {
    let id: ObjectID
    switch catalog.lookUp(.type, statement.name, path: session.path) {
    case .found(let found): id = found
    case .missing:
      throw ServerError("42704", "type \"\(statement.name.description)\" does not exist")
    case .unknown:
      return notKnown(.locks, .scans, .fails)
    }
    guard let domain = catalog.domain(id) else {
      throw ServerError("42809", "\(statement.name.description) is not a domain")
    }
    switch statement.action {
    case .setDefault(let expression):
      let bound = bind(expression, to: nil, as: domain.base)
      catalog.updateDomain(id) { $0.defaultValue = bound }
      depend(ObjectAddress(id), on: bound, of: nil)
    case .dropDefault: catalog.updateDomain(id) { $0.defaultValue = nil }
    case .setNotNull:
      if !domain.isNotNull { try verify(domain: id) }
      catalog.updateDomain(id) { $0.isNotNull = true }
    case .dropNotNull: catalog.updateDomain(id) { $0.isNotNull = false }
    case .addConstraint(let constraint):
      if constraint.kind == .notNull {
        if !domain.isNotNull { try verify(domain: id) }
        catalog.updateDomain(id) { $0.isNotNull = true }
      } else {
        if constraint.name == nil { effects.addsConstraint = true }
        try addCheck(constraint, toDomain: id)
        if !constraint.isNotValid { try verify(domain: id) }
      }
    case .validateConstraint(let name):
      let constraint = try domainConstraint(name, of: id)
      // Also one that is valid.
      try verify(domain: id)
      catalog.updateConstraint(constraint) { $0.isValid = true }
    case .dropConstraint(let name, let ifExists, _):
      guard let constraint = catalog.object(.constraint, name.text, in: id)?.id else {
        if ifExists {
          effects.skips = true
          return
        }
        _ = try domainConstraint(name, of: id)
        return
      }
      catalog.remove(constraint)
      catalog.updateDomain(id) { $0.constraints.removeAll { $0 == constraint } }
    }
  }

  func domainConstraint(
    _ name: Name, of id: ObjectID
  ) throws(ServerError) -> ObjectID {
    guard let constraint = catalog.object(.constraint, name.text, in: id)?.id else {
      throw ServerError(
        "42704",
        "constraint \"\(name.text)\" of domain \"\(catalog[id].name)\" does not exist")
    }
    return constraint
  }

  private mutating func verify(domain id: ObjectID) throws(ServerError) {
    for table in try tables(using: id) {
      lock(table, .share)
      if catalog.relation(table)?.kind.hasStorage == true {
        work(
          .scan, on: table, because: "a constraint of domain \"\(catalog[id].name)\" is verified")
      }
    }
  }

  /// The tables with columns of a domain, or of a domain over it.
  ///
  /// - Throws: 0A000 where a column holds it inside an array or a composite type.
  private func tables(using domain: ObjectID) throws(ServerError) -> [ObjectID] {
    var found: [ObjectID] = []
    for dependency in catalog.dependencies(on: ObjectAddress(domain)) {
      let user = dependency.dependent.object
      if let relation = catalog.relation(user) {
        guard case .column(let number) = dependency.dependent.part else { continue }
        if relation.kind == .compositeType {
          try refuseUse(of: domain, inside: user)
        } else if relation.kind.hasStorage {
          if relation[number].type?.isArray == true { try refuseUse(of: domain, user, number) }
          if !found.contains(user) { found.append(user) }
        }
      } else if catalog.domain(user) != nil, user != domain {
        for table in try tables(using: user) where !found.contains(table) { found.append(table) }
      }
    }
    return found
  }

  private func refuseUse(
    of domain: ObjectID, inside composite: ObjectID
  ) throws(ServerError) {
    for dependency in catalog.dependencies(on: ObjectAddress(composite)) {
      guard case .column(let number) = dependency.dependent.part,
        catalog.relation(dependency.dependent.object)?.kind.hasStorage == true
      else { continue }
      try refuseUse(of: domain, dependency.dependent.object, number)
    }
  }

  private func refuseUse(
    of domain: ObjectID, _ table: ObjectID, _ column: Int16
  ) throws(ServerError) {
    throw ServerError(
      "0A000",
      "cannot alter type \"\(catalog[domain].name)\" because column "
        + "\"\(catalog[table].name).\(columnName(column, of: table))\" uses it")
  }
}
