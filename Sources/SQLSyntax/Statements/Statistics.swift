import SQLLexer

/// CREATE STATISTICS
package struct CreateStatistics: Sendable {
  /// nil: PostgreSQL makes up a name.
  package var name: QualifiedName?
  package var ifNotExists = false
  /// ndistinct, dependencies, mcv; all of them if empty.
  package var kinds: [Name] = []
  package var elements: [StatisticsElement] = []
  /// The relation behind FROM; nil where that is none.
  package var table: QualifiedName?
}

/// stats_param
package struct StatisticsElement: Sendable {
  /// nil for an expression.
  package var column: Name?
  package var expression: Expression?
}

/// ALTER STATISTICS … SET STATISTICS
package struct AlterStatistics: Sendable {
  package var name: QualifiedName
  package var ifExists = false
  /// nil for DEFAULT
  package var target: Int32?
}

extension Parser {
  /// CreateStatsStmt, from behind CREATE: `STATISTICS [[IF NOT EXISTS] name] [(kinds)] ON elements FROM table`.
  /// Documentation: CREATE STATISTICS.
  mutating func createStatistics(_ statement: inout Statement) {
    statement.node = .createStatistics
    expect(.statistics)
    var statistics = CreateStatistics()
    statistics.ifNotExists = eatIfNotExists()
    if statistics.ifNotExists || !at(.on) && !at(.leftParenthesis) {
      statistics.name = qualifiedName()
    }
    statistics.kinds = optionalColumnList()
    expect(.on)
    commaSeparated { parser in
      guard let (column, expression) = parser.columnOrExpression() else { return }
      statistics.elements.append(StatisticsElement(column: column, expression: expression))
    }
    expect(.from)
    statistics.table = statisticsTable()
    statement.tree = .createStatistics(statistics)
  }

  /// AlterStatsStmt, from behind the name: `SET STATISTICS integer | DEFAULT`. Documentation: ALTER STATISTICS.
  mutating func alterStatistics(
    _ statement: inout Statement, _ name: QualifiedName, ifExists: Bool
  ) {
    statement.node = .alterStatistics
    expect(.set)
    expect(.statistics)
    statement.tree = .alterStatistics(
      AlterStatistics(name: name, ifExists: ifExists, target: statisticsTarget()))
  }

  /// from_list, of which CREATE STATISTICS takes no more than a table.
  private mutating func statisticsTable() -> QualifiedName? {
    let start = mark
    fromList()
    guard let relation = nodes[start.node...].first(where: { $0.kind == .relation }) else {
      return nil
    }
    return QualifiedName(relation.tokens, of: tokens, in: bytes)
  }

  /// set_statistics_value: `integer | DEFAULT`; nil for DEFAULT.
  mutating func statisticsTarget() -> Int32? {
    if eat(.default) { return nil }
    let isNegative = at(operator: "-")
    signedInteger()
    guard failure == nil, let value = integerValue(tokens[position - 1]) else { return nil }
    return isNegative ? -value : value
  }
}
