import SQLLexer
package import SQLSyntax

package enum ExpressionBinder {
  /// Binds an expression to what its names stand for, and finds out how PostgreSQL prints it.
  ///
  /// - Parameters:
  ///   - type: the type of the column whose default or generation expression it is.
  ///   - isKey: it is the key of an index, whose outermost COLLATE is not kept with it (ComputeIndexAttrs).
  package static func bind(
    _ expression: Expression, in source: SyntaxFile, scope: some ExpressionScope,
    assignedTo type: DataType? = nil, isKey: Bool = false
  ) -> BoundExpression {
    var binder = Binder(file: source, scope: scope)
    var typed = binder.expression(Int(expression.node))
    if let type {
      typed = binder.coerce(typed, to: type, .assignment)
    } else if typed.isUntyped {
      typed = binder.coerce(typed, to: DataType("text"), .implicit)
    }
    var bound = BoundExpression()
    while isKey, case .collate(let inner, let collation) = typed.form {
      bound.collation = bound.collation ?? collation
      typed = inner
    }
    (bound.pieces, bound.flattened) = ExpressionPrinter.pieces(of: typed)
    bound.columns = binder.columns
    bound.objects = binder.objects
    bound.type = typed.withoutImplicitCasts.type
    bound.outputName = source.outputName(of: Int(expression.node)).name
    bound.isFunctionCall = typed.isFunctionCall
    bound.isNullConstant = typed.isNull
    bound.isNull = typed.withoutImplicitCasts.isNull
    bound.plainColumn = typed.plainColumn
    bound.isExact = binder.isExact
    bound.missing = binder.missing
    return bound
  }
}

/// Gives an expression the types and conversions that PostgreSQL's analysis does (parse_expr.c).
struct Binder {
  let file: SyntaxFile
  let scope: any ExpressionScope
  /// All that decides how the expression is printed is known.
  var isExact = true
  /// The first call that pg_catalog has no function or operator for.
  var missing: BoundExpression.MissingCall?
  /// What the expression names.
  var columns: Set<Int16> = []
  var objects: Set<ObjectID> = []

  init(file: SyntaxFile, scope: any ExpressionScope) {
    self.file = file
    self.scope = scope
  }

  // MARK: transformExprRecurse

  mutating func expression(_ index: Int) -> TypedExpression {
    let node = file.nodes[index]
    switch node.kind {
    case .columnReference: return column(index)
    case .constant: return constant(node)
    case .typeCast: return typeCast(index)
    case .operator: return operatorExpression(index)
    case .boolean: return boolean(index)
    case .nullTest:
      let words = node.detail == .null ? "IS NULL" : "IS NOT NULL"
      return TypedExpression(.test(analysed(index - 1), words), DataType("bool"))
    case .isTest: return isTest(index)
    case .between: return between(index)
    case .in: return inList(index)
    case .like: return like(index)
    case .quantified: return quantified(index)
    case .functionCall: return functionCall(index)
    case .sqlFunction: return sqlFunction(index)
    case .case: return caseExpression(index)
    case .array: return array(index, of: nil)
    case .row:
      let fields = file.nodes.operands(of: index).map { analysed($0) }
      return TypedExpression(
        .row(fields, hasWord: fields.count < 2 || startsWith(.row, index)), nil)
    case .collate: return collate(index)
    case .atTimeZone: return atTimeZone(index)
    case .indirection: return indirection(index)
    default: return written(index)
    }
  }

  /// An operand whose own type counts: a constant that nothing says more about is text.
  mutating func analysed(_ index: Int) -> TypedExpression {
    let operand = expression(index)
    return operand.isUntyped ? coerce(operand, to: DataType("text"), .implicit) : operand
  }

  func startsWith(_ keyword: Keyword, _ index: Int) -> Bool {
    file.lexed.tokens[Int(file.nodes[index].first)].keyword == keyword
  }

  /// Whether a key word stands among some tokens.
  func has(_ keyword: Keyword, in tokens: Range<Int>) -> Bool {
    file.lexed.tokens[tokens].contains { $0.keyword == keyword }
  }

  /// The tokens between two nodes, and what they may be in parentheses with.
  func tokens(between left: Int, and right: Int) -> Range<Int> {
    let start = Int(file.nodes[left].end)
    return start..<max(start, Int(file.nodes[right].first))
  }

  // MARK: Names

  private mutating func column(_ index: Int) -> TypedExpression {
    let tokens = file.nodes[index].tokens
    guard let name = QualifiedName(tokens, of: file.lexed.tokens, in: file.bytes),
      file.lexed.tokens[tokens.upperBound - 1].kind != .operator
    else { return written(index) }
    guard let found = scope.column(name) else {
      isExact = false
      return TypedExpression(.written([.text(quotedName(name.name.text))]), nil)
    }
    columns.insert(found.number)
    if found.type == nil { isExact = false }
    var qualifier = name.schema?.text
    if qualifier != "new" && qualifier != "old" { qualifier = nil }
    return TypedExpression(.column(found.number, qualifier: qualifier), found.type)
  }

  /// What is not taken apart: as written, with the names of relations and columns that are known.
  mutating func written(_ index: Int) -> TypedExpression {
    isExact = false
    let node = file.nodes[index]
    var named: [Int: (end: Int, piece: BoundExpression.Piece)] = [:]
    for inner in (index + 1 - Int(node.size))...index {
      let part = file.nodes[inner]
      guard part.kind == .columnReference || part.kind == .relation,
        let name = QualifiedName(part.tokens, of: file.lexed.tokens, in: file.bytes)
      else { continue }
      if part.kind == .relation {
        guard let relation = scope.relation(name) else { continue }
        objects.insert(relation)
        named[part.tokens.lowerBound] = (part.tokens.upperBound, .object(relation))
      } else if node.kind != .subquery || name.qualifiers.isEmpty,
        let column = scope.column(name.name.text)
      {
        columns.insert(column.number)
        guard column.number > 0, name.qualifiers.isEmpty else { continue }
        named[part.tokens.lowerBound] = (part.tokens.upperBound, .column(column.number))
      }
    }
    return TypedExpression(.written(pieces(node.tokens, named)), nil)
  }

  private func pieces(
    _ tokens: Range<Int>, _ named: [Int: (end: Int, piece: BoundExpression.Piece)]
  ) -> [BoundExpression.Piece] {
    var pieces: [BoundExpression.Piece] = []
    var position = tokens.lowerBound
    var end: UInt32?
    while position < tokens.upperBound {
      let token = file.lexed.tokens[position]
      if let end, token.start > end { pieces.append(.text(" ")) }
      if let (next, piece) = named[position] {
        pieces.append(piece)
        position = next
      } else {
        pieces.append(.text(file.text(token.range)))
        position += 1
      }
      end = file.lexed.tokens[position - 1].end
    }
    return pieces
  }

  /// A type that some tokens spell.
  mutating func type(_ index: Int) -> DataType {
    let scope = scope
    let type = DataType(file.nodes[index].tokens, in: file) { scope.type($0) }
    if let user = type.userType { objects.insert(user) }
    if !type.isKnown { isExact = false }
    return type
  }

  // MARK: Casts

  /// transformTypeCast
  private mutating func typeCast(_ index: Int) -> TypedExpression {
    let parts = file.nodes.operands(of: index)
    guard let typeNode = parts.first(where: { file.nodes[$0].kind == .typeName }),
      let operandNode = parts.first(where: { $0 != typeNode })
    else { return written(index) }
    var target = type(typeNode)
    if file.nodes[operandNode].end < file.nodes[index].end, typeNode < operandNode {
      // `interval '1' day`
      let fields = Int(file.nodes[operandNode].end)..<Int(file.nodes[index].end)
      target.modifier = DataType.intervalModifier(fields, in: file)
    }
    if file.nodes[operandNode].kind == .array, let element = target.element {
      let elements = array(operandNode, of: element.withoutModifier)
      return coerce(elements, to: target, .explicit, isImplicit: false)
    }
    let operand = expression(operandNode)
    if operand.isUntyped, case .constant(let value?) = operand.form,
      target.builtIn?.hasPrefix("reg") == true
    {
      return registered(value, target)
    }
    return coerce(operand, to: target, .explicit, isImplicit: false)
  }

  /// A constant that names an object.
  mutating func registered(_ value: String, _ type: DataType) -> TypedExpression {
    guard type.builtIn == "regclass" else {
      return TypedExpression(.constant(value), type)
    }
    let name = parsedName(value)
    if let name, let relation = scope.relation(name) {
      objects.insert(relation)
      return TypedExpression(.objectName(relation), type)
    }
    isExact = false
    return TypedExpression(.constant(value), type)
  }

  /// stringToQualifiedNameList: a name inside a string constant.
  private func parsedName(_ value: String) -> QualifiedName? {
    let bytes = Array(value.utf8)
    let tokens = lex(bytes).tokens
    guard !tokens.isEmpty, tokens.count % 2 == 1 else { return nil }
    return QualifiedName(0..<tokens.count, of: tokens, in: bytes)
  }

  // MARK: Boolean

  /// transformBoolExpr. `(a AND b) AND c` is one AND (makeAndExpr).
  private mutating func boolean(_ index: Int) -> TypedExpression {
    let bool = DataType("bool")
    let node = file.nodes[index]
    if node.detail == .not {
      return TypedExpression(.not(condition(index - 1)), bool)
    }
    let word = node.detail == .and ? "AND" : "OR"
    var operands: [TypedExpression] = []
    for (place, operand) in file.nodes.operands(of: index).enumerated() {
      let typed = condition(operand)
      if place == 0, case .chain(word, let inner) = typed.form, file.nodes[operand].kind == .boolean
      {
        operands = inner
      } else {
        operands.append(typed)
      }
    }
    return TypedExpression(.chain(word, operands), bool)
  }

  /// coerce_to_boolean
  mutating func condition(_ index: Int) -> TypedExpression {
    let operand = expression(index)
    return operand.isUntyped ? coerce(operand, to: DataType("bool"), .assignment) : operand
  }
}
