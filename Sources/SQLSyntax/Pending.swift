import SQLLexer

// Entry points of families that are still only classified. Whoever writes one takes its line away here.
extension Parser {
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
