import Catalog
import SQLLexer
import SQLSyntax

/// Objects of which a migration asks only whether they are there: publications, servers, collations, roles and others.
extension Replay {
  /// CREATE of an object that has no tree of its own.
  mutating func createObject(_ statement: CreateObject) throws(ServerError) {
    let isInSchema: Bool =
      switch statement.object {
      case .collation, .conversion, .operatorClass, .operatorFamily, .textSearchConfiguration,
        .textSearchDictionary, .textSearchParser, .textSearchTemplate, .operator:
        true
      default: false
      }
    var container: ObjectID?
    if isInSchema, let name = statement.name { container = try creationSchema(of: name) }
    if statement.object == .language, statement.name?.name.text == "plpgsql",
      !statement.orReplace
    {
      throw ServerError("42710", "extension \"plpgsql\" already exists")
    }
    guard let name = name(of: statement) else {
      if isSecondRun, !statement.orReplace, !statement.ifNotExists {
        throw .alreadyExists(statement.object, "")
      }
      return
    }
    // An operator is told from others of its name by its operands, which are not known here.
    if statement.object == .operator {
      if isSecondRun { throw .alreadyExists(.operator, name.name.text) }
      return
    }
    try createOther(
      OtherObject(type: statement.object), name, in: container, orReplace: statement.orReplace,
      ifNotExists: statement.ifNotExists)
  }

  /// Casts and transforms are called by their types.
  private func name(of statement: CreateObject) -> QualifiedName? {
    if let name = statement.name { return name }
    guard let first = statement.types.first, let type = first else { return nil }
    let text = statement.types.compactMap { $0?.name }.joined(separator: " AS ")
    return QualifiedName(name: Name(text: text, range: type.range))
  }

  /// - Throws: the error of an object that is there already: 42710, or what its kind has.
  @discardableResult
  mutating func createOther(
    _ object: OtherObject, _ name: QualifiedName, in container: ObjectID?,
    orReplace: Bool = false, ifNotExists: Bool = false
  ) throws(ServerError) -> ObjectID? {
    let space = NameSpace.other(object.type.rawValue)
    if case .found(let existing)? = catalog.object(space, name.name.text, in: container) {
      if orReplace {
        keepText(of: existing, named: name.range)
        return existing
      }
      guard ifNotExists else { throw .alreadyExists(object.type, name.name.text) }
      effects.skips = true
      return nil
    }
    let id = catalog.add(
      CatalogObject(name: name.name.text, in: container, .other(object), origin: origin))
    dependOnReads(of: id)
    keepText(of: id, named: name.range)
    return id
  }

  /// Extended statistics go with what they are of; an event trigger needs its function, and a publication the columns that it
  /// lists. [drop_column_publication_list] Of a table that goes, a publication just has no more (`Catalog.deletion`).
  private mutating func dependOnReads(of id: ObjectID) {
    guard case .other(let object) = catalog[id].definition else { return }
    for address in object.reads {
      let kind: Dependency.Kind = object.type == .statistics ? .auto : .normal
      catalog.addDependency(Dependency(ObjectAddress(id), on: address, kind))
    }
  }

  /// Takes from a publication the tables whose columns go by CASCADE.
  mutating func leavePublication(_ id: ObjectID, _ gone: [ObjectAddress]) {
    let tables = Set(gone.filter { catalog.relation($0.object) != nil }.map(\.object))
    catalog.update(id) { object in
      guard case .other(var other) = object.definition else { return }
      other.reads = other.reads.filter { !tables.contains($0.object) }
      object.definition = .other(other)
    }
  }

  /// Roles and databases are not part of the schema, but a second CREATE fails.
  mutating func createShared(_ object: ObjectType, _ name: Name) throws(ServerError) {
    try createOther(OtherObject(type: object), QualifiedName(name: name), in: nil)
  }

  /// ALTER of an object that has no tree of its own.
  mutating func alterObject(_ statement: AlterObject) throws(ServerError) {
    let lookup = lookUp(statement.object)
    if lookup == .missing { throw .missing(statement.object) }
    if let id = lookup.id, let name = statement.object.name { addText(to: id, named: name.range) }
  }

  // MARK: - Extended statistics

  /// ShareUpdateExclusiveLock on the table. [create_statistics]
  mutating func createStatistics(_ statement: CreateStatistics) throws(ServerError) {
    guard let tableName = statement.table else { return }
    let table = try existingRelation(tableName)
    let kind = catalog.relation(table)?.kind ?? .table
    guard kind.isTable || kind == .materializedView || kind == .foreignTable else {
      throw ServerError(
        "42809", "cannot define statistics for relation \"\(catalog[table].name)\"")
    }
    if statement.elements.count == 1, statement.elements[0].expression == nil {
      throw ServerError("42P17", "extended statistics require at least 2 columns")
    }
    var object = OtherObject(type: .statistics)
    object.reads.insert(ObjectAddress(table))
    var names: [String] = []
    for element in statement.elements {
      if let column = element.column {
        let number = try existingColumn(column, of: table)
        object.reads.insert(ObjectAddress(table, .column(number)))
        names.append(column.text)
      } else if let expression = element.expression {
        let bound = bind(expression, to: table)
        for column in bound.columns {
          object.reads.insert(ObjectAddress(table, .column(column)))
        }
        names.append("expr")
      }
    }
    let schema: ObjectID?
    if let name = statement.name {
      schema = try creationSchema(of: name)
    } else {
      schema = catalog[table].container
    }
    let range = tableName.range
    let name =
      statement.name
      ?? QualifiedName(
        name: Name(text: freeStatisticsName(table, names, in: schema), range: range))
    lock(table, .shareUpdateExclusive)
    try createOther(object, name, in: schema, ifNotExists: statement.ifNotExists)
  }

  private func freeStatisticsName(
    _ table: ObjectID, _ columns: [String], in schema: ObjectID?
  ) -> String {
    implicitName(catalog[table].name, columns.joined(separator: "_"), "stat") {
      catalog.object(.other(ObjectType.statistics.rawValue), $0, in: schema)?.id != nil
    }
  }

  /// [alter_statistics]
  mutating func alterStatistics(_ statement: AlterStatistics) throws(ServerError) {
    let named = NamedObject(.statistics, statement.name)
    let lookup = lookUp(named)
    if lookup == .missing {
      guard statement.ifExists else { throw .missing(named) }
      effects.skips = true
    }
    if let id = lookup.id { addText(to: id, named: statement.name.range) }
  }

  // MARK: - Publications and subscriptions

  mutating func createSubscription(_ statement: CreateSubscription) throws(ServerError) {
    var object = OtherObject(type: .subscription)
    object.isSlotless = namesNoSlot(statement.options) ?? false
    try createOther(object, QualifiedName(name: statement.name), in: nil)
  }

  mutating func alterSubscription(_ statement: AlterSubscription) throws(ServerError) {
    let named = NamedObject(.subscription, QualifiedName(name: statement.name))
    let lookup = lookUp(named)
    if lookup == .missing { throw .missing(named) }
    if let id = lookup.id { addText(to: id, named: statement.name.range) }
    guard let id = lookup.id, let isSlotless = namesNoSlot(statement.options) else { return }
    catalog.update(id) { object in
      guard case .other(var other) = object.definition else { return }
      other.isSlotless = isSlotless
      object.definition = .other(other)
    }
  }

  /// Whether options say `slot_name = NONE`; nil where they say nothing of it.
  private func namesNoSlot(_ options: [OptionElement]) -> Bool? {
    guard let option = options.last(where: { $0.name.text == "slot_name" }) else { return nil }
    return option.value.map { source.text($0).lowercased() == "none" } ?? false
  }

  /// A subscription without a slot goes in a transaction, too. [drop_subscription_no_slot]
  func isSlotless(_ id: ObjectID) -> Bool {
    if case .other(let other) = catalog[id].definition { other.isSlotless } else { false }
  }

  /// ShareUpdateExclusiveLock on the tables. [create_publication]
  mutating func createPublication(_ statement: CreatePublication) throws(ServerError) {
    var object = OtherObject(type: .publication)
    object.reads = try published(statement.objects)
    object.publishesEverything = !statement.options.contains { $0.name.text == "publish" }
    try createOther(object, QualifiedName(name: statement.name), in: nil)
  }

  /// The tables and columns of a publication, locked.
  private mutating func published(
    _ objects: [PublishedObject]
  ) throws(ServerError) -> Set<ObjectAddress> {
    var reads: Set<ObjectAddress> = []
    for object in objects {
      switch object {
      case .schema(let name):
        guard let name else { continue }
        switch catalog.assumedSchema(name) {
        case .found(let id): reads.insert(ObjectAddress(id))
        case .missing, .unknown:
          throw ServerError("3F000", "schema \"\(name.text)\" does not exist")
        }
      case .table(let name, let only, let columns, let condition):
        let table = try existingRelation(name)
        let kind = catalog.relation(table)?.kind ?? .table
        let persistence = catalog.relation(table)?.persistence ?? .permanent
        guard kind.isTable, persistence == .permanent else {
          throw ServerError(
            "22023", "cannot add relation \"\(catalog[table].name)\" to publication")
        }
        lock(table, .shareUpdateExclusive)
        if !only, kind == .table { lock(catalog.descendants(of: table), .shareUpdateExclusive) }
        reads.insert(ObjectAddress(table))
        for column in columns {
          let number = try existingColumn(column, of: table)
          reads.insert(ObjectAddress(table, .column(number)))
        }
        if let condition {
          for column in bind(condition, to: table).columns {
            reads.insert(ObjectAddress(table, .column(column)))
          }
        }
      }
    }
    return reads
  }

  private mutating func update(_ id: ObjectID, publishes options: [OptionElement]) {
    guard options.contains(where: { $0.name.text == "publish" }) else { return }
    catalog.update(id) { object in
      guard case .other(var other) = object.definition else { return }
      other.publishesEverything = false
      object.definition = .other(other)
    }
  }

  /// [alter_publication_set, alter_publication_add]
  mutating func alterPublication(_ statement: AlterPublication) throws(ServerError) {
    let named = NamedObject(.publication, QualifiedName(name: statement.name))
    let lookup = lookUp(named)
    if lookup == .missing { throw .missing(named) }
    let id = lookup.id
    if let id { addText(to: id, named: statement.name.range) }
    guard statement.options.isEmpty else {
      if let id { update(id, publishes: statement.options) }
      return
    }
    var old: Set<ObjectAddress> = []
    if let id, case .other(let other) = catalog[id].definition { old = other.reads }
    let listed = try published(statement.objects)
    let tables = Set(old.map(\.object))
    var new = old
    switch statement.action {
    case .add:
      for address in listed where address.part == .whole && tables.contains(address.object) {
        throw ServerError(
          "42710",
          "\"\(catalog[address.object].name)\" is already member of publication "
            + "\"\(statement.name.text)\"")
      }
      new.formUnion(listed)
    case .set:
      for table in tables.sorted() where catalog.relation(table) != nil {
        lock(table, .shareUpdateExclusive)
      }
      new = listed
    case .drop:
      let gone = Set(listed.map(\.object))
      if id != nil, let stranger = gone.subtracting(tables).min() {
        throw ServerError(
          "42704", "relation \"\(catalog[stranger].name)\" is not part of the publication")
      }
      new = old.filter { !gone.contains($0.object) }
    }
    guard let id else { return }
    catalog.update(id) { object in
      guard case .other(var other) = object.definition else { return }
      other.reads = new
      object.definition = .other(other)
    }
    dependOnReads(of: id)
  }
}

extension ServerError {
  /// Of an object whose name is taken.
  static func alreadyExists(_ object: ObjectType, _ name: String) -> ServerError {
    ServerError(
      ObjectForms(object)?.duplicate ?? "42710", "\(object.word) \"\(name)\" already exists")
  }
}
