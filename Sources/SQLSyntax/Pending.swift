import SQLLexer

// Entry points of families that are still only classified. Whoever writes one takes its line away here.
extension Parser {
  // Queries
  mutating func createView(_ statement: inout Statement) { only(.view, &statement) }
  mutating func createMaterializedView(_ statement: inout Statement) {
    only(.createTableAs, &statement)
  }
  mutating func createRule(_ statement: inout Statement) { only(.rule, &statement) }
  mutating func refreshMaterializedView(_ statement: inout Statement) {
    only(.refreshMaterializedView, &statement)
  }
  mutating func merge(_ statement: inout Statement) { only(.merge, &statement) }
  mutating func copy(_ statement: inout Statement) { only(.copy, &statement) }
  mutating func explain(_ statement: inout Statement) { only(.explain, &statement) }
  mutating func prepare(_ statement: inout Statement) { only(.prepare, &statement) }
  mutating func execute(_ statement: inout Statement) { only(.execute, &statement) }
  mutating func deallocate(_ statement: inout Statement) { only(.deallocate, &statement) }
  mutating func declareCursor(_ statement: inout Statement) { only(.declareCursor, &statement) }
  mutating func call(_ statement: inout Statement) { only(.call, &statement) }

  // Tables
  mutating func createSequence(_ statement: inout Statement) { only(.createSequence, &statement) }
  mutating func alterSequence(_ statement: inout Statement) { only(.alterSequence, &statement) }
  mutating func createDomain(_ statement: inout Statement) { only(.createDomain, &statement) }
  mutating func alterDomain(_ statement: inout Statement) { only(.alterDomain, &statement) }
  mutating func createSchema(_ statement: inout Statement) { only(.createSchema, &statement) }
  mutating func createStatistics(_ statement: inout Statement) {
    only(.createStatistics, &statement)
  }
  mutating func alterStatistics(_ statement: inout Statement) { only(.alterStatistics, &statement) }
  mutating func cluster(_ statement: inout Statement) { only(.cluster, &statement) }
  mutating func lock(_ statement: inout Statement) { only(.lock, &statement) }

  private mutating func only(_ node: StatementNode, _ statement: inout Statement) {
    statement.node = node
    skipToEnd()
  }
}
