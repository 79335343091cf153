extension Collection<UInt8> {
  /// Whether it holds these bytes, one behind the other. Strings search by characters, which costs many times as much.
  @inlinable
  package func holds(_ word: some Collection<UInt8>) -> Bool { firstPlace(of: word) != nil }

  /// Where these bytes begin first, one behind the other.
  @inlinable
  package func firstPlace(of word: some Collection<UInt8>) -> Index? {
    guard let first = word.first else { return startIndex }
    var rest = self[...]
    while let place = rest.firstIndex(of: first) {
      rest = rest[place...]
      if rest.starts(with: word) { return place }
      rest = rest.dropFirst()
    }
    return nil
  }
}
