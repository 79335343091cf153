extension Catalog {
  /// An expression as PostgreSQL prints it, with the names that things have now.
  ///
  /// - Parameter hasLines: CASE is printed over several lines: by pg_get_expr and pg_get_constraintdef, not by
  ///   pg_get_indexdef.
  package func text(
    of expression: BoundExpression, in relation: Relation?, hasLines: Bool = true
  ) -> String {
    var text = ""
    for piece in expression.pieces {
      switch piece {
      case .text(let part): text += part
      case .column(let number): text += quotedName(relation?[number].name ?? "")
      case .object(let id): text += printedName(id)
      case .lineBreak(let indent, let hasSpace):
        if hasLines {
          while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
          text += "\n" + String(repeating: " ", count: indent)
        } else if hasSpace {
          text += " "
        }
      }
    }
    return text
  }

  /// The name of an object with its schema, as printed.
  package func printedName(_ id: ObjectID) -> String {
    let object = self[id]
    guard let container = object.container else { return quotedName(object.name) }
    return quotedName(self[container].name) + "." + quotedName(object.name)
  }
}
