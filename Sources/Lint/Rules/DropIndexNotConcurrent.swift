import Catalog
import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/drop-index-not-concurrent.md.
struct DropIndexNotConcurrent: Rule {
  static let info = RuleInfo(
    id: "drop-index-not-concurrent", category: .locking,
    summary: "DROP INDEX without CONCURRENTLY: reads and writes of its table wait",
    recommended: .warning, documented: .warning, fix: .safe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.section.kind == .up, case .drop(let drop) = step.statement.tree,
      drop.object == .index, !drop.isConcurrent, step.failure == nil
    else { return }
    // The second of two would find nothing.
    var known: Set<RelationKey> = []
    let names = drop.names.filter { known.insert(step.path.keyOfNew($0)).inserted }
    let fixes = fixes(drop, names, step)
    for name in names {
      guard !step.isPrivate(name), !step.isGone(name), !step.isDroppedBefore(name),
        !step.isTableDroppedLater(ofIndex: name), !step.isLockedAnyway(ofIndex: name),
        !(drop.ifExists && step.isNotThere(name))
      else { continue }
      let isOfNoFile = drop.ifExists && step.isOfNoFile(name)
      let message =
        (isOfNoFile ? "if there is such an index, which none of the files makes: " : "")
        + blocks(name, step.table(ofIndex: name))
      findings.report(
        message, at: step.place(of: name, among: drop.objects.count),
        help: help(name, drop, step),
        mitigated: isOfNoFile, group: step.sectionGroup(of: message), fixes: fixes)
    }
  }

  private func help(_ name: QualifiedName, _ drop: Drop, _ step: Step) -> String {
    let guarded = drop.ifExists ? "IF EXISTS " : ""
    let own = guarded + step.text(name.range)
    // [drop_index_partitioned_concurrently]
    if step.relation(name)?.kind == .partitionedIndex {
      return
        "CONCURRENTLY is not for the index of a partitioned table: let it wait for a short time only, "
        + "and try again if it fails:\n\(step.settingOfTimeout);\nDROP INDEX \(own);"
    }
    guard let creation = step.replacement(of: name, drop) else {
      return step.alone + "DROP INDEX CONCURRENTLY \(own);"
    }
    return step.eachAlone
      + step.swapping(
        creation.index, upTo: creation.range.end, for: name.name.text,
        in: name.schema.map { step.text($0.range) + "." }, isGuarded: drop.ifExists,
        takenNames: creation.takenNames)
  }

  /// CONCURRENTLY takes one index, and no CASCADE. What is made again must not be gone meanwhile.
  private func fixes(_ drop: Drop, _ names: [QualifiedName], _ step: Step) -> [Fix] {
    guard step.canRunAlone, drop.behavior.cascadeRange == nil,
      !names.contains(where: {
        step.relation($0)?.kind == .partitionedIndex || step.replacement(of: $0, drop) != nil
      })
    else { return [] }
    if drop.objects.count == 1 {
      return .safe("add CONCURRENTLY", step.inserting(" CONCURRENTLY", behind: .index))
    }
    guard step.runsApart else { return [] }
    let guarded = drop.ifExists ? "IF EXISTS " : ""
    return .safe(
      "drop each of them with CONCURRENTLY",
      step.replacingStatement(
        by: names.map { "DROP INDEX CONCURRENTLY \(guarded)\(step.text($0.range))" }))
  }
}

extension Step {
  /// What a later statement of the section makes in place of an index. Where IF EXISTS stands before the concurrent build
  /// of one that nothing else has made, it clears away what a failed build has left.
  fileprivate func replacement(of name: QualifiedName, _ drop: Drop) -> IndexDrops.Creation? {
    let table = tables.indexed[name.range]
    guard
      let creation = indexDrops.creation(
        insteadOf: name, on: table?.id, tables.indexKeys[name.range], after: index, path),
      table != nil || !drop.ifExists || !creation.index.isConcurrent
    else { return nil }
    return creation
  }

  /// An earlier statement of the section drops it, and none makes it.
  fileprivate func isDroppedBefore(_ name: QualifiedName) -> Bool {
    let index = ObjectReference(.index, name)
    return isRemovedEarlier(index) && !isMadeEarlier(index)
  }

  /// A later statement of the section drops the table, too, and waits for as many. Of a table that nothing has made, the
  /// name of the index tells: `t` of `t_a_idx`.
  fileprivate func isTableDroppedLater(ofIndex name: QualifiedName) -> Bool {
    let table = table(ofIndex: name)
    let candidates = table == nil ? Set(name.name.text.possibleTables) : []
    return isFollowed { statement in
      guard case .drop(let drop) = statement.tree, drop.object == .table else { return false }
      return drop.names.contains { dropped in
        if let table { return shortLabel(dropped.description) == shortLabel(table.label) }
        return candidates.contains(dropped.name.text)
      }
    }
  }

  /// Something else keeps others from the table.
  fileprivate func isLockedAnyway(ofIndex name: QualifiedName) -> Bool {
    let isSentAlone =
      switch transaction.opening {
      case nil, .doBlock: true
      case .block, .runner: false
      }
    let transaction = isSentAlone && !knowsTransport ? nil : transaction.number
    return table(ofIndex: name).map { indexDrops.lockIsTaken(on: $0.id, in: transaction) }
      ?? indexDrops.lockIsTaken(onTableOf: name, in: transaction)
  }

  /// The files make its table, as its name tells, and no such index.
  fileprivate func isOfNoFile(_ name: QualifiedName) -> Bool {
    (relation(name)?.isAssumed ?? true) && tables.missingIndexes.contains(name.range)
  }

  /// The section makes the index later, on a table whose indexes are known: this one is none of them. Or it names the schema
  /// elsewhere in which the index is.
  fileprivate func isNotThere(_ name: QualifiedName) -> Bool {
    guard relation(name)?.isAssumed ?? true else { return false }
    if indexDrops.isMade(name, after: index, path) { return true }
    return name.schema == nil
      && section.syntax.statements.contains { statement in
        guard case .drop(let drop) = statement.tree, drop.object == .index else { return false }
        return drop.names.contains { $0.name.text == name.name.text && !isSame($0, name) }
      }
  }

  /// nil where it is not known.
  fileprivate func table(ofIndex name: QualifiedName) -> TouchedRelation? {
    if let table = tables.indexed[name.range] { return table }
    guard case .drop(let drop) = statement.tree, drop.objects.count == 1 else { return nil }
    return effects.locks.lazy.map(\.relation).first { !$0.kind.isIndex }
  }
}

private func blocks(_ index: QualifiedName, _ table: TouchedRelation?) -> String {
  let locked = table?.label ?? "the table of \(index.description)"
  return "DROP INDEX takes an AccessExclusiveLock on \(locked): "
    + "it waits for all who use the table, and reads and writes wait behind it"
}
