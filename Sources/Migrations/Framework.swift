/// The runners of migrations that whimbrel knows. What it knows of each is in Runners/.
package enum Framework: String, CaseIterable, Sendable {
  /// Numbered files that a person or a script hands to psql.
  case psql
  case golangMigrate = "golang-migrate"
  case goose
  case dbmate
  case sqlx
  case diesel
  case flyway
  case liquibase
  case prisma
  case drizzle
  case supabase
  case hasura
  case sqitch
  case tern
  case refinery
  case atlas
  case nodePgMigrate = "node-pg-migrate"
  case postgresMigrations = "postgres-migrations"
  case graphileMigrate = "graphile-migrate"
  case rambler
  case sqlMigrate = "sql-migrate"
  /// What `alembic upgrade --sql` prints.
  case alembic
  /// What `manage.py sqlmigrate` prints.
  case django
}

/// A runner as somebody named it: `goose`, or with its version where that makes a difference, `prisma@7.3`.
package struct FrameworkChoice: Hashable, Sendable {
  package var framework: Framework
  package var version: RunnerVersion?

  package init(_ framework: Framework, version: RunnerVersion? = nil) {
    self.framework = framework
    self.version = version
  }

  /// nil for what names no runner that is known, or no version.
  package init?(_ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let framework = Framework(rawValue: String(parts[0])) else { return nil }
    self.init(framework)
    guard parts.count > 1 else { return }
    guard let version = RunnerVersion(parts[1]) else { return nil }
    self.version = version
  }
}

/// The version of a runner: major, minor, …
package struct RunnerVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var parts: [Int]

  package init(_ parts: Int...) { self.parts = parts }

  /// Reads `7`, `7.3`, `7.3.1`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let mostParts = 4
    let words = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = words.compactMap { word in
      word.utf8.allSatisfy(isDigit) ? Int(word) : nil
    }
    guard numbers.count == words.count, (1...mostParts).contains(numbers.count) else { return nil }
    parts = numbers
  }

  package var description: String { parts.map(String.init).joined(separator: ".") }

  package static func < (left: RunnerVersion, right: RunnerVersion) -> Bool {
    let count = max(left.parts.count, right.parts.count)
    func padded(_ parts: [Int]) -> [Int] { parts + Array(repeating: 0, count: count - parts.count) }
    return padded(left.parts).lexicographicallyPrecedes(padded(right.parts))
  }
}

/// How somebody says that migrations are run. What is nil is found out.
package struct RunnerSettings: Hashable, Sendable {
  package var framework: FrameworkChoice?
  /// Takes the place of the runner's own; what a file says about its transactions still counts.
  package var transport: Transport?

  package init(framework: FrameworkChoice? = nil, transport: Transport? = nil) {
    self.framework = framework
    self.transport = transport
  }
}
