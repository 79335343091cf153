import Catalog
import Effects
import SQLSyntax

/// The statements that make and drop objects, as they are in a catalogue.
extension Catalog {
  // MARK: - DROP

  /// DROP … IF EXISTS.
  func drop(_ id: ObjectID, concurrently: Bool = false) -> String? {
    let object = self[id]
    let name = printedName(id)
    switch object.definition {
    case .schema: return "DROP SCHEMA IF EXISTS \(name)"
    case .relation(let relation):
      let concurrent = relation.index != nil && concurrently ? "CONCURRENTLY " : ""
      return "DROP \(relation.kind.words) \(concurrent)IF EXISTS \(name)"
    case .type(let type): return "DROP \(type.kindWord) IF EXISTS \(name)"
    case .function(let function):
      var arguments = argumentTypes(function).joined(separator: ", ")
      if function.kind == .aggregate, arguments.isEmpty { arguments = "*" }
      if function.arguments.contains(where: { $0 == nil }) { arguments = function.signature }
      return "DROP \(function.kind.rawValue.uppercased()) IF EXISTS \(name)(\(arguments))"
    case .constraint(let constraint):
      let owner = printedName(constraint.owner)
      let words = domain(constraint.owner) == nil ? "TABLE" : "DOMAIN"
      return "ALTER \(words) \(owner) DROP CONSTRAINT IF EXISTS \(quotedName(object.name))"
    case .attached(let attached):
      guard let table = object.container else { return nil }
      let kind = attached.kind.rawValue.uppercased()
      return "DROP \(kind) IF EXISTS \(quotedName(object.name)) ON \(printedName(table))"
    case .other(let other):
      guard let words = other.type.words, other.type != .cast, other.type != .transform,
        other.type != .operatorClass, other.type != .operatorFamily, other.type != .operator
      else { return nil }
      return "DROP \(words) IF EXISTS \(name)"
    }
  }

  /// The words behind ALTER and COMMENT ON, with the name: `TABLE app.users`, `TRIGGER t ON app.users`.
  func named(_ id: ObjectID) -> String? {
    let object = self[id]
    let name = printedName(id)
    switch object.definition {
    case .schema: return "SCHEMA \(name)"
    case .relation(let relation): return "\(relation.kind.words) \(name)"
    case .type(let type): return "\(type.kindWord) \(name)"
    case .function(let function):
      var arguments = argumentTypes(function).joined(separator: ", ")
      if function.kind == .aggregate, arguments.isEmpty { arguments = "*" }
      return "\(function.kind.rawValue.uppercased()) \(name)(\(arguments))"
    case .constraint(let constraint):
      let domain = domain(constraint.owner) == nil ? "" : "DOMAIN "
      return "CONSTRAINT \(quotedName(object.name)) ON \(domain)\(printedName(constraint.owner))"
    case .attached(let attached):
      guard let table = object.container else { return nil }
      let kind = attached.kind.rawValue.uppercased()
      return "\(kind) \(quotedName(object.name)) ON \(printedName(table))"
    case .other(let other): return other.type.words.map { "\($0) \(name)" }
    }
  }

  // MARK: - CREATE

  /// The statements that make an object of which only the text is known; nil where it is not.
  func writtenStatements(_ id: ObjectID) -> [String]? {
    guard let written = self[id].written, !written.isOutdated else { return nil }
    var statements: [String] = []
    for (index, statement) in written.statements.enumerated() {
      var text = text(of: statement)
      if index == 0 { text = guarded(text, id) }
      if statement.path != ["public"], !statement.path.isEmpty {
        let path = statement.path.map { quotedName($0) }.joined(separator: ", ")
        statements += ["SET search_path TO \(path)", text, "RESET search_path"]
      } else {
        statements.append(text)
      }
    }
    return statements
  }

  /// CREATE as one can run it twice, where the language has that.
  private func guarded(_ text: String, _ id: ObjectID) -> String {
    switch self[id].definition {
    case .function(let function):
      return function.kind == .aggregate ? text : text.inserting("OR REPLACE", behind: ["CREATE"])
    case .relation(let relation):
      switch relation.kind {
      case .view: return text.inserting("OR REPLACE", behind: ["CREATE"])
      case .materializedView:
        return text.inserting("IF NOT EXISTS", behind: ["CREATE", "MATERIALIZED", "VIEW"])
      case .foreignTable:
        return text.inserting("IF NOT EXISTS", behind: ["CREATE", "FOREIGN", "TABLE"])
      default: return text
      }
    case .attached(let attached) where attached.kind == .rule:
      return text.inserting("OR REPLACE", behind: ["CREATE"])
    case .other(let other):
      switch other.type {
      case .extension, .statistics, .foreignServer, .collation:
        let words = ["CREATE"] + (other.type.words ?? "").split(separator: " ").map(String.init)
        return text.inserting("IF NOT EXISTS", behind: words)
      default: return text
      }
    default: return text
    }
  }

  /// CREATE TYPE and CREATE DOMAIN, which have no guard of their own.
  func createType(_ id: ObjectID) -> String? {
    if relation(id)?.kind == .compositeType {
      let attributes = relation(id)?.liveColumns.map { number -> String? in
        guard let column = relation(id)?[number], let type = column.type else { return nil }
        let collation = column.collation.map { " COLLATE \($0.quotedPath)" } ?? ""
        return "\(quotedName(column.name)) \(describe(type))\(collation)"
      }
      guard let attributes, !attributes.contains(nil) else { return nil }
      let list = attributes.compactMap { $0 }.joined(separator: ", ")
      return "CREATE TYPE \(printedName(id)) AS (\(list))"
    }
    switch type(id)?.definition {
    case .enum(let labels):
      let list = labels.map { quotedLiteral($0.text) }.joined(separator: ", ")
      return "CREATE TYPE \(printedName(id)) AS ENUM (\(list))"
    case .domain(let domain):
      guard let base = domain.base else { return nil }
      var text = "CREATE DOMAIN \(printedName(id)) AS \(describe(base))"
      if let collation = domain.collation { text += " COLLATE \(collation.quotedPath)" }
      if let value = domain.defaultValue { text += " DEFAULT \(self.text(of: value, in: nil))" }
      if domain.isNotNull { text += " NOT NULL" }
      for constraint in domain.constraints where !self[constraint].isDropped {
        text += " CONSTRAINT \(quotedName(self[constraint].name)) "
        text += definition(ofConstraint: constraint)
      }
      return text
    default: return nil
    }
  }
}

extension RelationKind {
  /// The words behind DROP and ALTER.
  var words: String {
    switch self {
    case .table, .partitionedTable: "TABLE"
    case .index, .partitionedIndex: "INDEX"
    case .view: "VIEW"
    case .materializedView: "MATERIALIZED VIEW"
    case .sequence: "SEQUENCE"
    case .foreignTable: "FOREIGN TABLE"
    case .compositeType: "TYPE"
    }
  }
}

extension String {
  /// Puts words behind those that the text begins with, unless they stand there.
  func inserting(_ words: String, behind first: [String]) -> String {
    var rest = Substring(self)
    for word in first {
      guard rest.lowercased().hasPrefix(word.lowercased()) else { return self }
      rest = rest.dropFirst(word.count)
      let next = rest.drop { $0.isWhitespace }
      guard next.startIndex > rest.startIndex else { return self }
      rest = next
    }
    guard !rest.lowercased().hasPrefix(words.lowercased()) else { return self }
    return self[..<rest.startIndex] + words + " " + rest
  }

  /// In a block that lets it be where it is there already.
  var guardedByBlock: String {
    var tag = "$$"
    var number = 0
    while contains(tag) {
      number += 1
      tag = "$do\(number)$"
    }
    return """
      DO \(tag) BEGIN
        \(self);
      EXCEPTION WHEN duplicate_object THEN NULL;
      END \(tag)
      """
  }
}
