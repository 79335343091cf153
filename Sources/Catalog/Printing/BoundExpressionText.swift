extension Catalog {
  /// An expression as PostgreSQL prints it, with the names that things have now.
  package func text(of expression: BoundExpression, in relation: Relation?) -> String {
    expression.pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .column(let number): quotedName(relation?[number].name ?? "")
      case .object(let id): printedName(id)
      }
    }.joined()
  }

  /// The name of an object with its schema, as printed.
  package func printedName(_ id: ObjectID) -> String {
    let object = self[id]
    guard let container = object.container else { return quotedName(object.name) }
    return quotedName(self[container].name) + "." + quotedName(object.name)
  }
}
