import SQLLexer
import SQLSyntax

/// An EXECUTE in PL/pgSQL, also as a query whose rows are wanted.
struct DynamicSQL {
  var query: PLDynamicQuery
  var range: ByteRange
  /// What is a relation's name for certain: an earlier statement that always runs casts it to regclass.
  var relationNames: Set<String> = []
  /// What an IF around it has found in a catalogue, or an earlier query casts to regclass if it has rows to look at.
  var foundNames: Set<String> = []
}

/// What a body executes as text, and what it assigns to its variables.
struct DynamicSQLFinder {
  private(set) var executes: [DynamicSQL] = []
  /// By the name of the variable; its default among them.
  private(set) var assigned: [String: [Expression]] = [:]
  private let source: SyntaxFile
  private var relationNames: Set<String> = []
  private var foundNames: Set<String> = []
  /// How many statements are open that may run what is in them, or not.
  private var conditions = 0

  init(_ body: Body) {
    source = body.text
    if let block = body.block { visit(block) }
  }

  private mutating func visit(_ block: PLBlock) {
    for declaration in block.declarations {
      guard case .variable(let variable) = declaration.kind, let value = variable.defaultValue
      else { continue }
      assigned[declaration.name.text, default: []].append(value)
    }
    // What fails here may be caught, and then goes on.
    let isGuarded = !block.handlers.isEmpty
    if isGuarded { conditions += 1 }
    visit(block.statements)
    for handler in block.handlers { visit(handler.statements) }
    if isGuarded { conditions -= 1 }
  }

  private mutating func visit(_ statements: [PLStatement]) {
    for statement in statements {
      visit(statement)
      if statement.raisesException { break }
    }
  }

  private mutating func visit(_ branches: [PLBranch], _ otherwise: [PLStatement]?) {
    conditions += 1
    for branch in branches {
      let outer = foundNames
      if let condition = branch.condition {
        foundNames.formUnion(source.namesFound(by: Int(condition.node)))
      }
      visit(branch.statements)
      foundNames = outer
    }
    visit(otherwise ?? [])
    conditions -= 1
  }

  private mutating func visit(_ statement: PLStatement) {
    switch statement {
    case .block(let block): visit(block)
    case .assignment(let assignment):
      // Not to a field or an element of it.
      guard let value = assignment.value, assignment.target == nil else { return }
      noteCasts(in: source.nodes(of: value).indices)
      assigned[assignment.variable.name.text, default: []].append(value)
    case .if(let branching):
      visit(branching.branches, branching.otherwise)
    case .case(let branching): visit(branching.branches, branching.otherwise)
    case .loop(let loop):
      if case .dynamic(let query) = loop.kind { note(query, loop.range) }
      conditions += 1
      visit(loop.statements)
      conditions -= 1
    case .sql(let query), .perform(let query):
      noteCasts(in: source.statements[query.statement].nodes)
    case .execute(let execute): note(execute.query, execute.range)
    case .return(let result):
      if case .dynamic(let query) = result.value { note(query, result.range) }
    case .open(let open):
      if case .dynamic(let query) = open.kind { note(query, query.text?.range) }
    case .exit, .raise, .assert, .getDiagnostics, .fetch, .close, .null: break
    }
  }

  private mutating func note(_ query: PLDynamicQuery, _ range: ByteRange?) {
    guard let range else { return }
    executes.append(
      DynamicSQL(
        query: query, range: range, relationNames: relationNames, foundNames: foundNames))
  }

  /// Notes what a statement that always runs casts to regclass: what is no relation's name fails there, but for a query that
  /// PostgreSQL has planned for any value, and that finds its tables empty. Measured on 15.
  private mutating func noteCasts(in nodes: Range<Int>) {
    guard conditions == 0,
      !nodes.contains(where: { [.case, .sqlFunction].contains(source.nodes[$0].kind) })
    else { return }
    let hasTables = nodes.contains { source.nodes[$0].kind == .from }
    for node in nodes where source.nodes[node].kind == .typeCast {
      guard let type = source.part(.typeName, of: node),
        source.text(source.range(of: type)).lowercased() == "regclass",
        let operand = source.part(.columnReference, of: node),
        let name = source.name(of: source.nodes[operand]), name.qualifiers.isEmpty
      else { continue }
      if hasTables {
        foundNames.insert(name.name.text)
      } else {
        relationNames.insert(name.name.text)
      }
    }
  }
}

extension SyntaxFile {
  /// What `EXISTS (SELECT … WHERE n.nspname = x AND …)` compares with the names of objects that are there.
  fileprivate func namesFound(by condition: Int) -> Set<String> {
    guard nodes[condition].kind == .subquery, nodes[condition].detail == .exists,
      let select = part(.select, of: condition), let filter = part(.condition, of: select)
    else { return [] }
    var names: Set<String> = []
    var conditions = parts(of: filter)
    while let condition = conditions.popLast() {
      if nodes[condition].kind == .boolean, nodes[condition].detail == .and {
        conditions += parts(of: condition)
      }
      let operands = parts(of: condition)
      guard nodes[condition].kind == .operator, operands.count == 2,
        isEquality(operands[0], operands[1])
      else {
        continue
      }
      let columns = operands.compactMap { operand in
        nodes[operand].kind == .columnReference ? name(of: nodes[operand])?.name.text : nil
      }
      if columns.count == 2, columns.contains(where: catalogueNames.contains) {
        names.formUnion(columns)
      }
    }
    return names
  }
}

/// Columns of catalogues and of information_schema that hold names of objects.
private let catalogueNames: Set<String> = [
  "attname", "column_name", "conname", "datname", "extname", "indexname", "nspname", "proname",
  "relname", "rolname", "schemaname", "table_name", "table_schema", "tablename", "tgname",
  "typname", "usename", "viewname",
]

extension Body {
  /// Its EXECUTEs, in the order of the text.
  var dynamicSQL: [DynamicSQL] {
    hasDynamicSQL ? DynamicSQLFinder(self).executes : []
  }
}
