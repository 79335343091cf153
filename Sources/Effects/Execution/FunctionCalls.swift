import Catalog
import SQLLexer
import SQLSyntax

/// What functions do that a statement calls: those of PostgreSQL that matter here, and those of the history, whose bodies
/// are followed.
extension Replay {
  /// How deep functions are followed into functions.
  static let callDepthLimit = 8

  /// Carries out the calls of a query.
  mutating func call(_ calls: [Int]) throws(ServerError) {
    for node in calls {
      guard let name = calledName(node) else { continue }
      let arguments = source.parts(of: node).filter { source.nodes[$0].kind != .functionName }
      switch name.name.text {
      case "set_config": setConfiguration(arguments)
      case "nextval", "setval":
        // [n020, n021]
        if let sequence = sequence(named: arguments.first) { lock(sequence, .rowExclusive) }
      default: try callFunction(node, name)
      }
    }
  }

  /// `set_config(name, value, is_local)`
  private mutating func setConfiguration(_ arguments: [Int]) {
    guard arguments.count == 3, let parameter = source.string(arguments[0]) else { return }
    let isLocal = source.nodes[arguments[2]].detail == .true
    guard inTransaction || !isLocal else { return }
    let value = source.string(arguments[1])
    // The value is a list of names, as behind SET.
    let values = value?.split(separator: ",").map { item in
      String(item.drop { $0 == " " || $0 == "\"" }.prefix { $0 != "\"" })
    }
    session.apply(parameter.lowercased(), values, isLocal: isLocal)
  }

  /// The sequence that a constant names.
  func sequence(named argument: Int?) -> ObjectID? {
    guard let argument, let text = source.string(argument) else { return nil }
    let parts = text.split(separator: ".").map { part in
      Name(text: String(part.filter { $0 != "\"" }), range: source.range(of: argument))
    }
    guard let last = parts.last else { return nil }
    let name = QualifiedName(qualifiers: parts.dropLast(), name: last)
    return catalog.relation(name, path: session.path).id
  }

  private mutating func callFunction(_ node: Int, _ name: QualifiedName) throws(ServerError) {
    let candidates = functions(calledBy: node) ?? []
    guard candidates.count == 1, let function = candidates.first else {
      if candidates.count > 1 {
        for function in candidates { callPossibly(function) }
      }
      return
    }
    try call(function)
  }

  /// CALL of a procedure.
  mutating func call(_ expression: Expression) throws(ServerError) {
    let node = Int(expression.node)
    for argument in source.parts(of: node) where source.nodes[argument].kind != .functionName {
      try run(expression: argument)
    }
    guard let name = calledName(node) else { return }
    guard let all = catalog.functions(name, path: session.path) else { return loseTrack() }
    let candidates = functions(calledBy: node) ?? []
    if candidates.isEmpty {
      let isOverloaded = all.contains { catalog.function($0)?.isAssumed ?? false }
      if isOverloaded { return loseTrack() }
      throw ServerError("42883", "procedure \(name.description) does not exist")
    }
    if candidates.count == 1 { return try call(candidates[0]) }
    for function in candidates { callPossibly(function) }
  }

  /// Follows a function that may run, for a row that may be there.
  mutating func callPossibly(_ function: ObjectID) {
    possibly { replay throws(ServerError) in try replay.call(function) }
  }

  /// Follows the body of a function.
  private mutating func call(_ id: ObjectID) throws(ServerError) {
    guard let function = catalog.function(id), !calling.contains(id),
      calling.count < Replay.callDepthLimit, let text = function.body
    else { return }
    guard let body = bodies.body(of: id, text, function.language) else {
      return notKnown(.locks)
    }
    let relations = effects.relations
    let path = session.path
    calling.append(id)
    defer {
      calling.removeLast()
      effects.relations = relations
      if function.hasSearchPath { session.path = path }
    }
    try run(body)
  }
}

/// The bodies of functions, each read once.
struct FunctionBodies: Sendable {
  private var read: [ObjectID: (text: String, body: Body?)] = [:]

  /// The code of a function; nil where it cannot be followed.
  mutating func body(of function: ObjectID, _ text: String, _ language: String?) -> Body? {
    if let known = read[function], known.text == text { return known.body }
    let body = FunctionBodies.read(text, language)
    read[function] = (text, body)
    return body
  }

  private static func read(_ text: String, _ language: String?) -> Body? {
    guard language == "sql" || language == "plpgsql" else { return nil }
    // A quote that no body has.
    let quote = "$whimbrel_body$"
    guard !text.contains(quote) else { return nil }
    let header = "CREATE FUNCTION f() RETURNS trigger LANGUAGE \(language ?? "sql") AS "
    let file = parse(Array((header + quote + text + quote).utf8))
    guard let body = file.statements.first?.body, body.unreadFrom == nil else { return nil }
    return body
  }
}
