import Catalog
import SQLLexer
import SQLSyntax

/// What the expressions of a query name.
extension Replay {
  /// Analyses an expression, or any part of a query that is made of some.
  mutating func analyze(
    expression node: Int, _ scope: QueryScope, _ use: inout QueryUse
  ) throws(ServerError) {
    switch source.nodes[node].kind {
    case .columnReference: try readColumn(node, scope, &use)
    case .subquery:
      for part in source.parts(of: node) {
        if source.nodes[part].kind.isQuery {
          _ = try analyze(query: part, scope, &use)
        } else {
          try analyze(expression: part, scope, &use)
        }
      }
    case .functionCall:
      use.calls.append(node)
      noteFunction(node, &use)
      try refuseMissingFunction(node)
      for part in source.parts(of: node) { try analyze(expression: part, scope, &use) }
    case .typeName: noteType(node, &use)
    case .functionName, .name, .alias, .constant, .parameter, .template, .relation,
      .targetRelation:
      break
    default:
      let parts = source.parts(of: node)
      for part in parts { try analyze(expression: part, scope, &use) }
      try checkLabels(around: node, parts, scope)
    }
  }

  // MARK: - Columns

  /// The places where other names than those of FROM stand for rows.
  private static let specialTables: Set<String> = ["excluded", "new", "old"]

  private mutating func readColumn(
    _ node: Int, _ scope: QueryScope, _ use: inout QueryUse
  ) throws(ServerError) {
    let tokens = source.nodes[node].tokens
    guard let name = source.name(of: source.nodes[node]) else { return }
    // `count(t.*)`, `(t.*) IS NULL`: a whole row depends on no column in particular.
    if source.lexed.tokens[tokens.upperBound - 1].kind == .operator { return }
    let column = name.name.text
    guard !name.isTemplate else { return }
    let meaning: QueryScope.Meaning
    if let table = name.schema {
      let schema = name.qualifiers.count > 1 ? name.qualifiers[name.qualifiers.count - 2] : nil
      meaning = scope.column(column, of: table.text, in: schema?.text)
    } else {
      meaning = scope.column(column)
    }
    switch meaning {
    case .column(let found): use.reads.formUnion(found.sources)
    case .row: break
    case .ambiguous:
      throw ServerError("42702", "column reference \"\(column)\" is ambiguous")
    case .oneOf(let tables): noteColumn(column, ofOneOf: tables, &use)
    case .missing, .missingTable: try refuse(missing: name, meaning, scope)
    }
  }

  /// A column that is one of those that nobody has told of.
  private mutating func noteColumn(
    _ column: String, ofOneOf tables: [ScopeTable], _ use: inout QueryUse
  ) {
    guard !Replay.systemColumns.contains(column) else { return }
    let relations = tables.compactMap(\.relation)
    if tables.count == 1, let relation = relations.first {
      let known = catalog.relation(relation)?.column(named: column)
      let number = known ?? assumeColumn(column, of: relation)
      use.reads.insert(ObjectAddress(relation, .column(number)))
    } else {
      use.unknownColumns.formUnion(relations)
    }
  }

  private func refuse(
    missing name: QualifiedName, _ meaning: QueryScope.Meaning, _ scope: QueryScope
  ) throws(ServerError) {
    let column = name.name.text
    guard !Replay.systemColumns.contains(column),
      !scope.variables.contains(name.schema?.text ?? column)
    else { return }
    guard let table = name.schema?.text else {
      throw ServerError("42703", "column \"\(column)\" does not exist")
    }
    if case .missingTable = meaning {
      if Replay.specialTables.contains(table) { return }
      throw .missingFromEntry(table)
    }
    throw ServerError("42703", "column \(table).\(column) does not exist")
  }

  // MARK: - Functions and types

  /// The name of a called function.
  func calledName(_ call: Int) -> QualifiedName? {
    source.part(.functionName, of: call).flatMap { source.name(of: source.nodes[$0]) }
  }

  /// How many arguments a call has.
  func argumentCount(_ call: Int) -> Int {
    source.parts(of: call).filter {
      switch source.nodes[$0].kind {
      case .functionName, .orderBy, .filter, .window, .name: false
      default: true
      }
    }.count
  }

  /// The functions of the history that a call may mean; nil where it may be another one.
  func functions(calledBy call: Int) -> [ObjectID]? {
    guard let name = calledName(call), name.schema?.text != "pg_catalog" else { return [] }
    let candidates = catalog.functions(name, path: session.path)
    let count = argumentCount(call)
    return candidates?.filter { id in
      guard let function = catalog.function(id) else { return false }
      let most = function.arguments.count
      return function.isVariadic || (most - function.defaults...most).contains(count)
    }
  }

  private func noteFunction(_ call: Int, _ use: inout QueryUse) {
    switch calledName(call)?.name.text {
    case "nextval", "setval", "currval":
      let argument = source.parts(of: call).first { source.nodes[$0].kind != .functionName }
      if let sequence = sequence(named: argument) { use.reads.insert(ObjectAddress(sequence)) }
    default: break
    }
    for id in functions(calledBy: call) ?? [] { use.reads.insert(ObjectAddress(id)) }
  }

  private func noteType(_ node: Int, _ use: inout QueryUse) {
    var last = source.nodes[node].tokens.lowerBound
    let end = source.nodes[node].tokens.upperBound
    while last + 2 < end, source.lexed.tokens[last + 1].kind == .dot { last += 2 }
    let first = source.nodes[node].tokens.lowerBound
    guard first < end,
      let name = QualifiedName(first..<last + 1, of: source.lexed.tokens, in: source.bytes),
      case .found(let id) = catalog.lookUp(.type, name, path: session.path)
    else { return }
    use.reads.insert(ObjectAddress(id))
  }

  // MARK: - Names and types of the output

  /// What SELECT calls an expression without a label.
  func outputName(of node: Int, _ scope: QueryScope) -> String {
    if source.nodes[node].kind == .subquery, source.nodes[node].detail == .notKeyword,
      let target = firstTarget(of: node)
    {
      return target
    }
    return source.outputName(of: node).name ?? "?column?"
  }

  /// A subquery is called like its only column.
  private func firstTarget(of node: Int) -> String? {
    var node = node
    while let query = source.parts(of: node).first(where: { source.nodes[$0].kind.isQuery }) {
      node = query
      if source.nodes[query].kind == .values { return "column1" }
      guard let list = source.part(.targetList, of: query),
        let target = source.parts(of: list).first
      else { continue }
      let parts = source.parts(of: target)
      if parts.count > 1, let label = source.firstName(of: parts[1]) { return label.text }
      return parts.first.map { outputName(of: $0, QueryScope()) }
    }
    return nil
  }

  /// The type of an expression, where its text tells.
  func type(of node: Int, _ scope: QueryScope) -> DataType? {
    bind(node, scope).type ?? resultOfAnyOverload(node)
  }

  /// The result of an aggregate or window function, where it is the same whatever its arguments are: `count(*)`.
  private func resultOfAnyOverload(_ node: Int) -> DataType? {
    guard source.nodes[node].kind == .functionCall, let name = calledName(node),
      isBuiltInFunction(name),
      let overloads = BuiltInFunction.overloads(of: name.name.text, version: version)
    else { return nil }
    let results = Set(overloads.filter { !$0.returnsSet }.map(\.result))
    guard results.count == 1, let result = results.first, !result.hasPrefix("_"),
      !result.hasPrefix("any")
    else { return nil }
    return DataType(result)
  }

  private func bind(_ node: Int, _ scope: QueryScope) -> BoundExpression {
    let names = RelationScope(catalog: catalog, path: session.path, relation: nil)
    return ExpressionBinder.bind(
      source.expression(node), in: source, scope: QueryExpressionScope(names: names, query: scope))
  }
}

/// The names of an expression in a query. Only types are asked for: the numbers of its columns mean nothing.
private struct QueryExpressionScope: ExpressionScope {
  let names: RelationScope
  let query: QueryScope

  func column(_ name: String) -> (number: Int16, type: DataType?)? { found(query.column(name)) }

  func column(_ name: QualifiedName) -> (number: Int16, type: DataType?)? {
    guard let table = name.schema else { return column(name.name.text) }
    return found(query.column(name.name.text, of: table.text, in: nil))
  }

  private func found(_ meaning: QueryScope.Meaning) -> (number: Int16, type: DataType?)? {
    if case .column(let column) = meaning { (1, column.type) } else { nil }
  }

  func type(_ name: QualifiedName) -> ObjectID? { names.type(name) }
  func relation(_ name: QualifiedName) -> ObjectID? { names.relation(name) }
  func function(_ name: QualifiedName, arguments: Int) -> CalledUserFunction? {
    names.function(name, arguments: arguments)
  }
  func baseType(of type: ObjectID) -> DataType? { names.baseType(of: type) }
  func attribute(_ name: String, of type: ObjectID) -> DataType? {
    names.attribute(name, of: type)
  }
}
