import Diagnostics
import Reporters
import SQLLexer
import SeededRandom
import Testing

/// Any bytes and any range must be printable: nothing traps, no control character gets through, no line grows with its
/// source.
@Suite struct AnyInputTests {
  /// Pieces that are awkward alone and next to each other.
  private static let pieces: [[UInt8]] = [
    Array("a".utf8), Array("DROP".utf8), [0x20], [0x09], [0x0A], [0x0D], [0x0D, 0x0A], [0x00],
    [0x1B], [0x7F], Array("é".utf8), Array("日".utf8), Array("🦆".utf8), Array("\u{301}".utf8),
    Array("\u{202E}".utf8), Array("\u{200D}".utf8), [0x80], [0xC3], [0xE6, 0x97], [0xF0, 0x9F],
    [0xEF, 0xBB, 0xBF], [0xFF], Array(repeating: 0x62, count: 200),
    Array(repeating: 0x0A, count: 12),
  ]

  @Test(arguments: 0..<20) func anyBytesAndRanges(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1)
    for _ in 0..<20 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...30, using: &generator) {
        bytes += AnyInputTests.pieces.randomElement(using: &generator) ?? []
      }
      let findings = (0..<3).map { _ in
        let ends = [0, 0].map { _ in
          UInt32.random(in: 0...UInt32(bytes.count + 3), using: &generator)
        }
        let range = ByteRange(start: min(ends[0], ends[1]), end: max(ends[0], ends[1]))
        return Finding(
          rule: "r", severity: .error, range: range,
          message: String(decoding: bytes.prefix(40), as: UTF8.self),
          help: String(decoding: bytes.suffix(40), as: UTF8.self),
          related: [RelatedPlace(path: "a.sql", range: range, message: "m")])
      }
      let file = ReportedFile(
        path: "a.sql", bytes: bytes, transport: "t", statements: 1, unparsed: 0, findings: findings)
      for format in OutputFormat.allCases {
        let output = printed(file, as: format, summary: true)
        let controls = output.unicodeScalars.filter {
          $0.properties.generalCategory == .control && $0 != "\n"
        }
        #expect(controls.isEmpty, "seed \(seed), \(format), \(bytes)")
        if format == .text {
          let longest = output.split(separator: "\n").map(\.unicodeScalars.count).max() ?? 0
          #expect(longest < 1200, "seed \(seed), \(bytes)")
        }
      }
    }
  }
}
