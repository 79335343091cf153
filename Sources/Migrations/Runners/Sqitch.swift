import Diagnostics
import SQLSyntax

/// https://sqitch.org: `deploy/x.sql`, `revert/x.sql`, `verify/x.sql`, in the order of sqitch.plan, handed to psql.
struct Sqitch: Runner {
  let framework = Framework.sqitch
  let name = "sqitch"
  let order = RunOrder.list
  let checksum = Checksum.unnoticed(
    "sqitch keeps a SHA-1: `sqitch deploy` does not compare it, only `sqitch check` does, and where the change has run it never arrives"
  )

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard SqitchFolder(innermostOf: place) != nil,
      let file = surroundings.nearest(of: ["sqitch.plan", "sqitch.conf"], in: 1...Int.max)
    else { return nil }
    return "\(file.path) is sqitch's"
  }

  /// The name of the change: the path below deploy/, without the extension.
  func version(_ place: Place) -> Substring? {
    let inside = place.folders.reversed().prefix { SqitchFolder(rawValue: String($0)) == nil }
    return Substring((inside.reversed() + [place.stem]).joined(separator: "/"))
  }

  func transport(_ version: RunnerVersion?) -> Transport { .autocommit }

  func wayOut(for statement: Statement) -> WayOut {
    .directive("leave BEGIN and COMMIT out of the script: sqitch opens no transaction of its own")
  }
}

/// The folders of a sqitch project.
enum SqitchFolder: String {
  case deploy, revert, verify

  /// The innermost such folder of a path; nil where there is none.
  init?(innermostOf place: Place) {
    for folder in place.folders.reversed() {
      // All of them have six letters, and most folders of most projects have not.
      guard folder.utf8.count == 6, let match = SqitchFolder(rawValue: String(folder)) else {
        continue
      }
      self = match
      return
    }
    return nil
  }
}
