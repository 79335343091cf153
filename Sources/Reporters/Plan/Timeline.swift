import Effects
import Plan

/// The picture of the locks: statements from left to right in the boxes of their transactions, a lane for each
/// relation, a bar for each lock, coloured and sized by what it blocks, and what takes long inside of it.
struct Timeline {
  private let layout: TimelineLayout
  private let files: [PlannedFile]
  private let title: String
  /// Sets the ids of this picture apart from those of others on the same page.
  private let id: String

  /// - Parameter files: those without statements are left out.
  init(_ files: [PlannedFile], title: String, id: String, hasLegend: Bool) {
    self.files = files.filter { !$0.statements.isEmpty }
    self.title = title
    self.id = id
    layout = TimelineLayout(self.files, hasLegend: hasLegend)
  }

  /// - Parameter isAlone: it is a file of its own, and brings its colours along.
  func markup(isAlone: Bool) -> String {
    var svg = Markup()
    let size = "\(layout.width) \(layout.height)"
    svg.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "timeline", "role": "img",
        "viewBox": "0 0 \(size)", "width": "\(layout.width)", "height": "\(layout.height)",
        "aria-labelledby": "\(id)-title \(id)-desc",
      ]
    ) { svg in
      svg.element("title", ["id": "\(id)-title"], text: title)
      svg.element("desc", ["id": "\(id)-desc"], text: description)
      if isAlone { svg.raw("<style>\(timelineStyle)</style>") }
      svg.lineBreak()
      rect(&svg, "card", 1, 1, layout.width - 2, layout.height - 2, radius: 10)
      boxes(&svg)
      bands(&svg)
      lanes(&svg)
      numbers(&svg)
      timeouts(&svg)
      if layout.hasLegend { legend(&svg) }
    }
    return svg.text
  }

  /// What the picture shows, for those who do not see it.
  private var description: String {
    files.map { file in
      "\(fileName(file.path)) \(file.summary.map(\.text).joined(separator: "; "))."
    }.joined(separator: " ")
  }

  // MARK: - Frame

  private func boxes(_ svg: inout Markup) {
    if layout.hasFileNames {
      for box in layout.fileBoxes {
        let path = files[box.file].path
        let characters = Int(Double(box.width + 6) / TimelineLayout.characterWidth)
        svg.element("g") { svg in
          svg.tooltip([path] + files[box.file].summary.map(\.text))
          text(
            &svg, "file", box.x + box.width / 2, layout.headTop + 12, anchor: "middle",
            shortName(path, to: characters))
        }
      }
    }
    for box in layout.transactions {
      guard let place = box.transaction else { continue }
      svg.element("g") { svg in
        svg.tooltip([files[box.file].transactions[place].title])
        rect(
          &svg, "box", box.x, layout.boxTop, box.width, layout.boxBottom - layout.boxTop, radius: 6)
      }
    }
    svg.lineBreak()
  }

  /// The number with which a file begins, if its name is too long.
  private func shortName(_ path: String, to characters: Int) -> String {
    let name = displayable(fileName(path))
    if textWidth(name) <= characters { return name }
    let number = String(name.prefix { $0.isASCII && $0.isNumber })
    let isShort = !number.isEmpty && number.utf8.count <= max(characters, 4)
    return isShort ? number : clipped(name, to: max(characters, 4))
  }

  /// What a whole column is: a statement that takes long, that fails, or that is never reached.
  private func bands(_ svg: inout Markup) {
    for column in layout.columns {
      let statement = files[column.file].statements[column.statement]
      let kind: String
      if statement.failure != nil {
        kind = "failed"
      } else if !statement.isReached {
        kind = "unreached"
      } else if statement.isLong {
        kind = "long"
      } else {
        continue
      }
      rect(
        &svg, kind, column.x + 1, layout.rowsTop - 2, column.width - 2,
        layout.rowsBottom - layout.rowsTop + 4, radius: 3)
    }
    svg.lineBreak()
  }

  // MARK: - Lanes

  private func lanes(_ svg: inout Markup) {
    for (place, row) in layout.rows.enumerated() {
      let middle = layout.rowMiddle(place)
      let end = layout.fileBoxes.last.map { $0.x + $0.width } ?? 0
      line(&svg, "hair", TimelineLayout.margin + layout.labelWidth, middle, end, middle)
      svg.element("g") { svg in
        svg.tooltip([row.label])
        text(
          &svg, row.isNew ? "name new" : "name", TimelineLayout.margin + layout.labelWidth - 12,
          middle + 4, anchor: "end",
          clipped(displayable(row.label), to: TimelineLayout.longestLabel))
      }
      for (file, lane) in row.lanes {
        for hold in lane.segments(in: files[file].transactions) {
          bar(&svg, hold, lane, file: file, middle: middle)
        }
        works(&svg, lane, file: file, middle: middle)
      }
      svg.lineBreak()
    }
    if layout.rows.isEmpty {
      text(
        &svg, "name new", TimelineLayout.margin + layout.labelWidth - 12, layout.rowMiddle(0) + 4,
        anchor: "end",
        files.allSatisfy { $0.statements.allSatisfy(\.isAnalysed) } ? "no locks" : "unknown")
    }
  }

  private func bar(
    _ svg: inout Markup, _ hold: Lane.Hold, _ lane: Lane, file: Int, middle: Int
  ) {
    let first = layout.column(file, hold.statements.lowerBound)
    let last = layout.column(file, hold.statements.upperBound)
    let start = first.x + (hold.isInherited ? 0 : 3)
    let end = last.end - (hold.isOpen ? 0 : 3)
    let (kind, height) =
      lane.isNew
      ? ("none", 4)
      : hold.mode.blocksReads
        ? ("reads", TimelineLayout.barHeight)
        : hold.mode.blocksWrites ? ("writes", TimelineLayout.barHeight - 6) : ("none", 4)
    let numbers = hold.statements.map { $0 + 1 }
    let span =
      numbers.count == 1
      ? "statement \(numbers[0])" : "statements \(numbers[0]) to \(numbers[numbers.count - 1])"
    let waits = lane.isNew ? "nobody uses it yet" : hold.mode.blocked.map { "\($0) wait" }
    svg.element("g") { svg in
      svg.tooltip([
        "\(lane.label): \(hold.mode.name), \(span)", waits ?? "reads and writes go on",
      ])
      rect(&svg, kind, start, middle - height / 2, end - start, height, radius: min(5, height / 2))
    }
  }

  /// What takes long, in the bar of its relation.
  private func works(_ svg: inout Markup, _ lane: Lane, file: Int, middle: Int) {
    for (index, statement) in files[file].statements.enumerated() where statement.isReached {
      let works = statement.work.filter { $0.relation == lane.relation && !$0.isOnNew }
      guard !works.isEmpty, !lane.isNew else { continue }
      let column = layout.column(file, index)
      let label = pillLabel(Set(works.map(\.kind)))
      let width = Int(Double(label.utf8.count) * 6.2) + 14
      svg.element("g") { svg in
        svg.tooltip([statement.works(pronounFor: [])])
        rect(&svg, "pill", column.middle - width / 2, middle - 8, width, 16, radius: 8)
        text(&svg, "work", column.middle, middle + 4, anchor: "middle", label)
      }
    }
  }

  private func pillLabel(_ kinds: Set<Effects.Work.Kind>) -> String {
    if kinds.contains(.rewrite) { return "rewrite" }
    if kinds.contains(.change) { return "rows" }
    if kinds.contains(.indexBuild) { return kinds.contains(.scan) ? "scan, index" : "index" }
    return "scan"
  }

  // MARK: - Statements

  private func numbers(_ svg: inout Markup) {
    for column in layout.columns {
      let file = files[column.file]
      let statement = file.statements[column.statement]
      let previous = column.statement > 0 ? file.statements[column.statement - 1] : nil
      let notes = statement.notes(after: previous).map(\.text)
      let middle = layout.numberMiddle
      svg.element("g") { svg in
        svg.tooltip([clipped(statement.text, to: 300)] + notes)
        // The whole head of the column answers to the pointer.
        rect(&svg, "target", column.x, layout.boxTop, column.width, 36, radius: 0)
        if statement.failure != nil {
          cross(&svg, column.middle, middle)
        } else if !statement.isReached {
          text(&svg, "number faint", column.middle, middle + 4, anchor: "middle", "–")
        } else {
          let number = "\(column.statement + 1)\(statement.isAnalysed ? "" : "?")"
          let loses = !statement.destroys.isEmpty && !statement.isRolledBack
          let x = column.middle - (loses ? 8 : 0)
          text(&svg, "number", x, middle + 4, anchor: "middle", number)
          if loses { diamond(&svg, x + 9 + 4 * number.utf8.count, middle) }
        }
      }
    }
    svg.lineBreak()
  }

  /// Something fails.
  private func cross(_ svg: inout Markup, _ x: Int, _ y: Int) {
    svg.element("circle", ["class": "alarm", "cx": "\(x)", "cy": "\(y)", "r": "9"])
    svg.element(
      "path",
      [
        "class": "stroke",
        "d": "M\(x - 3) \(y - 3)L\(x + 3) \(y + 3)M\(x + 3) \(y - 3)L\(x - 3) \(y + 3)",
      ])
  }

  /// Data are lost.
  private func diamond(_ svg: inout Markup, _ x: Int, _ y: Int) {
    svg.element(
      "path", ["class": "alarm", "d": "M\(x) \(y - 5)L\(x + 5) \(y)L\(x) \(y + 5)L\(x - 5) \(y)Z"])
  }

  // MARK: - What is below

  /// The `lock_timeout` in force, where files set one.
  private func timeouts(_ svg: inout Markup) {
    guard layout.hasTimeouts else { return }
    let y = layout.rowsBottom + 18
    text(
      &svg, "track", TimelineLayout.margin + layout.labelWidth - 12, y, anchor: "end",
      "lock_timeout")
    for (place, column) in layout.columns.enumerated() {
      let value = files[column.file].statements[column.statement].lockTimeout
      let before = place > 0 ? layout.columns[place - 1] : nil
      let isSame =
        before?.file == column.file
        && before.map { files[$0.file].statements[$0.statement].lockTimeout } == value
      guard let value else { continue }
      let start = before.flatMap { isSame ? $0.end - 3 : nil } ?? column.x + 3
      line(&svg, "timeout", start, y + 5, column.end - 3, y + 5)
      if !isSame { text(&svg, "track", column.x + 4, y, anchor: "start", shownTimeout(value)) }
    }
    svg.lineBreak()
  }

  private func legend(_ svg: inout Markup) {
    var x = TimelineLayout.margin
    let y = layout.legendTop + 8
    func entry(_ label: String, width: Int, _ draw: (inout Markup, Int) -> Void) {
      draw(&svg, x)
      text(&svg, "legend", x + width + 8, y + 4, anchor: "start", label)
      x += width + 8 + Int(Double(label.utf8.count) * 6.4) + 22
    }
    entry("reads and writes wait", width: 26) { rect(&$0, "reads", $1, y - 9, 26, 18, radius: 5) }
    entry("writes wait", width: 26) { rect(&$0, "writes", $1, y - 7, 26, 14, radius: 5) }
    entry("nobody waits", width: 26) { rect(&$0, "none", $1, y - 2, 26, 4, radius: 2) }
    entry("fails", width: 18) { cross(&$0, $1 + 9, y) }
    entry("data are lost", width: 10) { diamond(&$0, $1 + 5, y) }
    text(
      &svg, "legend", TimelineLayout.margin, y + 30, anchor: "start",
      "A box is a transaction: its locks last until it ends. Wide columns last as long as the tables are large; "
        + "the others, a moment.")
  }

  // MARK: - Shapes

  private func rect(
    _ svg: inout Markup, _ kind: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int,
    radius: Int
  ) {
    svg.element(
      "rect",
      [
        "class": kind, "x": "\(x)", "y": "\(y)", "width": "\(width)", "height": "\(height)",
        "rx": radius > 0 ? "\(radius)" : "",
      ])
  }

  private func line(_ svg: inout Markup, _ kind: String, _ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int)
  {
    svg.element(
      "line", ["class": kind, "x1": "\(x1)", "y1": "\(y1)", "x2": "\(x2)", "y2": "\(y2)"])
  }

  private func text(
    _ svg: inout Markup, _ kind: String, _ x: Int, _ y: Int, anchor: String, _ content: String
  ) {
    svg.element(
      "text",
      ["class": kind, "x": "\(x)", "y": "\(y)", "text-anchor": anchor == "start" ? "" : anchor],
      text: content)
  }
}
