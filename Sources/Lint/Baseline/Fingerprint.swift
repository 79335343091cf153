package import Diagnostics
package import Migrations
import SQLLexer
import SQLSyntax

/// What stays of a finding's place while lines come and go above it: the words of its statement, whatever stands between
/// them and however key words and names are capitalised. Of a finding outside of all statements, the words of its range.
package struct Fingerprint: Hashable, Comparable, Sendable {
  /// FNV-1a of 64 bits.
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  package init(of finding: Finding, in migration: Migration) {
    guard let place = migration.statement(of: finding) else {
      for word in migration.bytes[finding.range.indices].split(whereSeparator: isSpace) {
        add(word)
      }
      return
    }
    for token in lex(place.bytes, in: place.range.indices).tokens {
      let text = place.bytes[token.range.indices]
      if token.kind == .keyword || token.kind == .identifier {
        add(text.lazy.map(lowercased))
      } else {
        add(text)
      }
    }
  }

  private mutating func add(_ word: some Sequence<UInt8>) {
    for byte in word { mix(byte) }
    mix(0)
  }

  private mutating func mix(_ byte: UInt8) {
    hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  /// 16 hexadecimal digits.
  package var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// Reads what `text` gives.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == 16, let hash = UInt64(text, radix: 16) else { return nil }
    self.hash = hash
  }

  package static func < (left: Fingerprint, right: Fingerprint) -> Bool { left.hash < right.hash }
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
}

extension Migration {
  /// The innermost statement that a finding is in, with the bytes of its section; nil where it is in none.
  fileprivate func statement(of finding: Finding) -> (range: ByteRange, bytes: [UInt8])? {
    let offset = finding.range.start
    guard let outer = outerStatement(of: finding) else { return nil }
    var statement = outer.statement
    while let inner = statement.executedBody?.text.statements.statement(at: offset) {
      statement = inner
    }
    return (statement.range, outer.section.syntax.bytes)
  }

  /// The statement of a section that a finding is in; nil where it is in none.
  func outerStatement(of finding: Finding) -> (statement: Statement, section: Section)? {
    for section in sections where (section.kind == .rollback) == (finding.section == .rollback) {
      guard let statement = section.syntax.statements.statement(at: finding.range.start) else {
        continue
      }
      return (statement, section)
    }
    return nil
  }
}

extension [Statement] {
  /// The statement around an offset, of statements in the order of their places.
  fileprivate func statement(at offset: UInt32) -> Statement? {
    let behind = partitioningIndex { $0.range.start > offset }
    guard behind > 0, offset < self[behind - 1].range.end else { return nil }
    return self[behind - 1]
  }
}
