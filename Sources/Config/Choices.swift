package import Diagnostics
package import Migrations

/// A value that a user gave and that cannot be.
package struct InvalidValue: Error, Equatable, CustomStringConvertible {
  /// A sentence without a full stop.
  package var description: String
}

/// When findings make a run fail.
package enum FailOn: String, CaseIterable, Sendable {
  case info
  case warning
  case error
  case never

  /// The least severity that fails; nil for `never`.
  package var threshold: Severity? { Severity(name: rawValue) }
}

/// The versions of PostgreSQL for which anything is known about locks and rewrites.
package let knownPostgresVersions = 10...18

/// Reads one of the words of an enumeration.
///
/// - Parameter noun: what the word names, for the error.
package func choice<Choice: CaseIterable & RawRepresentable<String>>(
  _ word: String, noun: String
) throws(InvalidValue) -> Choice {
  if let choice = Choice(rawValue: word) { return choice }
  throw unknown(noun, word, known: Choice.allCases.map(\.rawValue))
}

/// Reads the name of a runner, with its version or without: `goose`, `prisma@7.3`.
package func frameworkChoice(_ text: String) throws(InvalidValue) -> FrameworkChoice {
  if let choice = FrameworkChoice(text) { return choice }
  let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
  let framework: Framework = try choice(String(parts[0]), noun: "framework")
  throw InvalidValue(
    description: "\"\(parts[1])\" is not a version of \(framework.rawValue); write one such as "
      + "\(framework.rawValue)@7.3, or \(framework.rawValue) alone")
}

/// The error for a word that is none of a few known ones.
package func unknown(_ noun: String, _ word: String, known: [String]) -> InvalidValue {
  let near = suggestion(for: word, among: known)
  let choices = near.isEmpty ? "; it is one of \(known.joined(separator: ", "))" : near
  return InvalidValue(description: "unknown \(noun) \"\(word)\"\(choices)")
}

/// The error for a rule that does not exist; there are too many to name them all.
package func unknownRule(_ id: String, known: [String]) -> InvalidValue {
  let near = suggestion(for: id, among: known)
  let list = near.isEmpty ? "; `whimbrel rules` lists them all" : near
  return InvalidValue(description: "unknown rule \"\(id)\"\(list)")
}

/// Reads the major versions of PostgreSQL that migrations run on: `15` or `14-18`.
package func postgresVersions(_ text: String) throws(InvalidValue) -> ClosedRange<Int> {
  let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
  guard bounds.count <= 2, let first = bounds[0], let last = bounds[bounds.count - 1] else {
    throw InvalidValue(
      description:
        "\"\(text)\" is not a version of PostgreSQL; write one such as 15, or a range such as 14-18"
    )
  }
  return try postgresVersions(from: first, to: last)
}

package func postgresVersions(from first: Int, to last: Int) throws(InvalidValue) -> ClosedRange<
  Int
> {
  for version in [first, last] where !knownPostgresVersions.contains(version) {
    let known = "\(knownPostgresVersions.lowerBound) to \(knownPostgresVersions.upperBound)"
    throw InvalidValue(
      description: "PostgreSQL \(version) is not among the versions \(known) that whimbrel knows")
  }
  guard first <= last else {
    throw InvalidValue(
      description: "the range \(first)-\(last) runs backwards; write \(last)-\(first)")
  }
  return first...last
}
