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
  /// The major version of PostgreSQL.
  package var version = 15

  package init() {}

  /// As a section of a migration is written and run.
  package init(for section: Section, of migration: Migration, version: Int) {
    self.version = version
    qualifiesPublic = migration.namesPublic
    // BEGIN in the file makes a transaction of it, and so the way back is one. Of a runner that is not known, what the
    // migration itself does tells.
    let statements = section.syntax.statements
    mayUseConcurrently =
      section.transport == .autocommit && !statements.contains { $0.node == .transaction }
      && (migration.framework != nil || statements.contains(where: \.isConcurrent))
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
