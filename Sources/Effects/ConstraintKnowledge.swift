import Catalog
package import SQLLexer
package import SQLSyntax

/// A constraint or column of a relation.
private struct PartKey: Hashable {
  var table: RelationKey
  var part: String
}

/// A CHECK constraint that says of columns that they are not null.
private struct NotNullCheck: Equatable {
  var columns: Set<Name>
  var isValid: Bool
}

/// What a statement does to a constraint by its name, as far as later statements want to know.
package struct ConstraintEvent: Sendable {
  fileprivate enum Kind {
    case adds(ConstraintDefinition, notNull: Set<Name>, isExclusive: Bool, range: ByteRange)
    case validates
    case drops
  }
  fileprivate var kind: Kind
  fileprivate var key: PartKey
}

/// How constraints stand after each migration of a run: those CHECKs that spare SET NOT NULL its scan.
///
/// Built once, in the order in which the migrations run, then only asked: copies share their storage.
package struct ConstraintHistory: Sendable {
  fileprivate struct Event<State: Sendable> {
    var migration: Int
    var state: State
  }
  /// In rising order of `migration`; nil where the constraint has been dropped.
  private var checks: [PartKey: [Event<NotNullCheck?>]] = [:]
  /// How many valid constraints prove a column.
  private var proofs: [PartKey: [Event<Int>]] = [:]

  package init() {}

  /// Notes what a migration does.
  ///
  /// - Precondition: migrations are noted in rising order.
  package mutating func note(_ events: [ConstraintEvent], in migration: Int) {
    guard !events.isEmpty else { return }
    let (newChecks, newProofs) = changes(events, in: migration)
    for (key, check) in newChecks {
      checks[key, default: []].append(Event(migration: migration, state: check))
    }
    for (key, count) in newProofs {
      proofs[key, default: []].append(Event(migration: migration, state: count))
    }
  }

  /// What the events change. What follows them is gone when this returns, and with it its hold on the history.
  private func changes(
    _ events: [ConstraintEvent], in migration: Int
  ) -> ([PartKey: NotNullCheck?], [PartKey: Int]) {
    var knowledge = ConstraintKnowledge(history: self, migration: migration)
    knowledge.apply(events, transaction: 0)
    return (knowledge.checks, knowledge.proofs)
  }

  fileprivate func check(_ key: PartKey, before migration: Int) -> NotNullCheck? {
    last(checks[key], before: migration) ?? nil
  }

  fileprivate func proofs(_ key: PartKey, before migration: Int) -> Int {
    last(proofs[key], before: migration) ?? 0
  }

  private func last<State>(_ events: [Event<State>]?, before migration: Int) -> State? {
    guard let events else { return nil }
    var (low, high) = (0, events.count)
    while low < high {
      let middle = (low + high) / 2
      if events[middle].migration < migration { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? events[low - 1].state : nil
  }
}

/// What the files tell about constraints, as far as the statement before which it is asked. It is carried along from
/// statement to statement.
package struct ConstraintKnowledge: Sendable {
  /// A constraint added NOT VALID.
  package struct Addition: Sendable {
    /// With an AccessExclusiveLock on its table, not only a ShareRowExclusiveLock.
    package var isExclusive: Bool
    /// The number of its transaction.
    package var transaction: Int
    package var range: ByteRange

    package init(isExclusive: Bool, transaction: Int, range: ByteRange) {
      self.isExclusive = isExclusive
      self.transaction = transaction
      self.range = range
    }
  }

  /// Whether a CHECK constraint spares SET NOT NULL its scan.
  package enum NotNullProof: Equatable, Sendable {
    case none
    case valid
    /// It would, were it validated. [set_not_null_with_not_valid_check]
    case notValid(Name)
    /// It would, if the same ALTER TABLE did not drop it. [set_not_null_and_drop_check_together]
    case droppedHere(Name)
  }

  /// Changed by this migration; nil where the constraint has been dropped.
  fileprivate var checks: [PartKey: NotNullCheck?] = [:]
  fileprivate var proofs: [PartKey: Int] = [:]
  /// Of this section.
  private var additions: [PartKey: Addition] = [:]
  /// By column, the constraint of this migration that would prove it, were it valid.
  private var candidates: [PartKey: Name] = [:]
  private let history: ConstraintHistory
  private let migration: Int

  /// - Parameter migration: the place of this migration in the history.
  package init(history: ConstraintHistory = ConstraintHistory(), migration: Int = 0) {
    self.history = history
    self.migration = migration
  }

  // MARK: - Questions

  /// The statement of this section that added a constraint NOT VALID.
  package func addition(of constraint: Name, to table: RelationKey) -> Addition? {
    additions[PartKey(table: table, part: constraint.text)]
  }

  /// For columns of the table of an ALTER TABLE, before it runs. PostgreSQL looks for `c IS NOT NULL`, alone or joined
  /// to other conditions by AND, in constraints that are valid. [set_not_null_with_valid_check]
  package func proofs(
    of columns: [Name], in alter: AlterTable, table: RelationKey
  ) -> [NotNullProof] {
    var dropped: [Name: (count: Int, constraint: Name)] = [:]
    for command in alter.commands where command.kind == .dropConstraint {
      guard let name = command.name, let check = check(PartKey(table: table, part: name.text)),
        check.isValid
      else { continue }
      for column in check.columns {
        dropped[column] = ((dropped[column]?.count ?? 0) + 1, name)
      }
    }
    return columns.map { column in
      let key = PartKey(table: table, part: column.text)
      let count = proofCount(key)
      guard count > 0 else { return candidates[key].map { .notValid($0) } ?? .none }
      guard let dropped = dropped[column], dropped.count >= count else { return .valid }
      return .droppedHere(dropped.constraint)
    }
  }

  // MARK: - Following the statements

  /// Goes on to the next section of the migration.
  package mutating func endSection() { additions = [:] }

  /// Takes in what a statement has done.
  package mutating func apply(_ events: [ConstraintEvent], transaction: Int) {
    for event in events {
      switch event.kind {
      case .adds(let constraint, let columns, let isExclusive, let range):
        if constraint.isNotValid {
          additions[event.key] = Addition(
            isExclusive: isExclusive, transaction: transaction, range: range)
        }
        guard !columns.isEmpty else { continue }
        set(NotNullCheck(columns: columns, isValid: !constraint.isNotValid), at: event.key)
        guard constraint.isNotValid, let name = constraint.name else { continue }
        for column in columns {
          candidates[PartKey(table: event.key.table, part: column.text)] = name
        }
      case .validates:
        guard var check = check(event.key) else { continue }
        check.isValid = true
        set(check, at: event.key)
      case .drops:
        additions[event.key] = nil
        if let check = check(event.key) {
          for column in check.columns {
            candidates[PartKey(table: event.key.table, part: column.text)] = nil
          }
          set(nil, at: event.key)
        }
      }
    }
  }

  private func check(_ key: PartKey) -> NotNullCheck? {
    if let known = checks[key] { return known }
    return history.check(key, before: migration)
  }

  private func proofCount(_ key: PartKey) -> Int {
    proofs[key] ?? history.proofs(key, before: migration)
  }

  private mutating func set(_ check: NotNullCheck?, at key: PartKey) {
    count(self.check(key), -1, key.table)
    count(check, 1, key.table)
    checks[key] = .some(check)
  }

  private mutating func count(_ check: NotNullCheck?, _ change: Int, _ table: RelationKey) {
    guard let check, check.isValid else { return }
    for column in check.columns {
      let key = PartKey(table: table, part: column.text)
      proofs[key] = proofCount(key) + change
    }
  }
}

extension ConstraintEvent {
  /// What a statement does to constraints, in the order in which PostgreSQL does it.
  ///
  /// - Parameter key: of the relation that a name stands for at this place.
  package static func events(
    of statement: Statement, in source: SyntaxFile, key: (QualifiedName) -> RelationKey
  ) -> [ConstraintEvent] {
    switch statement.tree {
    case .createTable(let table):
      let constraints = table.constraints + table.columns.flatMap(\.constraints)
      guard constraints.contains(where: { $0.kind == .check }) else { return [] }
      let key = key(table.name)
      return constraints.compactMap {
        ConstraintEvent(
          $0, of: table.name, key, isExclusive: true, range: $0.range, in: source)
      }
    case .alterTable(let alter):
      guard alter.commands.contains(where: \.concernsConstraint) else { return [] }
      return events(of: alter, key(alter.name), in: source)
    default:
      return []
    }
  }

  private static func events(
    of alter: AlterTable, _ key: RelationKey, in source: SyntaxFile
  ) -> [ConstraintEvent] {
    let isExclusive = alter.takesAccessExclusiveLock
    var events: [ConstraintEvent] = []
    for command in alter.commands where command.kind == .dropConstraint {
      guard let name = command.name else { continue }
      events.append(ConstraintEvent(kind: .drops, key: PartKey(table: key, part: name.text)))
    }
    for command in alter.commands {
      var added = command.column?.constraints ?? []
      if command.kind == .addConstraint, let constraint = command.constraint {
        added.append(constraint)
      }
      events += added.compactMap {
        ConstraintEvent(
          $0, of: alter.name, key, isExclusive: isExclusive, range: command.range, in: source)
      }
    }
    for command in alter.commands where command.kind == .validateConstraint {
      guard let name = command.name else { continue }
      events.append(ConstraintEvent(kind: .validates, key: PartKey(table: key, part: name.text)))
    }
    return events
  }

  /// nil for constraints about which nothing needs to be known later.
  private init?(
    _ constraint: ConstraintDefinition, of table: QualifiedName, _ key: RelationKey,
    isExclusive: Bool, range: ByteRange, in source: SyntaxFile
  ) {
    guard !constraint.isNotEnforced else { return nil }
    var columns: Set<Name> = []
    if constraint.kind == .check, let expression = constraint.expression {
      columns = source.columnsNotNull(by: expression)
    }
    guard !columns.isEmpty || constraint.isNotValid else { return nil }
    let listed = columns.count == 1 ? columns.first?.text ?? "" : ""
    let name = constraint.name?.text ?? implicitName(table.name.text, listed, "check")
    kind = .adds(constraint, notNull: columns, isExclusive: isExclusive, range: range)
    self.key = PartKey(table: key, part: name)
  }
}

extension AlterTableCommand {
  fileprivate var concernsConstraint: Bool {
    switch kind {
    case .addConstraint, .dropConstraint, .validateConstraint: true
    case .addColumn: column?.constraints.contains { $0.kind == .check } ?? false
    default: false
    }
  }
}
