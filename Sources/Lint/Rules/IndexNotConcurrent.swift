import Catalog
import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/index-not-concurrent.md.
struct IndexNotConcurrent: Rule {
  static let info = RuleInfo(
    id: "index-not-concurrent", category: .locking,
    summary: "CREATE INDEX without CONCURRENTLY on a table that is not new: "
      + "writes wait while it builds",
    recommended: .error, documented: .error, fix: .unsafe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .createIndex(let index) = step.statement.tree, !index.isConcurrent,
      step.works(.indexBuild), !step.isPrivate(index.table), step.failure == nil,
      // Nobody writes one but REFRESH.
      step.relation(index.table)?.kind != .materializedView
    else { return }
    // ON ONLY is said of partitioned tables, where it builds nothing.
    if index.only, step.relation(index.table)?.isAssumed ?? true { return }
    let isPartitioned = step.relation(index.table)?.kind == .partitionedTable
    let lock = step.lockAgainstReads(on: index.table)
    let possible = lock == nil ? step.possibleLockAgainstReads(on: index.table) : nil
    let message =
      lock.map { blocksReads(index.table, $0) }
      ?? blocksWrites(index.table, isPartitioned: isPartitioned)
      + step.readersWaitAsWell(under: possible.map { [$0] } ?? [])
    findings.report(
      message, at: step.head(to: index.table.range),
      help: isPartitioned ? oneByOne(index, step) : help(index, step),
      related: ((lock ?? possible).map { [step.related($0)] } ?? [])
        + (isPartitioned ? [] : step.users(ofIndex: index.table.range)),
      group: step.sectionGroup(of: message),
      fixes: isPartitioned || step.replaced != nil ? [] : fixes(index, step))
  }

  /// Moved to a later file, the index would leave a gap behind the one that the file drops for it.
  private func help(_ index: CreateIndex, _ step: Step) -> String {
    if let old = step.replaced {
      return step.eachAlone
        + step.swapping(
          index, upTo: step.statement.range.end, for: old.name, isGuarded: old.saysIfExists,
          takenNames: step.takenNames)
    }
    guard let text = concurrently(index, step) else {
      return step.alone(building: index.table.range) + "the same as CREATE INDEX CONCURRENTLY"
    }
    // IF NOT EXISTS would be content with the INVALID index of a failed build.
    let clearing =
      index.ifNotExists ? index.name.map { step.dropOfInvalid(index, $0) + ";\n" } : nil
    return step.alone(building: index.table.range, ofSeveral: clearing != nil)
      + (clearing ?? "") + text + ";"
  }

  private func fixes(_ index: CreateIndex, _ step: Step) -> [Fix] {
    if step.canRunAlone, !index.ifNotExists {
      return .safe("add CONCURRENTLY", step.inserting(" CONCURRENTLY", behind: .index))
    }
    // What needs it would not find it any more.
    guard step.users(ofIndex: index.table.range).isEmpty, let name = index.name,
      let text = concurrently(index, step)
    else { return [] }
    if step.canRunAlone {
      return .safe(
        "build it CONCURRENTLY, behind what drops the index of a failed build",
        step.replacing(
          step.statement.range,
          by: step.runsApart ? "\(step.dropOfInvalid(index, name));\n\(text)" : text))
    }
    return step.fixes("build it CONCURRENTLY", alone: text, named: name.text)
  }
}

extension Step {
  /// What the file drops for a new index.
  fileprivate var replaced: KeyFacts.ReplacedIndex? {
    self.keys.predecessor ?? self.keys.replacedIndex
  }
}

private func blocksReads(_ table: QualifiedName, _ lock: HeldLocks.Lock) -> String {
  "CREATE INDEX builds while the transaction holds \(lock.mode.withArticle) on \(table.description): "
    + "reads and writes wait"
}

private func blocksWrites(_ table: QualifiedName, isPartitioned: Bool) -> String {
  let partitions = isPartitioned ? " and all of its partitions" : ""
  return "CREATE INDEX holds a ShareLock on \(table.description)\(partitions) while it builds: "
    + "writes wait"
}

/// CONCURRENTLY is not for partitioned tables: their index is put together from those of the partitions.
/// [create_index_partitioned_only, alter_index_attach_partition]
private func oneByOne(_ index: CreateIndex, _ step: Step) -> String {
  let rest = ByteRange(start: index.table.range.end, end: step.statement.range.end)
  let partition = step.partition(of: index.table)
  guard let quoted = step.quotation(rest) else { return "build it on each partition first" }
  let unique = index.isUnique ? "UNIQUE " : ""
  let name =
    index.name.map { step.text($0.range) }
    ?? step.newName(index.table, index.elements.compactMap(\.column), "idx")
  let part = partition.nameParts.last.map { sqlName("\($0)_idx") } ?? ""
  return """
    CREATE \(unique)INDEX \(name) ON ONLY \(step.text(index.table.range)) \(quoted);
    and for each partition, outside a transaction:
    CREATE \(unique)INDEX CONCURRENTLY \(part) ON \(partition) \(quoted);
    \(step.attaching(part, of: partition, to: name, of: index.table))
    """
}

/// nil where it is too long to be repeated.
private func concurrently(_ index: CreateIndex, _ step: Step) -> String? {
  let rest = ByteRange(start: index.table.range.start, end: step.statement.range.end)
  guard let quoted = step.quotation(rest) else { return nil }
  let unique = index.isUnique ? "UNIQUE " : ""
  let name = index.name.map { step.text($0.range) + " " } ?? ""
  return "CREATE \(unique)INDEX CONCURRENTLY \(name)ON \(quoted)"
}
