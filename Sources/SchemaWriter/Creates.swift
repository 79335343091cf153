import Catalog
import SQLSyntax

/// What comes.
extension SchemaWriter {
  /// What the columns of tables need, and tables.
  mutating func writeEarlyCreates() {
    for id in created.sorted() {
      switch new[id].definition {
      case .schema, .type: writeCreate(id)
      case .relation(let relation):
        switch relation.kind {
        case .table, .partitionedTable, .foreignTable, .compositeType, .sequence: writeCreate(id)
        case .index, .partitionedIndex, .view, .materializedView: break
        }
      case .other(let other) where other.type == .extension || other.type == .role:
        writeCreate(id)
      case .function, .constraint, .attached, .other: break
      }
    }
  }

  mutating func writeLateCreates() {
    // Bodies may name what is made after them.
    let checksBodies = !hasSeveralBodies
    if !checksBodies { script.add("SET check_function_bodies TO off") }
    defer { if !checksBodies { script.add("RESET check_function_bodies") } }
    let foreignKeys = created.filter { new.constraint($0)?.kind == .foreignKey }
    for id in created.sorted() where !foreignKeys.contains(id) { writeCreate(id) }
    for id in foreignKeys.sorted() { writeCreate(id) }
    writeIndexRoles()
    writeComments()
  }

  /// Functions are made of which one may call the other, and PostgreSQL would look.
  private var hasSeveralBodies: Bool {
    let functions = created.filter { !writtenCreates.contains($0) }
      .compactMap { new.function($0) }.filter { $0.body != nil }
    return functions.count > 1 && functions.contains { $0.language == "sql" }
  }

  mutating func writeCreate(_ id: ObjectID) {
    guard created.contains(id), writtenCreates.insert(id).inserted else { return }
    for need in needs[id, default: []].sorted() where need != id { writeCreate(need) }
    // The parts that CREATE TABLE says as well.
    for (constraint, _) in new.constraints(of: id) where isSaidByTable(constraint) {
      for need in needs[constraint, default: []].sorted() { writeCreate(need) }
    }
    switch new[id].definition {
    case .schema: script.add("CREATE SCHEMA IF NOT EXISTS \(new.printedName(id))")
    case .relation(let relation): writeRelation(id, relation)
    case .type:
      if let text = new.createType(id) { script.add(text.guardedByBlock) } else { writeText(id) }
    case .function, .other: writeText(id)
    case .constraint: writeConstraint(id)
    case .attached: writeAttached(id)
    }
  }

  private func isSaidByTable(_ id: ObjectID) -> Bool {
    guard let constraint = new.constraint(id) else { return false }
    return created.contains(constraint.owner) && new.isInline(constraint)
  }

  private mutating func writeText(_ id: ObjectID) {
    if isOutdated(id) { return }
    guard let statements = new.writtenStatements(id) else { return cannotWrite(id) }
    for statement in statements { script.add(statement) }
  }

  /// Notes where a text cannot be run any more.
  private mutating func isOutdated(_ id: ObjectID) -> Bool {
    guard new[id].written?.isOutdated == true else { return false }
    script.note(
      "\(new.qualifiedName(id)) has to be made again by hand: since it was written, a column that "
        + "it reads has got another name.")
    return true
  }

  mutating func cannotWrite(_ id: ObjectID) {
    script.note(
      "\(new.qualifiedName(id)) cannot be made again: its definition is not in this history.")
  }

  private mutating func writeRelation(_ id: ObjectID, _ relation: Relation) {
    switch relation.kind {
    case .table, .partitionedTable:
      guard let text = new.createTable(id) else { return cannotWrite(id) }
      if relation.kind.hasStorage {
        noteLoss("The rows that \(new.qualifiedName(id)) had do not come back.")
      } else {
        noteLoss(
          "Rows of \(new.qualifiedName(id)), and partitions that code has made, do not come back.")
      }
      script.add(text)
      writeTableProperties(id, relation)
      for number in relation.liveColumns where new.ownedSequence(number, of: id) != nil {
        writeOwnership(number, of: id)
      }
    case .compositeType:
      guard let text = new.createType(id) else { return cannotWrite(id) }
      script.add(text.guardedByBlock)
    case .sequence:
      if comesWithColumn(id) { return }
      let options = new.sequenceOptions(id).map { " " + $0 }.joined()
      let unlogged = relation.persistence == .unlogged ? "UNLOGGED " : ""
      script.add("CREATE \(unlogged)SEQUENCE IF NOT EXISTS \(new.printedName(id))\(options)")
      if let owner = relation.sequence?.owner, let number = owner.column,
        !created.contains(owner.object)
      {
        laterOwnerships.append((number, owner.object))
      }
    case .view, .materializedView, .foreignTable: writeText(id)
    case .index, .partitionedIndex:
      guard !isFromParent(id, in: new) else { return }
      let table = relation.index?.table ?? id
      if relation.index?.isUnique == true { noteRows(of: table, id) }
      // Nor made.
      let isStaying = !created.contains(table) && relation.kind == .index
      script.add(
        new.createIndex(id, concurrently: options.mayUseConcurrently && isStaying))
    }
  }

  /// A sequence is made by what is said of its column: `serial`, or an identity.
  private func comesWithColumn(_ sequence: ObjectID) -> Bool {
    guard new.isWrittenWithColumn(sequence), let definition = new.relation(sequence)?.sequence,
      let owner = definition.owner, let table = pairs.first[owner.object]
    else { return new.isWrittenWithColumn(sequence) }
    if definition.isOfIdentity || created.contains(owner.object) { return true }
    // A column that stays cannot become a serial one.
    return !columnPairs(table, owner.object).contains { number, target in
      target == owner.column && !droppedColumns.contains(ObjectAddress(table, .column(number)))
    }
  }

  /// OWNED BY, for sequences that the column does not bring along.
  mutating func writeOwnership(_ number: Int16, of id: ObjectID) {
    guard let sequence = new.ownedSequence(number, of: id), !comesWithColumn(sequence),
      let column = new.relation(id)?[number].name
    else { return }
    script.add(
      "ALTER SEQUENCE \(new.printedName(sequence)) OWNED BY "
        + "\(new.printedName(id)).\(quotedName(column))")
  }

  private mutating func writeTableProperties(_ id: ObjectID, _ relation: Relation) {
    if relation.hasRowSecurity { script.add(alter(id, new, ["ENABLE ROW LEVEL SECURITY"])) }
    if relation.forcesRowSecurity { script.add(alter(id, new, ["FORCE ROW LEVEL SECURITY"])) }
    if let owner = relation.owner { script.add(alter(id, new, ["OWNER TO \(quotedName(owner))"])) }
  }

  private mutating func writeConstraint(_ id: ObjectID) {
    guard let constraint = new.constraint(id), !isSaidByTable(id), !isFromParent(id, in: new)
    else { return }
    if constraint.isAssumed { return cannotWrite(id) }
    // A domain that is made says its constraints itself.
    let isOfDomain = new.domain(constraint.owner) != nil
    if isOfDomain, created.contains(constraint.owner) { return }
    let name = quotedName(new[id].name)
    let definition = new.definition(ofConstraint: id)
    if isOfDomain {
      let domain = "ALTER DOMAIN \(new.printedName(constraint.owner))"
      script.add("\(domain) DROP CONSTRAINT IF EXISTS \(name)")
      return script.add("\(domain) ADD CONSTRAINT \(name) \(definition)")
    }
    noteRows(of: constraint.owner, id)
    var commands = ["ADD CONSTRAINT \(name) \(definition)"]
    // DROP is what makes it repeatable; one that is there under this name is what this file has made before.
    commands.insert("DROP CONSTRAINT IF EXISTS \(name)", at: 0)
    script.add(alter(constraint.owner, new, commands))
  }

  /// The migration has changed rows of the table.
  private mutating func noteRows(of table: ObjectID, _ id: ObjectID) {
    guard changedTables.contains(table), !created.contains(table) else { return }
    script.note("This fails while rows of \(new.qualifiedName(table)) break \(new[id].name).")
  }

  private mutating func writeAttached(_ id: ObjectID) {
    guard let attached = new.attached(id), !attached.isFromParent else { return }
    if isOutdated(id) { return }
    guard let statements = new.writtenStatements(id) else { return cannotWrite(id) }
    if attached.kind != .rule, let drop = new.drop(id), !wasJustDropped(id) { script.add(drop) }
    for statement in statements { script.add(statement) }
    if !attached.isEnabled { writeEnabling(id, attached) }
  }

  private func wasJustDropped(_ id: ObjectID) -> Bool {
    pairs.first[id].map { writtenDrops.contains($0) && !goesAlong.contains($0) } ?? false
  }

  mutating func writeEnabling(_ id: ObjectID, _ attached: AttachedObject) {
    guard let table = new[id].container, attached.kind != .policy else { return }
    let words = attached.isEnabled ? "ENABLE" : "DISABLE"
    let kind = attached.kind.rawValue.uppercased()
    script.add(alter(table, new, ["\(words) \(kind) \(quotedName(new[id].name))"]))
  }

  // MARK: - Comments

  /// COMMENT ON what is made, or made anew, and where it has changed.
  private mutating func writeComments() {
    for id in new.allObjects where new.isWritten(id) {
      let isNew = writtenCreates.contains(id)
      let other = pairs.first[id]
      guard isNew || other != nil, !isFromParent(id, in: new) || new.constraint(id) != nil else {
        continue
      }
      if !isNew, let other, old[other].origin == .before, old[other].comment != new[id].comment {
        script.note("The comment that \(new.qualifiedName(id)) had is not in this history.")
        continue
      }
      let before = isNew && !isReplacedHere(id) ? nil : other.flatMap { renamed[$0].comment }
      if before != new[id].comment, let name = new.named(id) {
        script.add("COMMENT ON \(name) IS \(new[id].comment.map(quotedLiteral) ?? "NULL")")
      }
      writeColumnComments(id, isNew: isNew, other)
    }
  }

  /// It was there, and is what it was but for its text: comments stay.
  private func isReplacedHere(_ id: ObjectID) -> Bool {
    pairs.first[id].map { !dropped.contains($0) } ?? false
  }

  private mutating func writeColumnComments(_ id: ObjectID, isNew: Bool, _ other: ObjectID?) {
    guard let relation = new.relation(id), relation.index == nil, relation.sequence == nil else {
      return
    }
    var before: [Int16: Column] = [:]
    if !isNew || isReplacedHere(id), let other, let old = renamed.relation(other) {
      for (number, target) in columnPairs(other, id)
      where !droppedColumns.contains(ObjectAddress(other, .column(number))) {
        before[target] = old[number]
      }
    }
    for number in relation.liveColumns {
      let column = relation[number]
      guard column.comment != before[number]?.comment else { continue }
      let name = "\(new.printedName(id)).\(quotedName(column.name))"
      script.add("COMMENT ON COLUMN \(name) IS \(column.comment.map(quotedLiteral) ?? "NULL")")
    }
  }
}
