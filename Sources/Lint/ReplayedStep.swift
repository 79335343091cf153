import Catalog
package import Effects
package import SQLLexer
import SQLSyntax

/// What ALTER COLUMN TYPE does by itself, whatever else its statement does.
package struct TypeChange: Sendable {
  package var work: [Effects.Work]
  /// Nothing of the work is in doubt.
  package var isKnown: Bool
  /// The sequence that gives the column its values stays one of this smaller type.
  package var narrowSequence: NarrowSequence?
  /// What the new type asks of values, where a CHECK of the table can ask the same.
  package var demand: TypeDemand?
}

/// What the replay tells of a step: its effects in the schema where it stands, and what rules ask of that schema.
package struct ReplayedStep: Sendable {
  package var effects: Effects
  /// The error with which it fails for certain.
  package var failure: ServerError?
  /// It fails as far as can be told, but that leaves a doubt: perhaps it has done what it says.
  package var mayFail = false
  /// It does something to the schema that nobody can follow.
  package var losesTrack = false
  /// By the place of ALTER COLUMN TYPE.
  package var typeChanges: [ByteRange: TypeChange] = [:]
  /// Of DROP FUNCTION, the names of those that no client calls.
  package var uncalledFunctions: Set<ByteRange> = []
  /// Something outside of the files may make it fail.
  package var mayFailOutside = false
  /// What ALTER TABLE names (columns, constraints), as it is before it, by the places of the names; and what decides how
  /// it works, by the places of its commands.
  package var definitions: [ByteRange: Definition] = [:]
  /// By the place of VALIDATE CONSTRAINT, the statement of the same transaction that added the constraint.
  package var additions: [ByteRange: ByteRange] = [:]
  /// Of INSERT, UPDATE, DELETE and MERGE: the number of rows grows with the tables.
  package var changesManyRows = false
  /// What rules about keys and indexes ask.
  package var keys = KeyFacts()
  /// Of the indexes that it makes; by the place of the constraint (a foreign key makes none, but wants one), or of the name
  /// of the table of CREATE INDEX.
  package var indexMoves: [ByteRange: IndexMove] = [:]
  /// What rules about functions, policies and views ask.
  package var code: CodeFacts?
  /// What rules about lost data ask.
  package var data = DataFacts()
  /// What clients notice of it.
  package var clients = ClientFacts()
  /// What it may ask of the tables that it is about; nil where no rule asks.
  package var tableFacts: TableFacts?
  /// In force when it starts.
  package var timeouts = Timeouts()
  /// By the places of their definitions, the names of constraints that ALTER TABLE adds.
  package var constraintNames: [ByteRange: String] = [:]
  /// Before ALTER TABLE and CREATE INDEX: what the constraints and indexes of their tables are called.
  package var takenNames: [String] = []

  /// Of which nothing is known.
  fileprivate static let unknown: ReplayedStep = {
    var effects = Effects()
    effects.unknown = Set(Effects.Field.allCases)
    return ReplayedStep(effects: effects)
  }()
}

extension Replay {
  /// Executes a step; those of a block have been executed with it.
  ///
  /// - Parameter block: the steps of the block that was executed last, by their places.
  mutating func replay(_ stop: Stop, _ block: inout [ByteRange: ReplayedStep]) -> ReplayedStep {
    var step: ReplayedStep
    let named = named(in: stop.statement)
    let isUnknown = callsUnknownFunction(stop.statement, in: stop.source)
    let tables = tableFacts(of: stop.statement)
    let timeouts = Timeouts(session)
    if stop.block == nil {
      block = [:]
      step = ReplayedStep(effects: Effects())
      note(before: stop.statement, stop, &step, &block)
      step.data = dataFacts(of: stop.statement, in: stop.source)
      let before = codeBefore(stop.statement)
      execute(stop, isUnknown: isUnknown, &step)
      step.code = codeFacts(of: stop.statement, since: before)
      if step.losesTrack, case .doBlock = stop.statement.tree { step.code = .losesTrack }
      for (range, effects) in nested {
        block[range, default: .unknown].effects = existing(effects)
      }
      if stop.statement.executedBody != nil { step.effects.forgetNested() }
    } else {
      // What has not been run may run where more is there than the files tell.
      step = block[stop.statement.range] ?? .unknown
      step.code = codeFacts(of: stop.statement, since: CodeBefore())
      if stop.statement.executedBody != nil { step.effects.forgetNested() }
    }
    step.changesManyRows = changesManyRows(stop)
    step.tableFacts = tables
    step.mayFailOutside = mayFailOutside(stop, step)
    step.timeouts = timeouts
    step.constraintNames = constraintNames(step.effects, stop.statement)
    step.effects.relations.merge(named) { known, _ in known }
    if case .alterTable(let alter) = stop.statement.tree {
      step.additions = additions(alter)
      step.definitions.merge(reasons(alter, step.effects)) { known, _ in known }
    }
    return step
  }

  /// What a statement of a block did, without what is gone again because the block failed behind it.
  private func existing(_ effects: Effects) -> Effects {
    var effects = effects
    effects.constraints = effects.constraints.filter { catalog.contains($0.value) }
    effects.creates.removeAll { !catalog.contains($0.id) }
    return effects
  }

  /// Executes a step for what it leaves behind: only its effects are told, and how it fails.
  mutating func pass(_ stop: Stop) -> ReplayedStep {
    var step = ReplayedStep(effects: Effects())
    execute(stop, isUnknown: callsUnknownFunction(stop.statement, in: stop.source), &step)
    return step
  }

  /// - Parameter isUnknown: it calls a function of which nothing is known.
  private mutating func execute(_ stop: Stop, isUnknown: Bool, _ step: inout ReplayedStep) {
    // Whether a transaction refuses it is not for the catalogue: the runner's settings may be others than we know.
    step.effects = execute(
      stop.statement, in: stop.source, inTransaction: stop.context.opening != nil)
    if step.effects.failure == nil {
      for table in stop.statement.body?.tablesAttachedTo ?? [] { assumePartitioned(table) }
    }
    step.failure = certainFailure(of: stop, step.effects)
    step.mayFail =
      step.failure == nil && step.effects.failure.map { !isToldElsewhere($0) } ?? false
    step.losesTrack = isUnknown || step.effects.tellNothing
  }

  /// Notes what a statement finds when it starts, and what its ALTER COLUMN TYPEs do; the statements in a block find what is
  /// there when that starts.
  private mutating func note(
    before statement: Statement, _ stop: Stop, _ step: inout ReplayedStep,
    _ block: inout [ByteRange: ReplayedStep]
  ) {
    if case .alterTable(let alter) = statement.tree {
      step.definitions = definitions(alter)
      step.typeChanges = typeChanges(alter, statement, in: stop.source)
    }
    step.uncalledFunctions = uncalledFunctions(droppedBy: statement, in: stop.source)
    step.takenNames = namesTaken(besideTablesOf: statement)
    guard let body = statement.executedBody else { return }
    for inner in body.text.statements {
      var own = ReplayedStep.unknown
      var stop = stop
      stop.source = body.text
      note(before: inner, stop, &own, &block)
      if case .alterTable = inner.tree { own.data = dataFacts(of: inner, in: body.text) }
      let isOfNote =
        !own.typeChanges.isEmpty || !own.definitions.isEmpty || !own.data.lost.isEmpty
        || !own.uncalledFunctions.isEmpty || !own.takenNames.isEmpty
      if isOfNote { block[inner.range] = own }
    }
  }

  /// The relations that rules may ask about, for statements of which nothing is known, or that fail.
  private func named(in statement: Statement) -> [ByteRange: TouchedRelation] {
    var found: [ByteRange: TouchedRelation] = [:]
    for name in statement.relationNames {
      if let relation = find(name) { found[name.range] = relation }
    }
    return found
  }

  private mutating func typeChanges(
    _ alter: AlterTable, _ statement: Statement, in source: SyntaxFile
  ) -> [ByteRange: TypeChange] {
    var changes: [ByteRange: TypeChange] = [:]
    for command in alter.commands where command.kind == .alterColumnType {
      var alone = alter
      alone.commands = [command]
      var statement = statement
      statement.tree = .alterTable(alone)
      let mark = mark()
      let old = columnType(command.name, of: alter.name)
      let effects = execute(statement, in: source, inTransaction: true)
      let new = columnType(command.name, of: alter.name)
      undo(to: mark)
      changes[command.range] = TypeChange(
        work: effects.work.filter { $0.relation.isShared },
        isKnown: !effects.unknown.contains(.rewrites),
        narrowSequence: narrowSequence(command, of: alter.name, in: source),
        demand: demand(of: new, insteadOf: old))
    }
    return changes
  }

  private func additions(_ alter: AlterTable) -> [ByteRange: ByteRange] {
    var places: [ByteRange: ByteRange] = [:]
    for command in alter.commands where command.kind == .validateConstraint {
      guard let table = find(alter.name)?.id, let name = command.name,
        let constraint = catalog.object(.constraint, name.text, in: table)?.id
      else { continue }
      let origin = catalog[constraint].origin
      if origin.transaction == transaction { places[command.range] = origin.range }
    }
    return places
  }
}

extension Replay {
  private func changesManyRows(_ stop: Stop) -> Bool {
    switch stop.statement.tree {
    case .insert(let insert):
      guard !insert.hasValues else { return false }
      let relations = stop.source.relations(of: stop.statement)
      return !relations.read.isEmpty && !relations.read.allSatisfy { $0 == insert.target }
    case .update(let update): return !isForFewRows(update.condition, of: update.target, stop)
    case .delete(let delete): return !isForFewRows(delete.condition, of: delete.target, stop)
    case .merge: return true
    default: return false
    }
  }

  /// The condition holds the columns of a unique key to values; of one that not all rows are in, there are few others of
  /// a value. `id` is one, whatever is known of the table; where nothing is, so is what is mostly a key by its name.
  private func isForFewRows(
    _ condition: Expression?, of table: QualifiedName, _ stop: Stop
  ) -> Bool {
    guard let condition else { return false }
    // Those of the tables that FROM joins are no keys of this one.
    let target = stop.source.nameOfTarget(in: stop.statement) ?? table.name
    let columns = stop.source.columnsEquated(by: condition)
      .filter { $0.qualifiers.isEmpty || $0.qualifiers.last == target }.map(\.name)
    guard !columns.isEmpty else { return false }
    if columns.contains(where: { $0.text == "id" }) { return true }
    guard let id = find(table)?.id, let relation = catalog.relation(id) else { return false }
    if relation.isAssumed, columns.contains(where: { keyNames.contains($0.text) }) { return true }
    let numbers = Set(columns.compactMap { relation.column(named: $0.text) })
    let isKey = catalog.indexes(of: id).contains { _, index in
      index.isUnique
        && index.keys.allSatisfy { key in
          key.column.map { numbers.contains($0) } ?? false
        }
    }
    // What foreign keys refer to is unique, whether or not the files say so.
    return isKey
      || catalog.foreignKeys(to: id).contains { _, constraint in
        let key = constraint.foreignKey?.columns ?? []
        return !key.isEmpty && key.allSatisfy(numbers.contains)
      }
  }
}

/// A guess: a table of settings may have a name many times.
private let keyNames: Set = ["code", "key", "name", "uuid"]

extension SyntaxFile {
  /// The alias of the table that UPDATE or DELETE changes; nil where it has none.
  fileprivate func nameOfTarget(in statement: Statement) -> Name? {
    statement.nodes.last { nodes[$0].kind == .update || nodes[$0].kind == .delete }
      .flatMap { part(.alias, of: $0) }.flatMap { alias($0).name }
  }
}

extension Replay {
  /// What is left where the text or the model leaves a doubt. Other rules tell of syntax errors and of statements that
  /// refuse a transaction; RAISE and ASSERT are meant to stop.
  private func certainFailure(of stop: Stop, _ effects: Effects) -> ServerError? {
    guard let failure = effects.failure ?? outsideTransaction(stop),
      !isToldElsewhere(failure), !stop.context.isRolledBack, !stop.hasTemplates,
      // What IF EXISTS asks for may not be there, and then nothing is done.
      !stop.statement.saysIfExists || effects.relations.values.allSatisfy({ !$0.isAssumed })
    else { return nil }
    // The types of a view's columns are only as good as those of all that it calls.
    if case .createView = stop.statement.tree, failure.sqlstate == "42P16",
      failure.message.hasPrefix("cannot change data type")
    {
      return nil
    }
    return failure
  }
}

/// Other rules tell of it, or somebody means it.
private func isToldElsewhere(_ failure: ServerError) -> Bool {
  failure.isOfSyntax || ["25001", "P0001", "P0004"].contains(failure.sqlstate)
}

/// The error of a statement that only a transaction block makes sense of, where there is none. Measured on 15.
/// Documentation: LOCK, SAVEPOINT.
private func outsideTransaction(_ stop: Stop) -> ServerError? {
  guard stop.context.opening == nil else { return nil }
  let command: String
  switch stop.statement.tree {
  case .lock: command = "LOCK TABLE"
  case .transaction(let transaction):
    switch transaction.kind {
    case .savepoint: command = "SAVEPOINT"
    case .release: command = "RELEASE SAVEPOINT"
    case .rollbackTo: command = "ROLLBACK TO SAVEPOINT"
    default: return nil
    }
  default: return nil
  }
  return ServerError("25P01", "\(command) can only be used in transaction blocks")
}

extension Stop {
  /// Something is filled in before the statement is run.
  fileprivate var hasTemplates: Bool {
    source.lexed.tokens[source.tokens(in: statement.range)].contains {
      $0.kind == .placeholder || $0.kind == .psqlVariable
    }
  }
}

extension Statement {
  fileprivate var saysIfExists: Bool {
    switch tree {
    case .alterTable(let alter): alter.ifExists
    case .drop(let drop): drop.ifExists
    case .rename(let rename): rename.ifExists
    case .alterObjectSchema(let alter): alter.ifExists
    default: false
    }
  }
}

extension Effects {
  /// The statements of a block tell what they do themselves.
  fileprivate mutating func forgetNested() {
    let failure = failure
    self = Effects()
    self.failure = failure
  }
}

extension Statement {
  /// The relations that the statement is about, by name.
  var relationNames: [QualifiedName] {
    switch tree {
    case .alterTable(let alter): [alter.name]
    case .createIndex(let index): [index.table]
    case .drop(let drop):
      (drop.object.isRelation ? drop.names : []) + (drop.table.map { [$0] } ?? [])
    case .truncate(let truncate): truncate.tables
    case .delete(let delete): [delete.target]
    case .update(let update): [update.target]
    case .insert(let insert): [insert.target]
    case .copy(let copy): copy.table.map { [$0] } ?? []
    case .reindex(let reindex): reindex.name.map { [$0] } ?? []
    case .rename(let rename): [rename.name]
    default: tree.created?.table.map { [$0] } ?? []
    }
  }
}
