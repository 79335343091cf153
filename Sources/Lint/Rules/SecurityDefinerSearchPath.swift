import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/security-definer-search-path.md.
struct SecurityDefinerSearchPath: Rule {
  static let info = RuleInfo(
    id: "security-definer-search-path", category: .security,
    summary:
      "SECURITY DEFINER without a search_path of its own: its caller says what its names mean",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    switch step.statement.tree {
    case .createFunction(let function): check(function, step, &findings)
    case .alterFunction(let alter):
      guard alter.options.isSecurityDefiner == true, let name = alter.function.name,
        case .function(let facts)? = step.code, !facts.hasSearchPath,
        !step.isMended(name, alter.function.arguments)
      else { return }
      findings.report(
        message(name), at: step.statement.range, help: help(name, alter.function.arguments, step))
    default: break
    }
  }

  private func check(_ function: CreateFunction, _ step: Step, _ findings: inout Findings) {
    guard function.options.isSecurityDefiner == true, function.looksNamesUpLater,
      !step.isMended(function.name, function.arguments)
    else { return }
    let place = step.head(to: function.name.range)
    guard let path = function.options.settings.last(where: \.isSearchPath) else {
      return report(function, at: place, step, &findings)
    }
    guard let schemas = path.values, !schemas.contains("pg_temp"), schemas != [""],
      let table = function.unqualifiedTable
    else { return }
    findings.report(
      "\(function.name.description) finds a temporary table of its caller's before \(table): "
        + "pg_temp comes first where its search_path does not name it "
        + "(only for callers who run SQL of their own)",
      at: place, help: "SET search_path = \(schemas.joined(separator: ", ")), pg_temp",
      mitigated: true)
  }

  private func report(
    _ function: CreateFunction, at place: ByteRange, _ step: Step, _ findings: inout Findings
  ) {
    let help = help(function.name, function.arguments, step)
    guard let names = function.namesLookedUp else {
      return findings.report(message(function.name), at: place, help: help)
    }
    let start = "\(function.name.description) runs with its owner's rights, but looks "
    guard !names.isEmpty else {
      return findings.report(
        start + "operators and types up where its caller says "
          + "(functions and tables are named with their schemas)",
        at: place, help: help, mitigated: true)
    }
    var builtIns: Set<String> = []
    if case .function(let facts)? = step.code { builtIns = facts.builtInsCalled }
    let others = names.filter { !builtIns.contains($0) }
    guard !others.isEmpty else {
      return findings.report(
        start
          + "\(list(names)) up where its caller says (only a caller who can make functions, and puts their schema "
          + "before pg_catalog, comes before PostgreSQL's own)",
        at: place, help: help, mitigated: true)
    }
    let places = others.count == 1 ? "its place" : "their place"
    findings.report(
      start + "\(list(others)) up where its caller says: what the caller has under "
        + "\(others.count == 1 ? "that name" : "those names") can take \(places)",
      at: place, help: help)
  }

  private func message(_ name: QualifiedName) -> String {
    "\(name.description) runs with its owner's rights, but looks names up where its caller says: "
      + "functions and tables of the caller's can take the place of those it means"
  }

  private func help(
    _ name: QualifiedName, _ arguments: [FunctionArgument]?, _ step: Step
  ) -> String {
    let types = arguments.map { arguments in
      let types = arguments.filter { $0.mode != .out }.map { step.text($0.type.range) }
      return "(" + types.joined(separator: ", ") + ")"
    }
    let schema = name.schema.map { step.text($0.range) } ?? "public"
    var path = [schema]
    if case .function(let facts)? = step.code {
      path += facts.schemasUsed.filter { $0 != name.schema?.text ?? "public" }.map(sqlName)
    }
    return "name the schemas that it uses, and the caller's temporary one last:\n"
      + "ALTER FUNCTION \(step.text(name.range))\(types ?? "") "
      + "SET search_path = \((path + ["pg_temp"]).joined(separator: ", "));"
  }
}

extension Step {
  /// Something behind it gives the function a search_path, makes it anew or drops it.
  fileprivate func isMended(_ name: QualifiedName, _ arguments: [FunctionArgument]?) -> Bool {
    migration.laterCode.settles(name, arguments)
      || isFollowed { later in
        switch later.tree {
        case .alterFunction(let alter):
          alter.options.settings.contains(where: \.isSearchPath)
            && alter.function.name.map { isSame($0, name) } ?? false
        case .createFunction(let function):
          isSame(function.name, name) && function.arguments.count == arguments?.count
        case .drop(let drop):
          drop.object.isRoutine && drop.names.contains { isSame($0, name) }
        default: false
        }
      }
  }
}

extension CreateFunction {
  /// BEGIN ATOMIC and RETURN are bound when the function is made; a C function has no names to look up.
  fileprivate var looksNamesUpLater: Bool {
    switch definition {
    case .code(let body) where body.onlyRaises: false
    case .code, .string: !["c", "internal"].contains(language ?? "")
    case .file, .expression, .statements, nil: false
    }
  }

  /// Tables, and behind them functions, that the body names without a schema; nil where there may be more.
  fileprivate var namesLookedUp: [String]? {
    guard case .code(let body) = definition, ["plpgsql", "sql"].contains(body.language),
      body.unreadFrom == nil, body.syntaxErrors.isEmpty
    else { return nil }
    var names = body.namesWithoutSchema
    if let executed = body.namesExecuted {
      names.formUnion(executed)
    } else if names.isEmpty {
      return nil
    }
    let functions = names.filter { $0.hasSuffix("()") }
    return names.subtracting(functions).sorted() + functions.sorted()
  }

  /// A table without a schema in the body that the body does not make itself.
  fileprivate var unqualifiedTable: String? {
    guard case .code(let body) = definition else { return nil }
    var made: Set<String> = []
    for statement in body.text.statements {
      if case .createTable(let table) = statement.tree { made.insert(table.name.name.text) }
    }
    for statement in body.reachedStatements {
      let relations = body.text.relations(of: statement)
      let names = relations.read.union(relations.written).filter { name in
        name.schema == nil && !made.contains(name.name.text)
      }
      if let first = names.map(\.name.text).min() { return first }
    }
    return nil
  }
}
