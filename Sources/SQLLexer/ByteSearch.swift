extension Collection<UInt8> {
  /// Whether it holds these bytes, one behind the other. Strings search by characters, which costs many times as much.
  @inlinable
  package func holds(_ word: some Collection<UInt8>) -> Bool {
    guard let first = word.first else { return true }
    var rest = self[...]
    while let place = rest.firstIndex(of: first) {
      rest = rest[place...]
      if rest.starts(with: word) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
