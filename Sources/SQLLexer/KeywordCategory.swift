/// Where a key word may serve as a name. PostgreSQL documentation, appendix C.
public enum KeywordCategory: UInt8, Sendable {
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
  public var category: KeywordCategory { keywordCategories[Int(rawValue)] }

  /// Whether it may be a label without AS before it (kwlist.h, BARE_LABEL): `SELECT 1 name`.
  public var isBareLabel: Bool {
    switch self {
    case .array, .as, .char, .character, .create, .day, .except, .fetch, .filter, .for, .from,
      .grant, .group, .having, .hour, .intersect, .into, .isnull, .limit, .minute, .month,
      .notnull, .offset, .on, .order, .over, .overlaps, .precision, .returning, .second, .to,
      .union, .varying, .where, .window, .with, .within, .without, .year:
      false
    default: true
    }
  }

  /// The key word in lower case.
  public var spelling: String {
    let range = Int(keywordOffsets[Int(rawValue)])..<Int(keywordOffsets[Int(rawValue) + 1])
    return String(decoding: keywordSpellings[range], as: UTF8.self)
  }

  /// The key word that `bytes[start ..< end]` spells in any case, or `notKeyword`. The bytes must be those of a word.
  @inline(__always)
  public init(spelledIn bytes: Span<UInt8>, from start: Int, to end: Int) {
    self = .notKeyword
    let length = end &- start
    guard length > 1, length <= longestKeywordLength else { return }
    let word = FoldedWord(bytes, from: start, length: length)
    var slot = word.slot
    while keywordSlots[slot] != 0 {
      let candidate = Int(keywordSlots[slot])
      let spelling = Int(keywordOffsets[candidate])
      if keywordWords[candidate &* 2] == word.first, keywordWords[candidate &* 2 &+ 1] == word.last,
        Int(keywordOffsets[candidate &+ 1]) &- spelling == length,
        // Two halves of eight bytes do not meet in a word of 17.
        length <= 16 || bytes[start + 8] | 0x20 == keywordSpellings[spelling + 8]
      {
        self = Keyword(rawValue: UInt16(candidate)) ?? .notKeyword
        return
      }
      slot = (slot &+ 1) & (keywordSlots.count &- 1)
    }
  }
}

/// ASCII lower case, as PostgreSQL folds key words; other bytes are unchanged.
@inline(__always)
public func lowercased(_ byte: UInt8) -> UInt8 {
  byte &- 0x41 < 26 ? byte | 0x20 : byte
}
