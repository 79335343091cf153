package import SQLSyntax

/// A row of pg_cast.
package struct BuiltInCast: Sendable, Equatable {
  /// castcontext
  package enum Context: Character, Sendable {
    case implicit = "i"
    case assignment = "a"
    case explicit = "e"
  }
  /// castmethod
  package enum Method: Character, Sendable {
    /// The values are the same bytes.
    case binary = "b"
    case function = "f"
    /// By way of text.
    case inOut = "i"
  }

  package var context: Context
  package var method: Method
  package var volatility: FunctionOptions.Volatility

  package init(context: Context, method: Method, volatility: FunctionOptions.Volatility) {
    self.context = context
    self.method = method
    self.volatility = volatility
  }

  private static let memo = BuiltInMemo<[(String, BuiltInCast)]>()

  /// All casts from a type, with their targets, by name. Names are those of pg_type.
  package static func casts(from type: String, version: Int) -> [(String, BuiltInCast)] {
    let casts = memo.value(type, version: version) {
      BuiltInTable(builtInCasts).entries(type, version: version)?.compactMap { entry in
        let sides = entry.word.split(separator: "=")
        guard let target = sides.first, let cast = sides.last.flatMap(Self.init) else { return nil }
        return (String(target), cast)
      }
    }
    return casts ?? []
  }

  /// The cast between two types of pg_catalog; nil where pg_cast has none.
  package static func cast(from source: String, to target: String, version: Int) -> BuiltInCast? {
    casts(from: source, version: version).first { $0.0 == target }?.1
  }

  private init?(_ letters: Substring) {
    let letters = Array(letters)
    guard letters.count == 3, let context = Context(rawValue: letters[0]),
      let method = Method(rawValue: letters[1])
    else { return nil }
    self.context = context
    self.method = method
    volatility = letters[2] == "i" ? .immutable : letters[2] == "s" ? .stable : .volatile
  }
}
