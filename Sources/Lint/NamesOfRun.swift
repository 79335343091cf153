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

  /// Functions of this name are made, and only triggers can call any of them.
  func areOfTriggers(_ name: String) -> Bool {
    var isMade = false
    for read in migrations {
      for walk in read.walks {
        for statement in walk.section.syntax.statements {
          guard case .createFunction(let function) = statement.tree,
            function.name.name.text == name
          else { continue }
          guard function.isOfTriggers else { return false }
          isMade = true
        }
      }
    }
    return isMade
  }
}

extension CreateFunction {
  fileprivate var isOfTriggers: Bool {
    guard case .type(let type)? = result else { return false }
    return ["trigger", "event_trigger"].contains(type.name)
  }
}

extension StatementTree {
  fileprivate var madeName: Name? {
    if case .createTable(let table) = self { table.name.name } else { created?.name?.name }
  }
}
