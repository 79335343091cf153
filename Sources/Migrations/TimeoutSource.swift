/// Who sets `lock_timeout`.
package enum TimeoutSource: String, CaseIterable, Sendable {
  /// The migrations do, with SET.
  case files
  /// Whoever connects does: the role, PGOPTIONS, the runner.
  case runner
}
