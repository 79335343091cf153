import Catalog
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// A model of a server with an empty database, on which a text has been executed, statement by statement.
func replay(_ sql: String, version: Int = 18, isEmpty: Bool = true) -> (Replay, [Effects]) {
  var server = Replay(version: version, isEmpty: isEmpty)
  server.beginFile(0)
  let effects = server.run(sql)
  return (server, effects)
}

/// What the last statement of a text does after a fixture, which another file has made.
func effects(
  after fixture: String, of sql: String, version: Int = 18, isEmpty: Bool = true
) -> Effects {
  var (server, _) = replay(fixture, version: version, isEmpty: isEmpty)
  server.beginFile(1)
  return server.run(sql).last ?? Effects()
}

extension Replay {
  /// Executes the statements of a text.
  mutating func run(_ sql: String, transport: Transport = .autocommit) -> [Effects] {
    let source = parse(Array(sql.utf8))
    var all: [Effects] = []
    run(source, transport: transport) { _, _, effects, _ in all.append(effects) }
    return all
  }
}

extension Effects {
  /// `app.t AccessExclusiveLock`, in the order of the names.
  var lockList: [String] { locks.map { "\($0.relation.name) \($0.mode.name)" }.sorted() }

  func names(_ kind: Work.Kind) -> [String] { relations(with: kind).map(\.name).sorted() }
}
