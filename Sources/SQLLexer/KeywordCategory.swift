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
    var hash: UInt32 = 0x811C_9DC5
    for offset in start..<end {
      hash = (hash ^ UInt32(lowercased(bytes[offset]))) &* 0x0100_0193
    }
    var slot = Int((hash ^ (hash >> 15)) & UInt32(keywordSlots.count - 1))
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

/// ASCII lower case, as PostgreSQL folds key words; other bytes are unchanged.
@inline(__always)
package func lowercased(_ byte: UInt8) -> UInt8 {
  byte &- 0x41 < 26 ? byte | 0x20 : byte
}
