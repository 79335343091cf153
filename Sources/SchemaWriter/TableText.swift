import Catalog
import SQLSyntax

/// The statements that make tables and their parts, as they are in a catalogue.
extension Catalog {
  /// Name, type, default and the rest of a column, as CREATE TABLE and ADD COLUMN take them; nil where its type is not
  /// known.
  ///
  /// - Parameter withNotNull: with NOT NULL where the column has it.
  func columnDefinition(_ number: Int16, of id: ObjectID, withNotNull: Bool = true) -> String? {
    guard let relation = relation(id) else { return nil }
    let column = relation[number]
    guard let type = column.type else { return nil }
    let name = quotedName(column.name)
    if let serial = serialWord(number, of: id) { return "\(name) \(serial)" }
    var text = "\(name) \(describe(type))"
    if let collation = column.collation { text += " COLLATE \(collation.quotedPath)" }
    if let generated = column.generated, let expression = column.defaultValue {
      text += " GENERATED ALWAYS AS (\(self.text(of: expression, in: relation)))"
      text += generated == .stored ? " STORED" : " VIRTUAL"
    } else if let value = column.defaultValue {
      text += " DEFAULT \(self.text(of: value, in: relation))"
    }
    if let identity = column.identity {
      text += identityClause(identity, number, of: id)
    } else if withNotNull, column.isNotNull == true {
      text += " NOT NULL"
    }
    return text
  }

  func identityClause(_ identity: Column.Identity, _ number: Int16, of id: ObjectID) -> String {
    var text = " GENERATED \(identity == .always ? "ALWAYS" : "BY DEFAULT") AS IDENTITY"
    guard let sequence = ownedSequence(number, of: id) else { return text }
    var options = sequenceOptions(sequence, withType: false)
    if self[sequence].name != serialName(number, of: id) {
      options.insert("SEQUENCE NAME \(printedName(sequence))", at: 0)
    }
    if !options.isEmpty { text += " (\(options.joined(separator: " ")))" }
    return text
  }

  /// `serial` and its kin, where the column is nothing but that.
  private func serialWord(_ number: Int16, of id: ObjectID) -> String? {
    guard let column = relation(id)?[number], column.isNotNull == true, column.identity == nil,
      let sequence = ownedSequence(number, of: id), let type = column.type,
      column.defaultValue?.pieces == BoundExpression.nextValue(of: sequence).pieces,
      let definition = relation(sequence)?.sequence, definition.options.isEmpty,
      definition.type == type, self[sequence].name == serialName(number, of: id),
      self[sequence].container == self[id].container, self[sequence].comment == nil
    else { return nil }
    switch type {
    case .int2: return "smallserial"
    case .int4: return "serial"
    case .int8: return "bigserial"
    default: return nil
    }
  }

  private func serialName(_ number: Int16, of id: ObjectID) -> String {
    implicitName(self[id].name, relation(id)?[number].name ?? "", "seq")
  }

  /// The sequence that belongs to a column.
  func ownedSequence(_ number: Int16, of id: ObjectID) -> ObjectID? {
    let column = ObjectAddress(id, .column(number))
    return dependencies(on: column).map(\.dependent.object).first {
      relation($0)?.sequence?.owner == column && !self[$0].isDropped
    }
  }

  /// The sequence comes and goes with its column, by what is written there.
  func isWrittenWithColumn(_ sequence: ObjectID) -> Bool {
    guard let owner = relation(sequence)?.sequence?.owner, let number = owner.column else {
      return false
    }
    return relation(sequence)?.sequence?.isOfIdentity == true
      || serialWord(number, of: owner.object) != nil
  }

  /// The words behind CREATE SEQUENCE that are not what they are by default.
  func sequenceOptions(_ id: ObjectID, withType: Bool = true) -> [String] {
    guard let sequence = relation(id)?.sequence else { return [] }
    var words: [String] = []
    if withType, sequence.type != .int8 { words.append("AS \(describe(sequence.type))") }
    for name in ["START WITH", "INCREMENT BY", "MINVALUE", "MAXVALUE", "CACHE", "CYCLE"] {
      guard let value = sequence.options[name] else { continue }
      words.append(value.isEmpty ? name : "\(name) \(value)")
    }
    return words
  }

  // MARK: - Tables

  /// CREATE TABLE with its columns and constraints, but without foreign keys; nil where not all of it is known.
  func createTable(_ id: ObjectID) -> String? {
    guard let relation = relation(id), !relation.hasUnknownColumns, !relation.isAssumed else {
      return nil
    }
    var text = "CREATE \(relation.persistence == .unlogged ? "UNLOGGED " : "")TABLE"
    text += " IF NOT EXISTS \(printedName(id))"
    if let bound = relation.bound, let parent = relation.parents.first {
      text += " PARTITION OF \(printedName(parent))"
      let elements = inlineConstraints(of: id)
      if !elements.isEmpty { text += " (\n  \(elements.joined(separator: ",\n  "))\n)" }
      text += " \(bound.words)"
    } else {
      var elements: [String] = []
      for number in relation.liveColumns where relation[number].isLocal {
        guard let column = columnDefinition(number, of: id) else { return nil }
        elements.append(column)
      }
      elements += inlineConstraints(of: id)
      text += elements.isEmpty ? " ()" : " (\n  \(elements.joined(separator: ",\n  "))\n)"
      if !relation.parents.isEmpty {
        text += " INHERITS (\(relation.parents.map { printedName($0) }.joined(separator: ", ")))"
      }
    }
    if let key = relation.partitionKey { text += " PARTITION BY \(describe(key, of: relation))" }
    if let method = relation.accessMethod { text += " USING \(quotedName(method))" }
    if !relation.options.isEmpty { text += " WITH (\(relation.options.optionList))" }
    if let tablespace = relation.tablespace { text += " TABLESPACE \(quotedName(tablespace))" }
    return text
  }

  /// What can be said of a constraint within CREATE TABLE. Of two keys over the same columns, PostgreSQL makes only one
  /// there.
  func isInline(_ constraint: Constraint) -> Bool {
    switch constraint.kind {
    case .check, .primaryKey, .exclusion: constraint.isValid
    case .unique:
      !constraints(of: constraint.owner).contains { _, other in
        other.kind == .primaryKey && other.columns == constraint.columns
      }
    case .foreignKey, .notNull, .trigger: false
    }
  }

  private func inlineConstraints(of id: ObjectID) -> [String] {
    constraints(of: id).filter { isInline($0.constraint) && isOwn($0.id) }
      .sorted { $0.id < $1.id }
      .map { "CONSTRAINT \(quotedName(self[$0.id].name)) \(definition(ofConstraint: $0.id))" }
  }

  /// A constraint that its table does not merely have because another one has it.
  func isOwn(_ id: ObjectID) -> Bool {
    guard let constraint = constraint(id) else { return false }
    if constraint.parent != nil || constraint.kind == .trigger || constraint.kind == .notNull {
      return false
    }
    // The key of a partition has an index that is part of the table's.
    if let index = constraint.index, relation(index)?.parents.isEmpty == false { return false }
    return constraint.isLocal
  }

  /// CREATE INDEX.
  func createIndex(_ id: ObjectID, concurrently: Bool) -> String {
    let definition = definition(ofIndex: id)
    let words = definition.hasPrefix("CREATE UNIQUE") ? "CREATE UNIQUE INDEX " : "CREATE INDEX "
    var rest = String(definition.dropFirst(words.count))
    let only = "\(quotedName(self[id].name)) ON ONLY "
    if rest.hasPrefix(only) {
      rest = "\(quotedName(self[id].name)) ON " + rest.dropFirst(only.count)
    }
    var text = words + (concurrently ? "CONCURRENTLY " : "") + "IF NOT EXISTS " + rest
    if let tablespace = relation(id)?.tablespace { text += " TABLESPACE \(quotedName(tablespace))" }
    return text
  }
}

extension PartitionBoundDefinition {
  /// As CREATE TABLE and ATTACH PARTITION have it.
  var words: String {
    switch self {
    case .default: "DEFAULT"
    case .values(let text): "FOR VALUES \(text)"
    }
  }
}

extension [String: String] {
  /// The inside of WITH (…).
  var optionList: String {
    sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
  }
}

extension String {
  /// A name with dots, each part in quotes where it needs them.
  var quotedPath: String {
    nameParts.map(quotedName).joined(separator: ".")
  }
}
