import Catalog
import Effects
import Migrations
import SQLSyntax
import SchemaWriter

/// A server on which some SQL has run.
func server(_ sql: String = "") -> Replay {
  var server = Replay(version: 15, isEmpty: true)
  run(sql, on: &server)
  return server
}

/// - Returns: the messages of what failed.
@discardableResult
func run(_ sql: String, on server: inout Replay) -> [String] {
  var failures: [String] = []
  server.run(parse(Array(sql.utf8)), transport: .autocommit) { _, _, effects, _ in
    if let failure = effects.failure { failures.append(failure.message) }
  }
  server.endSession()
  return failures
}

/// The rollback of a migration where some SQL has run before.
func rollback(of migration: String, after history: String = "") -> WrittenRollback {
  var server = server(history)
  server.beginFile(1)
  return WrittenRollback(
    undoing: [(parse(Array(migration.utf8)), .autocommit)], on: server, options: WritingOptions())
}

/// What differs between two schemas, one line each.
func difference(_ left: Catalog, _ right: Catalog) -> [String] {
  let difference = SchemaDifference(
    from: left.items(of: left.allObjects), to: right.items(of: right.allObjects))
  return difference.missing.map { "- \($0.identity)" } + difference.extra.map { "+ \($0.identity)" }
    + difference.changes.map { "\($0.old.identity) \($0.property)" }
}
