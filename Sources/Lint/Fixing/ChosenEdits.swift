import Diagnostics
import SQLLexer

/// The edits of a file that go together: they do not touch, and those of one statement are of one rule.
struct ChosenEdits {
  private let bytes: [UInt8]
  private var edits: [(edit: Fix.Edit, rule: String)] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Returns: false where they do not go with those that were taken before.
  mutating func take(_ fix: Fix, of rule: String) -> Bool {
    for edit in fix.edits {
      let place = place(behind: edit.range)
      if place > 0, !goes(edit, rule, with: edits[place - 1]) { return false }
      if place < edits.count, !goes(edit, rule, with: edits[place]) { return false }
    }
    for edit in fix.edits { edits.insert((edit, rule), at: place(behind: edit.range)) }
    return true
  }

  /// What is put before a text stands before what takes its place.
  private func place(behind range: ByteRange) -> Int {
    edits.firstIndex {
      ($0.edit.range.start, $0.edit.range.end) > (range.start, range.end)
    } ?? edits.count
  }

  private func goes(
    _ edit: Fix.Edit, _ rule: String, with other: (edit: Fix.Edit, rule: String)
  ) -> Bool {
    let (range, taken) = (edit.range, other.edit.range)
    if range == taken, range.isEmpty {
      // What two findings want behind the same statement is written there one behind the other.
      return rule == other.rule && edit.text != other.edit.text && edit.text.contains(";")
    }
    let start = Int(min(range.end, taken.end))
    let end = Int(max(range.start, taken.start))
    if end <= start { return false }
    return rule == other.rule || bytes[start..<end].contains(UInt8(ascii: ";"))
  }

  /// The text with the edits in it.
  var text: [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for (edit, _) in edits {
      result += bytes[position..<Int(edit.range.start)]
      result += Array(edit.text.utf8)
      position = Int(edit.range.end)
    }
    return result + bytes[position...]
  }
}
