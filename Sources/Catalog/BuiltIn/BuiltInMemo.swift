import Synchronization

/// Lines of a generated text that have been taken apart: a history asks for the same few types and functions thousands of
/// times. There are at most as many as the text has lines, for each version; all threads share them.
final class BuiltInMemo<Value: Sendable>: Sendable {
  private struct Key: Hashable {
    var name: String
    var version: Int
  }

  private let values = Mutex<[Key: Value]>([:])

  /// - Parameter read: what the text says; nil, for a name that it does not have, is not kept.
  func value(_ name: String, version: Int, _ read: () -> Value?) -> Value? {
    let key = Key(name: name, version: version)
    if let known = values.withLock({ $0[key] }) { return known }
    guard let value = read() else { return nil }
    values.withLock { $0[key] = value }
    return value
  }
}
