package import Catalog
import SQLLexer
package import SQLSyntax

/// What functions do that a statement calls: those of PostgreSQL that matter here, and those of the history, whose bodies
/// are followed.
extension Replay {
  /// How deep functions are followed into functions.
  static let callDepthLimit = 8

  /// Carries out the calls of a query.
  ///
  /// - Parameter isAlone: the query only calls: of a function whose body nobody knows, anything may be expected.
  mutating func call(_ calls: [Int], isAlone: Bool = false) throws(ServerError) {
    for node in calls {
      guard let name = calledName(node) else { continue }
      let arguments = source.parts(of: node).filter { source.nodes[$0].kind != .functionName }
      switch name.name.text {
      case "set_config": setConfiguration(arguments)
      case "nextval", "setval", "currval":
        // Measured on 15 and 18.
        if let sequence = sequence(named: arguments.first) { lock(sequence, .rowExclusive) }
      default: try callFunction(node, name, arguments, isAlone: isAlone)
      }
    }
  }

  /// `set_config(name, value, is_local)`
  private mutating func setConfiguration(_ arguments: [Int]) {
    let values = values(of: arguments)
    guard values.count == 3, case .text(let parameter) = values[0] else { return }
    let isLocal = values[2] == .boolean(true)
    guard inTransaction || !isLocal, case .text(let value) = values[1] else { return }
    // The value is a list of names, as behind SET.
    let names = value.split(separator: ",").map { item in
      String(item.drop { $0 == " " || $0 == "\"" }.prefix { $0 != "\"" })
    }
    session.apply(parameter.lowercased(), names, isLocal: isLocal, at: writtenRange)
  }

  /// The sequence that an argument names.
  func sequence(named argument: Int?) -> ObjectID? {
    guard let argument, let value = values(of: [argument]).first else { return nil }
    switch value {
    case .object(let id): return id
    case .text(let text):
      return QualifiedName(spelling: text).flatMap { catalog.relation($0, path: session.path).id }
    default: return nil
    }
  }

  /// What arguments come to.
  private func values(of arguments: [Int]) -> [BodyValue] {
    var evaluator = BodyEvaluator(self)
    return arguments.map { evaluator.value($0) }
  }

  private mutating func callFunction(
    _ node: Int, _ name: QualifiedName, _ arguments: [Int], isAlone: Bool
  ) throws(ServerError) {
    let candidates = functions(calledBy: node) ?? []
    guard candidates.count == 1, let function = candidates.first else {
      for function in candidates { callPossibly(function) }
      if candidates.isEmpty, isAlone, !isKnownFunction(name) { loseTrack() }
      return
    }
    frame.called = try call(function, values(of: arguments))
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
    if candidates.count == 1 {
      let arguments = source.parts(of: node).filter { source.nodes[$0].kind != .functionName }
      _ = try call(candidates[0], values(of: arguments))
      return
    }
    for function in candidates { callPossibly(function) }
  }

  /// Follows a function that may run, for a row that may be there.
  mutating func callPossibly(_ function: ObjectID) {
    possibly { replay throws(ServerError) in _ = try replay.call(function, []) }
  }

  /// The code of a function; nil where it is not known, or cannot be read.
  package mutating func body(of id: ObjectID) -> Body? {
    guard let function = catalog.function(id), let text = function.body else { return nil }
    return bodies.body(of: id, text, function.language)
  }

  /// Follows the body of a function.
  ///
  /// - Returns: its result.
  private mutating func call(
    _ id: ObjectID, _ arguments: [BodyValue]
  ) throws(ServerError) -> BodyValue {
    guard let function = catalog.function(id), !calling.contains(id),
      calling.count < Replay.callDepthLimit, let text = function.body
    else { return .unknown }
    guard let body = bodies.body(of: id, text, function.language) else {
      notKnown(.locks)
      return .unknown
    }
    let relations = effects.relations
    let path = session.path
    calling.append(id)
    defer {
      calling.removeLast()
      effects.relations = relations
      if function.hasSearchPath { session.path = path }
    }
    var inner = BodyFrame()
    for (number, name) in function.argumentNames.enumerated() {
      let value = number < arguments.count ? arguments[number] : .unknown
      inner.variables[name] = value
      inner.variables["$\(number + 1)"] = value
    }
    return try within(inner) { replay throws(ServerError) in try replay.run(body) }
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
    guard !text.utf8.holds(quote.utf8) else { return nil }
    let header = "CREATE FUNCTION f() RETURNS trigger LANGUAGE \(language ?? "sql") AS "
    let file = parse(Array((header + quote + text + quote).utf8))
    guard let body = file.statements.first?.body, body.unreadFrom == nil else { return nil }
    return body
  }
}
