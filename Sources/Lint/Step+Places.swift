import Catalog
import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

extension Step {
  /// Of an up section, and not rolled back: what the statement does, stays.
  var goesForward: Bool { section.kind == .up && !transaction.isRolledBack }

  /// Of a rollback: no migration comes behind it, and it is in one file with nothing else.
  var goesBack: Bool { section.kind != .up }

  /// A transaction is open around it; or its runner is not known, but any that it may be opens one.
  var isInTransaction: Bool {
    transaction.opening != nil || !isSentApart && migration.isOneTransaction(section)
  }

  /// The relation that a name of the statement stands for; nil where nothing is known of it.
  func relation(_ name: QualifiedName) -> TouchedRelation? { effects.relations[name.range] }

  /// No other session uses the relation yet, or ever will: made earlier by the same migration, or temporary.
  func isPrivate(_ name: QualifiedName) -> Bool { relation(name)?.isPrivate ?? false }

  /// An earlier statement of the section has given the name to what was there before.
  func isRenamed(to name: QualifiedName) -> Bool {
    section.syntax.statements.contains { earlier in
      guard earlier.range.start < statement.range.start, case .rename(let rename) = earlier.tree
      else { return false }
      return rename.newName.text == name.name.text
    }
  }

  /// Nothing tells that the relation is empty when the statement works on it. Where a column without a value for the rows
  /// is added, one finding says so.
  func mayHaveRows(_ relation: TouchedRelation) -> Bool {
    !emptied.contains(relation.id) && !mustBeEmpty.contains(relation.id)
  }

  /// The same, of a table by its name; of the one that the statement gives such a column as well, or a foreign key for which
  /// each row must have its own in a table that must be empty.
  func mayHaveRows(_ name: QualifiedName) -> Bool {
    effects.failureWithRows == nil
      && !effects.requiredReferences.values.contains { mustBeEmpty.contains($0.id) }
      && relation(name).map { mayHaveRows($0) } ?? true
  }

  /// It, an earlier step of the section, or one of its transaction gives the table a column without a value for its rows: as
  /// soon as there is one, nothing of it stays, and one finding says so.
  func failsWithRows(of name: QualifiedName) -> Bool {
    guard filledTable != nil, let table = relation(name) else { return false }
    return effects.failureWithRows != nil || mustBeEmpty.contains(table.id)
      || emptyInTransaction.contains(table.id)
  }

  /// It works in this way, for as long as relations are large that others use; or nobody knows whether it does.
  func works(_ kind: Effects.Work.Kind) -> Bool {
    effects.unknown.contains(.scans)
      || effects.work.contains {
        $0.kind == kind && $0.relation.isShared && mayHaveRows($0.relation)
      }
  }

  /// A DROP that did not fail has found nothing under the name: it is known to be gone.
  func isGone(_ name: QualifiedName) -> Bool {
    guard case .drop(let drop) = statement.tree, drop.object.isRelation else { return false }
    return relation(name) == nil && !name.isTemplate && !effects.unknown.contains(.drops)
  }

  /// It changes every row of the relation, whatever rows there are; otherwise those that it finds.
  func changesEveryRow(of relation: TouchedRelation) -> Bool {
    switch statement.tree {
    case .update(let update):
      let hasCondition = update.condition != nil && !update.conditionIsConstant
      return self.relation(update.target)?.id == relation.id && !update.hasFrom
        && (!hasCondition || self.data.updatesEveryRow)
    case .delete(let delete):
      return self.relation(delete.target)?.id == relation.id && !delete.hasUsing
        && (delete.condition == nil || delete.conditionIsConstant)
    default: return false
    }
  }

  /// Which rows of the relation it changes, as far as that is known: `every row of t`; nil where it may be many.
  func rowsChanged(of relation: TouchedRelation) -> String? {
    if changesEveryRow(of: relation) { return "every row of \(relation.label)" }
    guard case .update(let update) = statement.tree, let column = self.data.unfilledColumn,
      self.relation(update.target)?.id == relation.id
    else { return nil }
    return "every row whose \(column) is NULL in \(relation.label)"
  }

  /// Work on relations that others use, which lasts as long as they are large; a catalogue is not.
  var longWork: [Effects.Work] {
    effects.work.filter { work in
      work.relation.isShared && !work.relation.name.hasPrefix("pg_catalog.")
        && (work.kind == .change ? changesRowsThere(of: work.relation) : mayHaveRows(work.relation))
    }
  }

  /// Many rows: of a table that must be empty, there are none but those that an earlier statement has written.
  private func changesRowsThere(of relation: TouchedRelation) -> Bool {
    guard self.changesManyRows else { return false }
    switch statement.tree {
    case .update, .delete: return mayHaveRows(relation) || held.written.contains(relation.id)
    default: return true
    }
  }

  /// The lock of an earlier statement of its transaction on a table, where that keeps readers away as well.
  func lockAgainstReads(on name: QualifiedName) -> HeldLocks.Lock? {
    guard isInTransaction, !transaction.isRolledBack,
      let lock = relation(name).flatMap({ held[$0.id] }), lock.mode.blocksReads
    else { return nil }
    return lock
  }

  /// The same, where nothing tells whether the earlier statement is of its transaction.
  func possibleLockAgainstReads(on name: QualifiedName) -> HeldLocks.Lock? {
    guard let other = otherTransaction, other.opening != nil, !other.isRolledBack,
      let lock = relation(name).flatMap({ otherwiseHeld[$0.id] }), lock.mode.blocksReads
    else { return nil }
    return lock
  }

  /// To be put behind a message that says that writes wait, with the places of these locks.
  func readersWaitAsWell(under locks: [HeldLocks.Lock]) -> String {
    locks.isEmpty
      ? ""
      : "; reads as well \(runnerCondition): earlier statements take an AccessExclusiveLock on "
        + list(locks.map(\.relation.label))
  }

  /// Where its transaction got a lock.
  func related(_ lock: HeldLocks.Lock) -> RelatedPlace {
    related(lock.range, "takes the \(lock.mode.name), which is held until commit")
  }

  /// The lock that it takes on a relation that it names; nil where that is not known.
  func lock(on name: QualifiedName) -> LockMode? {
    guard let id = relation(name)?.id else { return nil }
    return effects.locks.first { $0.relation.id == id }?.mode
  }

  /// Tables that stay, and that nobody can use until the transaction ends: those that foreign keys of what goes refer to,
  /// those of which it is a partition.
  ///
  /// - Parameter name: the table that the statement is about, if it stays.
  func othersLocked(beside name: QualifiedName? = nil) -> [TouchedRelation] {
    let own = name.flatMap { relation($0)?.id }
    return effects.locks.filter { lock in
      lock.mode == .accessExclusive && lock.relation.kind.isTable && lock.relation.isShared
        && lock.relation.id != own && !effects.takesAway(lock.relation)
    }.map(\.relation)
  }

  /// The table that ALTER TABLE alters on the way forward, if others use it and it may have rows.
  var filledTable: QualifiedName? {
    guard goesForward, case .alterTable(let alter) = statement.tree, alter.object == .table,
      let table = relation(alter.name), table.isShared, !isPrivate(alter.name),
      !emptied.contains(table.id)
    else { return nil }
    return alter.name
  }

  /// From the first word of the statement to the end of a name in it: enough to show what is meant.
  func head(to part: ByteRange) -> ByteRange {
    ByteRange(start: statement.range.start, end: max(statement.range.start, part.end))
  }

  /// The first line of the statement: enough to show which is meant.
  var firstLine: ByteRange { statement.range.firstLine(in: section.syntax.bytes) }

  /// Another place of the file that a finding is about.
  func related(_ range: ByteRange, _ message: String) -> RelatedPlace {
    RelatedPlace(path: migration.migration.path, range: range, message: message)
  }

  /// The place in the history that made what a name stands for; none where that is not known.
  func related(_ definition: Definition?, _ message: String) -> [RelatedPlace] {
    guard let place = definition?.place else { return [] }
    return [RelatedPlace(path: place.path, range: place.range, message: message)]
  }

  /// The place of one of the names that a statement lists.
  func place(of name: QualifiedName, among count: Int) -> ByteRange {
    count == 1 ? head(to: name.range) : name.range
  }
}

extension ByteRange {
  /// As far as it is on its first line.
  func firstLine(in bytes: [UInt8]) -> ByteRange {
    let line = bytes[indices].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return ByteRange(start: start, end: UInt32(line.endIndex))
  }
}
