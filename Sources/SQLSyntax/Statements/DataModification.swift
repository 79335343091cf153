import SQLLexer

extension Parser {
  /// InsertStmt: `INSERT INTO relation [AS alias] [(columns)] rows [ON CONFLICT …] [RETURNING …]`
  mutating func insert(_ statement: inout Statement) {
    statement.node = .insert
    expect(.insert)
    expect(.into)
    guard let target = qualifiedName() else { return }
    var insert = Insert(target: target)
    insert.checksNotExists = finds(.not, then: .exists)
    skip { $0.at(.on, then: .conflict) }
    if eat(.on, .conflict) {
      skip(to: .do)
      insert.onConflict = at(.do, then: .nothing) ? .doNothing : .doUpdate
    }
    statement.tree = .insert(insert)
  }

  /// Whether the two key words stand anywhere in the rest of the statement, parentheses included.
  private func finds(_ first: Keyword, then second: Keyword) -> Bool {
    (position..<limit).dropLast().contains {
      tokens[$0].keyword == first && tokens[$0 + 1].keyword == second
    }
  }

  /// UpdateStmt: `UPDATE relation [AS alias] SET … [FROM …] [WHERE …]`
  mutating func update(_ statement: inout Statement) {
    statement.node = .update
    expect(.update)
    guard let target = relation() else { return }
    statement.tree = .update(Update(target: target.name, condition: whereClause()?.range))
  }

  /// DeleteStmt: `DELETE FROM relation [AS alias] [USING …] [WHERE …]`
  mutating func delete(_ statement: inout Statement) {
    statement.node = .delete
    expect(.delete)
    expect(.from)
    guard let target = relation() else { return }
    var delete = Delete(target: target.name)
    delete.hasUsing = finds(.using)
    if let condition = whereClause() {
      delete.condition = condition.range
      delete.conditionIsConstant = isAlwaysTrue(condition.tokens)
    }
    statement.tree = .delete(delete)
  }

  /// where_or_current_clause
  private mutating func whereClause() -> (range: ByteRange, tokens: Range<Int>)? {
    skip(to: .where)
    guard eat(.where) else { return nil }
    let first = position
    skip(to: .returning)
    return (range(from: first), first..<position)
  }

  /// `true`, or a constant compared with itself: `1 = 1`.
  private func isAlwaysTrue(_ range: Range<Int>) -> Bool {
    let words = tokens[range].filter { $0.kind != .leftParenthesis && $0.kind != .rightParenthesis }
    if words.count == 1 { return words[0].keyword == .true }
    guard words.count == 3, words[0].kind == words[2].kind else { return false }
    let isConstant = words[0].kind == .integer || words[0].kind == .string
    return isConstant && text(words[1]) == "=" && text(words[0]) == text(words[2])
  }
}
