extension Catalog {
  /// An expression as PostgreSQL prints it, with the names that things have now.
  ///
  /// - Parameter flattened: without the parentheses around AND inside of AND, and OR inside of OR: to be compared.
  package func text(
    of expression: BoundExpression, in relation: Relation?, flattened: Bool = false
  ) -> String {
    var text = ""
    for piece in flattened ? expression.flattened ?? expression.pieces : expression.pieces {
      switch piece {
      case .text(let part): text += part
      case .column(0): text += "VALUE"
      case .column(let number): text += quotedName(relation?[number].name ?? "")
      case .object(let id): text += printedName(id)
      }
    }
    return text
  }

  /// The name of an object with its schema, as printed.
  package func printedName(_ id: ObjectID) -> String {
    let object = self[id]
    guard let container = object.container, container != unqualifiedSchema else {
      return quotedName(object.name)
    }
    return quotedName(self[container].name) + "." + quotedName(object.name)
  }
}
