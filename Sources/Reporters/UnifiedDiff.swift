/// Lines that stand around a change.
private let contextLines = 3

/// Prints how a file changes, as `diff -u` does, for people and for `patch -p0`.
///
/// - Parameter old: nil for a new file.
package func reportDiff(
  of path: String, from old: [UInt8]?, to new: [UInt8], style: Style, to output: OutputBuffer
) {
  let (before, after) = (lines(of: old ?? []), lines(of: new))
  output.write(style.paint("--- \(old == nil ? "/dev/null" : path)", as: .message) + "\n")
  output.write(style.paint("+++ \(path)", as: .message) + "\n")
  for hunk in hunks(changes(before, after)) {
    write(hunk, before, after, style: style, to: output)
  }
}

/// Lines that go, and lines that come in their place.
private struct Change {
  var old: Range<Int>
  var new: Range<Int>
}

/// With their line breaks.
private func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
  var lines: [ArraySlice<UInt8>] = []
  var rest = bytes[...]
  while let first = rest.indices.first {
    let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
    lines.append(rest[first..<end])
    rest = rest[end...]
  }
  return lines
}

/// The shortest way from one list of lines to the other.
private func changes(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Change] {
  let start = zip(old, new).prefix { $0 == $1 }.count
  let limit = min(old.count, new.count) - start
  let end = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
  let (oldEnd, newEnd) = (old.count - min(end, limit), new.count - min(end, limit))
  let difference = Array(new[start..<newEnd]).difference(from: Array(old[start..<oldEnd]))
  var removed = Set<Int>()
  var inserted = Set<Int>()
  for change in difference {
    switch change {
    case .remove(let offset, _, _): removed.insert(start + offset)
    case .insert(let offset, _, _): inserted.insert(start + offset)
    }
  }
  var changes: [Change] = []
  var (left, right) = (start, start)
  while left < oldEnd || right < newEnd {
    let (oldStart, newStart) = (left, right)
    while removed.contains(left) { left += 1 }
    while inserted.contains(right) { right += 1 }
    if left > oldStart || right > newStart {
      changes.append(Change(old: oldStart..<left, new: newStart..<right))
    } else {
      left += 1
      right += 1
    }
  }
  return changes
}

/// Changes whose context meets stand together.
private func hunks(_ changes: [Change]) -> [[Change]] {
  var hunks: [[Change]] = []
  for change in changes {
    if let last = hunks.last?.last,
      change.old.lowerBound - last.old.upperBound <= 2 * contextLines
    {
      hunks[hunks.count - 1].append(change)
    } else {
      hunks.append([change])
    }
  }
  return hunks
}

private func write(
  _ hunk: [Change], _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>], style: Style,
  to output: OutputBuffer
) {
  guard let first = hunk.first, let last = hunk.last else { return }
  let lead = min(contextLines, first.old.lowerBound)
  let tail = min(contextLines, old.count - last.old.upperBound)
  let oldRange = first.old.lowerBound - lead..<last.old.upperBound + tail
  let newRange = first.new.lowerBound - lead..<last.new.upperBound + tail
  output.write(
    style.paint("@@ -\(numbers(oldRange)) +\(numbers(newRange)) @@", as: .gutter) + "\n")
  var position = oldRange.lowerBound
  for change in hunk {
    for line in old[position..<change.old.lowerBound] { write(" ", line, nil, style, to: output) }
    for line in old[change.old] { write("-", line, .removed, style, to: output) }
    for line in new[change.new] { write("+", line, .added, style, to: output) }
    position = change.old.upperBound
  }
  for line in old[position..<oldRange.upperBound] { write(" ", line, nil, style, to: output) }
}

/// The first line, from 1, and how many there are.
private func numbers(_ range: Range<Int>) -> String {
  let first = range.isEmpty ? range.lowerBound : range.lowerBound + 1
  return range.count == 1 ? "\(first)" : "\(first),\(range.count)"
}

private func write(
  _ sign: String, _ line: ArraySlice<UInt8>, _ role: Style.Role?, _ style: Style,
  to output: OutputBuffer
) {
  let isWhole = line.last == UInt8(ascii: "\n")
  let text = sign + String(decoding: isWhole ? line.dropLast() : line, as: UTF8.self)
  output.write((role.map { style.paint(text, as: $0) } ?? text) + "\n")
  if !isWhole { output.write("\\ No newline at end of file\n") }
}
