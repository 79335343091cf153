import Catalog
import SQLLexer
import SQLSyntax

/// What is not immutable, where PostgreSQL stores the result.
extension Replay {
  private static let mutableWords: Set<Keyword> = [
    .currentDate, .currentTime, .currentTimestamp, .localtime, .localtimestamp, .currentUser,
    .sessionUser, .user, .currentRole, .currentCatalog, .currentSchema,
  ]

  /// - Parameters:
  ///   - relation: whose columns the expression names.
  ///   - message: PostgreSQL's.
  /// - Throws: 42P17 where a generated column or an index calls what is not immutable.
  func refuseMutable(
    _ expression: Expression, of relation: ObjectID, _ message: String
  ) throws(ServerError) {
    let calls = source.calls(in: expression)
    let isMutable =
      !calls.sqlFunctions.isDisjoint(with: Self.mutableWords)
      || calls.functions.contains { call in
        guard call.name.schema == nil || call.name.schema?.text == "pg_catalog" else {
          return false
        }
        let bounds = BuiltInFunction.volatility(
          of: call.name.name.text, arguments: call.arguments, version: version)
        return bounds.map { $0.least > .immutable } ?? false
      }
    guard
      isMutable || volatility(of: expression) == .volatile
        || hasMutablePart(Int(expression.node), scope(of: relation))
    else { return }
    throw ServerError("42P17", message)
  }

  private func scope(of relation: ObjectID) -> QueryScope {
    var scope = QueryScope(variables)
    scope.add(
      ScopeTable(
        name: catalog[relation].name, relation: relation, columns: columns(of: relation)))
    return scope
  }

  /// A conversion, or a function as these arguments choose it, that depends on a setting. [index-on-date-of-timestamptz,
  /// index-on-date-trunc-of-timestamptz, index-on-text-of-date]
  private func hasMutablePart(_ node: Int, _ scope: QueryScope) -> Bool {
    let parts = source.parts(of: node)
    switch source.nodes[node].kind {
    case .typeCast where isMutableCast(node, parts, scope): return true
    case .functionCall where isMutableCall(node, scope): return true
    default: return parts.contains { hasMutablePart($0, scope) }
    }
  }

  private func builtInType(of node: Int, _ scope: QueryScope) -> String? {
    type(of: node, scope)?.builtIn
  }

  private func isMutableCast(_ node: Int, _ parts: [Int], _ scope: QueryScope) -> Bool {
    guard let operand = parts.first(where: { source.nodes[$0].kind != .typeName }),
      source.nodes[operand].kind != .constant, let from = builtInType(of: operand, scope),
      let target = builtInType(of: node, scope), from != target
    else { return false }
    if let cast = BuiltInCast.cast(from: from, to: target, version: version) {
      return cast.volatility > .immutable
    }
    // By way of text: the functions that print and read a type.
    let strings: Set<String> = ["text", "varchar", "bpchar"]
    return strings.contains(target) && printedBySetting.contains(from)
      || strings.contains(from) && readBySetting.contains(target)
  }

  /// All overloads that take these arguments are stable or volatile.
  private func isMutableCall(_ node: Int, _ scope: QueryScope) -> Bool {
    guard let name = calledName(node), isBuiltInFunction(name),
      functions(calledBy: node)?.isEmpty ?? false,
      let overloads = BuiltInFunction.overloads(of: name.name.text, version: version)
    else { return false }
    let arguments = source.parts(of: node).filter { source.nodes[$0].kind != .functionName }
    guard arguments.count == argumentCount(node) else { return false }
    let types = arguments.map { builtInType(of: $0, scope) }
    let taking = overloads.filter { overload in
      overload.accepts(types.count) && overload.arguments.count == types.count
        && zip(overload.arguments, types).allSatisfy { $1 == nil || $0 == $1 }
    }
    return types.contains { $0 != nil } && !taking.isEmpty
      && taking.allSatisfy { $0.volatility > .immutable }
  }
}

/// pg_type: typoutput, or typinput, is stable. Measured on 15.
private let printedBySetting: Set<String> = [
  "date", "interval", "money", "timestamp", "timestamptz",
]
private let readBySetting: Set<String> = [
  "date", "interval", "money", "time", "timestamp", "timestamptz", "timetz", "xml",
]
