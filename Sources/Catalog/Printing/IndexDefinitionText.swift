extension Catalog {
  /// An index as pg_get_indexdef prints it, every name with its schema.
  package func definition(ofIndex id: ObjectID) -> String {
    guard let index = index(id) else { return "" }
    let keys = index.keys.map { self.text(of: $0, in: index) }.joined(separator: ", ")
    var text = "CREATE \(index.isUnique ? "UNIQUE " : "")INDEX \(quotedName(self[id].name)) ON "
    if relation(id)?.kind == .partitionedIndex { text += "ONLY " }
    text += "\(printedName(index.table)) USING \(index.method) (\(keys))"
    if !index.include.isEmpty { text += " INCLUDE (\(columnList(index.include, of: index.table)))" }
    if index.nullsNotDistinct { text += " NULLS NOT DISTINCT" }
    if let predicate = index.predicate {
      text += " WHERE \(self.text(of: predicate, in: relation(index.table)))"
    }
    return text
  }

  /// A key of an index, with what differs from the defaults of its column.
  func text(of key: Index.Key, in index: Index) -> String {
    let table = relation(index.table)
    var text: String
    if let column = key.column {
      text = quotedName(table?[column].name ?? "")
    } else if let expression = key.expression {
      text = self.text(of: expression, in: table)
      if !expression.isFunctionCall { text = "(\(text))" }
    } else {
      text = ""
    }
    if let collation = key.collation { text += " COLLATE \(quotedName(collation))" }
    if let operatorClass = key.operatorClass { text += " \(operatorClass)" }
    if key.isDescending {
      text += " DESC"
      if !key.nullsFirst { text += " NULLS LAST" }
    } else if key.nullsFirst {
      text += " NULLS FIRST"
    }
    return text
  }
}
