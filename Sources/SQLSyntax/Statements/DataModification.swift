import SQLLexer

package struct Insert: Sendable {
  package enum OnConflict: Sendable { case none, doNothing, doUpdate }
  package var target: QualifiedName
  package var onConflict = OnConflict.none
  /// It says which columns its rows are for, or gives no values at all.
  package var namesColumns = false
  /// Its rows are written down, one by one: VALUES.
  package var hasValues = false
  /// The rows come from a query that says NOT EXISTS: it inserts only what is not there.
  package var checksNotExists = false
  package init(target: QualifiedName) { self.target = target }
}

package struct Update: Sendable {
  package var target: QualifiedName
  /// FROM joins other tables.
  package var hasFrom = false
  /// The condition behind WHERE.
  package var condition: Expression?
  /// The condition holds for every row: `true`, `1 = 1`.
  package var conditionIsConstant = false
}

package struct Delete: Sendable {
  package var target: QualifiedName
  /// USING joins other tables.
  package var hasUsing = false
  /// The condition behind WHERE.
  package var condition: Expression?
  /// The condition holds for every row: `true`, `1 = 1`.
  package var conditionIsConstant = false
  package init(target: QualifiedName) { self.target = target }
}

package struct Merge: Sendable {
  package var target: QualifiedName
  /// What its WHEN clauses do; none of them for DO NOTHING alone.
  package var inserts = false
  package var updates = false
  package var deletes = false
  package init(target: QualifiedName) { self.target = target }
}

extension Parser {
  // MARK: INSERT

  /// InsertStmt: `INSERT INTO relation [AS alias] rows [ON CONFLICT …] [RETURNING …]`. Documentation: INSERT.
  ///
  /// - Parameter start: where its WITH clause begins, if it has one.
  mutating func insert(from start: Mark) -> Insert? {
    expect(.insert)
    expect(.into)
    let target = mark
    relationName(.targetRelation)
    guard let name = nameRead(from: target) else { return nil }
    var insert = Insert(target: name)
    if at(.as) {
      let alias = mark
      advance()
      skipName()
      finish(.alias, from: alias)
    }
    insert.namesColumns = insertedRows()
    insert.hasValues = nodes.last?.kind == .values
    insert.onConflict = onConflict()
    returningClause()
    finish(.insert, from: start)
    insert.checksNotExists = saysNotExists(since: start)
    return insert
  }

  /// The qualified name of the relation that was read since `start`.
  private func nameRead(from start: Mark) -> QualifiedName? {
    guard failure == nil, let node = nodes.last else { return nil }
    return QualifiedName(node.tokens, of: tokens, in: bytes)
  }

  /// insert_rest: `[(columns)] [OVERRIDING SYSTEM | USER VALUE] query`, or `DEFAULT VALUES`
  ///
  /// - Returns: no column gets a value by its place alone.
  private mutating func insertedRows() -> Bool {
    if eat(.default) {
      expect(.values)
      return true
    }
    let namesColumns = at(.leftParenthesis) && token(1).kind != .leftParenthesis && !atQueryWord(1)
    if namesColumns { parenthesised { $0.assignedColumn() } }
    overriding()
    selectStatement()
    return namesColumns
  }

  /// `OVERRIDING SYSTEM | USER VALUE`
  private mutating func overriding() {
    guard eat(.overriding) else { return }
    if !eat(.system) { expect(.user) }
    expect(.value)
  }

  /// insert_column_item, set_target: a column, or a part of it.
  private mutating func assignedColumn() {
    let start = mark
    nameNode()
    optionalIndirection(from: start)
  }

  /// opt_on_conflict: `ON CONFLICT [(columns) [WHERE …] | ON CONSTRAINT name] DO NOTHING | UPDATE SET … [WHERE …]`
  private mutating func onConflict() -> Insert.OnConflict {
    guard at(.on) else { return .none }
    let start = mark
    advance()
    expect(.conflict)
    if eat(.on) {
      expect(.constraint)
      skipName()
    } else if at(.leftParenthesis) {
      _ = indexElements()
      whereClause()
    }
    expect(.do)
    var action = Insert.OnConflict.doNothing
    if !eat(.nothing) {
      action = .doUpdate
      expect(.update)
      expect(.set)
      assignments()
      whereClause()
    }
    finish(.onConflict, action == .doUpdate ? .update : .nothing, from: start)
    return action
  }

  /// Whether the nodes since `start` say NOT EXISTS.
  private func saysNotExists(since start: Mark) -> Bool {
    nodes[start.node...].indices.contains { index in
      nodes[index].kind == .boolean && nodes[index].detail == .not && index > start.node
        && nodes[index - 1].kind == .subquery && nodes[index - 1].detail == .exists
    }
  }

  // MARK: UPDATE

  /// UpdateStmt: `UPDATE relation [[AS] alias] SET … [FROM …] [WHERE …] [RETURNING …]`. Documentation: UPDATE.
  mutating func update(from start: Mark) -> Update? {
    expect(.update)
    guard let target = modifiedRelation() else { return nil }
    var update = Update(target: target)
    expect(.set)
    assignments()
    if at(.from) {
      update.hasFrom = true
      fromClause()
    }
    if let condition = whereOrCurrentClause() {
      update.condition = condition
      update.conditionIsConstant = isAlwaysTrue(condition)
    }
    returningClause()
    finish(.update, from: start)
    return update
  }

  /// relation_expr_opt_alias. The word SET is never an alias.
  private mutating func modifiedRelation() -> QualifiedName? {
    let start = mark
    relationExpression(.targetRelation)
    guard let name = nameRead(from: start) else { return nil }
    let alias = mark
    if eat(.as) || atName() && !at(.set) {
      skipName()
      finish(.alias, from: alias)
    }
    return name
  }

  /// set_clause_list: `column = value`, `(columns) = value`
  private mutating func assignments() {
    commaSeparated { parser in
      let start = parser.mark
      if parser.at(.leftParenthesis) {
        parser.parenthesised { $0.assignedColumn() }
      } else {
        parser.assignedColumn()
      }
      parser.expect(operator: "=")
      _ = parser.expression()
      parser.finish(.assignment, from: start)
    }
  }

  /// where_or_current_clause: `WHERE condition` or `WHERE CURRENT OF cursor`
  private mutating func whereOrCurrentClause() -> Expression? {
    guard at(.where), at(.current, 1), at(.of, 2) else { return whereClause() }
    let start = mark
    advance()
    let current = mark
    advance(2)
    skipName()
    finish(.currentOf, from: current)
    let expression = expression(from: current)
    finish(.condition, from: start)
    return expression
  }

  /// returning_clause: `RETURNING [WITH (OLD | NEW AS name, …)] targets`
  private mutating func returningClause() {
    guard at(.returning) else { return }
    let start = mark
    advance()
    if eat(.with) {
      parenthesised { parser in
        if !parser.eat(.old) { parser.expect(.new) }
        parser.expect(.as)
        parser.skipName()
      }
    }
    targetList()
    finish(.returning, from: start)
  }

  // MARK: DELETE

  /// DeleteStmt: `DELETE FROM relation [[AS] alias] [USING …] [WHERE …] [RETURNING …]`. Documentation: DELETE.
  mutating func delete(from start: Mark) -> Delete? {
    expect(.delete)
    expect(.from)
    guard let target = modifiedRelation() else { return nil }
    var delete = Delete(target: target)
    if at(.using) {
      delete.hasUsing = true
      fromClause()
    }
    if let condition = whereOrCurrentClause() {
      delete.condition = condition
      delete.conditionIsConstant = isAlwaysTrue(condition)
    }
    returningClause()
    finish(.delete, from: start)
    return delete
  }

  /// `true`, or a constant compared with itself: `1 = 1`.
  private func isAlwaysTrue(_ expression: Expression) -> Bool {
    let node = nodes[Int(expression.node)]
    if node.kind == .constant { return node.detail == .true }
    guard node.kind == .operator, node.size == 3 else { return false }
    let right = nodes[Int(expression.node) - 1]
    let left = nodes[Int(expression.node) - 2]
    guard left.kind == .constant, right.kind == .constant, left.detail == right.detail,
      left.detail != .null, left.tokens.count == 1, right.tokens.count == 1
    else { return false }
    // Parentheses may stand around both.
    let sign = tokens[Int(left.end)..<Int(right.first)].first { $0.kind == .operator }
    return sign.map(text) == "="
      && spelling(tokens[Int(left.first)].range) == spelling(tokens[Int(right.first)].range)
  }

  // MARK: MERGE

  /// MergeStmt: `MERGE INTO relation [[AS] alias] USING table ON condition WHEN … [RETURNING …]`. Documentation: MERGE.
  mutating func merge(from start: Mark) -> Merge? {
    expect(.merge)
    expect(.into)
    guard let target = modifiedRelation() else { return nil }
    var merge = Merge(target: target)
    let source = mark
    expect(.using)
    tableReference()
    finish(.from, from: source)
    let condition = mark
    expect(.on)
    _ = expression()
    finish(.condition, from: condition)
    repeat { mergeWhen(&merge) } while at(.when)
    returningClause()
    finish(.merge, from: start)
    return merge
  }

  /// merge_when_clause: `WHEN [NOT] MATCHED [BY SOURCE | TARGET] [AND condition] THEN action`. Rows of the target are
  /// updated or deleted, others inserted.
  private mutating func mergeWhen(_ merge: inout Merge) {
    let start = mark
    expect(.when)
    var hasTarget = true
    if eat(.not) {
      hasTarget = false
      expect(.matched)
      if eat(.by) {
        hasTarget = eat(.source)
        if !hasTarget { expect(.target) }
      }
    } else {
      expect(.matched)
    }
    if eat(.and) { _ = expression() }
    expect(.then)
    let action = token().keyword
    switch action {
    case .update where hasTarget:
      merge.updates = true
      advance()
      expect(.set)
      assignments()
    case .delete where hasTarget:
      merge.deletes = true
      advance()
    case .insert where !hasTarget:
      merge.inserts = true
      advance()
      mergeInsert()
    default:
      expect(.do)
      expect(.nothing)
    }
    finish(.mergeWhen, action, from: start)
  }

  /// merge_insert: `[(columns)] [OVERRIDING …] VALUES (…)` or `DEFAULT VALUES`
  private mutating func mergeInsert() {
    if eat(.default) { return expect(.values) }
    if at(.leftParenthesis) { parenthesised { $0.assignedColumn() } }
    overriding()
    let start = mark
    expect(.values)
    parenthesisedExpressionList()
    finish(.values, from: start)
  }
}
