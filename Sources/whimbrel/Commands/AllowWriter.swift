import Diagnostics
import Lint
import Migrations
import Reporters

/// Writes approvals of findings into their files.
struct AllowWriter {
  let reason: String
  /// Locations of files that are on the base branch as they are.
  let onBaseBranch: Set<String>
  let console: Console

  /// Rules about approvals themselves: what they find is mended, not approved.
  private static let unapproved: Set = ["allow-without-reason", "unused-allow"]

  /// - Returns: how the process ends: with findings where some could not be approved.
  func write(_ reports: [FileReport]) -> ExitStatus {
    var status = ExitStatus.clean
    for report in reports {
      guard let migration = report.migration else { continue }
      let findings = report.findings.filter {
        $0.approval == nil && !AllowWriter.unapproved.contains($0.rule)
      }
      guard !findings.isEmpty else { continue }
      if let refusal = refusal(of: report, migration) {
        console.complain("\(report.path) is not changed: \(refusal)")
        if status == .clean { status = .findings }
        continue
      }
      do throws(FileProblem) {
        let text = migration.allowing(findings, reason: reason)
        try writeFile(report.path, text, isNew: false)
        let count = findings.count
        console.output.write(
          "\(report.path): \(count) finding\(count == 1 ? "" : "s") approved\n")
      } catch {
        console.complain(error.message)
        status = .unusable
      }
    }
    return status
  }

  /// Why a file stays as it is.
  private func refusal(of report: FileReport, _ migration: Migration) -> String? {
    if report.base == .removed { return "it is gone" }
    guard migration.purpose == .migration, let framework = migration.framework,
      framework.checksum != .none,
      report.base.mayHaveRun(isOnBranch: onBaseBranch.contains(report.location))
    else { return nil }
    return "it is on the base branch, and \(framework.name) keeps a checksum of what has run; "
      + "a baseline can keep its findings (--write-baseline)"
  }
}
