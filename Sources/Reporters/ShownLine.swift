/// A line of source is clipped to this many columns of a terminal.
private let longestShownLine = 120
/// So many columns are kept before a mark that is too far to the right.
private let contextBeforeMark = 40
/// No further from the mark than this many bytes a column are looked at.
private let mostBytesPerColumn = 4
private let tabWidth = 4

/// A line as a terminal shows it: tabs expanded, control characters as pictures, clipped around what is marked.
struct ShownLine {
  private(set) var text = ""
  /// The columns of `text`, from 0, that are marked; empty where the mark is a place between two characters.
  private(set) var marked = 0..<0

  /// - Parameters:
  ///   - content: the bytes of the line.
  ///   - range: the bytes to mark, of which only those in the line count.
  init(_ content: Range<Int>, marking range: Range<Int>, in source: SourceText) {
    let markStart = min(max(range.lowerBound, content.lowerBound), content.upperBound)
    let markEnd = min(max(range.upperBound, markStart), content.upperBound)
    if content.count <= longestShownLine, source.bytes[content].allSatisfy({ $0 &- 0x20 < 0x5F }) {
      // Most lines are short and plain: a column a byte.
      let last = source.bytes[content].lastIndex { $0 != 0x20 } ?? content.lowerBound - 1
      let shown = content.lowerBound..<max(last + 1, markEnd)
      text = String(decoding: source.bytes[shown], as: UTF8.self)
      marked = markStart - content.lowerBound..<markEnd - content.lowerBound
      return
    }
    let window = Window(content, around: markStart, in: source)
    if window.isCutBefore { text.append("…") }
    var column = window.isCutBefore ? 1 : 0
    var start: Int?
    var end: Int?
    for cell in window.cells {
      if start == nil, cell.offset >= markStart { start = column }
      if end == nil, cell.offset >= markEnd { end = column }
      if cell.scalar == "\t" {
        text.append(String(repeating: " ", count: cell.width))
      } else {
        text.unicodeScalars.append(cell.scalar)
      }
      column += cell.width
    }
    let lower = start ?? column
    marked = lower..<max(lower, end ?? column)
    // Blank space at the end of a line says nothing, unless it is marked.
    while !window.isCutAfter, column > marked.upperBound, text.utf8.last == 0x20 {
      text.removeLast()
      column -= 1
    }
    if window.isCutAfter { text.append("…") }
  }
}

/// The part of a line that is shown. Only bytes near the mark are looked at, however long the line is.
private struct Window {
  struct Cell {
    var offset: Int
    var scalar: Unicode.Scalar
    var width: Int
  }

  private(set) var cells: ArraySlice<Cell> = []
  private(set) var isCutBefore = false
  private(set) var isCutAfter = false

  init(_ content: Range<Int>, around mark: Int, in source: SourceText) {
    let reach = longestShownLine * mostBytesPerColumn
    let from = source.scalarStart(atOrAfter: max(content.lowerBound, mark - reach), before: mark)
    let until = min(content.upperBound, mark + reach)
    isCutBefore = from > content.lowerBound
    isCutAfter = until < content.upperBound

    var all: [Cell] = []
    var width = 0
    var widthBeforeMark = 0
    var offset = from
    let span = source.bytes.span
    while offset < until {
      if width - widthBeforeMark > longestShownLine {
        isCutAfter = true
        break
      }
      let decoded = decodeScalar(span, at: offset, end: content.upperBound)
      let scalar = decoded.scalar == "\t" ? decoded.scalar : displayed(decoded.scalar)
      let columns = scalar == "\t" ? tabWidth - width % tabWidth : displayWidth(scalar)
      if offset < mark { widthBeforeMark += columns }
      all.append(Cell(offset: offset, scalar: scalar, width: columns))
      width += columns
      offset += decoded.length
    }

    cells = all[...]
    if !isCutBefore, !isCutAfter, width <= longestShownLine { return }
    if isCutBefore || widthBeforeMark > longestShownLine - contextBeforeMark {
      isCutBefore = true
      while widthBeforeMark > contextBeforeMark {
        widthBeforeMark -= cells[cells.startIndex].width
        width -= cells[cells.startIndex].width
        cells.removeFirst()
      }
    }
    // Where something is cut, a column goes to the sign that says so.
    width += isCutBefore ? 1 : 0
    if isCutAfter || width > longestShownLine {
      isCutAfter = true
      while width > longestShownLine - 1, let last = cells.popLast() { width -= last.width }
    }
  }
}
