import SQLLexer

extension Parser {
  /// stmt: every statement of gram.y begins with a key word (or a parenthesis) that leaves few choices.
  mutating func dispatch(_ statement: inout Statement) {
    switch token().keyword {
    case .create: create(&statement)
    case .alter: alter(&statement)
    case .drop: drop(&statement)
    case .comment: comment(&statement)
    case .select, .values, .table, .with, .insert, .update, .delete, .merge:
      preparableStatement(&statement)
    case .truncate: truncate(&statement)
    case .reindex: reindex(&statement)
    case .set: set(&statement)
    case .reset: reset(&statement)
    case .do: doBlock(&statement)
    case .begin, .start, .commit, .end, .rollback, .abort, .savepoint, .release:
      transaction(&statement)
    case .prepare where at(.transaction, 1): transaction(&statement)
    case .grant: grant(&statement, to: .to)
    case .revoke: grant(&statement, to: .from)
    case .refresh:
      statement.node = .refreshMaterializedView
      statement.isConcurrent = at(.concurrently, 3)
    case .explain: statement.node = .explain
    case .notKeyword where at(.leftParenthesis): statement.node = .select
    default: statement.node = commandNodes[token().keyword]
    }
  }

  /// PreparableStmt: SELECT, INSERT, UPDATE, DELETE, MERGE, with or without a WITH clause before them.
  private mutating func preparableStatement(_ statement: inout Statement) {
    if at(.with) { withClause() }
    switch token().keyword {
    case .select: select(&statement)
    case .values, .table: statement.node = .select
    case .insert: insert(&statement)
    case .update: update(&statement)
    case .delete: delete(&statement)
    case .merge: statement.node = .merge
    default: statement.node = at(.leftParenthesis) ? .select : nil
    }
  }

  /// simple_select with its into_clause, `INTO [TEMPORARY | UNLOGGED] [TABLE] name`, which makes a table. In PL/pgSQL, INTO
  /// names a variable.
  private mutating func select(_ statement: inout Statement) {
    statement.node = .select
    guard bodyDepth == 0 else { return }
    skip(to: .into)
    guard eat(.into) else { return }
    let persistence = optTemp()
    _ = eat(.table)
    guard let name = qualifiedName() else { return }
    var table = CreateTable(name: name)
    table.persistence = persistence
    table.isFromQuery = true
    statement.tree = .createTable(table)
    skipToEnd()
  }

  /// with_clause: `WITH [RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] (query) [SEARCH …] [CYCLE …], …`
  private mutating func withClause() {
    expect(.with)
    _ = eat(.recursive)
    repeat {
      _ = name()
      if at(.leftParenthesis) { skipParentheses() }
      expect(.as)
      _ = eat(.not)
      _ = eat(.materialized)
      skipParentheses()
      searchAndCycleClauses()
    } while eat(.comma)
  }

  /// opt_search_clause, opt_cycle_clause: `SEARCH DEPTH FIRST BY columns SET column`,
  /// `CYCLE columns SET column [TO constant DEFAULT constant] USING column`
  private mutating func searchAndCycleClauses() {
    if eat(.search) {
      skip(to: .set)
      expect(.set)
      _ = name()
    }
    if eat(.cycle) {
      skip(to: .using)
      expect(.using)
      _ = name()
    }
  }

  /// GrantStmt and RevokeStmt name objects behind ON; GrantRoleStmt and RevokeRoleStmt name roles.
  private mutating func grant(_ statement: inout Statement, to end: Keyword) {
    advance()
    skip { $0.at(.on) || $0.at(end) }
    statement.node = at(.on) ? .grant : .grantRole
  }

  /// CommentStmt: `COMMENT ON object IS text`
  private mutating func comment(_ statement: inout Statement) {
    statement.node = .comment
    advance()
    expect(.on)
    if at(.constraint) {
      advance()
      _ = name()
      expect(.on)
      statement.object = at(.domain) ? .domainConstraint : .tableConstraint
    } else {
      statement.object = objectType()
      if statement.object == nil { fail() }
    }
  }
}

/// Statements that their first key word tells.
private let commandNodes: [Keyword: StatementNode] = [
  .analyse: .vacuum, .analyze: .vacuum, .call: .call, .checkpoint: .checkpoint,
  .close: .closePortal, .cluster: .cluster, .copy: .copy, .deallocate: .deallocate,
  .declare: .declareCursor, .discard: .discard, .execute: .execute, .fetch: .fetch,
  .import: .importForeignSchema, .listen: .listen, .load: .load, .lock: .lock, .move: .fetch,
  .notify: .notify, .prepare: .prepare, .reassign: .reassignOwned, .security: .securityLabel,
  .show: .variableShow, .unlisten: .unlisten, .vacuum: .vacuum,
]
