import Effects

/// A clause of what a file does.
package struct SummaryClause: Sendable, Equatable {
  package enum Weight: Int, Sendable, Comparable {
    /// Nobody notices.
    case quiet
    /// For a moment, or if things are as they may be.
    case notable
    /// It fails, blocks or loses.
    case grave

    package static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
  }
  package var weight: Weight
  package var text: String
}

extension PlannedFile {
  /// What the file does, the gravest first: "blocks writes of orders while it is read through".
  package var summary: [SummaryClause] {
    var summary = Summary(file: self)
    return summary.clauses()
  }
}

/// Puts what a file does into words.
private struct Summary {
  let file: PlannedFile
  private var found: [SummaryClause] = []
  /// Lanes of which something has been said.
  private var told: Set<Int> = []

  init(file: PlannedFile) { self.file = file }

  mutating func clauses() -> [SummaryClause] {
    guard !file.statements.isEmpty else {
      return [SummaryClause(weight: .quiet, text: "does nothing")]
    }
    failures()
    blocked()
    lost()
    brief()
    unblocked()
    unknown()
    if found.isEmpty { add(.quiet, "blocks nobody") }
    // Stable: what is of the same weight stays in order.
    return found.enumerated()
      .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
      .map(\.element)
  }

  private mutating func add(_ weight: SummaryClause.Weight, _ text: String) {
    let clause = SummaryClause(weight: weight, text: text)
    if !found.contains(clause) { found.append(clause) }
  }

  private mutating func failures() {
    for (index, statement) in file.statements.enumerated() {
      guard let failure = statement.failure else { continue }
      let fails = failure.needsRows ? "fails if there are rows" : "fails"
      add(.grave, "\(fails) at statement \(index + 1): \(failure.message) (\(failure.sqlstate))")
    }
  }

  private mutating func blocked() {
    let blockings = file.blockings
    for (index, statement) in file.statements.enumerated() where statement.isLong {
      var named: Set<String> = []
      for blocked in ["reads and writes", "writes"] {
        let lanes = blockings.filter { $0.statement == index && $0.mode.blocked == blocked }
          .map(\.lane)
        told.formUnion(lanes)
        // Who cannot read may not be able to write either.
        let names = lanes.map { shownName(file.lanes[$0].table ?? file.lanes[$0].relation) }.uniqued
          .filter { named.insert($0).inserted }
        guard !names.isEmpty else { continue }
        let work = statement.works(pronounFor: names.count == 1 ? names.first : nil)
        add(.grave, "blocks \(blocked) of \(list(names)) while \(work)")
      }
    }
  }

  private mutating func lost() {
    let lost = file.statements.filter { !$0.isRolledBack }.flatMap(\.destroys).uniqued
    if !lost.isEmpty { add(.grave, "loses \(list(lost.map(shownPart)))") }
    let reached = file.statements.flatMap(\.reaches).uniqued
    if !reached.isEmpty { add(.grave, "CASCADE takes \(list(reached.map(shownPart))) along") }
  }

  private mutating func brief() {
    for blocked in ["reads and writes", "writes"] {
      let lanes = file.lanes.indices.filter { place in
        let lane = file.lanes[place]
        guard !lane.isNew, !told.contains(place) else { return false }
        return lane.holds.map(\.mode).max()?.blocked == blocked
      }
      let names = lanes.map { shownName(file.lanes[$0].table ?? file.lanes[$0].relation) }.uniqued
      if !names.isEmpty { add(.notable, "blocks \(blocked) of \(list(names)) for a moment") }
    }
  }

  /// Work beside which others go on.
  private mutating func unblocked() {
    let blocking = Set(file.blockings.map(\.statement))
    for (index, statement) in file.statements.enumerated()
    where statement.isLong && !blocking.contains(index) {
      let changes = statement.work.contains { !$0.isOnNew && $0.kind == .change }
      let works = statement.works(pronounFor: nil)
      if changes {
        add(.notable, "writes of the same rows wait while \(works)")
      } else {
        add(.quiet, "while \(works), others go on")
      }
    }
  }

  private mutating func unknown() {
    let unknown = file.statements.filter { !$0.unknown.isEmpty && $0.failure == nil }
    for (what, statements) in [
      ("could not be analysed", unknown.filter { !$0.isAnalysed }),
      ("may do more than is known", unknown.filter(\.isAnalysed)),
    ] where !statements.isEmpty {
      add(.notable, "\(statements.count) statement\(statements.count == 1 ? "" : "s") \(what)")
    }
  }
}

extension PlannedStatement {
  /// "an index on orders is built and its rows are changed".
  ///
  /// - Parameter known: a relation that has just been named.
  package func works(pronounFor known: String?) -> String {
    var relations: [String] = []
    for work in work where !work.isOnNew && !relations.contains(work.relation) {
      relations.append(work.relation)
    }
    return list(
      relations.map { relation in
        let kinds = Set(work.lazy.filter { $0.relation == relation }.map(\.kind))
        let name = shownName(relation)
        return phrase(kinds, name: name == known ? nil : name)
      })
  }

  /// - Parameter name: nil for "it".
  private func phrase(_ kinds: Set<Effects.Work.Kind>, name: String?) -> String {
    let it = name ?? "it"
    if kinds.contains(.rewrite) { return "\(it) is rewritten" }
    var parts: [String] = []
    if kinds.contains(.scan) { parts.append("\(it) is read through") }
    if kinds.contains(.indexBuild) { parts.append("an index on \(it) is built") }
    if kinds.contains(.change) {
      parts.append(name.map { "rows of \($0) are changed" } ?? "its rows are changed")
    }
    return list(parts)
  }
}

/// A name as people say it: the schema public goes without saying.
package func shownName(_ name: String) -> String {
  name.hasPrefix("public.") ? String(name.dropFirst(7)) : name
}

/// A part with what it is: "column public.t.c".
package func shownPart(_ part: String) -> String {
  guard let schema = part.firstRange(of: " public.") else { return part }
  return part[..<schema.lowerBound] + " " + part[schema.upperBound...]
}

/// "a, b and c".
package func list(_ names: [String]) -> String {
  guard let last = names.last, names.count > 1 else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " and " + last
}

extension Sequence where Element: Hashable {
  /// Each once, in order.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
