import Diagnostics
import Effects
import Plan

/// For people at a terminal: of each file what it does to others, a chart of the locks, the statements; at the end the
/// checklist. Nothing is wider than the terminal.
struct PlanText {
  /// Fewer columns than this are not made use of.
  static let leastWidth = 50
  /// Of a statement in the chart.
  private static let cellWidth = 3
  private static let longestName = 32

  let style: Style
  let width: Int
  let output: OutputBuffer

  init(style: Style, width: Int, output: OutputBuffer) {
    self.style = style
    self.width = max(width, PlanText.leastWidth)
    self.output = output
  }

  func write(_ plan: MigrationPlan) {
    for file in plan.files {
      line(style.paint(clipped(displayable(file.path), to: width), as: .message))
      if let description = file.description, !description.isEmpty {
        paragraph(description, indent: 2, as: .faint)
      }
      for clause in file.summary { paragraph(clause.text, indent: 2, as: clause.weight.role) }
      line("")
      chart(file)
      statements(file)
      line("")
    }
    legend(plan)
    checklist(plan)
  }

  // MARK: - The chart

  /// Relations and the locks on them, statement by statement; more statements than fit stand in a chart below.
  private func chart(_ file: PlannedFile) {
    let lanes = file.busyLanes
    if !lanes.isEmpty {
      let longest = lanes.map { textWidth(displayable($0.label)) }.max() ?? 0
      let nameWidth = min(longest, PlanText.longestName, width / 2)
      var from = 0
      while from < file.statements.count {
        let to = self.end(of: file, from: from, columns: width - nameWidth - 3)
        header(file, from..<to, indent: nameWidth + 3)
        for lane in lanes
        where from == 0 || (from..<to).contains(where: { lane.mode(at: $0) != nil }) {
          let name = clipped(displayable(lane.label), to: nameWidth)
          line("  " + padded(name, to: nameWidth) + " " + row(lane, file, from..<to))
        }
        from = to
      }
      line("")
    }
    let new = file.newRelations
    if !new.isEmpty {
      paragraph("new, so that nobody waits: \(new.joined(separator: ", "))", indent: 2, as: .faint)
      line("")
    }
  }

  /// The index behind the last statement that fits.
  private func end(of file: PlannedFile, from start: Int, columns: Int) -> Int {
    var used = 0
    var end = start
    while end < file.statements.count {
      used += PlanText.cellWidth + (end > start && begins(file, end) ? 1 : 0)
      guard used <= columns || end == start else { break }
      end += 1
    }
    return end
  }

  /// A transaction begins with the statement.
  private func begins(_ file: PlannedFile, _ statement: Int) -> Bool {
    statement > 0
      && file.statements[statement].transaction != file.statements[statement - 1].transaction
  }

  private func header(_ file: PlannedFile, _ range: Range<Int>, indent: Int) {
    var text = String(repeating: " ", count: indent)
    for index in range {
      if index > range.lowerBound, begins(file, index) { text += style.paint("│", as: .faint) }
      let number = String(index + 1)
      let cell = padded(number.utf8.count < 3 ? " \(number)" : number, to: PlanText.cellWidth)
      let fails = file.statements[index].failure != nil
      text += style.paint(
        fails ? String(cell.dropLast()) + "✗" : cell, as: fails ? .severity(.error) : .faint)
    }
    line(text)
  }

  private func row(_ lane: Lane, _ file: PlannedFile, _ range: Range<Int>) -> String {
    var text = ""
    for index in range {
      if index > range.lowerBound, begins(file, index) { text += style.paint("│", as: .faint) }
      text += cell(lane, file.statements[index], lane.mode(at: index))
    }
    return text
  }

  private func cell(_ lane: Lane, _ statement: PlannedStatement, _ mode: LockMode?) -> String {
    guard let mode else { return style.paint(" · ", as: .faint) }
    let (bar, role): (String, Style.Role) =
      switch mode.blocked {
      case "reads and writes": ("█", .blocksReads)
      case "writes": ("▄", .blocksWrites)
      default: ("─", .blocksNeither)
      }
    let letter =
      statement.work.first { $0.relation == lane.relation && !$0.isOnNew }?.kind.letter ?? bar
    return style.paint(bar, as: role)
      + style.paint(letter, as: letter == bar ? role : .message) + style.paint(bar, as: role)
  }

  // MARK: - The statements

  private func statements(_ file: PlannedFile) {
    let digits = String(file.statements.count).utf8.count
    for (place, transaction) in file.transactions.enumerated() {
      if transaction.opening != .statement || transaction.end != .commit,
        transaction.statements.count > 1 || transaction.opening != .statement
      {
        line("  " + style.paint("┌ \(transaction.title)", as: .faint))
      }
      let isFramed = transaction.opening != .statement
      for index in file.transactions[place].statements {
        let frame = isFramed ? style.paint("│ ", as: .faint) : "  "
        statement(file, index, frame: frame, digits: digits)
      }
      if isFramed { line("  " + style.paint("└", as: .faint)) }
    }
  }

  private func statement(_ file: PlannedFile, _ index: Int, frame: String, digits: Int) {
    let statement = file.statements[index]
    let number = String(index + 1)
    let space = String(repeating: " ", count: digits - number.utf8.count)
    let room = width - 6 - digits
    let text = clipped(displayable(statement.text), to: room)
    let shown = statement.isReached ? text : style.paint(text, as: .faint)
    line("  \(frame)\(space)\(style.paint(number, as: .gutter))  \(shown)")
    for note in statement.notes(after: index > 0 ? file.statements[index - 1] : nil) {
      for part in wrapped(displayable(note.text), to: room - 2) {
        let indent = String(repeating: " ", count: digits + 4)
        line("  \(frame)\(indent)\(style.paint(part, as: note.kind.role))")
      }
    }
  }

  // MARK: - What all have in common

  private func legend(_ plan: MigrationPlan) {
    guard plan.files.contains(where: { !$0.busyLanes.isEmpty }) else { return }
    let bars: [(String, String, Style.Role)] = [
      ("███", "reads and writes wait", .blocksReads), ("▄▄▄", "writes wait", .blocksWrites),
      ("───", "neither", .blocksNeither),
    ]
    let entries = bars.map { "\(style.paint($0.0, as: $0.2)) \(style.paint($0.1, as: .faint))" }
    let columns = bars.reduce(-1) { $0 + textWidth($1.0) + textWidth($1.1) + 4 }
    if columns <= width {
      line("  " + entries.joined(separator: "   "))
    } else {
      for entry in entries { line("  " + entry) }
    }
    paragraph(
      "R rewrite · S scan · I index build · C rows changed · ✗ fails",
      indent: 2, as: .faint)
    line("")
  }

  private func checklist(_ plan: MigrationPlan) {
    line(style.paint("Before it runs on PostgreSQL \(plan.version)", as: .message))
    for item in plan.checklist {
      let role: Style.Role =
        switch item.state {
        case .done: .note
        case .open: .severity(.error)
        case .unknown: .faint
        }
      let lines = wrapped(displayable(item.title), to: width - 6)
      line("  \(style.paint("[\(item.state.mark)]", as: role)) \(lines.first ?? "")")
      for rest in lines.dropFirst() { line("      \(rest)") }
      for note in item.notes { paragraph(note, indent: 6, as: .faint) }
    }
    line("")
    paragraph(
      "[x] the files prove it · [ ] to be done · [?] the files cannot tell", indent: 2, as: .faint)
  }

  private func paragraph(_ text: String, indent: Int, as role: Style.Role?) {
    for (place, part) in wrapped(displayable(text), to: width - indent - 2).enumerated() {
      let painted = role.map { style.paint(part, as: $0) } ?? part
      line(String(repeating: " ", count: indent + (place > 0 ? 2 : 0)) + painted)
    }
  }

  private func line(_ text: String) {
    output.write(text)
    output.write("\n")
  }
}

extension SummaryClause.Weight {
  fileprivate var role: Style.Role? {
    switch self {
    case .grave: .severity(.error)
    case .notable: .severity(.warning)
    case .quiet: nil
    }
  }
}

extension StatementNote.Kind {
  fileprivate var role: Style.Role {
    switch self {
    case .failure, .loss: .severity(.error)
    case .work: .severity(.warning)
    case .remark: .faint
    }
  }
}
