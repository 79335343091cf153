import SQLLexer
import SQLSyntax

/// An EXECUTE in PL/pgSQL, also as a query whose rows are wanted.
struct DynamicSQL {
  var query: PLDynamicQuery
  var range: ByteRange
}

/// What a body executes as text, and what it assigns to its variables.
struct DynamicSQLFinder {
  private(set) var executes: [DynamicSQL] = []
  /// By the name of the variable; its default among them.
  private(set) var assigned: [String: [Expression]] = [:]

  init(_ body: Body) {
    if let block = body.block { visit(block) }
  }

  private mutating func visit(_ block: PLBlock) {
    for declaration in block.declarations {
      guard case .variable(let variable) = declaration.kind, let value = variable.defaultValue
      else { continue }
      assigned[declaration.name.text, default: []].append(value)
    }
    visit(block.statements)
    for handler in block.handlers { visit(handler.statements) }
  }

  private mutating func visit(_ statements: [PLStatement]) {
    for statement in statements { visit(statement) }
  }

  private mutating func visit(_ statement: PLStatement) {
    switch statement {
    case .block(let block): visit(block)
    case .assignment(let assignment):
      // Not to a field or an element of it.
      guard let value = assignment.value, assignment.target == nil else { return }
      assigned[assignment.variable.name.text, default: []].append(value)
    case .if(let branching):
      for branch in branching.branches { visit(branch.statements) }
      visit(branching.otherwise ?? [])
    case .case(let branching):
      for branch in branching.branches { visit(branch.statements) }
      visit(branching.otherwise ?? [])
    case .loop(let loop):
      if case .dynamic(let query) = loop.kind { note(query, loop.range) }
      visit(loop.statements)
    case .execute(let execute): note(execute.query, execute.range)
    case .return(let result):
      if case .dynamic(let query) = result.value { note(query, result.range) }
    case .open(let open):
      if case .dynamic(let query) = open.kind { note(query, query.text?.range) }
    case .exit, .raise, .assert, .sql, .perform, .getDiagnostics, .fetch, .close, .null: break
    }
  }

  private mutating func note(_ query: PLDynamicQuery, _ range: ByteRange?) {
    if let range { executes.append(DynamicSQL(query: query, range: range)) }
  }
}

extension Body {
  /// Its EXECUTEs, in the order of the text.
  var dynamicSQL: [DynamicSQL] {
    hasDynamicSQL ? DynamicSQLFinder(self).executes : []
  }
}
