import Synchronization

/// Lines of a generated text that have been taken apart: a history asks for the same few types and functions thousands of
/// times. There are at most as many as the text has lines, for each version, and names that it does not have up to a limit;
/// all threads share them.
final class BuiltInMemo<Value: Sendable>: Sendable {
  private struct Key: Hashable {
    var name: String
    var version: Int
  }

  private struct Known {
    var values: [Key: Value?] = [:]
    var misses = 0
  }

  /// Files may make up any number of names.
  private static var mostMisses: Int { 10_000 }

  private let known = Mutex(Known())

  /// - Parameter read: what the text says; nil for a name that it does not have.
  func value(_ name: String, version: Int, _ read: () -> Value?) -> Value? {
    let key = Key(name: name, version: version)
    if let value = known.withLock({ $0.values[key] }) { return value }
    let value = read()
    known.withLock { known in
      if value == nil {
        guard known.misses < Self.mostMisses else { return }
        known.misses += 1
      }
      known.values[key] = .some(value)
    }
    return value
  }
}
