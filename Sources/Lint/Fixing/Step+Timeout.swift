import Diagnostics
import Effects
import Migrations
import SQLSyntax

extension Step {
  /// How long a migration may wait for a lock while others queue behind it.
  static let shortWait = "lock_timeout = '2s'"

  /// SET of a timeout that ends the wait of this statement: LOCAL where it is in a transaction.
  var settingOfTimeout: String {
    transaction.opening == nil ? "SET \(Step.shortWait)" : "SET LOCAL \(Step.shortWait)"
  }

  /// Fixes that set a timeout before the statement, where the way in which the file is sent lets that reach it.
  var fixesSettingTimeout: [Fix] {
    guard goesForward, written.transactionRefusal == nil else { return [] }
    switch (transaction.opening, section.transport) {
    case (.runner?, _), (.block?, _): break
    // It lasts as long as the session: what is built CONCURRENTLY behind it would end as well.
    case (nil, .autocommit) where !later.isFollowedByConcurrent(index): break
    default: return []
    }
    return .safe("set lock_timeout", addingBefore(settingOfTimeout))
  }
}
