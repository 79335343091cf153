import Catalog
import SQLLexer
import SQLSyntax

/// Functions, procedures and aggregates. Documentation: CREATE FUNCTION, CREATE PROCEDURE, CREATE AGGREGATE, ALTER FUNCTION.
extension Replay {
  /// A body in SQL is analysed when the function is created, and locks what it names; of PL/pgSQL only the grammar is
  /// looked at.
  mutating func createFunction(_ statement: CreateFunction) throws(ServerError) {
    let schema = try creationSchema(of: statement.name)
    var function = try signature(
      statement.object == .procedure ? .procedure : .function, statement.arguments)
    try setResult(statement, of: &function)
    function.volatility = statement.options.volatility ?? .volatile
    function.isSecurityDefiner = statement.options.isSecurityDefiner ?? false
    function.hasSearchPath = statement.options.settings.contains { $0.parameter == "search_path" }
    function.language = statement.language ?? statement.impliedLanguage
    guard function.language != nil else {
      throw ServerError("42P13", "no language specified")
    }
    let existing = overload(
      of: statement.name, function.arguments, in: schema, orReplace: statement.orReplace)
    if let existing { try refuse(replacing: existing, by: function, statement) }
    try checkBody(statement, &function)
    put(
      function, statement.name, in: schema, over: existing, types: typeNames(of: statement))
  }

  private mutating func put(
    _ function: Function, _ name: QualifiedName, in schema: ObjectID, over existing: ObjectID?,
    types: [WrittenStatement.Name] = []
  ) {
    let id: ObjectID
    if let existing {
      id = existing
      catalog.update(id) { $0.definition = .function(function) }
    } else {
      id = catalog.add(
        CatalogObject(name: name.name.text, in: schema, .function(function), origin: origin))
    }
    for address in function.reads {
      catalog.addDependency(Dependency(ObjectAddress(id), on: address, .normal))
    }
    keepText(of: id, named: name.range, others: types)
  }

  // MARK: - Signature

  /// The arguments of a function, whose types tell it from others of its name.
  private mutating func signature(
    _ kind: Function.Kind, _ arguments: [FunctionArgument]
  ) throws(ServerError) -> Function {
    var function = Function(kind: kind, arguments: [], signature: "")
    var texts: [String] = []
    for argument in arguments {
      let type = try dataType(argument.type)
      if let user = type?.userType { function.reads.insert(ObjectAddress(user)) }
      // Procedures are told apart by their OUT arguments only where they are called.
      if argument.mode != .out {
        function.arguments.append(type)
        function.argumentNames.append(argument.name?.text ?? "")
        if argument.defaultValue != nil { function.defaults += 1 }
        if argument.mode == .variadic { function.isVariadic = true }
      }
      if argument.mode == .out || argument.mode == .inOut, let name = argument.name {
        function.outputNames.append(name.text)
      }
      texts.append(text(of: argument, type, isProcedure: kind == .procedure))
    }
    function.signature = texts.joined(separator: ", ")
    return function
  }

  /// As pg_get_function_identity_arguments prints it.
  private func text(
    of argument: FunctionArgument, _ type: DataType?, isProcedure: Bool
  ) -> String {
    var words: [String] = []
    switch argument.mode {
    case .out: words.append("OUT")
    case .inOut: words.append("INOUT")
    case .variadic: words.append("VARIADIC")
    // Since 14 it is printed for procedures.
    case .in, .unspecified: if isProcedure, version >= 14 { words.append("IN") }
    }
    if let name = argument.name?.text { words.append(name) }
    words.append(type.map { catalog.describe($0.withoutModifier) } ?? argument.type.name)
    return words.joined(separator: " ")
  }

  private mutating func setResult(
    _ statement: CreateFunction, of function: inout Function
  ) throws(ServerError) {
    switch statement.result {
    case .type(let type):
      function.returnsSet = type.isSetOf
      function.result = try dataType(type)?.withoutModifier
      if let user = function.result?.userType { function.reads.insert(ObjectAddress(user)) }
    case .table(let columns):
      function.returnsSet = true
      function.outputNames = columns.compactMap { $0.name?.text }
      for column in columns {
        if let user = try dataType(column.type)?.userType {
          function.reads.insert(ObjectAddress(user))
        }
      }
    case nil:
      let outputs = statement.arguments.filter { $0.mode == .out || $0.mode == .inOut }
      if statement.object == .function, outputs.isEmpty {
        throw ServerError("42P13", "function result type must be specified")
      }
      if outputs.count == 1 { function.result = try dataType(outputs[0].type)?.withoutModifier }
    }
  }

  /// The function of the same name and argument types.
  private func overload(
    of name: QualifiedName, _ arguments: [DataType?], in schema: ObjectID, orReplace: Bool
  ) -> ObjectID? {
    let all = catalog.functions(name.name.text, in: schema)
    return all.first { id in
      guard let function = catalog.function(id), function.arguments.count == arguments.count
      else { return false }
      return zip(function.arguments, arguments).allSatisfy { left, right in
        guard let left, let right else { return false }
        return left.isSameForOverloads(as: right)
      }
    }
  }

  /// 42723, and what OR REPLACE cannot change. Documentation: CREATE FUNCTION, Notes.
  private func refuse(
    replacing existing: ObjectID, by function: Function, _ statement: CreateFunction
  ) throws(ServerError) {
    guard let old = catalog.function(existing), !old.isAssumed else { return }
    let name = statement.name.name.text
    guard statement.orReplace else {
      throw ServerError(
        "42723", "function \"\(name)\" already exists with same argument types")
    }
    if old.kind != function.kind {
      throw ServerError("42809", "cannot change routine kind")
    }
    if let result = old.result, let new = function.result,
      result.isKnown == new.isKnown && !result.isSameForOverloads(as: new)
        || old.returnsSet != function.returnsSet
    {
      throw ServerError("42P13", "cannot change return type of existing function")
    }
    for (before, after) in zip(old.argumentNames, function.argumentNames)
    where !before.isEmpty && before != after {
      throw ServerError("42P13", "cannot change name of input parameter \"\(before)\"")
    }
    if function.defaults < old.defaults {
      throw ServerError(
        "42P13", "cannot remove parameter defaults from existing function")
    }
  }

  // MARK: - Body

  private mutating func checkBody(
    _ statement: CreateFunction, _ function: inout Function
  ) throws(ServerError) {
    switch statement.definition {
    case .code(let body):
      function.body = source.value(of: body)
      if body.language == "sql", checksBodies { try analyze(body, variables(of: statement)) }
      if let error = body.syntaxErrors.first, checksBodies || body.language != "sql" {
        throw .syntax(error.message)
      }
    case .statements(let statements):
      var use = QueryUse()
      let variables = variables(of: statement)
      for statement in statements { try analyze(bodyStatement: statement, variables, &use) }
      function.reads.formUnion(use.reads)
    case .expression(let expression):
      var use = QueryUse()
      let scope = QueryScope(variables(of: statement))
      try analyze(expression: Int(expression.node), scope, &use)
      function.reads.formUnion(use.reads)
    case .string, .file, nil: break
    }
  }

  /// The arguments of a function, also behind its name.
  private func variables(of function: CreateFunction) -> Variables {
    .only(Set(function.arguments.compactMap { $0.name?.text } + [function.name.name.text]))
  }

  /// check_function_bodies is on.
  private var checksBodies: Bool {
    let value = session.functionBodyCheck.value?.lowercased() ?? "on"
    return !["off", "false", "no", "0", "f", "n", "of"].contains(value)
  }

  /// The statements of a body in SQL; those that change the schema are not looked at before they run.
  private mutating func analyze(
    _ body: Body, _ variables: Variables
  ) throws(ServerError) {
    let outer = source
    let relations = effects.relations
    source = body.text
    defer {
      source = outer
      effects.relations = relations
    }
    var use = QueryUse()
    for statement in source.statements {
      try analyze(bodyStatement: statement, variables, &use)
    }
  }

  private mutating func analyze(
    bodyStatement statement: Statement, _ variables: Variables, _ use: inout QueryUse
  ) throws(ServerError) {
    switch statement.tree {
    case .query, .insert, .update, .delete, .merge:
      guard let node = queryNode(of: statement) else { return }
      var own = QueryUse()
      _ = try analyze(query: node, QueryScope(variables), &own)
      for reference in own.references { openView(reference.relation, reference.mode) }
      use.reads.formUnion(own.reads)
    case .returnValue(let value):
      try analyze(expression: Int(value.node), QueryScope(variables), &use)
    default: break
    }
  }

  // MARK: - ALTER, aggregates

  /// [alter_function_volatility]
  mutating func alterFunction(_ statement: AlterFunction) throws(ServerError) {
    let lookup = lookUp(statement.function)
    if lookup == .missing { throw .missing(statement.function) }
    guard let id = lookup.id else { return }
    if let name = statement.function.name { addText(to: id, named: name.range) }
    catalog.update(id) { object in
      guard case .function(var function) = object.definition else { return }
      if let volatility = statement.options.volatility { function.volatility = volatility }
      if let isDefiner = statement.options.isSecurityDefiner {
        function.isSecurityDefiner = isDefiner
      }
      for setting in statement.options.settings where setting.parameter == "search_path" {
        function.hasSearchPath = setting.values != nil
      }
      object.definition = .function(function)
    }
  }

  mutating func createAggregate(_ statement: CreateAggregate) throws(ServerError) {
    let schema = try creationSchema(of: statement.name)
    guard let arguments = statement.arguments else {
      if isSecondRun, !statement.orReplace {
        throw .alreadyExists(.aggregate, statement.name.name.text)
      }
      return
    }
    let function = try signature(.aggregate, arguments)
    let existing = overload(
      of: statement.name, function.arguments, in: schema, orReplace: statement.orReplace)
    if existing != nil, !statement.orReplace {
      throw ServerError(
        "42723",
        "function \"\(statement.name.name.text)\" already exists with same argument types")
    }
    put(function, statement.name, in: schema, over: existing)
  }
}

extension CreateFunction {
  /// A body that is no string is SQL.
  fileprivate var impliedLanguage: String? {
    switch definition {
    case .expression, .statements: "sql"
    case .code, .string, .file, nil: nil
    }
  }
}

extension DataType {
  /// Modifiers do not tell functions apart.
  fileprivate func isSameForOverloads(as other: DataType) -> Bool {
    base == other.base && isArray == other.isArray
  }
}
