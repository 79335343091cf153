import SQLLexer

package struct Reindex: Sendable {
  package enum Target: Sendable { case index, table, schema, database, system }
  package var target: Target
  /// nil for the current database.
  package var name: QualifiedName?
  package var options: [OptionElement] = []
  package var isConcurrent = false
}

package struct Cluster: Sendable {
  /// nil: all tables that have been clustered before.
  package var table: QualifiedName?
  /// nil: the index of the last time.
  package var index: Name?
  package var options: [OptionElement] = []
}

extension Parser {
  /// ReindexStmt: `REINDEX [(options)] INDEX | TABLE | SCHEMA | DATABASE | SYSTEM [CONCURRENTLY] name`. Documentation:
  /// REINDEX.
  mutating func reindex(_ statement: inout Statement) {
    statement.node = .reindex
    expect(.reindex)
    let options = at(.leftParenthesis) ? utilityOptions() : []
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
    var reindex = Reindex(target: target, options: options)
    reindex.isConcurrent = eat(.concurrently) || asksConcurrently(options)
    statement.isConcurrent = reindex.isConcurrent
    switch target {
    case .index, .table: reindex.name = relationName()
    case .schema: reindex.name = name().map { QualifiedName(name: $0) }
    case .database, .system:
      if atName() { reindex.name = name().map { QualifiedName(name: $0) } }
    }
    statement.tree = .reindex(reindex)
  }

  /// ClusterStmt: `CLUSTER [(options) | VERBOSE] [table [USING index]]`, `CLUSTER [VERBOSE] index ON table`.
  /// Documentation: CLUSTER.
  mutating func cluster(_ statement: inout Statement) {
    statement.node = .cluster
    expect(.cluster)
    var cluster = Cluster()
    let hasOptions = at(.leftParenthesis)
    if hasOptions { cluster.options = utilityOptions() } else { _ = eat(.verbose) }
    if atName() {
      cluster.table = relationName()
      if eat(.using) {
        cluster.index = name()
      } else if !hasOptions, at(.on), let index = cluster.table, index.qualifiers.isEmpty {
        advance()
        cluster.index = index.name
        cluster.table = relationName()
      }
    }
    statement.tree = .cluster(cluster)
  }

  /// CONCURRENTLY among the options: the last one counts.
  private func asksConcurrently(_ options: [OptionElement]) -> Bool {
    options.last { $0.name.text == "concurrently" }.map(isOn) ?? false
  }
}
