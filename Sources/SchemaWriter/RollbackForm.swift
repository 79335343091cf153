import Diagnostics
package import Migrations
import SQLSyntax

/// How a project keeps the ways back of its migrations.
package enum RollbackForm: Sendable, Equatable {
  /// In the file of the migration, below a marker.
  case section(SectionWords)
  /// In a file of its own.
  case companion(path: String)
  /// Below each changeset, in comments that Liquibase reads.
  case liquibase
  /// Below the migration, in comments that a person reads.
  case comments

  /// What a runner calls its sections.
  package struct SectionWords: Sendable, Equatable {
    var down: String
    /// Of a file without any marker, which so far is all up.
    var up: String?
    /// Around a statement with semicolons in it.
    var statement: (begin: String, end: String)?

    package static func == (left: SectionWords, right: SectionWords) -> Bool {
      left.down == right.down
    }
  }

  /// - Parameters:
  ///   - framework: what runs the migration, if it is known.
  ///   - hasUndoFiles: the project has undo files of Flyway's already.
  package init(of migration: Migration, framework: Framework?, hasUndoFiles: Bool) {
    if case .companion(let path) = migration.rollback {
      self = .companion(path: path)
      return
    }
    let framework = framework ?? Framework(markedIn: migration)
    if let words = framework.flatMap(SectionWords.init) {
      self = .section(words)
      return
    }
    let names = companionNames(ofMigrationAt: migration.path)
    let ending = migration.path.split(separator: "/").last.map(String.init) ?? ""
    let saysUp = ending == "up.sql" || ending.hasSuffix(".up.sql") || ending.hasSuffix("_up.sql")
    let hasCompanion: Bool
    switch framework {
    case .liquibase:
      self = .liquibase
      return
    case .sqitch: hasCompanion = names.first?.contains("revert/") ?? false
    case .flyway: hasCompanion = hasUndoFiles && names.first?.first == "U"
    case .nodePgMigrate where !saysUp:
      self = .section(.nodePgMigrate)
      return
    default: hasCompanion = saysUp || names.first?.hasPrefix("../revert/") ?? false
    }
    if hasCompanion, let name = names.first {
      self = .companion(path: resolved(name, beside: migration.path))
    } else {
      self = .comments
    }
  }
}

extension Framework {
  /// The runner whose markers a migration has; nil without any that are one runner's own.
  fileprivate init?(markedIn migration: Migration) {
    for section in migration.sections {
      guard let heading = section.heading else { continue }
      let text = section.syntax.text(heading).lowercased()
      for (marker, framework) in markers where text.contains(marker) {
        self = framework
        return
      }
    }
    return nil
  }
}

private let markers: [(String, Framework)] = [
  ("+goose ", .goose), ("+migrate ", .sqlMigrate), ("migrate:", .dbmate), ("rambler ", .rambler),
  ("changeset ", .liquibase), ("create above / drop below", .tern),
  ("up migration", .nodePgMigrate),
  ("down migration", .nodePgMigrate),
]

extension RollbackForm.SectionWords {
  fileprivate static let nodePgMigrate = Self(down: "-- Down Migration", up: "-- Up Migration")

  fileprivate init?(_ framework: Framework) {
    switch framework {
    case .goose:
      self.init(
        down: "-- +goose Down", statement: ("-- +goose StatementBegin", "-- +goose StatementEnd"))
    case .sqlMigrate:
      self.init(
        down: "-- +migrate Down",
        statement: ("-- +migrate StatementBegin", "-- +migrate StatementEnd"))
    case .dbmate: self.init(down: "-- migrate:down")
    case .rambler: self.init(down: "-- rambler down")
    case .tern: self.init(down: "---- create above / drop below ----")
    default: return nil
    }
  }
}

/// `a/deploy/x.sql` and `../revert/x.sql` are `a/revert/x.sql`.
private func resolved(_ name: String, beside path: String) -> String {
  var folders = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
  var rest = name[...]
  while rest.hasPrefix("../"), let last = folders.last, last != ".." {
    folders.removeLast()
    rest = rest.dropFirst(3)
  }
  return folders.map { $0 + "/" }.joined() + rest
}
