import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

/// Files for migrations that are to run right behind another one, named and written as its runner wants it.
struct FollowingMigration {
  /// The migration before them.
  private let input: LintInput
  private let framework: Framework?
  private let taken: Set<VersionKey>

  /// - Parameter inputs: the run; those of the same directory are its history.
  init(behind input: LintInput, _ framework: Framework?, in inputs: [LintInput]) {
    self.input = input
    self.framework = framework
    let directory = OrderedName(input.location).directory
    let names = input.surroundings.directories.first?.names ?? []
    let neighbours = OrderedName(input.location).isInOwnDirectory ? [] : names
    let paths =
      inputs.lazy.map(\.location).filter { OrderedName($0).directory == directory }
      + neighbours.map { directory.isEmpty ? $0 : "\(directory)/\($0)" }
    taken = Set(paths.compactMap { VersionKey(ofFileAt: $0, framework) })
  }

  /// - Returns: nil where there is no place for them, or no way to write them.
  func inputs(for migrations: [NewMigration]) -> [LintInput]? {
    var made: [LintInput] = []
    for migration in migrations {
      guard let whole = file(for: migration, behind: made.last ?? input) else { return nil }
      if !migration.isWithoutTransaction || transport(of: whole) == .autocommit {
        made.append(whole)
        continue
      }
      // Several statements would be sent as one transaction: each gets a file of its own.
      guard transport(of: whole) == .implicit || transport(of: whole) == .pipeline else {
        return nil
      }
      for statement in migration.statements {
        var one = migration
        one.statements = [statement]
        guard let file = file(for: one, behind: made.last ?? input) else { return nil }
        made.append(file)
      }
    }
    return made
  }

  private func transport(of file: LintInput) -> Transport {
    readMigration(
      path: file.path, bytes: file.bytes, surroundings: file.surroundings,
      settings: file.settings.runner
    ).transport
  }

  private func file(for migration: NewMigration, behind other: LintInput) -> LintInput? {
    guard let text = text(of: migration),
      let location = path(behind: other.location, migration.title),
      let path = path(behind: other.path, migration.title),
      let key = VersionKey(ofFileAt: location, framework), !taken.contains(key),
      let last = VersionKey(ofFileAt: other.location, framework), last < key
    else { return nil }
    var file = input
    file.path = path
    file.location = location
    file.bytes = Array(text.utf8)
    file.base = .absent
    return file
  }

  // MARK: - Names

  /// The path of a migration whose version is the next one.
  private func path(behind path: String, _ title: String) -> String? {
    guard let version = VersionKey(ofFileAt: path, framework)?.text, let next = successor(version)
    else { return nil }
    let ordered = OrderedName(path)
    guard let place = ordered.name.firstRange(of: version) else { return nil }
    let rest = ordered.name[place.upperBound...]
    let separator = rest.prefix { !$0.isLetter && !$0.isNumber && $0 != "." }
    let words = separator.contains("-") ? String(title.map { $0 == "_" ? "-" : $0 }) : title
    let ending =
      ordered.isInOwnDirectory ? "" : rest.lowercased().hasSuffix(".up.sql") ? ".up.sql" : ".sql"
    let name =
      ordered.name[..<place.lowerBound] + next + (separator.isEmpty ? "_" : separator) + words
      + ending
    let folder = ordered.directory.isEmpty ? "" : ordered.directory + "/"
    let file = ordered.isInOwnDirectory ? "/" + (path.split(separator: "/").last ?? "") : ""
    return folder + name + file
  }

  /// The version with its last number one higher, as wide as before.
  private func successor(_ version: String) -> String? {
    let digits = version.reversed().prefix { $0.isASCII && $0.isNumber }
    let number = String(digits.reversed())
    // A time stamp that ends with a minute would end with none.
    guard let value = Int(number), number.count < 12 || !number.hasSuffix("59") else { return nil }
    let next = String(value + 1)
    let zeros = String(repeating: "0", count: max(0, number.count - next.count))
    return version.dropLast(digits.count) + zeros + next
  }

  // MARK: - Texts

  /// - Returns: nil where the runner cannot be told what it has to be told.
  private func text(of migration: NewMigration) -> String? {
    let isFree = migration.isWithoutTransaction
    let back = "-- \(migration.wayBack)\n"
    let plain = body(migration, group: nil)
    switch framework {
    case .goose:
      return (isFree ? "-- +goose NO TRANSACTION\n" : "") + "-- +goose Up\n"
        + body(migration, group: framework?.statementGroup) + "\n-- +goose Down\n" + back
    case .sqlMigrate:
      return "-- +migrate Up" + (isFree ? " notransaction\n" : "\n")
        + body(migration, group: framework?.statementGroup) + "\n-- +migrate Down\n" + back
    case .dbmate:
      return "-- migrate:up" + (isFree ? " transaction:false\n" : "\n") + plain
        + "\n-- migrate:down\n" + back
    case .rambler: return isFree ? nil : "-- rambler up\n\(plain)\n-- rambler down\n" + back
    case .tern:
      return (isFree ? "---- tern: disable-tx ----\n" : "") + plain
        + "\n---- create above / drop below ----\n" + back
    case .nodePgMigrate:
      return isFree ? nil : "-- Up Migration\n\(plain)\n-- Down Migration\n" + back
    case .postgresMigrations:
      return (isFree ? "-- postgres-migrations disable-transaction\n" : "") + plain
    case .sqlx: return (isFree ? "-- no-transaction\n" : "") + plain
    case .atlas: return (isFree ? "-- atlas:txmode none\n\n" : "") + plain
    case .golangMigrate, .prisma, .supabase, .flyway, .psql, nil: return plain
    case .diesel, .refinery, .hasura: return isFree ? nil : plain
    case .liquibase, .drizzle, .sqitch, .graphileMigrate, .alembic, .django: return nil
    }
  }

  /// - Parameter group: what the comments around a statement with semicolons in it begin with.
  private func body(_ migration: NewMigration, group: String?) -> String {
    migration.statements.map { statement in
      guard let group, statement.contains(";") else { return statement + ";\n" }
      return "\(group)Begin\n\(statement);\n\(group)End\n"
    }.joined()
  }
}
