import Migrations
import SQLSyntax

/// What the files of a run make, of whatever directory they are. Searched at each question, which must be rare.
package struct NamesOfRun: Sendable {
  private let migrations: [ReadMigration]

  init(_ migrations: [ReadMigration]) { self.migrations = migrations }

  func contains(_ name: String) -> Bool {
    migrations.contains { read in
      read.walks.contains { walk in
        walk.section.syntax.statements.contains { $0.tree.madeName?.text == name }
      }
    }
  }
}

extension StatementTree {
  fileprivate var madeName: Name? {
    if case .createTable(let table) = self { table.name.name } else { created?.name?.name }
  }
}
