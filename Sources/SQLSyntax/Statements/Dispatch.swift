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
    case .refresh: statement.node = .refreshMaterializedView
    case .explain: statement.node = .explain
    case .security: securityLabel(&statement)
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
    // A query may be called "recursive".
    if !at(.as, 1), token(1).kind != .leftParenthesis { _ = eat(.recursive) }
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
    guard eat(.on) else {
      statement.node = .grantRole
      return
    }
    statement.node = .grant
    statement.object = privilegeTarget()
  }

  /// privilege_target: tables, unless a word says otherwise.
  private mutating func privilegeTarget() -> ObjectType? {
    if eat(.all) {
      // `ALL TABLES IN SCHEMA`
      switch token().keyword {
      case .tables: return .table
      case .sequences: return .sequence
      case .functions: return .function
      case .procedures: return .procedure
      case .routines: return .routine
      default: return nil
      }
    }
    // Most of the words are names of tables as well: `ON type TO …`
    if token(1).kind == .comma || token(1).kind == .dot || at(.to, 1) || at(.from, 1) {
      return .table
    }
    switch token().keyword {
    case .foreign where at(.server, 1): return .foreignServer
    case .parameter: return .parameter
    case .database, .domain, .foreign, .function, .language, .large, .procedure, .routine, .schema,
      .sequence, .tablespace, .type:
      return objectType() ?? .table
    default: return .table
    }
  }

  /// SecLabelStmt: `SECURITY LABEL [FOR provider] ON object IS label`
  private mutating func securityLabel(_ statement: inout Statement) {
    statement.node = .securityLabel
    skip(to: .on)
    expect(.on)
    statement.object = objectType()
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
      // A table may be called "domain".
      statement.object = at(.domain) && !at(.is, 1) ? .domainConstraint : .tableConstraint
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
  .notify: .notify, .prepare: .prepare, .reassign: .reassignOwned, .show: .variableShow,
  .unlisten: .unlisten, .vacuum: .vacuum,
]
