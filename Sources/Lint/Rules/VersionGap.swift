import Diagnostics
import Migrations

/// See rules/version-gap.md.
struct VersionGap: Rule {
  static let info = RuleInfo(
    id: "version-gap", category: .history,
    summary: "A number is missing in a history that counts its migrations", recommended: .error,
    documented: .error)

  /// In a history of at least so many migrations, one can tell whether they are counted.
  private static let fewestMigrations = 3

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    guard context.migration.purpose == .migration, let place = context.firstStatement,
      let numbers = context.numbers, let number = context.key?.number,
      let index = numbers.place(of: number)
    else { return }
    let consequence = numbers.framework?.missingNumber
    let previous = index > 0 ? numbers.numbers[index - 1] : consequence.map { _ in 0 }
    guard let start = previous, number - start > 1 else { return }
    if consequence == nil {
      // Nobody minds an old gap, and where many numbers are missing they are not meant to count.
      guard context.base == .absent, isCounted(numbers.numbers.filter { $0 != number }) else {
        return
      }
    }
    let (first, last) = (start + 1, number - 1)
    let missing =
      first == last
      ? "is no migration \(first)"
      : "are no migrations \(first) \(last - first == 1 ? "and" : "to") \(last)"
    findings.report(
      "there \(missing)" + (consequence.map { ": \($0)" } ?? ""),
      at: place,
      help: "give this one the number \(start + 1), or add what is missing",
      mitigated: consequence == nil)
  }

  private func isCounted(_ numbers: [Int]) -> Bool {
    guard numbers.count >= VersionGap.fewestMigrations, let first = numbers.first,
      let last = numbers.last
    else { return false }
    return (last - first + 1) - numbers.count <= numbers.count / 10
  }
}
