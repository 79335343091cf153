import Diagnostics
import SQLSyntax

/// https://github.com/rust-db/refinery: util.rs, `^([U|V])(\d+(?:\.\d+)?)__(\w+)` and `.sql`
struct Refinery: Runner {
  let framework = Framework.refinery
  let name = "refinery"
  let sendsOneString = true
  let order = RunOrder.parts
  let checksum = Checksum.fails(
    "refinery keeps a checksum of every migration: the next run ends with \"divergent migration\"")

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard version(place) != nil else { return nil }
    if let file = surroundings.nearest("refinery.toml") { return "\(file.path) is refinery's" }
    return surroundings.dependency(.refinery).map { "\($0.path) asks for refinery" }
  }

  func version(_ place: Place) -> Substring? {
    guard let first = place.stem.first, "UV".contains(first),
      let end = doubleUnderscore(in: place.stem)
    else { return nil }
    let version = place.stem[..<end].dropFirst()
    let parts = version.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
      ? version : nil
  }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionPerFile }

  func wayOut(for statement: Statement) -> WayOut {
    .never(
      "refinery has no switch for that: run it with psql, or from Rust code outside of refinery")
  }
}

/// Where a name is cut in two by `__` first.
func doubleUnderscore(in name: Substring) -> Substring.Index? {
  let underscore = UInt8(ascii: "_")
  var previous: Substring.Index?
  for place in name.utf8.indices {
    guard name.utf8[place] == underscore else {
      previous = nil
      continue
    }
    if let previous { return previous }
    previous = place
  }
  return nil
}
