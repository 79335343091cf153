import Catalog
import SQLSyntax

/// NOT NULL, as INSERT meets it.
extension Replay {
  /// 23502 where a row that the text shows has no value for a column that is NOT NULL, and nothing fills it. ON CONFLICT
  /// does not help. [insert-without-required-column, insert-null-on-conflict]
  func refuseNulls(_ change: DataChange) throws(ServerError) {
    guard change.actions.contains(.insert), !change.inserted.rows.isEmpty,
      !change.inserted.areSelected, let relation = catalog.relation(change.target),
      relation.kind.isTable, relation.isOfHistory, !relation.hasUnknownColumns,
      !hasRowsChanged(on: change.target)
    else { return }
    for number in relation.liveColumns where relation[number].isNotNull == true {
      let column = relation[number]
      let isFilled = mayHaveDefault(column)
      let place = change.inserted.numbers.firstIndex(of: number)
      let isMissing = change.inserted.rows.contains { row in
        guard let place, place < row.count else { return !isFilled }
        return isNull(row[place]) || source.nodes[row[place]].kind == .default && !isFilled
      }
      guard isMissing else { continue }
      throw ServerError(
        "23502",
        "null value in column \"\(column.name)\" of relation \"\(catalog[change.target].name)\" "
          + "violates not-null constraint")
    }
  }

  /// A column that is left out may get a value.
  private func mayHaveDefault(_ column: Column) -> Bool {
    guard let type = column.type, type.isKnown else { return true }
    // A domain may have a default of its own.
    let isDomain = type.userType.map { catalog.domain($0) != nil } ?? false
    return column.defaultValue != nil || column.hasUnknownDefault || column.identity != nil
      || column.generated != nil || isDomain
  }

  /// A trigger, or a rule, may put other rows in place of those that come.
  private func hasRowsChanged(on table: ObjectID) -> Bool {
    ([table] + catalog.descendants(of: table)).contains { id in
      catalog.attached(to: id).contains { _, attached in
        attached.kind == .rule
          || attached.kind == .trigger && attached.timing != .after && attached.isForEachRow
            && attached.events.contains(.insert)
      }
    }
  }
}
