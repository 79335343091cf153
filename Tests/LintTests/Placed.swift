import Diagnostics
import Lint
import SQLLexer
import Testing

/// A finding by line and column, so that texts of different length can be compared.
struct Placed: Equatable, CustomTestStringConvertible {
  struct Place: Equatable, Comparable {
    /// From 0.
    var line: Int
    /// From 0, in code points.
    var column: Int

    static func < (left: Place, right: Place) -> Bool {
      (left.line, left.column) < (right.line, right.column)
    }
  }
  var rule: String
  var severity: Severity
  var section: SectionKind
  var start: Place
  var end: Place
  var message: String
  var help: String
  var approval: String?

  var testDescription: String { "\(start.line + 1):\(start.column + 1) \(rule): \(message)" }
}

extension FileReport {
  /// Its findings with their places.
  var placed: [Placed] {
    let lines = LineStarts(bytes)
    return findings.map {
      Placed(
        rule: $0.rule, severity: $0.severity, section: $0.section,
        start: lines.place(of: $0.range.start),
        end: lines.place(of: $0.range.end), message: $0.message, help: $0.help ?? "",
        approval: $0.approval)
    }
  }
}

struct LineStarts {
  private let bytes: [UInt8]
  private var starts = [0]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(index + 1)
    }
  }

  func place(of offset: UInt32) -> Placed.Place {
    let line = starts.lastIndex { $0 <= Int(offset) } ?? 0
    let before = String(decoding: bytes[starts[line]..<Int(offset)], as: UTF8.self)
    return Placed.Place(line: line, column: before.unicodeScalars.count)
  }
}
