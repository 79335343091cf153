import Effects
import SQLSyntax

/// When the steps of a section make and remove which objects: what a second run will find.
///
/// Built in one pass over the steps, then asked in another, both by hash.
struct Timeline {
  private struct Key: Hashable {
    var object: ObjectType
    /// The owner, where the name means something only together with it.
    var owner: RelationKey?
    var name: RelationKey
  }

  private struct Span {
    var first: Int
    var last: Int
    /// The transaction of `last`.
    var transaction: TransactionContext
  }

  /// The steps that something outside of the files may make fail, in order.
  var risks: [Int] = []
  private var made: [Key: Span] = [:]
  private var removed: [Key: Span] = [:]
  /// Relations, types and domains, of whatever kind, with the step that removes them first.
  private var removedOwners: [RelationKey: Span] = [:]
  private var removedSchemas: [String: Span] = [:]
  /// Columns and attributes of before the section, by the names that it has given them: how they were called, and the step.
  private var renamed: [Key: (old: ObjectReference, step: Int)] = [:]
  /// The last steps that drop one of those, by the names of before.
  private var droppedRenamed: [Key: Int] = [:]

  /// Notes what a step does.
  ///
  /// - Parameter step: counts up; the steps of DO blocks are counted among the others.
  mutating func note(
    _ events: ObjectEvents, at step: Int, in context: TransactionContext, path: NamePath
  ) {
    // What is rolled back has not happened.
    guard !context.isRolledBack else { return }
    noteOldNames(events, at: step, path)
    for reference in events.made { Timeline.note(key(reference, path), in: &made, step, context) }
    for reference in events.removed {
      Timeline.note(key(reference, path), in: &removed, step, context)
      guard reference.owner == nil else { continue }
      if reference.object == .schema {
        Timeline.note(reference.name.name.text, in: &removedSchemas, step, context)
      } else if reference.object != .index {
        Timeline.note(path.keyOfNew(reference.name), in: &removedOwners, step, context)
      }
    }
  }

  /// Follows columns that were there before under the names that they get.
  private mutating func noteOldNames(_ events: ObjectEvents, at step: Int, _ path: NamePath) {
    for reference in events.removed where reference.isOfRow {
      let old = key(reference, path)
      if !events.isRename {
        if let before = renamed[old]?.old { droppedRenamed[key(before, path)] = step }
      } else if let new = events.made.first, made[old] == nil || renamed[old] != nil {
        renamed[key(new, path)] = (renamed[old]?.old ?? reference, step)
      }
    }
  }

  private static func note<K: Hashable>(
    _ key: K, in spans: inout [K: Span], _ step: Int, _ context: TransactionContext
  ) {
    if let first = spans[key]?.first {
      spans[key] = Span(first: first, last: step, transaction: context)
    } else {
      spans[key] = Span(first: step, last: step, transaction: context)
    }
  }

  private func key(_ reference: ObjectReference, _ path: NamePath) -> Key {
    let object =
      switch reference.object {
      // DROP ROUTINE and DROP TYPE remove them all.
      case .procedure, .aggregate, .routine: ObjectType.function
      case .domain: ObjectType.type
      default: reference.object
      }
    // An index is found without its table.
    guard let owner = reference.owner, object != .index else {
      return Key(object: object, owner: nil, name: path.keyOfNew(reference.name))
    }
    let name = RelationKey(schema: "", name: reference.name.name.text)
    return Key(object: object, owner: path.keyOfNew(owner), name: name)
  }

  // MARK: - Questions

  func isMade(_ reference: ObjectReference, before step: Int, path: NamePath) -> Bool {
    isBefore(made[key(reference, path)], step)
  }

  func isMade(_ reference: ObjectReference, after step: Int, path: NamePath) -> Bool {
    made[key(reference, path)].map { $0.last > step } ?? false
  }

  func isRemoved(_ reference: ObjectReference, before step: Int, path: NamePath) -> Bool {
    isBefore(removed[key(reference, path)], step)
  }

  func isRemoved(_ reference: ObjectReference, after step: Int, path: NamePath) -> Bool {
    removed[key(reference, path)].map { $0.last > step } ?? false
  }

  /// Of a column that an earlier step has given its name, and none has made: its name of before the section.
  func formerName(of reference: ObjectReference, before step: Int, path: NamePath) -> Name? {
    guard let renamed = renamed[key(reference, path)], renamed.step < step else { return nil }
    return renamed.old.name.name
  }

  /// A later step drops the column, by whatever name.
  func isRenamedAndDropped(_ reference: ObjectReference, after step: Int, path: NamePath) -> Bool {
    droppedRenamed[key(reference, path)].map { $0 > step } ?? false
  }

  /// Why the cause of a hazard does not hold for the step; `none` where it does.
  func guarding(
    _ cause: RerunCause, at step: Int, in context: TransactionContext, path: NamePath
  ) -> Step.Guard {
    switch cause {
    case .makes(let reference):
      let key = key(reference, path)
      if isBefore(removed[key], step) || isRebuilt(reference, at: step, path) { return .dropBefore }
      return isLater(removed[key], step, context) ? .madeHere : .none
    case .removes(let reference):
      if isRebuilt(reference, at: step, path) { return .dropBefore }
      let made = made[key(reference, path)]
      return isBefore(made, step) || isLater(made, step, context) ? .madeHere : .none
    case .renames(let old, let new):
      if isRebuilt(old, at: step, path) { return .dropBefore }
      let (old, new) = (key(old, path), key(new, path))
      let isThere = isBefore(made[old], step) || isLater(made[old], step, context)
      let isFree = isBefore(removed[new], step) || isLater(removed[new], step, context)
      return isThere && isFree ? .madeHere : .none
    case .fills(let relation):
      let key = path.keyOfNew(relation)
      if isBefore(removedOwners[key], step) { return .dropBefore }
      return isLater(removedOwners[key], step, context) ? .madeHere : .none
    }
  }

  private func isBefore(_ span: Span?, _ step: Int) -> Bool {
    span.map { $0.first < step } ?? false
  }

  /// Happens after the step, in the same transaction, or with nothing between that is likely to fail.
  private func isLater(_ span: Span?, _ step: Int, _ context: TransactionContext) -> Bool {
    guard let span, span.last > step else { return false }
    if context.opening != nil, span.transaction.number == context.number { return true }
    let next = risks.partitioningIndex { $0 > step }
    return next == risks.count || risks[next] > span.last
  }

  /// What the object is part of, or its schema, has been dropped before the step, and the object
  /// with it.
  private func isRebuilt(_ reference: ObjectReference, at step: Int, _ path: NamePath) -> Bool {
    if let owner = reference.owner {
      let key = path.keyOfNew(owner)
      return isBefore(removedOwners[key], step) || isBefore(removedSchemas[key.schema], step)
    }
    let schema = path.keyOfNew(reference.name).schema
    return isBefore(removedSchemas[schema], step)
  }
}

extension ObjectReference {
  fileprivate var isOfRow: Bool { object == .column || object == .attribute }
}
