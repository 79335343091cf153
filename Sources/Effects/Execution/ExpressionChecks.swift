import Catalog
import SQLLexer
package import SQLSyntax

/// What PostgreSQL refuses in expressions: names that stand for nothing, labels that an enum does not have or not yet.
extension Replay {
  /// Analyses an expression of a constraint, an index or a default.
  ///
  /// - Parameters:
  ///   - relation: whose columns it may name; nil for none.
  ///   - type: of the column that it gives a value.
  mutating func verify(
    _ expression: Expression, of relation: ObjectID?, as type: DataType? = nil
  ) throws(ServerError) {
    var scope = QueryScope(variables)
    if let relation {
      let table = ScopeTable(
        name: catalog[relation].name, relation: relation, columns: columns(of: relation))
      scope.add(table)
    }
    var use = QueryUse()
    try analyze(expression: Int(expression.node), scope, &use)
    guard let type else { return }
    let node = Int(expression.node)
    try checkLabel(node, of: type)
    guard source.nodes[node].kind == .constant, let text = source.string(node),
      !text.contains("{"), !text.contains("$"),
      let refusal = LiteralSyntax.refusal(of: text, as: type)
    else { return }
    throw refusal
  }

  /// A constant that is read as a value of an enum.
  ///
  /// - Throws: 22P02, and 55P04 for a label that the same transaction has added. [alter_type_add_value_and_use]
  func checkLabel(_ node: Int, of type: DataType) throws(ServerError) {
    guard let id = type.userType, !type.isArray, source.nodes[node].kind == .constant,
      let enumeration = catalog.type(id), case .enum(let labels) = enumeration.definition,
      let text = source.string(node), !text.contains("{"), !text.contains("$")
    else { return }
    guard let label = labels.first(where: { $0.text == text }) else {
      if enumeration.mayBeOlder { return }
      throw ServerError(
        "22P02", "invalid input value for enum \(catalog[id].name): \"\(text)\"")
    }
    let made = catalog[id].origin
    guard label.isAdded, label.origin.transaction == transaction else { return }
    // Since 17 a type of the same transaction is no danger.
    if version >= 17, made.transaction == transaction { return }
    throw ServerError(
      "55P04", "unsafe use of new value \"\(text)\" of enum type \(catalog[id].name)")
  }

  /// Constants beside an operand of an enum, and behind a cast to one.
  mutating func checkLabels(
    around node: Int, _ parts: [Int], _ scope: QueryScope
  ) throws(ServerError) {
    switch source.nodes[node].kind {
    case .typeCast:
      guard let constant = parts.first(where: { source.nodes[$0].kind == .constant }),
        source.string(constant) != nil, let type = type(of: node, scope)
      else { return }
      try checkLabel(constant, of: type)
    case .operator, .in, .between:
      guard let column = parts.first(where: { source.nodes[$0].kind == .columnReference }),
        parts.contains(where: { source.nodes[$0].kind == .constant }),
        let type = type(of: column, scope), type.userType != nil
      else { return }
      for part in parts { try checkLabel(part, of: type) }
    default: break
    }
  }

  /// 42883 where it is certain that there is no such function.
  func refuseMissingFunction(_ call: Int) throws(ServerError) {
    guard let name = calledName(call), !name.isTemplate, !isBuiltInFunction(name),
      catalog.functions(name, path: session.path) == [],
      catalog.lookUp(.type, name, path: session.path) == .missing,
      // `column(row)` is another way to write `row.column`.
      argumentCount(call) != 1
    else { return }
    throw ServerError("42883", "function \(name.description) does not exist")
  }

  /// A function of PostgreSQL's own.
  package func isBuiltInFunction(_ name: QualifiedName) -> Bool {
    if let schema = name.schema?.text, schema != "pg_catalog" {
      return schema == "information_schema"
    }
    guard let overloads = BuiltInFunction.overloads(of: name.name.text, version: version) else {
      return BuiltInTypeRow.named(name.name.text, version: version) != nil
    }
    return !overloads.isEmpty
  }

  /// The statement calls a function of which nothing is known, and does nothing else: SELECT drop_policies('t').
  package func callsUnknownFunction(_ statement: Statement, in source: SyntaxFile) -> Bool {
    switch statement.tree {
    case .query, .call: break
    default: return false
    }
    guard !statement.nodes.contains(where: { source.nodes[$0].kind == .from }) else { return false }
    return statement.nodes.contains { index in
      guard let name = functionName(index, in: source) else { return false }
      return !isKnownFunction(name) && catalog.functions(name, path: session.path) ?? [] == []
    }
  }

  /// The statement calls a function that is none of PostgreSQL's: what that does, only its body tells.
  package func callsOwnFunction(_ statement: Statement, in source: SyntaxFile) -> Bool {
    statement.nodes.contains { index in
      functionName(index, in: source).map { !isKnownFunction($0) } ?? false
    }
  }

  private func functionName(_ index: Int, in source: SyntaxFile) -> QualifiedName? {
    guard source.nodes[index].kind == .functionName else { return nil }
    let tokens = source.nodes[index].tokens
    return QualifiedName(tokens, of: source.lexed.tokens, in: source.bytes)
  }

  /// A function of PostgreSQL, or of an extension that the history has created.
  func isKnownFunction(_ name: QualifiedName) -> Bool {
    if isBuiltInFunction(name) { return true }
    return extensions.contains {
      BuiltInFunction.overloads(of: name.name.text, extension: $0, version: version)?.isEmpty
        == false
    }
  }
}
