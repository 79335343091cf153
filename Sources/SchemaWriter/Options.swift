package import Migrations
import Diagnostics
import SQLLexer
import SQLSyntax

/// How statements are written.
package struct WritingOptions: Sendable {
  /// Names in the schema `public` are written with it, as the project does.
  package var qualifiesPublic = false
  /// The statements run outside a transaction: indexes of tables that stay may be made and dropped concurrently.
  package var mayUseConcurrently = false
  /// The same of a single statement, which is in no transaction if nothing stands beside it.
  package var mayUseConcurrentlyAlone = false
  /// The major version of PostgreSQL.
  package var version = 15

  package init() {}

  /// As a section of a migration is written and run.
  package init(for section: Section, of migration: Migration, version: Int) {
    self.version = version
    qualifiesPublic = migration.namesPublic
    // BEGIN in the file makes a transaction of it, and so the way back is one.
    let statements = section.syntax.statements
    guard !statements.contains(where: { $0.node == .transaction }) else { return }
    mayUseConcurrently =
      switch migration.framework {
      // What a file says of its transaction counts for both directions.
      case .psql, .sqitch, .goose, .liquibase: section.transport == .autocommit
      case nil: section.transport == .autocommit && statements.contains(where: \.isConcurrent)
      // The others need a word in the way back, or in another file.
      default: false
      }
    mayUseConcurrentlyAlone =
      migration.framework == .golangMigrate && statements.contains(where: \.isConcurrent)
  }
}

extension Migration {
  /// Its statements have the schema `public` before names.
  package var namesPublic: Bool {
    sections.contains { section in
      section.kind == .up
        && section.syntax.statements.contains {
          section.syntax.bytes[$0.range.indices].contains(Array("public.".utf8))
        }
    }
  }
}
