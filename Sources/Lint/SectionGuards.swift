import Catalog
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// What in a section keeps a second run of its statements from hurting, and what else a step asks of the whole of its
/// section. An object, for all steps of the section hold it.
final class SectionGuards {
  let timeline: Timeline
  let replacements: Replacements
  /// Something in the section puts sequences where they are wanted; looked at only where a step gives keys.
  let setsSequences: Bool
  /// The index of the last step that changes something in the database; -1 where none does.
  let lastChange: Int
  let later: LaterSettings
  let indexDrops: IndexDrops
  let locks: LaterLocks
  /// A runner that opens a transaction around it would be no use: it opens some itself, or refuses one.
  let isSentApart: Bool
  private let conditions: [ByteRange]
  /// The steps that something outside of the files may make fail, in order.
  private let risks: [Risk]
  /// By the number of an open transaction, the tables that are empty, or it fails: a step adds a column that has no value
  /// for the rows.
  private let emptyTables: [Int: Set<ObjectID>]

  private struct Risk {
    var index: Int
    /// The number of its transaction.
    var transaction: Int
    /// The same, if the section is sent in the other way.
    var otherTransaction: Int?
    var range: ByteRange
  }

  /// - Parameter steps: of the walk.
  init(_ walk: Walk, _ steps: [SharedStep]) {
    let syntax = walk.section.syntax
    var path = NamePath()
    var transaction: Int?
    var timeline = Timeline()
    var replacements = Replacements()
    var givesKeys = false
    var lastChange = -1
    var later = LaterSettings()
    let dropsRows = syntax.statements.contains(where: \.dropsRows)
    var risks: [Risk] = []
    var isSentApart = false
    var indexDrops = IndexDrops(walk)
    var locks = LaterLocks(walk)
    var emptyTables: [Int: Set<ObjectID>] = [:]
    walk.forEach { stop in
      let replayed = steps[stop.index]
      if replayed.told.mayFailOutside {
        risks.append(
          Risk(
            index: stop.index, transaction: stop.context.number,
            otherTransaction: stop.otherContext?.number, range: stop.statement.range))
      }
      if case .alterTable(let alter) = stop.statement.tree, stop.context.opening != nil,
        replayed.told.effects.failureWithRows != nil,
        let table = replayed.told.effects.relations[alter.name.range]
      {
        emptyTables[stop.context.number, default: []].insert(table.id)
      }
      if !replayed.told.effects.givenKeys.isEmpty || !replayed.told.effects.freshSequences.isEmpty {
        givesKeys = true
      }
      if stop.refusal != nil { isSentApart = true }
      // In a text that is one transaction already, BEGIN opens none.
      if walk.other != .implicit, case .block = stop.context.opening { isSentApart = true }
      if stop.context.number != transaction { path.endTransaction() }
      transaction = stop.context.number
      timeline.note(
        ObjectEvents(stop.statement), at: stop.index, in: stop.context, path: path)
      if !stop.context.isRolledBack {
        replacements.note(stop.statement, path)
        if dropsRows { replacements.noteCopies(by: stop, path) }
      }
      if stop.statement.changesDatabase { lastChange = stop.index }
      later.note(stop, path)
      indexDrops.note(replayed, at: stop, path)
      locks.note(replayed.told.effects, at: stop)
      if case .variableSet(let set) = stop.statement.tree { path.apply(set) }
    }
    timeline.risks = risks.map(\.index)
    conditions = psqlConditions(syntax.lexed.trivia, syntax.bytes)
    setsSequences = givesKeys && walk.section.setsSequences
    self.isSentApart = isSentApart
    self.emptyTables = emptyTables
    self.risks = risks
    self.timeline = timeline
    self.replacements = replacements
    self.lastChange = lastChange
    self.later = later
    self.indexDrops = indexDrops
    self.locks = locks
  }

  /// The first statement behind the transaction of a step that something outside of the files may make fail: what the
  /// step does is committed by then.
  func risk(behind stop: Stop) -> ByteRange? {
    let next = risks.partitioningIndex { $0.transaction > stop.context.number }
    return next < risks.count ? risks[next].range : nil
  }

  /// The same, if the section is sent in the other way, where the step is in this transaction.
  func hasRisk(behindOther context: TransactionContext) -> Bool {
    risks.last?.otherTransaction.map { $0 > context.number } ?? false
  }

  /// The hazards of a second run that nothing guards against; where that leaves none, what guards them.
  func guarded(
    _ hazards: [RerunHazard], of stop: Stop, _ effects: Effects, fails: Bool, path: NamePath
  ) -> (left: [RerunHazard], guarding: Step.Guard) {
    if isConditional(stop.statement.range) { return ([], .psqlIf) }
    // Nothing is left of it that a second run could meet.
    if stop.context.isRolledBack || fails { return ([], .none) }
    if let block = stop.block, block.testsCatalog { return ([], .doBlock) }
    if hazards.isEmpty { return ([], .none) }
    let guards = hazards.map { guarding($0, stop, effects, path) }
    let left = zip(hazards, guards).filter { $1 == .none }.map(\.0)
    return (left, left.isEmpty ? guards[0] : .none)
  }

  private func guarding(
    _ hazard: RerunHazard, _ stop: Stop, _ effects: Effects, _ path: NamePath
  ) -> Step.Guard {
    if let block = stop.block, block.guards(hazard, of: stop.statement) { return .doBlock }
    guard let cause = hazard.cause else { return .none }
    if let relation = cause.relation, effects.isTemporary(relation) { return .madeHere }
    return timeline.guarding(cause, at: stop.index, in: stop.context, path: path)
  }

  /// Tables that are empty, or the transaction of a step fails.
  func emptyTables(in context: TransactionContext) -> Set<ObjectID> {
    emptyTables[context.number] ?? []
  }

  func isConditional(_ range: ByteRange) -> Bool {
    let behind = conditions.partitioningIndex { $0.start > range.start }
    return behind > 0 && range.start < conditions[behind - 1].end
  }
}

extension Effects {
  fileprivate func isTemporary(_ relation: QualifiedName) -> Bool {
    relations[relation.range]?.isTemporary ?? (relation.schema?.text == "pg_temp")
  }
}

extension Statement {
  /// It drops columns or tables.
  fileprivate var dropsRows: Bool {
    switch tree {
    case .alterTable(let alter): alter.commands.contains { $0.kind == .dropColumn }
    case .drop(let drop): drop.object == .table
    default: false
    }
  }
}

extension RerunCause {
  /// The relation that is dropped, filled, or holds what is made or removed.
  fileprivate var relation: QualifiedName? {
    switch self {
    case .makes(let reference), .renames(let reference, _): reference.owner
    case .removes(let reference): reference.owner ?? reference.name
    case .fills(let relation): relation
    }
  }
}

/// From each outermost `\if` of psql to its `\endif`, in order.
func psqlConditions(_ trivia: [Token], _ bytes: [UInt8]) -> [ByteRange] {
  var conditions: [ByteRange] = []
  var depth = 0
  var start: UInt32 = 0
  for token in trivia where token.kind == .metaCommand {
    let word = bytes[token.range.indices].prefix { $0 > UInt8(ascii: " ") }
    if word.elementsEqual("\\if".utf8) {
      if depth == 0 { start = token.start }
      depth += 1
    } else if word.elementsEqual("\\endif".utf8), depth > 0 {
      depth -= 1
      if depth == 0 { conditions.append(ByteRange(start: start, end: token.end)) }
    }
  }
  if depth > 0 { conditions.append(ByteRange(start: start, end: UInt32(bytes.count))) }
  return conditions
}
