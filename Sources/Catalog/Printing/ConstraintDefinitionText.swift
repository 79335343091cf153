import SQLSyntax

extension Catalog {
  /// A constraint as pg_get_constraintdef prints it, every name with its schema.
  ///
  /// - Parameter flattened: as of an expression.
  package func definition(ofConstraint id: ObjectID, flattened: Bool = false) -> String {
    guard let constraint = constraint(id) else { return "" }
    var text: String
    switch constraint.kind {
    case .check:
      let expression = constraint.expression.map {
        self.text(of: $0, in: relation(constraint.owner), flattened: flattened)
      }
      text = "CHECK (\(expression ?? ""))"
      if constraint.isNoInherit { text += " NO INHERIT" }
    case .notNull: text = "NOT NULL \(columnList(constraint.columns, of: constraint.owner))"
    case .primaryKey, .unique: text = keyDefinition(constraint)
    case .exclusion: text = exclusionDefinition(constraint)
    case .foreignKey: text = foreignKeyDefinition(constraint)
    case .trigger: text = "TRIGGER"
    }
    if constraint.isDeferrable { text += " DEFERRABLE" }
    if constraint.isInitiallyDeferred { text += " INITIALLY DEFERRED" }
    if !constraint.isEnforced {
      text += " NOT ENFORCED"
    } else if !constraint.isValid {
      text += " NOT VALID"
    }
    return text
  }

  private func keyDefinition(_ constraint: Constraint) -> String {
    let index = constraint.index.flatMap { self.index($0) }
    var text = constraint.kind == .primaryKey ? "PRIMARY KEY" : "UNIQUE"
    if index?.nullsNotDistinct == true { text += " NULLS NOT DISTINCT" }
    text += " (\(columnList(constraint.columns, of: constraint.owner)))"
    if let include = index?.include, !include.isEmpty {
      text += " INCLUDE (\(columnList(include, of: constraint.owner)))"
    }
    return text
  }

  private func exclusionDefinition(_ constraint: Constraint) -> String {
    guard let index = constraint.index.flatMap({ self.index($0) }) else { return "EXCLUDE" }
    let elements = zip(index.keys, constraint.operators).map { key, name in
      self.text(of: key, in: index) + " WITH " + name
    }
    var text = "EXCLUDE USING \(index.method) (\(elements.joined(separator: ", ")))"
    if let predicate = index.predicate {
      text += " WHERE (\(self.text(of: predicate, in: relation(index.table))))"
    }
    return text
  }

  private func foreignKeyDefinition(_ constraint: Constraint) -> String {
    guard let key = constraint.foreignKey else { return "" }
    var text = "FOREIGN KEY (\(columnList(constraint.columns, of: constraint.owner)))"
    text += " REFERENCES \(printedName(key.referenced))"
    text += "(\(columnList(key.columns, of: key.referenced)))"
    if key.match == .full { text += " MATCH FULL" }
    if key.onUpdate != .noAction { text += " ON UPDATE \(key.onUpdate.words)" }
    if key.onDelete != .noAction { text += " ON DELETE \(key.onDelete.words)" }
    if !key.onDeleteColumns.isEmpty {
      text += " (\(columnList(key.onDeleteColumns, of: constraint.owner)))"
    }
    return text
  }

  /// Columns by their names, as printed.
  func columnList(_ numbers: [Int16], of relation: ObjectID) -> String {
    let relation = self.relation(relation)
    return numbers.map { quotedName(relation?[$0].name ?? "") }.joined(separator: ", ")
  }

  /// PARTITION BY, as pg_get_partkeydef prints it.
  package func describe(_ key: PartitionKeyDefinition, of relation: Relation) -> String {
    var expressions = key.expressions.makeIterator()
    let parts = key.columns.map { number in
      if let number { return quotedName(relation[number].name) }
      guard let expression = expressions.next() else { return "" }
      let text = text(of: expression, in: relation)
      return expression.isFunctionCall ? text : "(\(text))"
    }
    return "\(key.strategy.word) (\(parts.joined(separator: ", ")))"
  }
}

extension ForeignKey.Action {
  /// As SQL has it.
  fileprivate var words: String {
    switch self {
    case .noAction: "NO ACTION"
    case .restrict: "RESTRICT"
    case .cascade: "CASCADE"
    case .setNull: "SET NULL"
    case .setDefault: "SET DEFAULT"
    }
  }
}

extension PartitionKey.Strategy {
  /// As SQL has it.
  package var word: String {
    switch self {
    case .list: "LIST"
    case .range: "RANGE"
    case .hash: "HASH"
    }
  }
}
