package import SQLSyntax

extension Statement {
  /// It leaves something in the database that was not there before, or takes something away. Functions that a query calls
  /// are not looked into.
  package var changesDatabase: Bool {
    switch node {
    case .select:
      // SELECT … INTO
      if case .createTable = tree { true } else { false }
    case .transaction, .variableSet, .variableShow, .constraintsSet, .lock, .explain, .vacuum,
      .cluster, .reindex, .refreshMaterializedView, .checkpoint, .discard, .notify, .listen,
      .unlisten, .load, .prepare, .deallocate, .declareCursor, .fetch, .closePortal, nil:
      false
    default: true
    }
  }
}
