import SQLLexer

package struct CreateView: Sendable {
  package enum CheckOption: Sendable { case none, local, cascaded }
  package var name: QualifiedName
  package var persistence: CreateTable.Persistence
  package var orReplace: Bool
  package var isRecursive = false
  package var columns: [Name] = []
  package var options: [OptionElement] = []
  package var query: Query?
  package var checkOption = CheckOption.none
}

package struct CreateMaterializedView: Sendable {
  package var name: QualifiedName
  package var ifNotExists: Bool
  package var isUnlogged: Bool
  package var columns: [Name] = []
  package var accessMethod: Name?
  package var options: [OptionElement] = []
  package var tablespace: Name?
  package var query: Query?
  /// false for WITH NO DATA.
  package var withData = true
}

package struct RefreshMaterializedView: Sendable {
  package var name: QualifiedName
  package var isConcurrent: Bool
  /// false for WITH NO DATA, which empties the view.
  package var withData = true
}

extension Parser {
  /// ViewStmt: `CREATE [OR REPLACE] [TEMPORARY] [RECURSIVE] VIEW name [(columns)] [WITH (…)] AS query [check option]`,
  /// from behind OptTemp. Documentation: CREATE VIEW.
  mutating func createView(
    _ statement: inout Statement, _ persistence: CreateTable.Persistence, orReplace: Bool
  ) {
    statement.node = .view
    let isRecursive = eat(.recursive)
    expect(.view)
    guard let name = relationName() else { return }
    var view = CreateView(name: name, persistence: persistence, orReplace: orReplace)
    view.isRecursive = isRecursive
    view.columns = isRecursive ? columnList() : optionalColumnList()
    view.options = optionalRelOptions()
    expect(.as)
    view.query = query()
    view.checkOption = checkOption(isRecursive: isRecursive)
    statement.tree = .createView(view)
  }

  /// opt_check_option: `WITH [CASCADED | LOCAL] CHECK OPTION`
  private mutating func checkOption(isRecursive: Bool) -> CreateView.CheckOption {
    let first = position
    guard eatWith() else { return .none }
    let isLocal = eat(.local)
    if !isLocal { _ = eat(.cascaded) }
    expect(.check, .option)
    if isRecursive { refuse("WITH CHECK OPTION not supported on recursive views", at: first) }
    return isLocal ? .local : .cascaded
  }

  /// CreateMatViewStmt: `CREATE [UNLOGGED] MATERIALIZED VIEW [IF NOT EXISTS] name [(columns)] [USING …] [WITH (…)]
  /// [TABLESPACE …] AS query [WITH [NO] DATA]`, from behind UNLOGGED. Documentation: CREATE MATERIALIZED VIEW.
  mutating func createMaterializedView(
    _ statement: inout Statement, _ persistence: CreateTable.Persistence
  ) {
    statement.node = .createTableAs
    statement.object = .materializedView
    expect(.materialized, .view)
    let ifNotExists = eatIfNotExists()
    guard let name = relationName() else { return }
    var view = CreateMaterializedView(
      name: name, ifNotExists: ifNotExists, isUnlogged: persistence == .unlogged)
    view.columns = optionalColumnList()
    if eat(.using) { view.accessMethod = self.name() }
    view.options = optionalRelOptions()
    if eat(.tablespace) { view.tablespace = self.name() }
    expect(.as)
    view.query = query()
    view.withData = withData()
    statement.tree = .createMaterializedView(view)
  }

  /// opt_with_data: `WITH DATA`, `WITH NO DATA`
  ///
  /// - Returns: false for NO.
  mutating func withData() -> Bool {
    guard eatWith() else { return true }
    let withData = !eat(.no)
    expect(.data)
    return withData
  }

  /// RefreshMatViewStmt: `REFRESH MATERIALIZED VIEW [CONCURRENTLY] name [WITH [NO] DATA]`. Documentation: REFRESH
  /// MATERIALIZED VIEW.
  mutating func refreshMaterializedView(_ statement: inout Statement) {
    statement.node = .refreshMaterializedView
    expect(.refresh)
    expect(.materialized, .view)
    let isConcurrent = eat(.concurrently)
    guard let name = relationName() else { return }
    var refresh = RefreshMaterializedView(name: name, isConcurrent: isConcurrent)
    refresh.withData = withData()
    statement.tree = .refreshMaterializedView(refresh)
  }
}
