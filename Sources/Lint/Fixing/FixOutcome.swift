import Diagnostics

/// Which fixes are applied.
package struct FixSettings: Sendable {
  /// Those that change what a migration does as well.
  package var isUnsafeAllowed: Bool
  /// Migrations that may have run are changed though their runner keeps checksums.
  package var changesApplied: Bool
  /// Locations of files that are on the base branch as they are, where `LintInput.base` does not say so.
  package var onBaseBranch: Set<String> = []
  /// Takes findings out of a report that are to stay.
  package var leaveOut: (@Sendable (inout FileReport, LintSettings) -> Void)?

  package init(isUnsafeAllowed: Bool = false, changesApplied: Bool = false) {
    self.isUnsafeAllowed = isUnsafeAllowed
    self.changesApplied = changesApplied
  }

  /// The fix of a finding that is to be applied.
  func fix(for finding: Finding) -> Fix? {
    guard finding.approval == nil else { return nil }
    return finding.fixes.first { $0.isSafe } ?? (isUnsafeAllowed ? finding.fixes.first : nil)
  }
}

/// What has become of a run whose findings were fixed.
package struct FixOutcome: Sendable {
  /// A file that is no longer as it was.
  package struct ChangedFile: Sendable {
    package var path: String
    /// Empty for a new one.
    package var old: [UInt8]
    package var new: [UInt8]
    package var isNew: Bool
    /// How many fixes were applied, by rule.
    package var fixes: [String: Int]
  }
  /// In the order of the run.
  package var changed: [ChangedFile]
  /// The run as it is now.
  package var inputs: [LintInput]
  /// Of the files as they are now, in the order of those that were asked for; new ones behind them.
  package var reports: [FileReport]
  /// Paths of migrations with findings that could be fixed, had they not run already where a checksum is kept of them.
  package var applied: [String]
  /// Paths of files in which fixes have called for fixes up to the limit.
  package var unfinished: [String]
}
