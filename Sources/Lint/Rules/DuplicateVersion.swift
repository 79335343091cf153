import Diagnostics
import Migrations

/// See rules/duplicate-version.md.
struct DuplicateVersion: Rule {
  static let info = RuleInfo(
    id: "duplicate-version", category: .history,
    summary: "Two migrations of one history have the same version", recommended: .error,
    documented: .error)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    guard context.migration.purpose == .migration, let place = context.firstStatement,
      let numbers = context.numbers,
      let key = context.key
    else { return }
    let path = context.migration.path
    let others = numbers.others(with: key, than: path)
    // Of two that are checked, the later one is to blame; what the base branch has got cannot be changed here.
    guard let other = others.first(where: \.hasArrived) ?? others.first,
      other.hasArrived || !numbers.isFirst(path, of: key)
    else { return }
    let framework = numbers.framework
    if let framework, framework.duplicateVersion == nil { return }
    let owner =
      other.hasArrived ? "\(other.name), which the base branch has got since," : other.name
    findings.report(
      "\(owner) has the version \(other.key.text) as well: "
        + (framework?.duplicateVersion
          ?? "most runners refuse that, and nobody knows which of them runs first"),
      at: place, help: "give this one the next version that is free",
      isCertain: framework != nil)
  }
}
