import SQLLexer

extension Parser {
  /// IndexStmt: `CREATE [UNIQUE] INDEX [CONCURRENTLY] [[IF NOT EXISTS] name] ON relation …`, from behind CREATE.
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
    if eat(.using) { _ = self.name() }
    index.columns = indexElements()
    // opt_include, opt_unique_null_treatment, opt_reloptions, OptTableSpace
    skip(to: .where)
    if at(.where) {
      index.hasPredicate = true
      skipToEnd()
    }
    statement.tree = .createIndex(index)
  }

  /// index_params: `(column | (expression) | function(…) …, …)`
  mutating func indexElements() -> [IndexElement] {
    var elements: [IndexElement] = []
    expect(.leftParenthesis)
    while !atEnd, !at(.rightParenthesis) {
      let first = position
      // A name with a parenthesis or dot behind it is a function.
      let isColumn = atName() && token(1).kind != .leftParenthesis && token(1).kind != .dot
      let column = isColumn ? name() : nil
      skipToComma()
      elements.append(IndexElement(column: column, range: range(from: first)))
      guard eat(.comma) else { break }
    }
    expect(.rightParenthesis)
    return elements
  }

  /// ReindexStmt: `REINDEX [(options)] INDEX | TABLE | SCHEMA | DATABASE | SYSTEM [CONCURRENTLY] name`
  mutating func reindex(_ statement: inout Statement) {
    statement.node = .reindex
    expect(.reindex)
    var isConcurrent = false
    if at(.leftParenthesis) { isConcurrent = reindexOptions() }
    let target: Reindex.Target
    switch token().keyword {
    case .index: target = .index
    case .table: target = .table
    case .schema: target = .schema
    case .database: target = .database
    case .system: target = .system
    default: return fail()
    }
    advance()
    isConcurrent = eat(.concurrently) || isConcurrent
    statement.isConcurrent = isConcurrent
    let name = atEnd ? nil : qualifiedName()
    statement.tree = .reindex(Reindex(target: target, name: name, isConcurrent: isConcurrent))
  }

  /// utility_option_list; whether CONCURRENTLY is among the options and not switched off.
  private mutating func reindexOptions() -> Bool {
    var isConcurrent = false
    expect(.leftParenthesis)
    while !atEnd, !at(.rightParenthesis) {
      let isOption = eat(.concurrently)
      let value = token()
      skipToComma()
      if isOption {
        isConcurrent = !["false", "off", "0", "'off'", "'false'"].contains(text(value))
      }
      guard eat(.comma) else { break }
    }
    expect(.rightParenthesis)
    return isConcurrent
  }
}
