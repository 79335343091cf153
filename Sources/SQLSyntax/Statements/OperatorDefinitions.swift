import SQLLexer

extension Parser {
  // MARK: Names

  /// any_operator: an operator, with its schemas before it.
  mutating func operatorName() -> QualifiedName? {
    var qualifiers: [Name] = []
    while atName() {
      guard let qualifier = name() else { return nil }
      expect(.dot)
      qualifiers.append(qualifier)
    }
    let next = token()
    allOperator()
    guard failure == nil else { return nil }
    return QualifiedName(
      qualifiers: qualifiers, name: Name(text: spelling(next.range), range: next.range))
  }

  /// oper_argtypes: `(left, right)`, one of them NONE.
  mutating func operatorArgTypes() -> [TypeName?] {
    expect(.leftParenthesis)
    if eat(.none) {
      expect(.comma)
      let right = typeName()
      expect(.rightParenthesis)
      return [nil, right]
    }
    let left = typeName()
    if at(.rightParenthesis) { refuse("missing argument", at: position) }
    expect(.comma)
    let right = eat(.none) ? nil : typeName()
    expect(.rightParenthesis)
    return [left, right]
  }

  // MARK: CREATE

  /// DefineStmt of an operator: `OPERATOR name definition`; CreateOpClassStmt, CreateOpFamilyStmt. Documentation: CREATE
  /// OPERATOR.
  mutating func createOperator(_ statement: inout Statement) {
    guard let object = operatorType() else { return }
    switch object {
    case .operatorClass: createOperatorClass(&statement)
    case .operatorFamily:
      statement.node = .createOperatorFamily
      let family = namedObject(.operatorFamily)
      statement.tree = .createObject(CreateObject(object: .operatorFamily, name: family.name))
    default:
      statement.node = .define
      statement.object = .operator
      guard let name = operatorName() else { return }
      _ = definition()
      statement.tree = .createObject(CreateObject(object: .operator, name: name))
    }
  }

  /// CreateOpClassStmt, from behind CLASS: `name [DEFAULT] FOR TYPE type USING method [FAMILY name] AS items`.
  /// Documentation: CREATE OPERATOR CLASS.
  private mutating func createOperatorClass(_ statement: inout Statement) {
    statement.node = .createOperatorClass
    guard let name = qualifiedName() else { return }
    _ = eat(.default)
    expect(.for)
    expect(.type)
    skipTypeName()
    expect(.using)
    skipName()
    if eat(.family) { skipAnyName() }
    expect(.as)
    commaSeparated { $0.operatorClassItem() }
    statement.tree = .createObject(CreateObject(object: .operatorClass, name: name))
  }

  /// opclass_item: `OPERATOR number name [(types)] [FOR SEARCH | FOR ORDER BY family]`,
  /// `FUNCTION number [(types)] function`, `STORAGE type`
  private mutating func operatorClassItem() {
    if eat(Keyword.operator) {
      expectInteger()
      _ = operatorName()
      if at(.leftParenthesis) { _ = operatorArgTypes() }
      guard eat(.for), !eat(.search) else { return }
      expect(.order)
      expect(.by)
      skipAnyName()
    } else if eat(.function) {
      expectInteger()
      if at(.leftParenthesis) { typeList() }
      _ = functionWithArgTypes()
    } else {
      expect(.storage)
      skipTypeName()
    }
  }

  /// `(type_list)`
  private mutating func typeList() {
    parenthesised { $0.skipTypeName() }
  }

  // MARK: ALTER

  /// AlterOperatorStmt: `OPERATOR name (types) SET (options)`; AlterOpFamilyStmt: `OPERATOR FAMILY name USING method ADD |
  /// DROP items`; and the common forms. Documentation: ALTER OPERATOR, ALTER OPERATOR CLASS, ALTER OPERATOR FAMILY.
  mutating func alterOperator(_ statement: inout Statement) {
    guard let object = operatorType() else { return }
    let named = namedObject(object)
    let forms: AlterForms =
      object == .operator ? [.owner, .schema, .otherSet] : [.rename, .owner, .schema]
    if alterCommon(&statement, named, forms) { return }
    var alter = AlterObject(object: named)
    switch object {
    case .operator:
      statement.node = .alterOperator
      expect(.set)
      alter.options = definition()
    case .operatorFamily:
      statement.node = .alterOperatorFamily
      if eat(.add) {
        commaSeparated { $0.operatorClassItem() }
      } else {
        expect(.drop)
        commaSeparated { $0.operatorFamilyDrop() }
      }
    default: return fail()
    }
    statement.tree = .alterObject(alter)
  }

  /// opclass_drop: `OPERATOR | FUNCTION number (types)`
  private mutating func operatorFamilyDrop() {
    if !eat(Keyword.operator) { expect(.function) }
    expectInteger()
    typeList()
  }
}
