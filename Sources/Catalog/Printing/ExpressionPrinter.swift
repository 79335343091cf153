/// Prints an expression as pg_get_expr does (ruleutils.c, get_rule_expr without PRETTYFLAG_PAREN): parentheses around every
/// operator, conversions spelled out but for those that nobody wrote around the whole.
struct ExpressionPrinter {
  private(set) var pieces: [BoundExpression.Piece] = []
  private var text = ""
  /// How deep what is printed stands inside of CASE.
  private var indent = 0
  /// AND inside of AND, and OR inside of OR, are printed as one.
  private var flattens = false
  /// There are such.
  private var hasNested = false

  /// - Returns: the pieces, and what they are without parentheses that change nothing: nil where there are none.
  static func pieces(
    of expression: TypedExpression
  ) -> (all: [BoundExpression.Piece], flattened: [BoundExpression.Piece]?) {
    var printer = ExpressionPrinter()
    printer.print(expression, showingImplicit: false)
    printer.flush()
    guard printer.hasNested else { return (printer.pieces, nil) }
    var flat = ExpressionPrinter()
    flat.flattens = true
    flat.print(expression, showingImplicit: false)
    flat.flush()
    return (printer.pieces, flat.pieces)
  }

  // MARK: Pieces

  private mutating func flush() {
    if !text.isEmpty { pieces.append(.text(text)) }
    text = ""
  }

  private mutating func add(_ piece: BoundExpression.Piece) {
    if case .text(let part) = piece {
      text += part
    } else {
      flush()
      pieces.append(piece)
    }
  }

  /// appendContextKeyword
  private mutating func newLine() {
    while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
    text += "\n" + String(repeating: " ", count: indent)
  }

  private mutating func printType(_ type: DataType) {
    guard case .user(let id) = type.base else {
      text += type.description { _ in "" }
      return
    }
    add(.object(id))
    if type.isArray { text += "[]" }
  }

  private mutating func printList(_ list: [TypedExpression], showingImplicit: Bool = true) {
    for (index, element) in list.enumerated() {
      if index > 0 { text += ", " }
      print(element, showingImplicit: showingImplicit)
    }
  }

  // MARK: get_rule_expr

  private mutating func print(_ expression: TypedExpression, showingImplicit: Bool) {
    switch expression.form {
    case .column(let number, let qualifier):
      if let qualifier { text += qualifier + "." }
      add(.column(number))
    case .constant(let value): printConstant(value, expression.type)
    case .objectName(let id):
      text += "'"
      add(.object(id))
      text += "'"
      if let type = expression.type { text += "::" + type.description { _ in "" } }
    case .function(let name, let arguments), .special(let name, let arguments):
      printCall(name, arguments)
    case .userFunction(let id, let arguments):
      add(.object(id))
      printCall("", arguments)
    case .cast(let inner, let isImplicit):
      if isImplicit, !showingImplicit {
        print(inner, showingImplicit: false)
      } else {
        printCast(inner, to: expression.type)
      }
    case .written(let pieces): for piece in pieces { add(piece) }
    default: printComposed(expression)
    }
  }

  private mutating func printComposed(_ expression: TypedExpression) {
    switch expression.form {
    case .phrase(let words, let operands, let isClosed):
      printPhrase(words, operands, isClosed: isClosed)
    case .prefix(let name, let operand): parenthesised("\(name) ", operand, "")
    case .infix(let name, let left, let right):
      text += "("
      print(left, showingImplicit: true)
      text += " \(name) "
      print(right, showingImplicit: true)
      text += ")"
    case .quantified(let name, let left, let isAny, let right):
      parenthesised("", left, " \(name) \(isAny ? "ANY" : "ALL") (", closing: false)
      print(right, showingImplicit: true)
      text += "))"
    case .chain(let word, let operands): printChain(word, operands)
    case .not(let operand):
      text += "(NOT "
      print(operand, showingImplicit: false)
      text += ")"
    case .test(let operand, let words): parenthesised("", operand, " " + words)
    case .distinct(let left, let right):
      parenthesised("", left, " IS DISTINCT FROM ", closing: false)
      print(right, showingImplicit: true)
      text += ")"
    case .case(let operand, let branches, let last): printCase(operand, branches, last)
    case .array(let elements):
      text += "ARRAY["
      printList(elements)
      text += "]"
      if elements.isEmpty, let type = expression.type {
        text += "::"
        printType(type.withoutModifier)
      }
    case .row(let fields, let hasWord):
      text += hasWord ? "ROW(" : "("
      printList(fields)
      text += ")"
    case .collate(let operand, let collation):
      parenthesised("", operand, " COLLATE " + printedCollation(collation))
    case .subscripts(let container, let subscripts): printSubscripts(container, subscripts)
    case .field(let row, let name): parenthesised("", row, ")." + name, closing: false)
    default: break
    }
  }

  private mutating func parenthesised(
    _ prefix: String, _ operand: TypedExpression, _ suffix: String, closing: Bool = true
  ) {
    text += "(" + prefix
    print(operand, showingImplicit: true)
    text += suffix
    if closing { text += ")" }
  }

  private mutating func printCall(_ name: String, _ arguments: [TypedExpression]) {
    text += name + "("
    printList(arguments)
    text += ")"
  }

  private mutating func printPhrase(
    _ words: [String], _ operands: [TypedExpression], isClosed: Bool
  ) {
    if !isClosed { text += "(" }
    for (index, word) in words.enumerated() {
      text += word
      if index < operands.count { print(operands[index], showingImplicit: false) }
    }
    if !isClosed { text += ")" }
  }

  private mutating func printChain(_ word: String, _ operands: [TypedExpression]) {
    text += "("
    printOperands(word, operands)
    text += ")"
  }

  private mutating func printOperands(_ word: String, _ operands: [TypedExpression]) {
    for (index, operand) in operands.enumerated() {
      if index > 0 { text += " \(word) " }
      if case .chain(word, let inner) = operand.form {
        hasNested = true
        if flattens {
          printOperands(word, inner)
          continue
        }
      }
      print(operand, showingImplicit: false)
    }
  }

  private mutating func printSubscripts(
    _ container: TypedExpression, _ subscripts: [TypedExpression]
  ) {
    // Only a name needs no parentheses.
    if case .column = container.form {
      print(container, showingImplicit: true)
    } else {
      parenthesised("", container, "")
    }
    for index in subscripts {
      text += "["
      print(index, showingImplicit: false)
      text += "]"
    }
  }

  /// T_CaseExpr, over several lines (PRETTYFLAG_INDENT).
  private mutating func printCase(
    _ operand: TypedExpression?, _ branches: [(TypedExpression, TypedExpression)],
    _ last: TypedExpression
  ) {
    newLine()
    text += "CASE"
    indent += 4
    if let operand {
      text += " "
      print(operand, showingImplicit: true)
    }
    for (condition, result) in branches {
      newLine()
      text += "WHEN "
      print(condition, showingImplicit: false)
      text += " THEN "
      print(result, showingImplicit: true)
    }
    newLine()
    text += "ELSE "
    print(last, showingImplicit: true)
    indent -= 4
    newLine()
    text += "END"
  }

  // MARK: get_coercion_expr, get_const_expr

  private mutating func printCast(_ inner: TypedExpression, to type: DataType?) {
    if case .constant(let value) = inner.form, let type, inner.type == type.withoutModifier {
      // The cast to the length of a constant: its type is said once.
      printConstant(value, inner.type, isLabelled: false)
    } else {
      text += "("
      print(inner, showingImplicit: false)
      text += ")"
    }
    guard let type else { return }
    text += "::"
    printType(type)
  }

  private mutating func printConstant(_ value: String?, _ type: DataType?, isLabelled: Bool = true)
  {
    guard let value else {
      text += "NULL"
      if isLabelled { printLabel(type) }
      return
    }
    switch type?.builtIn {
    case "int4" where !value.hasPrefix("-"): text += value
    case "bool": text += value == "t" ? "true" : "false"
    case "numeric" where looksLikeFloat(value):
      text += value
      if isLabelled, (type?.modifier ?? -1) >= 0 { printLabel(type) }
    default:
      text += quotedLiteral(value)
      if isLabelled { printLabel(type) }
    }
  }

  private mutating func printLabel(_ type: DataType?) {
    guard let type, type.builtIn != "unknown" else { return }
    text += "::"
    printType(type)
  }

  private func looksLikeFloat(_ value: String) -> Bool {
    guard let first = value.utf8.first, first &- 0x30 < 10 else { return false }
    return value.utf8.contains { $0 == 0x2E || $0 | 0x20 == 0x65 }
  }
}
