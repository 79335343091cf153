import Catalog
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
      let unchecked = flow.arguments(in: text, except: safe.union(execute.foundNames))
      let found = unchecked.names.isEmpty ? flow.arguments(in: text, except: safe) : unchecked
      // Who may run any SQL gains nothing by having it run.
      guard let first = found.names.first, isDefiner || !found.isWhole else { continue }
      let mitigation = mitigation(isFound: unchecked.names.isEmpty, isDefiner, function, step)
      findings.report(
        message(found.names, found.isWhole, isDefiner) + (mitigation ?? ""),
        at: execute.range.firstLine(in: step.section.syntax.bytes),
        help:
          "names by format('… %I …', \(flow.wholeName(first, in: text))), values by EXECUTE … USING \(first)",
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

  private func message(_ arguments: [String], _ isWhole: Bool, _ isDefiner: Bool) -> String {
    let argument = list(arguments)
    let becomes = arguments.count == 1 ? "becomes" : "become"
    let rights = isDefiner ? "with the rights of the function's owner" : "in this session"
    return isWhole
      ? "whoever may call the function runs any SQL by \(argument), \(rights)"
      : "\(argument) \(becomes) part of the SQL as \(arguments.count == 1 ? "it is" : "they are"): "
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
  /// In the order in which they are met.
  private var found: [String] = []

  init(_ function: CreateFunction, _ source: SyntaxFile, _ assigned: [String: [Expression]]) {
    self.source = source
    self.assigned = assigned
    self.function = function.name.name.text
    for argument in function.arguments where argument.mode != .out {
      if let name = argument.name?.text, argument.type.holdsText { arguments.insert(name) }
    }
  }

  /// The arguments that stand in a text without quoting, and whether one is all of the text.
  ///
  /// - Parameter names: of what cannot be more than a name.
  mutating func arguments(
    in text: Expression, except names: Set<String>
  ) -> (names: [String], isWhole: Bool) {
    (seen, found) = ([], [])
    let all = arguments
    arguments.subtract(names)
    defer { arguments = all }
    let node = Int(text.node)
    visit(node)
    return (found, found.count == 1 && name(of: node) == found[0])
  }

  private mutating func visit(_ node: Int) {
    switch source.nodes[node].kind {
    case .columnReference:
      guard let name = name(of: node), seen.insert(name).inserted else { return }
      guard let values = assigned[name] else {
        if arguments.contains(name) { found.append(name) }
        return
      }
      for value in values { visit(Int(value.node)) }
    case .operator: visit(source.parts(of: node))
    // What WHEN compares is no part of the text.
    case .case:
      let parts = source.parts(of: node)
      visit(parts.filter { source.nodes[$0].kind == .when || $0 == parts.last })
    case .when: visit(source.parts(of: node).suffix(1))
    case .typeCast:
      guard let type = source.part(.typeName, of: node), isText(type) else { return }
      visit(source.parts(of: node))
    case .sqlFunction where source.nodes[node].detail == .coalesce:
      visit(source.parts(of: node))
    case .functionCall: visit(call: node)
    default: return
    }
  }

  /// A name that an argument becomes, or a part of: with the constants that touch it.
  func wholeName(_ argument: String, in text: Expression) -> String {
    let pieces = pieces(Int(text.node))
    guard let place = pieces.firstIndex(where: { name(of: $0) == argument }) else {
      return argument
    }
    let before = place > 0 ? source.string(pieces[place - 1])?.lastWord ?? "" : ""
    let after = place + 1 < pieces.count ? source.string(pieces[place + 1])?.firstWord ?? "" : ""
    return (before.isEmpty ? "" : quotedLiteral(before) + " || ") + argument
      + (after.isEmpty ? "" : " || " + quotedLiteral(after))
  }

  /// What operators put together, in the order of the text.
  private func pieces(_ node: Int) -> [Int] {
    guard source.nodes[node].kind == .operator else { return [node] }
    return source.parts(of: node).flatMap { pieces($0) }
  }

  private mutating func visit(_ nodes: some Sequence<Int>) {
    for node in nodes { visit(node) }
  }

  private mutating func visit(call node: Int) {
    let parts = source.parts(of: node)
    guard let first = parts.first, let name = source.name(of: source.nodes[first])?.name.text
    else { return }
    let given = Array(parts.dropFirst())
    switch name {
    case "concat", "concat_ws", "lower", "upper", "trim", "btrim", "ltrim", "rtrim",
      "array_to_string", "string_agg", "replace":
      visit(given)
    case "format":
      guard let pattern = given.first, let text = source.string(pattern) else { return }
      visit(plainPlaces(of: text).filter { $0 < given.count }.map { given[$0] })
    default: return
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

extension String {
  /// What of a name it ends with.
  fileprivate var lastWord: String { String(reversed().prefix(while: \.isOfName).reversed()) }
  /// What of a name it begins with.
  fileprivate var firstWord: String { String(prefix(while: \.isOfName)) }
}

extension Character {
  fileprivate var isOfName: Bool { isLetter || isNumber || self == "_" }
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
