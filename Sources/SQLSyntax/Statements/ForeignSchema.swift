import SQLLexer

/// IMPORT FOREIGN SCHEMA: makes foreign tables whose columns the other server knows.
package struct ImportForeignSchema: Sendable {
  package enum Tables: Sendable { case all, only([QualifiedName]), except([QualifiedName]) }
  package var remoteSchema: Name
  package var tables = Tables.all
  package var server: Name
  package var schema: Name
}

extension Parser {
  /// ImportForeignSchemaStmt: `IMPORT FOREIGN SCHEMA name [LIMIT TO | EXCEPT (relations)] FROM SERVER name INTO name
  /// [OPTIONS (…)]`. Documentation: IMPORT FOREIGN SCHEMA.
  mutating func importForeignSchema(_ statement: inout Statement) {
    statement.node = .importForeignSchema
    expect(.import, .foreign)
    expect(.schema)
    guard let remoteSchema = name() else { return }
    var tables = ImportForeignSchema.Tables.all
    if eat(.limit) {
      expect(.to)
      tables = .only(relationList())
    } else if eat(.except) {
      tables = .except(relationList())
    }
    expect(.from, .server)
    guard let server = name() else { return }
    expect(.into)
    guard let schema = name() else { return }
    if at(.options) { _ = genericOptions() }
    statement.tree = .importForeignSchema(
      ImportForeignSchema(
        remoteSchema: remoteSchema, tables: tables, server: server, schema: schema))
  }

  /// `(relation_expr_list)`
  private mutating func relationList() -> [QualifiedName] {
    parenthesisedList { $0.relation()?.name }
  }
}
