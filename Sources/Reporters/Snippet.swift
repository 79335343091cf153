import SQLLexer

/// Of a range over more lines, the first three and the last two are shown.
private let mostShownLines = 6
private let linesBeforeGap = 3
private let linesAfterGap = 2

/// Source lines with a gutter of line numbers and marks under a range.
struct Snippet {
  let output: OutputBuffer
  /// Columns of the widest line number.
  let gutterWidth: Int
  let style: Style

  /// `  --> path:line:column`
  func writeHeader(path: String, _ position: SourceText.Position?) {
    write("-->", indentedBy: gutterWidth, as: .gutter)
    output.write(" ")
    output.write(displayable(path))
    if let position {
      output.write(":")
      output.write(number: position.line)
      output.write(":")
      output.write(number: position.column)
    }
    output.write("\n")
  }

  /// `   = help: text`, further lines below the first one's text.
  func writeFootnote(_ title: String, _ text: String) {
    write("=", indentedBy: gutterWidth + 1, as: .gutter)
    output.write(" ")
    output.write(style.paint(title, as: .message))
    output.write(": ")
    guard text.utf8.contains(0x0A) else {
      output.write(displayable(text))
      return output.write("\n")
    }
    var isFirst = true
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if !isFirst, !line.isEmpty { output.write(spaces: gutterWidth + title.utf8.count + 5) }
      output.write(displayable(String(decoding: line, as: UTF8.self)))
      output.write("\n")
      isFirst = false
    }
  }

  /// A line of the gutter without source.
  func writeEmptyLine() {
    writeGutter(nil)
    output.write("\n")
  }

  /// The lines of a range, with marks under what is in it.
  func writeLines(_ range: ByteRange, in source: SourceText, mark: Unicode.Scalar, role: Style.Role)
  {
    let end = min(Int(range.end), source.bytes.count)
    let start = min(Int(range.start), end)
    let first = source.line(at: start)
    // A range up to and with a line break ends in the line that the break ends.
    let last = max(first, source.line(at: end > start ? end - 1 : end))
    writeEmptyLine()
    if first == last {
      writeSingleLine(start..<end, line: first, in: source, mark: mark, role: role)
    } else {
      writeSeveralLines(start..<end, lines: first...last, in: source, mark: mark, role: role)
    }
  }

  private func writeSingleLine(
    _ range: Range<Int>, line: Int, in source: SourceText, mark: Unicode.Scalar, role: Style.Role
  ) {
    let shown = ShownLine(source.content(ofLine: line), marking: range, in: source)
    writeRow(number: line, bar: "", shown.text)
    writeGutter(nil)
    output.write(spaces: 1 + shown.marked.lowerBound)
    output.write(style.paint(repeated(mark, max(1, shown.marked.count)), as: role))
    output.write("\n")
  }

  /// A bar on the left from the first line to the last, as rustc draws it.
  private func writeSeveralLines(
    _ range: Range<Int>, lines: ClosedRange<Int>, in source: SourceText, mark: Unicode.Scalar,
    role: Style.Role
  ) {
    let bar = style.paint("|", as: role)

    let firstContent = source.content(ofLine: lines.lowerBound)
    let start = min(max(range.lowerBound, firstContent.lowerBound), firstContent.upperBound)
    let first = ShownLine(firstContent, marking: start..<start, in: source)
    if source.isBlank(firstContent.lowerBound..<start) {
      writeRow(number: lines.lowerBound, bar: style.paint("/", as: role), first.text)
    } else {
      writeRow(number: lines.lowerBound, bar: " ", first.text)
      let underline = repeated("_", first.marked.lowerBound + 1)
      writeRow(number: nil, bar: "", " " + style.paint(underline + repeated(mark, 1), as: role))
    }

    let isGapped = lines.count > mostShownLines
    let gap = lines.lowerBound + linesBeforeGap
    var line = lines.lowerBound + 1
    while line < lines.upperBound {
      if isGapped, line == gap {
        write("...", indentedBy: 0, as: .gutter)
        output.write(spaces: gutterWidth)
        output.write(bar)
        output.write("\n")
        line = lines.upperBound - linesAfterGap + 1
        continue
      }
      let content = source.content(ofLine: line)
      let start = content.lowerBound
      let shown = ShownLine(content, marking: start..<start, in: source)
      writeRow(number: line, bar: bar, shown.text)
      line += 1
    }

    let lastContent = source.content(ofLine: lines.upperBound)
    let end = max(lastContent.lowerBound, min(range.upperBound, lastContent.upperBound))
    let lastScalar = source.scalarStart(before: end, from: lastContent.lowerBound)
    let last = ShownLine(lastContent, marking: lastScalar..<end, in: source)
    writeRow(number: lines.upperBound, bar: bar, last.text)
    let underline = repeated("_", max(1, last.marked.upperBound))
    writeRow(number: nil, bar: "", style.paint("|" + underline + repeated(mark, 1), as: role))
  }

  /// A gutter, a bar or none, and a text or none.
  private func writeRow(number: Int?, bar: String, _ text: String) {
    writeGutter(number)
    for part in [bar, text] where !part.isEmpty {
      output.write(" ")
      output.write(part)
    }
    output.write("\n")
  }

  private func writeGutter(_ number: Int?) {
    let digits = number.map(String.init) ?? ""
    let blank = repeated(" ", gutterWidth - digits.utf8.count + 1)
    output.write(style.paint("\(digits)\(blank)|", as: .gutter))
  }

  private func write(_ text: String, indentedBy spaces: Int, as role: Style.Role) {
    output.write(style.paint(repeated(" ", spaces) + text, as: role))
  }
}

/// A row of one ASCII character; the standard library's own takes much longer.
private func repeated(_ character: Unicode.Scalar, _ count: Int) -> String {
  String(decoding: [UInt8](repeating: UInt8(ascii: character), count: count), as: UTF8.self)
}
