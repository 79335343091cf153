import SQLLexer
import SQLSyntax
import Testing

@testable import Catalog

/// Expressions are printed as PostgreSQL prints them.
struct ExpressionTextTests {
  private let fixture = ExpressionFixture()

  @Test func printsConditions() throws {
    for (written, printed) in measuredConditions {
      let sql = "ALTER TABLE app.t ADD CHECK (\(written))"
      let file = parse(Array(sql.utf8))
      let check = try #require(file.statements[0].checks.first, "\(written)")
      let bound = ExpressionBinder.bind(check, in: file, scope: fixture)
      #expect(fixture.text(bound) == printed, "\(written)")
    }
  }

  @Test func printsDefaults() throws {
    for (type, written, printed) in measuredDefaults {
      let sql = "CREATE TABLE t (x \(type) DEFAULT \(written))"
      let file = parse(Array(sql.utf8))
      guard case .createTable(let table) = file.statements[0].tree,
        let name = table.columns.first?.type,
        let expression = table.columns[0].constraints.first?.expression
      else {
        Issue.record("\(sql)")
        continue
      }
      let type = DataType(name, in: file) { fixture.type($0) }
      let bound = ExpressionBinder.bind(expression, in: file, scope: fixture, assignedTo: type)
      #expect(fixture.text(bound) == printed, "\(sql)")
    }
  }

  @Test func printsKeys() throws {
    for (written, printed) in measuredKeys {
      let file = parse(Array("CREATE INDEX ON app.t (\(written))".utf8))
      guard case .createIndex(let index) = file.statements[0].tree else {
        Issue.record("\(written)")
        continue
      }
      let keys = index.elements.map { element -> String in
        var key = element.column.map { quotedName($0.text) } ?? ""
        if let expression = element.expression {
          let bound = ExpressionBinder.bind(expression, in: file, scope: fixture, isKey: true)
          key = fixture.text(bound)
          if bound.plainColumn == nil, !bound.isFunctionCall { key = "(\(key))" }
          if let collation = bound.collation { key += " COLLATE " + printedCollation(collation) }
        }
        if let name = element.operatorClass { key += " \(name.description)" }
        return element.order == .descending ? key + " DESC" : key
      }
      #expect(keys.joined(separator: ", ") == printed, "\(written)")
    }
  }
}
