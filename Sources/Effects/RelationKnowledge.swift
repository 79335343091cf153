package import SQLSyntax

/// What the files tell about relations, as far as the statement before which it is asked.
///
/// It is carried along from statement to statement. Renaming moves what is known to the new name.
package struct RelationKnowledge: Sendable {
  private struct Relation {
    var name: QualifiedName
    /// Made by this migration.
    var isMade: Bool
    /// Made with IF NOT EXISTS, OR REPLACE or behind a condition: it may have been there.
    var mayBeOlder: Bool
    var isTemporary: Bool
    /// Of an index: the place of its table in `relations`.
    var table: Int?
    var key: RelationKey
  }

  private enum Entry {
    case present(Int)
    case dropped
  }

  /// What a statement changed, to be put back when its transaction has been rolled back.
  private enum Change {
    case entry(RelationKey, Entry?)
    case relation(Int, Relation)
  }

  private var relations: [Relation] = []
  private var entries: [RelationKey: Entry] = [:]
  /// Where names without a schema are looked up at this place.
  package private(set) var searchPath = NamePath()
  private var transaction: Int?
  private var changes: [Change] = []
  private var isOnWayBack = false
  private let history: RelationHistory
  private let migration: Int

  /// - Parameter migration: the place of this migration in the history.
  package init(history: RelationHistory = RelationHistory(), migration: Int = 0) {
    self.history = history
    self.migration = migration
  }

  // MARK: - Questions

  /// No other session has seen the relation: made earlier in this migration and still there, or
  /// temporary. One that may have been there (IF NOT EXISTS) counts only if no earlier migration of
  /// the run makes it.
  ///
  /// An index is new if it was made here, whatever its table is.
  package func isNew(_ name: QualifiedName) -> Bool {
    guard let relation = relation(name), relation.isMade else { return false }
    if relation.isTemporary { return true }
    return !relation.mayBeOlder || !history.exists(relation.key, before: migration)
  }

  /// Only this session sees it, and it goes when the session ends.
  package func isTemporary(_ name: QualifiedName) -> Bool {
    relation(name)?.isTemporary ?? (name.schema?.text == NamePath.temporarySchema)
  }

  /// Dropped, or renamed away, earlier in this migration.
  package func isDropped(_ name: QualifiedName) -> Bool {
    for key in searchPath.candidates(name) {
      if let entry = entries[key] {
        if case .dropped = entry { return true }
        return false
      }
    }
    return false
  }

  /// The table of an index that this migration has made, by the table's present name.
  package func table(ofIndex name: QualifiedName) -> QualifiedName? {
    guard let table = relation(name)?.table else { return nil }
    return relations[table].name
  }

  /// Of the relation that a name stands for at this place.
  package func key(of name: QualifiedName) -> RelationKey {
    relation(name)?.key ?? searchPath.keyOfNew(name)
  }

  private func relation(_ name: QualifiedName) -> Relation? {
    place(name).map { relations[$0] }
  }

  private func place(_ name: QualifiedName) -> Int? {
    for key in searchPath.candidates(name) {
      if case .present(let place)? = entries[key] { return place }
    }
    return nil
  }

  // MARK: - Following the statements

  /// Goes on to the next section of the migration.
  package mutating func endSection() {
    undo()
    searchPath.endTransaction()
    transaction = nil
  }

  /// Goes on to the ways back, for which the relations are known as they are, but none is new any
  /// more. What one of them changes is forgotten at its end: each goes back from the same place.
  package mutating func beginWaysBack() {
    for place in relations.indices { relations[place].isMade = false }
    isOnWayBack = true
  }

  /// Goes on to a statement of this transaction: ends what SET LOCAL set, and forgets what was
  /// rolled back.
  package mutating func enter(_ context: TransactionContext) {
    let isSame = context.number == transaction
    if !isSame { searchPath.endTransaction() }
    if !isOnWayBack, !isSame || !context.isRolledBack { undo() }
    transaction = context.number
  }

  private mutating func undo() {
    while let change = changes.popLast() {
      switch change {
      case .entry(let key, let entry): entries[key] = entry
      case .relation(let place, let relation): relations[place] = relation
      }
    }
  }

  /// Takes in what a statement has done.
  ///
  /// - Parameter isConditional: it runs only if something holds (in a DO block that tests the
  ///   catalogue).
  package mutating func apply(
    _ statement: Statement, _ effects: WrittenEffects, in context: TransactionContext,
    isConditional: Bool = false
  ) {
    let keepsLog = context.isRolledBack || isOnWayBack
    switch statement.tree {
    case .variableSet(let set): searchPath.apply(set)
    case .rename(let renaming): rename(renaming, keepsLog)
    default: break
    }
    // What is dropped only perhaps is taken to be there still.
    for drop in effects.drops where !isConditional && drop.part == nil && drop.object.isRelation {
      let found = searchPath.candidates(drop.name).first(where: isPresent)
      set(.dropped, at: found ?? searchPath.keyOfNew(drop.name), keepsLog)
    }
    for created in effects.creates {
      let table = created.table.map { placeOrUnknown($0, keepsLog) }
      add(
        Relation(
          name: created.name, isMade: true,
          mayBeOlder: created.ifNotExists || created.orReplace || isConditional,
          isTemporary: created.isTemporary, table: table, key: key(of: created, table)),
        keepsLog, isConditional: isConditional)
    }
    for index in impliedIndexes(of: statement.tree) {
      let table = placeOrUnknown(index.table, keepsLog)
      let key = RelationKey(schema: relations[table].key.schema, name: index.name.name.text)
      add(
        Relation(
          name: index.name, isMade: true, mayBeOlder: isConditional,
          isTemporary: relations[table].isTemporary, table: table, key: key),
        keepsLog, isConditional: isConditional)
    }
  }

  /// An index stands in the schema of its table.
  private func key(of created: CreatedRelation, _ table: Int?) -> RelationKey {
    guard let table else {
      return searchPath.keyOfNew(created.name, isTemporary: created.isTemporary)
    }
    return RelationKey(schema: relations[table].key.schema, name: created.name.name.text)
  }

  private func isPresent(_ key: RelationKey) -> Bool {
    if case .present? = entries[key] { true } else { false }
  }

  /// A relation that is there already stays what it is: with IF NOT EXISTS, nothing is made.
  private mutating func add(_ relation: Relation, _ keepsLog: Bool, isConditional: Bool) {
    if isPresent(relation.key), relation.mayBeOlder { return }
    var relation = relation
    if case .dropped? = entries[relation.key] { relation.mayBeOlder = isConditional }
    // A way back makes again what the way forward has dropped.
    if isOnWayBack { relation.mayBeOlder = false }
    relations.append(relation)
    set(.present(relations.count - 1), at: relation.key, keepsLog)
  }

  /// The place of a relation; one that has not been heard of is there from before.
  private mutating func placeOrUnknown(_ name: QualifiedName, _ keepsLog: Bool) -> Int {
    if let place = place(name) { return place }
    let key = searchPath.keyOfNew(name)
    relations.append(
      Relation(
        name: name, isMade: false, mayBeOlder: true, isTemporary: false, table: nil, key: key))
    set(.present(relations.count - 1), at: key, keepsLog)
    return relations.count - 1
  }

  private mutating func rename(_ rename: Rename, _ keepsLog: Bool) {
    guard rename.object.isRelation, rename.part == nil else { return }
    let place = placeOrUnknown(rename.name, keepsLog)
    let old = relations[place]
    if keepsLog { changes.append(.relation(place, old)) }
    relations[place].name.name = rename.newName
    relations[place].key.name = rename.newName.text
    set(.dropped, at: old.key, keepsLog)
    set(.present(place), at: relations[place].key, keepsLog)
  }

  private mutating func set(_ entry: Entry, at key: RelationKey, _ keepsLog: Bool) {
    if keepsLog { changes.append(.entry(key, entries[key])) }
    entries[key] = entry
  }

  // MARK: - What stays

  /// Notes for the migrations after this one what it leaves behind: what it made, and what it has
  /// found.
  package func note(in history: inout RelationHistory) {
    for (key, entry) in entries {
      switch entry {
      case .dropped:
        history.note(key, exists: false)
      case .present(let place):
        guard !relations[place].isTemporary else { continue }
        history.note(key, exists: true)
      }
    }
  }
}

extension ObjectType {
  /// Stands in pg_class, where all share one name space in each schema.
  var isRelation: Bool {
    switch self {
    case .table, .foreignTable, .view, .materializedView, .sequence, .index: true
    default: false
    }
  }
}
