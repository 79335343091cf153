import SQLLexer

extension Parser {
  /// What stands in the parentheses of a function of SQL/XML. Documentation: XML Functions.
  mutating func xmlFunctionArguments(_ word: Keyword) {
    switch word {
    case .xmlelement:
      expect(.name)
      skipName(.label)
      if eat(.comma) { xmlContent() }
    case .xmlexists:
      nested { $0.primaryExpression() }
      xmlPassing()
    case .xmlforest: xmlAttributeList()
    case .xmlparse:
      documentOrContent()
      operand(above: .none)
      if eat(.preserve) || eat(.strip) { expect(.whitespace) }
    case .xmlpi:
      expect(.name)
      skipName(.label)
      if eat(.comma) { operand(above: .none) }
    case .xmlroot: xmlRoot()
    default:
      // XMLSERIALIZE
      documentOrContent()
      operand(above: .none)
      expect(.as)
      skipSimpleTypeName()
      if eat(.no) { expect(.indent) } else { _ = eat(.indent) }
    }
  }

  /// `XMLATTRIBUTES (…)` and the content of XMLELEMENT
  private mutating func xmlContent() {
    if at(.xmlattributes), token(1).kind == .leftParenthesis {
      advance(2)
      xmlAttributeList()
      expect(.rightParenthesis)
      guard eat(.comma) else { return }
    }
    expressionList()
  }

  /// xml_attribute_list: `value [AS name], …`
  private mutating func xmlAttributeList() {
    commaSeparated { parser in
      parser.operand(above: .none)
      if parser.eat(.as) { parser.skipName(.label) }
    }
  }

  /// document_or_content
  private mutating func documentOrContent() {
    if !eat(.document) { expect(.content) }
  }

  /// `document, VERSION text | NO VALUE [, STANDALONE YES | NO | NO VALUE]`
  private mutating func xmlRoot() {
    operand(above: .none)
    expect(.comma)
    expect(.version)
    if !eat(.no, .value) { operand(above: .none) }
    guard eat(.comma) else { return }
    expect(.standalone)
    if eat(.no) { _ = eat(.value) } else { expect(.yes) }
  }

  /// xmlexists_argument: `PASSING [BY REF | BY VALUE] document [BY REF | BY VALUE]`
  mutating func xmlPassing() {
    expect(.passing)
    // A column may be called "by".
    if !eat(.by, .ref) { _ = eat(.by, .value) }
    nested { $0.primaryExpression() }
    if eat(.by), !eat(.ref) { expect(.value) }
  }
}
