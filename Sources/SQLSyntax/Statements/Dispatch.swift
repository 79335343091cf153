import SQLLexer

extension Parser {
  /// stmt: every statement of gram.y begins with a key word (or a parenthesis) that leaves few choices.
  mutating func dispatch(_ statement: inout Statement) {
    switch token().keyword {
    case .create: create(&statement)
    case .alter: alter(&statement)
    case .drop: drop(&statement)
    case .comment: comment(&statement)
    case .security: securityLabel(&statement)
    case .select, .values, .table, .with, .insert, .update, .delete, .merge:
      preparableStatement(&statement)
    case .notKeyword where at(.leftParenthesis): preparableStatement(&statement)
    case .truncate: truncate(&statement)
    case .reindex: reindex(&statement)
    case .cluster: cluster(&statement)
    case .lock: lock(&statement)
    case .set: set(&statement)
    case .reset: reset(&statement)
    case .show: show(&statement)
    case .do: doBlock(&statement)
    case .begin, .start, .commit, .end, .rollback, .abort, .savepoint, .release:
      transaction(&statement)
    case .prepare where at(.transaction, 1) && isString(token(2).kind): transaction(&statement)
    case .prepare: prepare(&statement)
    case .grant: grant(&statement)
    case .revoke: revoke(&statement)
    case .refresh: refreshMaterializedView(&statement)
    case .explain: explain(&statement)
    case .execute: execute(&statement)
    case .deallocate: deallocate(&statement)
    case .declare: declareCursor(&statement)
    case .fetch, .move: fetch(&statement)
    case .close: close(&statement)
    case .copy: copy(&statement)
    case .call: call(&statement)
    case .vacuum: vacuum(&statement)
    case .analyse, .analyze: analyze(&statement)
    case .import: importForeignSchema(&statement)
    case .reassign: reassignOwned(&statement)
    case .listen: listen(&statement)
    case .notify: notify(&statement)
    case .unlisten: unlisten(&statement)
    case .load: load(&statement)
    case .discard: discard(&statement)
    case .checkpoint: checkpoint(&statement)
    default: fail()
    }
  }
}
