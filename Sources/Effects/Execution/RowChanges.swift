import Catalog
import SQLLexer
import SQLSyntax

/// What rows that are written bring with them: partitions that take them, foreign keys that are looked up, sequences that
/// give values, triggers that run. What the text does not tell about the rows is taken as if it happened.
extension Replay {
  mutating func write(_ change: DataChange, isExecuted: Bool) throws(ServerError) {
    guard isExecuted else { return }
    let target = change.target
    if catalog.relation(target)?.kind == .view { return try writeThroughView(change) }
    try refuseWithoutReplicaIdentity(change)
    if isSecondRun, change.actions == .insert, !change.hasOnConflict, repeatsKey(change) {
      throw ServerError(
        "23505", "duplicate key value violates unique constraint", needsRows: true)
    }
    try refuseNulls(change)
    for relation in changedRelations(change) { work(.change, on: relation) }
    if !change.actions.isDisjoint(with: [.insert, .update]) { lockAncestors(of: target) }
    if change.mayHaveRows {
      lockPartitionsOfRows(change)
      drawFromSequences(change)
      noteGivenKeys(change)
      if change.actions.contains(.insert) { setRows(true, of: target) }
    }
    if session.replicationRole.value != "replica" {
      if change.mayHaveRows { checkForeignKeys(change) }
      fireTriggers(change)
    }
    if hasRule(change) { notKnown(.locks) }
    guard change.condition == nil, !change.isFromElsewhere else { return }
    if change.actions == .delete {
      setRows(false, of: target)
      effects.cleared.append(touched(target))
    } else if change.actions == .update, change.mayHaveRows {
      effects.overwritten.append(touched(target))
    }
  }

  private func hasRule(_ change: DataChange) -> Bool {
    catalog.attached(to: change.target).contains { $0.attached.kind == .rule }
  }

  /// The tables that hold the rows.
  private func changedRelations(_ change: DataChange) -> [ObjectID] {
    guard !change.only else { return [change.target] }
    if change.actions == .insert { return [change.target] }
    let all = [change.target] + catalog.descendants(of: change.target)
    let stored = all.filter { catalog.relation($0)?.kind != .partitionedTable }
    return stored.isEmpty ? [change.target] : stored
  }

  /// A view that PostgreSQL updates by itself: the table behind it. Documentation: CREATE VIEW, "Updatable Views".
  private mutating func writeThroughView(_ change: DataChange) throws(ServerError) {
    var change = change
    var passed: Set<ObjectID> = []
    while let relation = catalog.relation(change.target), relation.kind == .view {
      guard passed.insert(change.target).inserted else {
        let name = catalog[change.target].name
        throw ServerError(
          "42P17", "infinite recursion detected in rules for relation \"\(name)\"")
      }
      if hasRule(change) { return notKnown(.locks) }
      if hasInsteadOf(change.target) { return fireTriggers(change) }
      guard let view = relation.view, !relation.isAssumed else { return notKnown(.locks) }
      if view.isUpdatable == false {
        throw .notUpdatable(change, named: catalog[change.target].name)
      }
      let tables = view.reads.filter { $0.part == .whole && catalog.relation($0.object) != nil }
      guard tables.count == 1, let next = tables.first?.object else {
        return notKnown(.locks)
      }
      // Columns keep their names, mostly.
      let numbers = attributeNumbers(from: change.target, to: next)
      change.target = next
      change.inserted.numbers = change.inserted.numbers.map { numbers[$0] ?? 0 }
      change.updated.numbers = change.updated.numbers.map { numbers[$0] ?? 0 }
    }
    try write(change, isExecuted: true)
  }

  // MARK: - Partitions

  /// RowExclusiveLock on the partitions that take new rows: those that the values name, or all.
  private mutating func lockPartitionsOfRows(_ change: DataChange) {
    guard let relation = catalog.relation(change.target), relation.kind == .partitionedTable,
      !change.actions.isDisjoint(with: [.insert, .update]), !change.isFromElsewhere
    else { return }
    if change.actions.contains(.insert) {
      lock(partitions(of: change.target, taking: change.inserted), .rowExclusive)
    }
    guard change.actions.contains(.update), let key = relation.partitionKey else { return }
    let columns = Set(key.columns.compactMap { $0 })
    // A new key may move the row.
    if !columns.isDisjoint(with: change.updated.numbers) {
      lock(partitions(of: change.target, taking: change.updated), .rowExclusive)
    }
  }

  // MARK: - Sequences

  /// A default that draws from a sequence: RowExclusiveLock on it. That of an identity column as well.
  private mutating func drawFromSequences(_ change: DataChange) {
    guard change.actions.contains(.insert), let relation = catalog.relation(change.target) else {
      return
    }
    for number in relation.liveColumns where isDefault(number, in: change.inserted) {
      let column = relation[number]
      for object in column.defaultValue?.objects.sorted() ?? []
      where catalog.relation(object)?.kind == .sequence {
        lock(object, .rowExclusive)
      }
      if column.identity != nil, let sequence = ownedSequence(of: change.target, number) {
        lock(sequence, .rowExclusive)
      }
    }
  }

  /// Values for columns that would have drawn theirs from a sequence, which does not notice. [insert-given-key,
  /// insert-given-key-then-drawn]
  private mutating func noteGivenKeys(_ change: DataChange) {
    guard change.actions.contains(.insert), let relation = catalog.relation(change.target) else {
      return
    }
    for (place, number) in change.inserted.numbers.enumerated()
    where number > 0 && relation.columns.indices.contains(Int(number) - 1) {
      guard let sequence = sequence(of: number, in: change.target, relation) else { continue }
      var greatest: Int? = change.inserted.areSelected ? nil : 0
      let rows = change.inserted.rows.filter { place < $0.count }
      let given = rows.map { $0[place] }.filter { !drawsOrIsNull($0) && !isBelowOne($0) }
      if !rows.isEmpty, given.isEmpty || given.count < rows.count && change.inserted.areSelected {
        continue
      }
      for node in given {
        guard case .integer(let value) = source.value(of: source.nodes[node]), let known = greatest
        else {
          greatest = nil
          break
        }
        greatest = max(known, Int(value))
      }
      effects.givenKeys.append(
        GivenKey(
          table: touched(change.target), column: relation[number].name,
          sequence: catalog.qualifiedName(sequence), greatest: rows.isEmpty ? nil : greatest))
    }
  }

  /// The sequence that gives a column its values: of an identity column, or of a default that is nextval of it.
  func sequence(
    of number: Int16, in table: ObjectID, _ relation: Relation
  ) -> ObjectID? {
    let column = relation[number]
    if column.identity != nil { return ownedSequence(of: table, number) }
    guard column.type?.builtIn.map({ ["int2", "int4", "int8"].contains($0) }) == true else {
      return nil
    }
    return column.defaultValue?.objects.sorted().first {
      catalog.relation($0)?.kind == .sequence
    }
  }

  /// A number that no sequence gives that begins where they mostly do.
  private func isBelowOne(_ node: Int) -> Bool {
    if case .integer(let value) = source.value(of: source.nodes[node]) { return value < 1 }
    let operands = source.parts(of: node)
    return source.nodes[node].kind == .operator && operands.count == 1 && isConstant(operands[0])
  }

  /// DEFAULT, NULL, or what may take its value from a sequence itself.
  private func drawsOrIsNull(_ node: Int) -> Bool {
    switch source.nodes[node].kind {
    case .default, .functionCall, .subquery, .template: true
    default: isNull(node)
    }
  }

  private func isDefault(_ number: Int16, in written: WrittenColumns) -> Bool {
    guard let place = written.numbers.firstIndex(of: number) else { return true }
    return written.rows.contains {
      place < $0.count && source.nodes[$0[place]].kind == .default
    }
  }

  private func ownedSequence(of table: ObjectID, _ column: Int16) -> ObjectID? {
    let owner = ObjectAddress(table, .column(column))
    return catalog.dependencyCandidates(on: table).first {
      catalog.relation($0.dependent.object)?.sequence?.owner == owner
        && !catalog[$0.dependent.object].isDropped
    }?.dependent.object
  }

  // MARK: - Keys

  /// Whether the rows of an INSERT have a key that is written in the text, so that they cannot be inserted twice.
  private func repeatsKey(_ change: DataChange) -> Bool {
    guard let row = change.inserted.rows.first, !change.inserted.areSelected else { return false }
    return catalog.indexes(of: change.target).contains { _, index in
      guard index.isUnique, index.predicate == nil, !index.keys.isEmpty else { return false }
      return index.keys.allSatisfy { key in
        guard let column = key.column,
          let place = change.inserted.numbers.firstIndex(of: column), place < row.count
        else { return false }
        return isConstant(row[place]) && !isNull(row[place])
      }
    }
  }

  func isConstant(_ node: Int) -> Bool {
    switch source.nodes[node].kind {
    case .constant: true
    case .typeCast, .operator:
      source.parts(of: node).allSatisfy {
        source.nodes[$0].kind == .typeName || isConstant($0)
      }
    default: false
    }
  }

  func isNull(_ node: Int) -> Bool {
    switch source.nodes[node].kind {
    case .constant: source.nodes[node].detail == .null
    case .typeCast: source.parts(of: node).first.map(isNull) ?? false
    default: false
    }
  }

  // MARK: - Foreign keys

  /// RowShareLock on the table that a foreign key points to [insert_fk_child, update_fk_key]; on those that point to
  /// the changed one RowShareLock, or RowExclusiveLock where their rows follow [delete_unreferenced_row].
  private mutating func checkForeignKeys(_ change: DataChange) {
    for (_, constraint) in catalog.constraints(of: change.target) {
      guard let key = constraint.foreignKey, constraint.isEnforced else { continue }
      let isChecked =
        change.actions.contains(.insert) && givesValues(to: constraint, change)
        || change.actions.contains(.update)
          && changes(constraint.columns, of: change.target, change.updated)
      guard isChecked else { continue }
      lock(key.referenced, .rowShare)
      lock(partitions(of: key.referenced, taking: values(of: constraint, change)), .rowShare)
    }
    guard !change.actions.isDisjoint(with: [.update, .delete]) else { return }
    var seen: Set<ObjectID> = [change.target]
    followReferences(to: change.target, change, &seen)
  }

  /// What the change writes to the columns of a foreign key, under the attribute numbers of the other table.
  private func values(of constraint: Constraint, _ change: DataChange) -> WrittenColumns {
    var written = change.actions.contains(.insert) ? change.inserted : change.updated
    let names = Dictionary(
      zip(constraint.columns, constraint.foreignKey?.columns ?? []), uniquingKeysWith: { $1 })
    written.numbers = written.numbers.map { names[$0] ?? 0 }
    return written
  }

  private mutating func followReferences(
    to table: ObjectID, _ change: DataChange, _ seen: inout Set<ObjectID>
  ) {
    for (_, constraint) in catalog.foreignKeys(to: table) {
      guard let key = constraint.foreignKey, constraint.isEnforced else { continue }
      var action: ForeignKey.Action?
      if change.actions.contains(.delete) {
        action = key.onDelete
      } else if table == change.target, !change.hasOnConflict,
        changes(key.columns, of: table, change.updated)
      {
        action = key.onUpdate
      }
      guard let action else { continue }
      let follows = action != .noAction && action != .restrict
      let owner = constraint.owner
      lock(owner, follows ? .rowExclusive : .rowShare)
      lock(catalog.descendants(of: owner), follows ? .rowExclusive : .rowShare)
      if !hasIndex(for: constraint) {
        scanLeaves(
          of: owner,
          because: "rows that refer to the changed ones are looked for without an index")
      }
      guard follows, mayHoldRows(owner), seen.insert(owner).inserted else { continue }
      work(.change, on: owner, because: "rows follow their foreign key")
      if action == .cascade, change.actions.contains(.delete) {
        followReferences(to: owner, change, &seen)
      }
    }
  }

  /// An index whose first keys are the columns of a foreign key.
  private func hasIndex(for constraint: Constraint) -> Bool {
    catalog.indexes(of: constraint.owner).contains { _, index in
      let first = index.keys.prefix(constraint.columns.count).map(\.column)
      return index.predicate == nil && index.isValid != false
        && Set(first) == Set(constraint.columns.map { Optional($0) })
    } || !isKnown(constraint.owner)
  }

  /// A key with a null is not looked up.
  private func givesValues(to constraint: Constraint, _ change: DataChange) -> Bool {
    guard let relation = catalog.relation(change.target) else { return false }
    return constraint.columns.allSatisfy { number in
      guard let place = change.inserted.numbers.firstIndex(of: number) else {
        return hasValue(relation[number])
      }
      let values = change.inserted.rows.compactMap { place < $0.count ? $0[place] : nil }
      return values.isEmpty
        || values.contains { node in
          source.nodes[node].kind == .default
            ? hasValue(relation[number]) : !isNull(node)
        }
    }
  }

  /// Whether a column has a default other than NULL.
  private func hasValue(_ column: Column) -> Bool {
    column.defaultValue.map { !$0.isNull } ?? false
  }

  /// Whether UPDATE gives one of the columns another value than its own.
  private func changes(
    _ columns: [Int16], of table: ObjectID, _ written: WrittenColumns
  ) -> Bool {
    written.numbers.enumerated().contains { place, number in
      guard columns.contains(number) else { return false }
      guard let row = written.rows.first, place < row.count else { return true }
      return !isNull(row[place]) && !isColumn(row[place], number, of: table)
    }
  }

  /// `SET a = a`
  private func isColumn(_ node: Int, _ number: Int16, of table: ObjectID) -> Bool {
    source.nodes[node].kind == .columnReference
      && source.name(of: source.nodes[node])?.name.text == columnName(number, of: table)
  }

  // MARK: - Triggers

  private mutating func fireTriggers(_ change: DataChange) {
    var events: CreateTrigger.Events = []
    if change.actions.contains(.insert) { events.insert(.insert) }
    if change.actions.contains(.update) { events.insert(.update) }
    if change.actions.contains(.delete) { events.insert(.delete) }
    for (_, trigger) in catalog.attached(to: change.target) {
      guard trigger.kind == .trigger, trigger.isEnabled, !trigger.events.isDisjoint(with: events),
        let function = trigger.function, change.mayHaveRows || !trigger.isForEachRow
      else { continue }
      callPossibly(function)
    }
  }
}

extension ServerError {
  fileprivate static func notUpdatable(_ change: DataChange, named name: String) -> ServerError {
    let words =
      change.actions.contains(.insert)
      ? "insert into" : change.actions.contains(.update) ? "update" : "delete from"
    return ServerError("55000", "cannot \(words) view \"\(name)\"")
  }
}
