import Effects
import Plan

extension Effects.Work.Kind {
  /// As a noun.
  var label: String {
    switch self {
    case .rewrite: "rewrite"
    case .scan: "scan"
    case .indexBuild: "index build"
    case .change: "rows changed"
    }
  }

  /// With the name of its relation.
  func label(of relation: String) -> String {
    switch self {
    case .rewrite, .scan: "\(label) of \(relation)"
    case .indexBuild: "\(label) on \(relation)"
    case .change: "\(label) in \(relation)"
    }
  }

  /// In one letter.
  var letter: String {
    switch self {
    case .rewrite: "R"
    case .scan: "S"
    case .indexBuild: "I"
    case .change: "C"
    }
  }
}

/// What is said of a statement below it, in the formats that list statements.
struct StatementNote {
  enum Kind { case failure, loss, work, remark }
  var kind: Kind
  var text: String
}

extension PlannedStatement {
  /// - Parameter previous: the statement before it in the file.
  func notes(after previous: PlannedStatement?) -> [StatementNote] {
    var notes: [StatementNote] = []
    func note(_ kind: StatementNote.Kind, _ text: String) {
      notes.append(StatementNote(kind: kind, text: text))
    }
    if let failure {
      let fails = failure.needsRows ? "fails if there are rows" : "fails"
      note(.failure, "\(fails): \(failure.message) (\(failure.sqlstate))")
    }
    guard isReached else {
      note(.remark, "ignored: a statement of its transaction has failed")
      return notes
    }
    for work in work where !work.isOnNew {
      let reason = work.reason.map { ": \($0)" } ?? ""
      note(.work, "\(work.kind.label(of: shownName(work.relation)))\(reason)")
    }
    if !destroys.isEmpty { note(.loss, "loses \(list(destroys.map(shownPart)))") }
    if !reaches.isEmpty { note(.loss, "CASCADE takes \(list(reaches.map(shownPart))) along") }
    if skips { note(.remark, "nothing to do") }
    if isRolledBack { note(.remark, "rolled back") }
    if !unknown.isEmpty, failure == nil {
      note(.remark, isAnalysed ? "not known: \(list(unknown.map(\.rawValue)))" : "not analysed")
    }
    if lockTimeout != previous?.lockTimeout { note(.remark, timeout("lock_timeout", lockTimeout)) }
    if statementTimeout != previous?.statementTimeout {
      note(.remark, timeout("statement_timeout", statementTimeout))
    }
    return notes
  }

  private func timeout(_ name: String, _ value: String?) -> String {
    guard let value else { return "\(name) is the server's again" }
    return "from here on, \(name) is \(shownTimeout(value))"
  }
}

/// A timeout as people say it: a number alone counts milliseconds, and 0 is none.
func shownTimeout(_ value: String) -> String {
  guard let number = Int(value) else { return value }
  if number == 0 { return "off" }
  return number % 1000 == 0 ? "\(number / 1000)s" : "\(number)ms"
}

extension PlannedTransaction {
  /// What it is, in words.
  var title: String {
    let opened =
      switch opening {
      case .statement: "a statement on its own"
      case .block: "BEGIN"
      case .runner: isContinued ? "the transaction of the file before" : "the runner's transaction"
      }
    return switch end {
    case .commit: opened
    case .rollback: "\(opened), rolled back"
    case .failure: opened == "a statement on its own" ? opened : "\(opened), ends with an error"
    case .open: "\(opened), goes on in the next file"
    }
  }
}

extension ChecklistItem.State {
  /// What stands in the box.
  var mark: String {
    switch self {
    case .done: "x"
    case .open: " "
    case .unknown: "?"
    }
  }
}

extension PlannedFile {
  /// The relations that nobody waits for, by name.
  var newRelations: [String] {
    lanes.filter { $0.isNew && $0.table == nil }.map { shownName($0.relation) }
  }

  /// The lanes of relations that others use.
  var busyLanes: [Lane] { shownLanes.filter { !$0.isNew } }
}

extension Lane {
  /// The name, and of an index its table.
  var label: String {
    table.map { "\(shownName(relation)) on \(shownName($0))" } ?? shownName(relation)
  }
}
