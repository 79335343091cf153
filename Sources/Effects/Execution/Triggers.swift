import Catalog
import SQLLexer
import SQLSyntax

/// Triggers, rules, policies and event triggers. Documentation: CREATE TRIGGER, CREATE RULE, CREATE POLICY, CREATE EVENT
/// TRIGGER.
extension Replay {
  /// ShareRowExclusiveLock on the table; AccessShareLock on the table behind FROM. [create_trigger,
  /// create_constraint_trigger_from]
  mutating func createTrigger(_ statement: CreateTrigger) throws(ServerError) {
    let table = try existingRelation(statement.table)
    lock(table, .shareRowExclusive)
    try refuse(statement, on: table)
    if let other = statement.constraintTable {
      lock(try existingRelation(other), .accessShare)
    }
    var trigger = AttachedObject(kind: .trigger)
    trigger.events = statement.events
    trigger.isForEachRow = statement.isForEachRow
    trigger.timing = statement.timing
    for name in statement.columns {
      trigger.updateColumns.append(try existingColumn(name, of: table))
    }
    trigger.columns = Set(trigger.updateColumns)
    if let condition = statement.condition {
      try read(condition, of: table, rows: ["new", "old"], into: &trigger)
    }
    trigger.function = try triggerFunction(statement.function, returning: "trigger")
    try attach(
      trigger, statement.name, to: table, replaces: statement.orReplace,
      whole: statement.isConstraint, function: statement.function)
    guard catalog.relation(table)?.kind == .partitionedTable, statement.isForEachRow else { return }
    for child in catalog.descendants(of: table) {
      lock(child, .shareRowExclusive)
      var copy = trigger
      copy.isFromParent = true
      let numbers = attributeNumbers(from: table, to: child)
      copy.columns = Set(trigger.columns.compactMap { numbers[$0] })
      copy.updateColumns = trigger.updateColumns.compactMap { numbers[$0] }
      try attach(copy, statement.name, to: child, replaces: true, whole: false)
    }
  }

  /// Documentation: CREATE TRIGGER, the table of what may be done where.
  private func refuse(_ statement: CreateTrigger, on table: ObjectID) throws(ServerError) {
    guard let relation = catalog.relation(table) else { return }
    let name = catalog[table].name
    switch relation.kind {
    case .table, .partitionedTable:
      if statement.timing == .insteadOf {
        throw ServerError("42809", "\"\(name)\" is a table")
      }
      if relation.kind == .partitionedTable, statement.isForEachRow, !statement.transitions.isEmpty
      {
        throw ServerError("0A000", "\"\(name)\" is a partitioned table")
      }
    case .view:
      if statement.timing != .insteadOf, statement.isForEachRow {
        throw ServerError("42809", "\"\(name)\" is a view")
      }
      if statement.events.contains(.truncate) {
        throw ServerError("42809", "\"\(name)\" is a view")
      }
    case .foreignTable:
      if statement.timing == .insteadOf || statement.isConstraint {
        throw ServerError("42809", "\"\(name)\" is a foreign table")
      }
    case .index, .partitionedIndex, .materializedView, .sequence, .compositeType:
      throw ServerError("42809", "relation \"\(name)\" cannot have triggers")
    }
    if statement.events.contains(.truncate), statement.isForEachRow {
      throw ServerError("0A000", "TRUNCATE FOR EACH ROW triggers are not supported")
    }
    if statement.timing == .insteadOf, !statement.isForEachRow {
      throw ServerError("0A000", "INSTEAD OF triggers must be FOR EACH ROW")
    }
    if statement.timing == .insteadOf, statement.condition != nil {
      throw ServerError("0A000", "INSTEAD OF triggers cannot have WHEN conditions")
    }
    if statement.timing == .insteadOf, !statement.columns.isEmpty {
      throw ServerError("0A000", "INSTEAD OF triggers cannot have column lists")
    }
  }

  /// The function of a trigger, which has no arguments.
  ///
  /// - Throws: 42883, 42P17.
  private mutating func triggerFunction(
    _ name: QualifiedName, returning result: String
  ) throws(ServerError) -> ObjectID? {
    switch function(name, []) {
    case .found(let id):
      if let type = catalog.function(id)?.result, catalog.describe(type) != result,
        catalog.function(id)?.isAssumed == false
      {
        throw ServerError(
          "42P17", "function \(name.description) must return type \(result)")
      }
      return id
    case .missing:
      if isBuiltInFunction(name) { return nil }
      throw ServerError("42883", "function \(name.description)() does not exist")
    case .unknown:
      if catalog.extensionNames.isEmpty, seemsUnheardOf(name) {
        effects.unheardOf[name.range] = .function(name.name.text)
      }
      return nil
    }
  }

  /// Adds a trigger, rule or policy to its table.
  ///
  /// - Parameter whole: it also has a constraint, whose name must be free.
  /// - Throws: 42710.
  private mutating func attach(
    _ object: AttachedObject, _ name: Name, to table: ObjectID, replaces: Bool, whole: Bool,
    function: QualifiedName? = nil
  ) throws(ServerError) {
    let called = function.flatMap { name in
      object.function.map { WrittenStatement.Name(range: name.range, object: $0) }
    }
    let (space, word): (NameSpace, String) =
      switch object.kind {
      case .trigger: (.trigger, "trigger")
      case .rule: (.rule, "rule")
      case .policy: (.policy, "policy")
      }
    if case .found(let existing)? = catalog.object(space, name.text, in: table) {
      guard replaces else {
        throw ServerError(
          "42710",
          "\(word) \"\(name.text)\" for relation \"\(catalog[table].name)\" already exists")
      }
      catalog.updateAttached(existing) { $0 = object }
      noteReads(of: existing, object, table)
      return keepText(of: existing, named: name.range, others: called.map { [$0] } ?? [])
    }
    if whole {
      var constraint = Constraint(kind: .trigger, owner: table)
      constraint.isLocal = true
      _ = try put(constraint, named: name.text, into: table)
    }
    let id = catalog.add(
      CatalogObject(name: name.text, in: table, .attached(object), origin: origin))
    catalog.updateRelation(table) { $0.attached.append(id) }
    noteReads(of: id, object, table)
    keepText(of: id, named: name.range, others: called.map { [$0] } ?? [])
  }

  private mutating func noteReads(of id: ObjectID, _ object: AttachedObject, _ table: ObjectID) {
    let address = ObjectAddress(id)
    if let function = object.function {
      catalog.addDependency(Dependency(address, on: ObjectAddress(function), .normal))
    }
    for read in object.reads {
      catalog.addDependency(Dependency(address, on: read, .normal))
    }
    for column in object.columns {
      let read = ObjectAddress(table, .column(column))
      catalog.updateAttached(id) { $0.reads.insert(read) }
      catalog.addDependency(Dependency(address, on: read, .normal))
    }
  }

  /// What a condition mentions: columns of the table, alone or behind NEW and OLD, and other relations.
  private mutating func read(
    _ condition: Expression, of table: ObjectID, rows: [String], into object: inout AttachedObject
  ) throws(ServerError) {
    var scope = QueryScope(variables)
    let columns = columns(of: table)
    if rows.isEmpty {
      scope.add(ScopeTable(name: catalog[table].name, relation: table, columns: columns))
    }
    for row in rows { scope.add(ScopeTable(name: row, relation: table, columns: columns)) }
    var use = QueryUse()
    try analyze(expression: Int(condition.node), scope, &use)
    object.reads.formUnion(use.reads)
    let own = use.reads.filter { $0.object == table }
    object.columns.formUnion(own.compactMap(\.column))
    object.reads.subtract(own)
  }

  // MARK: - Rules

  /// AccessExclusiveLock on the table; what the actions name is locked as they would lock it. [create_rule]
  mutating func createRule(
    _ rule: CreateRule, _ statement: Statement
  ) throws(ServerError) {
    let table = try existingRelation(rule.table)
    lock(table, .accessExclusive)
    let kind = catalog.relation(table)?.kind ?? .table
    if kind == .materializedView {
      throw ServerError("0A000", "rules on materialized views are not supported")
    }
    if kind.isIndex || kind == .sequence {
      throw ServerError("42809", "relation \"\(catalog[table].name)\" cannot have rules")
    }
    var object = AttachedObject(kind: .rule)
    if let condition = rule.condition {
      try read(condition, of: table, rows: ["new", "old"], into: &object)
    }
    var scope = QueryScope(variables)
    for row in ["new", "old"] {
      scope.add(ScopeTable(name: row, relation: table, columns: columns(of: table)))
    }
    var use = QueryUse()
    for action in actions(of: rule, statement) { _ = try analyze(query: action, scope, &use) }
    object.reads.formUnion(use.reads)
    try attach(object, rule.name, to: table, replaces: rule.orReplace, whole: false)
  }

  /// The outermost queries of a rule.
  private func actions(of rule: CreateRule, _ statement: Statement) -> [Int] {
    var actions: [Int] = []
    var node = statement.nodes.upperBound - 1
    let condition = rule.condition.map { Int($0.node) }
    while node >= statement.nodes.lowerBound {
      let kind = source.nodes[node].kind
      if kind.isQuery || kind.isDataChange { actions.append(node) }
      if node == condition { break }
      node -= Int(source.nodes[node].size)
    }
    return actions.reversed()
  }

  // MARK: - Policies

  /// AccessExclusiveLock on the table, AccessShareLock on others that it reads. [create_policy, create_policy_subquery]
  mutating func createPolicy(_ statement: CreatePolicy) throws(ServerError) {
    let table = try existingRelation(statement.table)
    lock(table, .accessExclusive)
    try refusePolicy(on: table)
    var policy = try policy(statement.condition, statement.check, of: table)
    policy.command = statement.command
    policy.isPermissive = statement.isPermissive
    try attach(policy, statement.name, to: table, replaces: false, whole: false)
  }

  /// What a policy mentions.
  private mutating func policy(
    _ condition: Expression?, _ check: Expression?, of table: ObjectID
  ) throws(ServerError) -> AttachedObject {
    var policy = AttachedObject(kind: .policy)
    for case let expression? in [condition, check] {
      try read(expression, of: table, rows: [], into: &policy)
    }
    policy.condition = condition.map { bind($0, to: table) }
    policy.check = check.map { bind($0, to: table) }
    return policy
  }

  /// [alter_policy]
  mutating func alterPolicy(_ statement: AlterPolicy) throws(ServerError) {
    let table = try existingRelation(statement.table)
    lock(table, .accessExclusive)
    try refusePolicy(on: table)
    let changed = try policy(statement.condition, statement.check, of: table)
    switch attachedObject(.policy, statement.name.text, of: table) {
    case .found(let id):
      addText(to: id, named: statement.name.range)
      if statement.condition != nil || statement.check != nil {
        catalog.updateAttached(id) {
          $0.columns = changed.columns
          $0.reads = changed.reads
          $0.condition = changed.condition ?? $0.condition
          $0.check = changed.check ?? $0.check
        }
        noteReads(of: id, changed, table)
      }
    case .missing:
      throw ServerError(
        "42704",
        "policy \"\(statement.name.text)\" for table \"\(catalog[table].name)\" does not exist")
    case .unknown: break
    }
  }

  private func refusePolicy(on table: ObjectID) throws(ServerError) {
    let kind = catalog.relation(table)?.kind ?? .table
    if !kind.isTable { throw ServerError("42809", "\"\(catalog[table].name)\" is not a table") }
  }

  // MARK: - Event triggers

  /// [create_event_trigger]
  mutating func createEventTrigger(_ statement: CreateEventTrigger) throws(ServerError) {
    let events = ["ddl_command_start", "ddl_command_end", "sql_drop", "table_rewrite", "login"]
    if !events.contains(statement.event.text), !statement.event.isTemplate {
      throw ServerError("42601", "unrecognized event name \"\(statement.event.text)\"")
    }
    var object = OtherObject(type: .eventTrigger)
    let function = try triggerFunction(statement.function, returning: "event_trigger")
    if let function { object.reads = [ObjectAddress(function)] }
    try createOther(object, QualifiedName(name: statement.name), in: nil)
  }
}
