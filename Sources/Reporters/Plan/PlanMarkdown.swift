import Effects
import Plan

/// A comment on GitHub holds so many characters.
private let longestComment = 65_536

/// For a comment at a pull request. What does not fit is left out, the least important first: the charts of the files
/// that hurt least, then the lists of statements, at last the files behind the first ones.
func planMarkdown(_ plan: MigrationPlan) -> String {
  for detail in PlanMarkdown.Detail.allCases {
    let text = PlanMarkdown(plan: plan, detail: detail, fileLimit: plan.files.count).text
    if text.unicodeScalars.count <= longestComment { return text }
  }
  // Half of the files, a quarter, …: the head and the checklist alone are short.
  var limit = plan.files.count / 2
  while true {
    let text = PlanMarkdown(plan: plan, detail: .summary, fileLimit: limit).text
    if text.unicodeScalars.count <= longestComment || limit == 0 { return text }
    limit /= 2
  }
}

private struct PlanMarkdown {
  /// How much is told, the most first.
  enum Detail: Int, CaseIterable, Comparable {
    case all
    /// No charts and statements of files that nobody notices.
    case noisy
    /// Charts, but no statements.
    case charts
    /// A line for each file.
    case summary

    static func < (left: Detail, right: Detail) -> Bool { left.rawValue < right.rawValue }
  }
  /// So many statements stand side by side in a table.
  private static let widestTable = 8
  private static let longestName = 80
  private static let longestStatement = 160
  private static let mostNotes = 12

  let plan: MigrationPlan
  let detail: Detail
  let fileLimit: Int

  var text: String {
    var text = "## What happens on PostgreSQL \(plan.version)\n\n"
    for file in plan.files.prefix(fileLimit) { text += summary(file) }
    text += "\n"
    let hidden = plan.files.count - fileLimit
    if hidden > 0 { text += "_\(hidden) more files are left out here._\n\n" }
    text += checklist
    if detail < .summary {
      for file in plan.files where detail < .noisy || file.isNoticed { text += section(file) }
      text += legend
    }
    if detail > .all {
      text += "\n_The rest is left out: a comment holds \(longestComment) characters. "
      text += "`whimbrel plan --output-format html` shows all of it._\n"
    }
    return text
  }

  private func summary(_ file: PlannedFile) -> String {
    let clauses = file.summary.map { clause in
      let text = escapedMarkdown(clipped(displayable(clause.text), to: 400))
      return clause.weight == .grave ? "**\(text)**" : text
    }
    let shown = detail == .summary ? clauses.prefix(3) : clauses[...]
    return "- \(code(name(file))) \(shown.joined(separator: "; "))\n"
  }

  private func name(_ file: PlannedFile) -> String {
    clipped(displayable(fileName(file.path)), to: PlanMarkdown.longestName)
  }

  // MARK: - A file

  private func section(_ file: PlannedFile) -> String {
    guard !file.statements.isEmpty else { return "" }
    var text = "\n<details><summary>\(escapedMarkup(name(file)))</summary>\n\n"
    for range in tables(file) { text += chart(file, range) }
    let new = file.newRelations
    if !new.isEmpty {
      let names = new.prefix(20).map { code(clipped($0, to: PlanMarkdown.longestName)) }
      text += "New, so that nobody waits: \(names.joined(separator: ", "))\n\n"
    }
    if detail < .charts {
      for (index, statement) in file.statements.enumerated() {
        let shown = clipped(displayable(statement.text), to: PlanMarkdown.longestStatement)
        text += "\(index + 1). \(code(shown))\n"
        let previous = index > 0 ? file.statements[index - 1] : nil
        for note in statement.notes(after: previous) {
          text += "   - \(escapedMarkdown(clipped(displayable(note.text), to: 400)))\n"
        }
      }
      text += "\n"
    }
    return text + "</details>\n"
  }

  /// The statements of each table: a transaction of several has one of its own, those that are one statement each share
  /// one.
  private func tables(_ file: PlannedFile) -> [Range<Int>] {
    var tables: [Range<Int>] = []
    var isShared = false
    for transaction in file.transactions {
      let isSingle = transaction.statements.count == 1
      if let last = tables.last, isShared, isSingle, last.count < PlanMarkdown.widestTable {
        tables[tables.count - 1] = last.lowerBound..<transaction.statements.upperBound
        continue
      }
      isShared = isSingle
      var start = transaction.statements.lowerBound
      while start < transaction.statements.upperBound {
        let end = min(start + PlanMarkdown.widestTable, transaction.statements.upperBound)
        tables.append(start..<end)
        start = end
      }
    }
    return tables
  }

  /// Relations and the locks on them, statement by statement.
  private func chart(_ file: PlannedFile, _ range: Range<Int>) -> String {
    let lanes = file.busyLanes.filter { lane in range.contains { lane.mode(at: $0) != nil } }
    guard !lanes.isEmpty else { return "" }
    let numbers = range.map { index in
      file.statements[index].failure == nil ? "\(index + 1)" : "\(index + 1) ❌"
    }
    var text = "| relation | \(numbers.joined(separator: " | ")) |\n"
    text += "|---|\(String(repeating: ":---:|", count: range.count))\n"
    for lane in lanes {
      let cells = range.map { cell(lane, file.statements[$0], at: $0) }
      let label = code(
        clipped(displayable(lane.label), to: PlanMarkdown.longestName), inTable: true)
      text += "| \(label) | \(cells.joined(separator: " | ")) |\n"
    }
    return text + "\n"
  }

  private func cell(_ lane: Lane, _ statement: PlannedStatement, at index: Int) -> String {
    guard let mode = lane.mode(at: index) else { return "" }
    let kinds = statement.work.filter { $0.relation == lane.relation && !$0.isOnNew }
      .map(\.kind.label)
    let square = mode.blocksReads ? "🟪" : mode.blocksWrites ? "🟨" : "⬜"
    return ([square] + kinds).joined(separator: " ")
  }

  private var legend: String {
    "\n🟪 reads and writes wait · 🟨 writes wait · ⬜ neither · ❌ fails. "
      + "A lock is kept until its transaction ends.\n"
  }

  // MARK: - The checklist

  private var checklist: String {
    var text = "### Before it runs\n\n"
    for item in plan.checklist {
      let question = item.state == .unknown ? " _(the files cannot tell)_" : ""
      text += "- [\(item.state == .done ? "x" : " ")] \(escapedMarkdown(item.title))\(question)\n"
      for note in item.notes.prefix(PlanMarkdown.mostNotes) {
        text += "  - \(escapedMarkdown(clipped(displayable(note), to: 400)))\n"
      }
      if item.notes.count > PlanMarkdown.mostNotes {
        text += "  - and \(item.notes.count - PlanMarkdown.mostNotes) more\n"
      }
    }
    return text
  }
}

extension PlannedFile {
  /// It does something that somebody may notice.
  fileprivate var isNoticed: Bool { summary.contains { $0.weight > .quiet } }
}

/// A text that means nothing in Markdown, also in the cell of a table; mentions and references do not reach anybody.
private func escapedMarkdown(_ text: String) -> String {
  var escaped = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if let entity = markupEntity(scalar) {
      escaped.append(contentsOf: entity.unicodeScalars)
      continue
    }
    switch scalar {
    case "@", "#":
      escaped.append(scalar)
      // A word joiner: GitHub sees no mention then, and people no difference.
      escaped.append("\u{2060}")
    case "\\", "`", "*", "_", "[", "]", "|", "~", "$":
      escaped.append("\\")
      escaped.append(scalar)
    default: escaped.append(scalar)
    }
  }
  return String(escaped)
}

/// A text as code: between more backticks than stand in it.
///
/// - Parameter inTable: a bar ends a cell, even in code.
private func code(_ text: String, inTable: Bool = false) -> String {
  var longest = 0
  var run = 0
  for byte in text.utf8 {
    run = byte == UInt8(ascii: "`") ? run + 1 : 0
    longest = max(longest, run)
  }
  let fence = String(repeating: "`", count: longest + 1)
  let isEdged = text.utf8.first == UInt8(ascii: "`") || text.utf8.last == UInt8(ascii: "`")
  let content =
    inTable
    ? text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") : text
  return isEdged || text.isEmpty ? "\(fence) \(content) \(fence)" : "\(fence)\(content)\(fence)"
}
