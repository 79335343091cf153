import Migrations
import SQLLexer
import SQLSyntax

extension Section {
  /// It says `setval` or `RESTART` somewhere, in code and in strings as well.
  var setsSequences: Bool {
    holds("setval", syntax.bytes) || holds("restart", syntax.bytes)
  }
}

/// Whether a text holds a word, in whatever case.
///
/// - Parameter word: in lower case, ASCII.
private func holds(_ word: String, _ bytes: [UInt8]) -> Bool {
  let word = Array(word.utf8)
  guard let first = word.first, bytes.count >= word.count else { return false }
  // In ASCII, a letter's cases differ in this bit; what else is matched by it is no letter of the words.
  let lowercase: UInt8 = 0x20
  for start in 0...(bytes.count - word.count) where bytes[start] | lowercase == first {
    if word.indices.allSatisfy({ bytes[start + $0] | lowercase == word[$0] }) { return true }
  }
  return false
}
