/// Where a key word may serve as a name. PostgreSQL documentation, appendix C.
package enum KeywordCategory: UInt8, Sendable {
  /// May be any kind of name.
  case unreserved
  /// May name a column or table, not a function or type.
  case columnName
  /// May name a function or type, not a column or table.
  case typeOrFunctionName
  /// Never a name, but a label after AS.
  case reserved
}

extension Keyword {
  package var category: KeywordCategory { keywordCategories[Int(rawValue)] }

  /// The key word in lower case.
  package var spelling: String {
    let range = Int(keywordOffsets[Int(rawValue)])..<Int(keywordOffsets[Int(rawValue) + 1])
    return String(decoding: keywordSpellings[range], as: UTF8.self)
  }

  /// The key word that `bytes[start ..< end]` spells in any case, or `notKeyword`.
  package init(spelledIn bytes: Span<UInt8>, from start: Int, to end: Int) {
    let length = end - start
    guard length > 1, length <= longestKeywordLength else {
      self = .notKeyword
      return
    }
    var slot = keywordSlot(bytes, start, length)
    while keywordSlots[slot] != 0 {
      let candidate = keywordSlots[slot]
      let spelling = Int(keywordOffsets[Int(candidate)])
      if Int(keywordOffsets[Int(candidate) + 1]) - spelling == length {
        var matched = 0
        while matched < length,
          lowercased(bytes[start + matched]) == keywordSpellings[spelling + matched]
        {
          matched += 1
        }
        if matched == length {
          self = Keyword(rawValue: candidate) ?? .notKeyword
          return
        }
      }
      slot = (slot + 1) & (keywordSlots.count - 1)
    }
    self = .notKeyword
  }
}

/// A hash of the word's length and four of its bytes: enough to keep all but a few key words apart, and independent of
/// the word's length. Setting bit 0x20 folds letters; it need not be exact for other bytes.
@inline(__always)
private func keywordSlot(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) -> Int {
  let mixed =
    UInt32(bytes[start] | 0x20) | UInt32(bytes[start + 1] | 0x20) << 8
    | UInt32(bytes[start + length / 2] | 0x20) << 16
    | UInt32(bytes[start + length - 1] | 0x20) << 24
  let hash = (mixed ^ UInt32(length) << 13) &* keywordMultiplier
  return Int(
    hash >> (33 - UInt32(keywordSlots.count.bitWidth - keywordSlots.count.leadingZeroBitCount)))
}

/// ASCII lower case, as PostgreSQL folds key words; other bytes are unchanged.
@inline(__always)
package func lowercased(_ byte: UInt8) -> UInt8 {
  byte &- 0x41 < 26 ? byte | 0x20 : byte
}
