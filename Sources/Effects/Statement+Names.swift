import SQLLexer
package import SQLSyntax

extension Statement {
  /// The names that a statement gives to what it makes: objects, columns, constraints. Not those that PostgreSQL makes
  /// up, which it makes short enough.
  package var madeNames: [Name] {
    var names = ObjectEvents(self).made.map(\.name.name).filter { !$0.range.isEmpty }
    switch tree {
    case .createTable(let table):
      names += table.columns.map(\.name)
      names += table.columns.flatMap { $0.constraints.compactMap(\.name) }
      names += table.constraints.compactMap(\.name)
    case .alterTable(let alter):
      // A primary key without a name has one made up, at the place of the whole command.
      names = names.filter { name in !alter.commands.contains { $0.range == name.range } }
      names += alter.commands.flatMap { $0.column?.constraints.compactMap(\.name) ?? [] }
    default: break
    }
    return names
  }
}
