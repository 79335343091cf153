import Catalog
import SQLLexer

/// Which functions have a word in their bodies, as far as anybody has asked. Most histories take no name away, and then
/// no body is looked at.
struct BodyWords {
  /// By the hash of a word in lower case. Some of a word's functions may not have it any more, or never had.
  private var functions: [UInt64: [ObjectID]] = [:]
  private var bodies: [ObjectID: String] = [:]
  /// How much of the catalogue's log has been read.
  private var followed = 0

  /// All functions whose bodies may hold a name, the oldest first: those with all its words, in whatever case.
  mutating func functions(naming name: String, in catalog: Catalog) -> [ObjectID] {
    follow(catalog)
    var candidates: Set<ObjectID>?
    forEachWord(of: name) { word in
      let own = functions[word] ?? []
      candidates = candidates?.intersection(own) ?? Set(own)
    }
    return (candidates ?? Set(bodies.keys)).filter {
      catalog.contains($0) && !catalog[$0].isDropped
    }.sorted()
  }

  private mutating func follow(_ catalog: Catalog) {
    for id in catalog.functionLog[followed...] where catalog.contains(id) {
      guard let body = catalog.function(id)?.body, bodies[id] != body else { continue }
      bodies[id] = body
      forEachWord(of: body) { word in
        if functions[word]?.last != id { functions[word, default: []].append(id) }
      }
    }
    followed = catalog.functionLog.count
  }
}

/// Calls back with the hashes of the words of a text: letters, digits, underscores and what is not ASCII.
private func forEachWord(of text: String, _ body: (UInt64) -> Void) {
  // FNV-1a: the same in every run, and a collision does no harm.
  let start: UInt64 = 0xcbf2_9ce4_8422_2325
  var hash = start
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      hash = (hash ^ UInt64(lowercased(byte))) &* 0x100_0000_01b3
    default:
      if hash != start { body(hash) }
      hash = start
    }
  }
  if hash != start { body(hash) }
}
