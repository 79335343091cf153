import SeededRandom
import Testing

@testable import SQLLexer

/// Invariant 1: tokens, trivia and the white space between them are the file, for any bytes. Goal: every way into the lexer
/// meets every byte; method: fragments that open and close things, shuffled, with bytes changed, from a fixed seed.
@Suite struct TilingTests {
  private static let fragments: [String] = [
    "SELECT ", "'", "''", "\"", "E'", "U&'", "u&\"", "b'", "x'", "n'", "$$", "$a$", "$1", "/*",
    "*/", "--", "\n",
    "\r\n", " ", ";", ":", "::", ":=", ":x", ":'x'", ":{?x}", "\\", "\\;", "\\gset", "\\.",
    "\n\\.\n",
    "COPY t FROM stdin;\n", "${", "${a}", "}", "{{", "}}", "{{ if x }}", "1", "0x", "1e", "1..2",
    ".", "_", "+", "-",
    "<=>", "@", "(", ")", "[", "]", ",", "é", "\u{FEFF}", "\0", "a", "json_object(",
    "\\copy x from stdin\n",
  ]

  @Test(arguments: [LexOptions.file, .body, [], .psql])
  func tokensTileAnyBytes(_ options: LexOptions) throws {
    var random = SplitMix64(seed: 42 + UInt64(options.rawValue))
    for _ in 0..<3000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<24, using: &random) {
        bytes += try #require(Self.fragments.randomElement(using: &random)).utf8
      }
      for _ in 0..<Int.random(in: 0..<3, using: &random) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      checkTiling(bytes, options)
    }
  }

  @Test func everyPairOfBytesTiles() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max { checkTiling([first, second], .file) }
    }
  }

  @Test func aPartIsLexedWithOffsetsOfTheWhole() {
    let bytes = Array("-- drop table t;".utf8)
    let tokens = lex(bytes, in: 3..<bytes.count).tokens
    #expect(tokens.map(\.start) == [3, 8, 14, 15])
  }

  private func checkTiling(_ bytes: [UInt8], _ options: LexOptions) {
    let lexed = lex(bytes, options: options)
    var position: UInt32 = 0
    for token in lexed.all {
      guard token.length > 0, token.start >= position,
        bytes[Int(position)..<Int(token.start)].allSatisfy(isSpace)
      else {
        Issue.record("token \(token) does not follow \(position) in \(bytes)")
        return
      }
      position = token.end
    }
    #expect(bytes[Int(position)...].allSatisfy(isSpace), "\(bytes)")
    #expect(lexed.errors.allSatisfy { $0.range.end <= UInt32(bytes.count) })
  }
}
