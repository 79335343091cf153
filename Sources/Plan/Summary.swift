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
  /// Of what relations are blocked for, so much is told.
  private static let mostWorks = 4

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
    /// The relations that are blocked, and in what, with everything that they are blocked for.
    var groups: [(blocked: String, names: [String], works: [String])] = []
    let blockings = file.blockings
    var next = 0
    for (index, statement) in file.statements.enumerated() where statement.isLong {
      let start = next
      while next < blockings.count, blockings[next].statement == index { next += 1 }
      var named: Set<String> = []
      for blocked in ["reads and writes", "writes"] {
        let lanes = blockings[start..<next].filter { $0.mode.blocked == blocked }.map(\.lane)
        told.formUnion(lanes)
        // Who cannot read may not be able to write either.
        let names = lanes.map { shownName(file.lanes[$0].table ?? file.lanes[$0].relation) }.uniqued
          .filter { named.insert($0).inserted }
        guard !names.isEmpty else { continue }
        let work = statement.works(pronounFor: names)
        if let place = groups.firstIndex(where: { $0.blocked == blocked && $0.names == names }) {
          groups[place].works.append(work)
        } else {
          groups.append((blocked, names, [work]))
        }
      }
    }
    for (blocked, names, works) in groups {
      let works = works.uniqued
      let rest = works.count - Summary.mostWorks
      let told = rest > 0 ? works.prefix(Summary.mostWorks) + ["\(rest) more are worked on"] : works
      add(.grave, "blocks \(blocked) of \(list(names)) while \(list(told))")
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
      let works = statement.works(pronounFor: [])
      if changes {
        add(.notable, "writes of the same rows wait while \(works)")
      } else {
        add(.quiet, "while \(works), others go on")
      }
    }
  }

  private mutating func unknown() {
    let unknown = file.statements.filter { !$0.unknown.isEmpty && $0.failure == nil }
    let kinds: [(SummaryClause.Weight, String, [PlannedStatement])] = [
      (.notable, "could not be analysed", unknown.filter { !$0.isAnalysed }),
      (.quiet, "may do more than is known", unknown.filter(\.isAnalysed)),
    ]
    for (weight, what, statements) in kinds where !statements.isEmpty {
      add(weight, "\(statements.count) statement\(statements.count == 1 ? "" : "s") \(what)")
    }
  }
}

extension PlannedStatement {
  /// "an index on orders is built and rows of it are changed".
  ///
  /// - Parameter known: relations that have just been named.
  package func works(pronounFor known: [String]) -> String {
    var kinds: [(relation: String, kinds: Set<Effects.Work.Kind>)] = []
    for work in work where !work.isOnNew {
      let name = shownName(work.relation)
      if let place = kinds.firstIndex(where: { $0.relation == name }) {
        kinds[place].kinds.insert(work.kind)
      } else {
        kinds.append((name, [work.kind]))
      }
    }
    // Relations to which the same happens share a clause.
    var clauses: [(relations: [String], kinds: Set<Effects.Work.Kind>)] = []
    for (relation, kinds) in kinds {
      if let place = clauses.firstIndex(where: { $0.kinds == kinds }) {
        clauses[place].relations.append(relation)
      } else {
        clauses.append(([relation], kinds))
      }
    }
    return list(
      clauses.map { relations, kinds in
        let isKnown = Set(relations) == Set(known)
        let isOne = relations.count == 1
        let subject = isKnown ? (isOne ? "it" : "they") : list(relations)
        let object = isKnown && !isOne ? "them" : subject
        return phrase(kinds, subject, object, verb: isOne ? "is" : "are")
      })
  }

  private func phrase(
    _ kinds: Set<Effects.Work.Kind>, _ subject: String, _ object: String, verb: String
  ) -> String {
    if kinds.contains(.rewrite) { return "\(subject) \(verb) rewritten" }
    var parts: [String] = []
    // Rows are read to be changed.
    if kinds.contains(.scan), !kinds.contains(.change) {
      parts.append("\(subject) \(verb) read through")
    }
    if kinds.contains(.indexBuild) {
      parts.append(
        verb == "is" ? "an index on \(object) is built" : "indexes on \(object) are built")
    }
    if kinds.contains(.change) { parts.append("rows of \(object) are changed") }
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
