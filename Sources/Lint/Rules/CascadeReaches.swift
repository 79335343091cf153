import Catalog
import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/cascade-reaches.md.
struct CascadeReaches: Rule {
  static let info = RuleInfo(
    id: "cascade-reaches", category: .dataLoss,
    summary: "CASCADE takes along what these migrations have made, by name",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, let cascade = step.statement.cascade else { return }
    let reached = step.reachedByCascade(of: { !step.isDroppedLater($0) })
    guard !reached.isEmpty else { return }
    let verb = if case .truncate = step.statement.tree { "empties" } else { "drops" }
    findings.report(
      "CASCADE also \(verb) \(list(reached))", at: cascade,
      help: "leave CASCADE out, and drop each by its name; or "
        + approval(of: CascadeReaches.info))
  }
}

extension Step {
  /// What CASCADE takes along, as far as the files tell; not what nobody else uses.
  ///
  /// - Parameter isWanted: the others are left out.
  func reachedByCascade(of isWanted: (Dropped) -> Bool = { _ in true }) -> [String] {
    guard case .truncate(let truncate) = statement.tree else {
      let reached = effects.drops.filter { $0.isReached && !$0.isPrivate && isWanted($0) }
      // The indexes of tables go without saying.
      let hasTables = reached.contains { $0.holdsData }
      let listed = reached.filter { !hasTables || $0.kind != "index" }
      return (listed.filter(\.holdsData) + listed.filter { !$0.holdsData })
        .map { "\($0.kind) \($0.label)" }
    }
    let named = Set(truncate.tables.compactMap { relation($0)?.id })
    return effects.locks.map(\.relation)
      .filter { $0.kind.isTable && $0.isShared && !named.contains($0.id) }
      .map { "table \($0.label)" }
  }
}

extension Step {
  /// A later statement of the migration drops the table that it is a part of.
  fileprivate func isDroppedLater(_ part: Dropped) -> Bool {
    guard let dot = part.name.lastIndex(of: ".") else { return false }
    let owner = shortLabel(String(part.name[..<dot]))
    return isFollowed { statement in
      guard case .drop(let drop) = statement.tree, drop.object == .table else { return false }
      return drop.names.contains { shortLabel($0.description) == owner }
    }
  }
}

extension Statement {
  /// The first CASCADE of a DROP, ALTER TABLE or TRUNCATE.
  fileprivate var cascade: ByteRange? {
    switch tree {
    case .drop(let drop): drop.behavior.cascadeRange
    case .truncate(let truncate): truncate.behavior.cascadeRange
    case .alterTable(let alter): alter.commands.lazy.compactMap(\.behavior.cascadeRange).first
    default: nil
    }
  }
}

extension Dropped {
  /// As most people would write it.
  fileprivate var label: String { shortLabel(name) }
}
