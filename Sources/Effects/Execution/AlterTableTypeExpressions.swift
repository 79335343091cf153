import Catalog
import SQLLexer
import SQLSyntax

/// What ALTER COLUMN … TYPE makes of the expressions that mention the column: PostgreSQL prints them, and reads them
/// again with the new type. ATPostAlterTypeParse (tablecmds.c).
extension Replay {
  mutating func readAgain(mentioning number: Int16, of id: ObjectID) {
    guard let relation = catalog.relation(id) else { return }
    if let value = relation[number].defaultValue {
      let new = readAgain(value, in: id, as: relation[number].type)
      catalog.updateRelation(id) { $0[number].defaultValue = new }
    }
    for constraint in relation.constraints {
      guard let expression = catalog.constraint(constraint)?.expression,
        expression.columns.contains(number)
      else { continue }
      let new = readAgain(expression, in: id)
      catalog.updateConstraint(constraint) { $0.expression = new }
    }
    for index in relation.indexes {
      guard let old = catalog.index(index), old.columns.contains(number) else { continue }
      let keys = old.keys.map { key in
        var key = key
        key.expression = key.expression.map { readAgain($0, in: id, isKey: true) }
        return key
      }
      let predicate = old.predicate.map { readAgain($0, in: id) }
      catalog.updateIndex(index) {
        $0.keys = keys
        $0.predicate = predicate
      }
    }
  }

  private func readAgain(
    _ expression: BoundExpression, in id: ObjectID, as type: DataType? = nil, isKey: Bool = false
  ) -> BoundExpression {
    let text = catalog.text(of: expression, in: catalog.relation(id))
    let file = parse(Array("ALTER TABLE t ADD CHECK (\(text))".utf8))
    guard file.statements.count == 1, file.statements[0].isRead,
      let read = file.statements[0].checks.first
    else { return expression }
    let scope = RelationScope(catalog: catalog, path: session.path, relation: id)
    return ExpressionBinder.bind(read, in: file, scope: scope, assignedTo: type, isKey: isKey)
  }
}
