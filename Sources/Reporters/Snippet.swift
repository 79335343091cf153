import SQLLexer

/// Of a range over more lines, the first three and the last two are shown.
private let mostShownLines = 6
private let linesBeforeGap = 3
private let linesAfterGap = 2

/// Source lines with a gutter of line numbers and marks under a range.
struct Snippet {
  /// Columns of the widest line number.
  let gutterWidth: Int
  let style: Style

  private var padding: String { String(repeating: " ", count: gutterWidth) }

  /// A line of the gutter without source.
  var emptyLine: String { row(number: nil, "") }

  /// `  --> path:line:column`
  func header(path: String, _ position: SourceText.Position?) -> String {
    let place = position.map { ":\($0.line):\($0.column)" } ?? ""
    let arrow = style.paint("\(padding)-->", as: .gutter)
    return "\(arrow) \(displayable(path))\(place)\n"
  }

  /// `   = help: text`, further lines below the first one's text.
  func footnote(_ title: String, _ text: String) -> String {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { displayable(String(decoding: $0, as: UTF8.self)) }
    let sign = style.paint("\(padding) =", as: .gutter)
    var result = "\(sign) \(style.paint(title, as: .message)): \(lines[0])\n"
    let indentation = String(repeating: " ", count: gutterWidth + title.count + 5)
    for line in lines.dropFirst() {
      result += line.isEmpty ? "\n" : "\(indentation)\(line)\n"
    }
    return result
  }

  /// The lines of a range, with marks under what is in it.
  func lines(_ range: ByteRange, in source: SourceText, mark: Character, role: Style.Role) -> String
  {
    let end = min(Int(range.end), source.bytes.count)
    let start = min(Int(range.start), end)
    let first = source.line(at: start)
    // A range up to and with a line break ends in the line that the break ends.
    let last = max(first, source.line(at: end > start ? end - 1 : end))
    if first == last {
      return singleLine(start..<end, line: first, in: source, mark: mark, role: role)
    }
    return severalLines(start..<end, lines: first...last, in: source, mark: mark, role: role)
  }

  private func singleLine(
    _ range: Range<Int>, line: Int, in source: SourceText, mark: Character, role: Style.Role
  ) -> String {
    let shown = ShownLine(source.content(ofLine: line), marking: range, in: source)
    let marks = String(repeating: mark, count: max(1, shown.marked.count))
    let indentation = String(repeating: " ", count: shown.marked.lowerBound)
    return emptyLine + row(number: line, shown.text)
      + row(number: nil, indentation + style.paint(marks, as: role))
  }

  /// A bar on the left from the first line to the last, as rustc draws it.
  private func severalLines(
    _ range: Range<Int>, lines: ClosedRange<Int>, in source: SourceText, mark: Character,
    role: Style.Role
  ) -> String {
    let bar = style.paint("|", as: role)
    var result = emptyLine

    let firstContent = source.content(ofLine: lines.lowerBound)
    let start = min(max(range.lowerBound, firstContent.lowerBound), firstContent.upperBound)
    let first = ShownLine(firstContent, marking: start..<start, in: source)
    if source.isBlank(firstContent.lowerBound..<start) {
      result += row(number: lines.lowerBound, style.paint("/", as: role) + " " + first.text)
    } else {
      let line = String(repeating: "_", count: first.marked.lowerBound + 1)
      result += row(number: lines.lowerBound, "  " + first.text)
      result += row(number: nil, " " + style.paint("\(line)\(mark)", as: role))
    }

    let isGapped = lines.count > mostShownLines
    let gap = lines.lowerBound + linesBeforeGap
    var line = lines.lowerBound + 1
    while line < lines.upperBound {
      if isGapped, line == gap {
        let dots = "..." + String(repeating: " ", count: max(0, gutterWidth - 1))
        result += style.paint(dots, as: .gutter) + " " + bar + "\n"
        line = lines.upperBound - linesAfterGap + 1
        continue
      }
      let content = source.content(ofLine: line)
      let start = content.lowerBound
      let shown = ShownLine(content, marking: start..<start, in: source)
      result += row(number: line, shown.text.isEmpty ? bar : "\(bar) \(shown.text)")
      line += 1
    }

    let lastContent = source.content(ofLine: lines.upperBound)
    let end = max(lastContent.lowerBound, min(range.upperBound, lastContent.upperBound))
    let lastScalar = source.scalarStart(before: end, from: lastContent.lowerBound)
    let last = ShownLine(lastContent, marking: lastScalar..<end, in: source)
    let underline = String(repeating: "_", count: max(1, last.marked.upperBound))
    result += row(number: lines.upperBound, "\(bar) \(last.text)")
    result += row(number: nil, style.paint("|\(underline)\(mark)", as: role))
    return result
  }

  private func row(number: Int?, _ text: String) -> String {
    let digits = number.map { String($0) } ?? ""
    let blank = String(repeating: " ", count: gutterWidth - digits.count)
    let gutter = style.paint("\(digits)\(blank) |", as: .gutter)
    return text.isEmpty ? "\(gutter)\n" : "\(gutter) \(text)\n"
  }
}
