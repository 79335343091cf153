import Catalog
import Diagnostics
import Effects
import Migrations
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
    let reached = step.reachedByCascade(of: { !step.isDroppedByName($0) && !step.isMadeAgain($0) })
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
  /// Another statement of the section names it, or the table or column that it goes with, in order to drop it.
  fileprivate func isDroppedByName(_ reached: Dropped) -> Bool {
    let parts = reached.name.split(separator: ".")
    let owner = shortLabel(parts.dropLast().joined(separator: "."))
    return section.syntax.statements.contains { statement in
      statement.range != self.statement.range && statement.drops(reached, of: owner)
    } || isFollowed { $0.drops(reached, of: owner) }
  }

  /// A later statement of the section makes it again, and no data are lost.
  fileprivate func isMadeAgain(_ reached: Dropped) -> Bool {
    !reached.holdsData
      && isFollowed { later in
        ObjectEvents(later).made.contains { made in
          let owner = made.owner.map { shortLabel($0.description) + "." } ?? ""
          return owner + shortLabel(made.name.description) == reached.label
        }
      }
  }
}

extension Statement {
  /// - Parameter owner: the table, if it is part of one.
  fileprivate func drops(_ reached: Dropped, of owner: String) -> Bool {
    switch tree {
    case .drop(let drop):
      if let table = drop.table {
        return shortLabel(table.description) == owner
          && drop.names.contains { "\(owner).\($0.name.text)" == reached.label }
      }
      return drop.names.contains { name in
        let label = shortLabel(name.description)
        return label == reached.label || drop.object == .table && label == owner
      }
    case .alterTable(let alter):
      guard shortLabel(alter.name.description) == owner else { return false }
      return alter.commands.contains { command in
        guard let name = command.name?.text else { return false }
        switch command.kind {
        case .dropColumn: return reached.columns.contains(name) || reached.isPart(name, of: owner)
        case .dropConstraint: return reached.isPart(name, of: owner)
        // Of a sequence: who says what becomes of the column knows that it loses its values.
        case .dropNotNull, .columnDefault:
          return reached.kind.hasPrefix("default") && reached.isPart(name, of: owner)
        default: return false
        }
      }
    default: return false
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

  fileprivate func isPart(_ part: String, of owner: String) -> Bool { label == "\(owner).\(part)" }
}
