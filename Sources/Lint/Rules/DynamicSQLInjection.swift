import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/dynamic-sql-injection.md.
struct DynamicSQLInjection: Rule {
  static let info = RuleInfo(
    id: "dynamic-sql-injection", category: .security,
    summary: "A function executes SQL into which an argument is put without quoting",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .createFunction(let function) = step.statement.tree,
      case .code(let body) = function.definition, body.hasDynamicSQL
    else { return }
    let finder = DynamicSQLFinder(body)
    var flow = TextFlow(function, body.text, finder.assigned)
    let isDefiner = function.options.isSecurityDefiner ?? false
    for execute in finder.executes {
      guard let text = execute.query.text else { continue }
      let safe = execute.relationNames
      let unchecked = flow.argument(in: text, except: safe.union(execute.foundNames))
      guard let (argument, isWhole) = unchecked ?? flow.argument(in: text, except: safe),
        // Who may run any SQL gains nothing by having it run.
        isDefiner || !isWhole
      else { continue }
      let mitigation = mitigation(isFound: unchecked == nil, isDefiner, function, step)
      findings.report(
        message(argument, isWhole, isDefiner) + (mitigation ?? ""),
        at: execute.range.firstLine(in: step.section.syntax.bytes),
        help: "names by format('… %I …', \(argument)), values by EXECUTE … USING \(argument)",
        mitigated: mitigation != nil, isCertain: isDefiner)
    }
  }

  /// What keeps others' SQL away, to be put behind a message; nil where nothing does.
  private func mitigation(
    isFound: Bool, _ isDefiner: Bool, _ function: CreateFunction, _ step: Step
  ) -> String? {
    if isFound {
      return " (what stands before it lets little else pass than names of what is there)"
    }
    return !isDefiner && step.isCalledWithConstants(function.name)
      ? " (the file calls it, and gives it constants)" : nil
  }

  private func message(_ argument: String, _ isWhole: Bool, _ isDefiner: Bool) -> String {
    let rights = isDefiner ? "with the rights of the function's owner" : "in this session"
    return isWhole
      ? "whoever may call the function runs any SQL by \(argument), \(rights)"
      : "\(argument) becomes part of the SQL as it is: "
        + "a caller who passes more than a value or a name runs SQL of its own, \(rights)"
  }
}

/// Follows texts that a function puts together back to its arguments.
private struct TextFlow {
  private let source: SyntaxFile
  private let assigned: [String: [Expression]]
  /// Those that can hold more than a number.
  private var arguments: Set<String> = []
  private let function: String
  private var seen: Set<String> = []

  init(_ function: CreateFunction, _ source: SyntaxFile, _ assigned: [String: [Expression]]) {
    self.source = source
    self.assigned = assigned
    self.function = function.name.name.text
    for argument in function.arguments where argument.mode != .out {
      if let name = argument.name?.text, argument.type.holdsText { arguments.insert(name) }
    }
  }

  /// The argument that stands in a text without quoting, and whether it is all of the text.
  ///
  /// - Parameter names: of what cannot be more than a name.
  mutating func argument(
    in text: Expression, except names: Set<String>
  ) -> (name: String, isWhole: Bool)? {
    seen = []
    let all = arguments
    arguments.subtract(names)
    defer { arguments = all }
    let node = Int(text.node)
    guard let name = argument(in: node) else { return nil }
    return (name, self.name(of: node) == name)
  }

  private mutating func argument(in node: Int) -> String? {
    switch source.nodes[node].kind {
    case .columnReference:
      guard let name = name(of: node) else { return nil }
      if assigned[name] == nil { return arguments.contains(name) ? name : nil }
      guard seen.insert(name).inserted else { return nil }
      for value in assigned[name] ?? [] {
        if let found = argument(in: Int(value.node)) { return found }
      }
      return nil
    case .operator: return firstArgument(in: source.parts(of: node))
    case .typeCast:
      guard let type = source.part(.typeName, of: node), isText(type) else { return nil }
      return firstArgument(in: source.parts(of: node))
    case .case, .when: return firstArgument(in: source.parts(of: node))
    case .sqlFunction where source.nodes[node].detail == .coalesce:
      return firstArgument(in: source.parts(of: node))
    case .functionCall: return argument(inCall: node)
    default: return nil
    }
  }

  private mutating func firstArgument(in nodes: [Int]) -> String? {
    for node in nodes {
      if let found = argument(in: node) { return found }
    }
    return nil
  }

  private mutating func argument(inCall node: Int) -> String? {
    let parts = source.parts(of: node)
    guard let first = parts.first, let name = source.name(of: source.nodes[first])?.name.text
    else { return nil }
    let given = Array(parts.dropFirst())
    switch name {
    case "concat", "concat_ws", "lower", "upper", "trim", "btrim", "ltrim", "rtrim",
      "array_to_string", "string_agg", "replace":
      return firstArgument(in: given)
    case "format":
      guard let pattern = given.first, let text = source.string(pattern) else { return nil }
      for place in plainPlaces(of: text) where place < given.count {
        if let found = argument(in: given[place]) { return found }
      }
      return nil
    default: return nil
    }
  }

  /// The name of an argument or variable that a node is, also behind the name of the function.
  private func name(of node: Int) -> String? {
    guard source.nodes[node].kind == .columnReference,
      let name = source.name(of: source.nodes[node]), name.qualifiers.count < 2
    else { return nil }
    if let qualifier = name.qualifiers.last, qualifier.text != function { return nil }
    return name.name.text
  }

  private func isText(_ type: Int) -> Bool {
    let name = source.text(source.range(of: type)).lowercased()
    return textTypes.contains(name)
  }
}

/// The places of the arguments that %s of a format stands for, from 1.
private func plainPlaces(of format: String) -> [Int] {
  var places: [Int] = []
  var next = 1
  var bytes = Array(format.utf8)[...]
  while let byte = bytes.popFirst() {
    guard byte == UInt8(ascii: "%") else { continue }
    if bytes.first == UInt8(ascii: "%") {
      bytes.removeFirst()
      continue
    }
    var number: Int?
    while let digit = bytes.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) {
      number = min((number ?? 0) * 10 + Int(digit - UInt8(ascii: "0")), 1_000)
      bytes.removeFirst()
    }
    let isNumbered = bytes.first == UInt8(ascii: "$")
    if isNumbered { bytes.removeFirst() }
    let place = isNumbered ? number ?? next : next
    next = place + 1
    if bytes.popFirst() == UInt8(ascii: "s") { places.append(place) }
  }
  return places
}

private let textTypes: Set<String> = [
  "text", "varchar", "character varying", "char", "character", "bpchar", "name", "citext", "json",
  "jsonb",
]

extension TypeName {
  /// A caller can put SQL into it.
  fileprivate var holdsText: Bool {
    let bare = name.hasPrefix("pg_catalog.") ? String(name.dropFirst(11)) : name
    return textTypes.contains(bare)
  }
}

extension Step {
  /// The section calls a procedure, and only with constants.
  fileprivate func isCalledWithConstants(_ procedure: QualifiedName) -> Bool {
    let calls = section.syntax.statements.compactMap { statement -> [Int]? in
      guard case .call(let call) = statement.tree else { return nil }
      let parts = section.syntax.parts(of: Int(call.node))
      guard let first = parts.first,
        section.syntax.name(of: section.syntax.nodes[first]) == procedure
      else { return nil }
      return Array(parts.dropFirst())
    }
    return !calls.isEmpty
      && calls.joined().allSatisfy { section.syntax.nodes[$0].kind == .constant }
  }
}
