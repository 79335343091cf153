package import SQLLexer

package struct CreateIndex: Sendable {
  /// nil: PostgreSQL makes up a name.
  package var name: Name?
  package var table: QualifiedName
  package var isUnique = false
  package var isConcurrent = false
  package var ifNotExists = false
  /// ON ONLY: the index of a partitioned table, without those of its partitions; builds nothing.
  package var only = false
  /// USING; btree without it.
  package var accessMethod: Name?
  package var elements: [IndexElement] = []
  package var include: [IndexElement] = []
  package var nullsNotDistinct = false
  package var options: [OptionElement] = []
  package var tablespace: Name?
  /// The condition behind WHERE.
  package var predicate: Expression?
  package init(table: QualifiedName) { self.table = table }
}

/// index_elem: a column or expression of an index.
package struct IndexElement: Sendable {
  package enum Order: Sendable { case unspecified, ascending, descending }
  package enum Nulls: Sendable { case unspecified, first, last }
  /// nil for an expression.
  package var column: Name?
  package var expression: Expression?
  package var collation: QualifiedName?
  package var operatorClass: QualifiedName?
  package var operatorClassOptions: [OptionElement] = []
  package var order = Order.unspecified
  package var nulls = Nulls.unspecified
  package var range: ByteRange
}

extension Parser {
  /// IndexStmt, from behind CREATE: `[UNIQUE] INDEX [CONCURRENTLY] [[IF NOT EXISTS] name] ON relation [USING method]
  /// (elements) [INCLUDE (…)] [NULLS [NOT] DISTINCT] [WITH (…)] [TABLESPACE …] [WHERE …]`. Documentation: CREATE INDEX.
  mutating func createIndex(_ statement: inout Statement) {
    statement.node = .index
    let isUnique = eat(.unique)
    expect(.index)
    let isConcurrent = eat(.concurrently)
    statement.isConcurrent = isConcurrent
    let ifNotExists = eatIfNotExists()
    // Only with a name can it be looked for.
    let name = at(.on) && !ifNotExists ? nil : self.name()
    expect(.on)
    guard let relation = relation() else { return }
    var index = CreateIndex(table: relation.name)
    index.name = name
    index.only = relation.only
    index.isUnique = isUnique
    index.isConcurrent = isConcurrent
    index.ifNotExists = ifNotExists
    if eat(.using) { index.accessMethod = self.name() }
    index.elements = indexElements()
    if eat(.include) { index.include = indexElements() }
    index.nullsNotDistinct = nullsNotDistinct()
    index.options = optionalRelOptions()
    if eat(.tablespace) { index.tablespace = self.name() }
    if eat(.where) { index.predicate = expression() }
    statement.tree = .createIndex(index)
  }

  /// `(index_params)`
  mutating func indexElements() -> [IndexElement] { parenthesisedList { $0.indexElement() } }

  /// index_elem: `column | function(…) | (expression)` and index_elem_options:
  /// `[COLLATE …] [operator class [(options)]] [ASC | DESC] [NULLS FIRST | LAST]`
  mutating func indexElement() -> IndexElement? {
    let first = position
    guard let (column, expression) = columnOrExpression() else { return nil }
    var element = IndexElement(column: column, expression: expression, range: range(from: first))
    if eat(.collate) { element.collation = qualifiedName() }
    if atName() {
      element.operatorClass = qualifiedName()
      if at(.leftParenthesis) { element.operatorClassOptions = relOptions() }
    }
    if eat(.asc) {
      element.order = .ascending
    } else if eat(.desc) {
      element.order = .descending
    }
    if at(.nulls), isLookahead(.nulls) {
      element.nulls = at(.first, 1) ? .first : .last
      advance(2)
    }
    element.range = range(from: first)
    return element
  }

  /// What index_elem, part_elem and stats_param have in common: ColId, func_expr_windowless or `(a_expr)`.
  mutating func columnOrExpression() -> (column: Name?, expression: Expression?)? {
    if at(.leftParenthesis) {
      return parenthesisedExpression().map { (nil, $0) }
    }
    if atColumn { return name().map { ($0, nil) } }
    return functionExpression().map { (nil, $0) }
  }

  /// Whether a name stands here that does not begin a function call.
  private var atColumn: Bool {
    guard atName() else { return false }
    switch token(1).kind {
    case .dot, .leftBracket: return false
    case .leftParenthesis:
      // COALESCE and its like look like functions; INT and its like do not.
      return token().keyword.category == .columnName && !token().keyword.isFunctionWord
    default: return true
    }
  }
}

extension Keyword {
  /// A col_name_keyword that begins a func_expr_common_subexpr or json_aggregate_func.
  fileprivate var isFunctionWord: Bool {
    switch self {
    case .coalesce, .extract, .greatest, .jsonArray, .jsonArrayagg, .jsonExists, .jsonObject,
      .jsonObjectagg, .jsonQuery, .jsonScalar, .jsonSerialize, .jsonValue, .json, .least,
      .mergeAction, .normalize, .nullif, .overlay, .position, .substring, .treat, .trim,
      .xmlconcat, .xmlelement, .xmlexists, .xmlforest, .xmlparse, .xmlpi, .xmlroot, .xmlserialize:
      true
    default: false
    }
  }
}
