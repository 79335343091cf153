import SQLLexer

/// An object as COMMENT, DROP and others name it.
package struct NamedObject: Sendable {
  package var object: ObjectType
  /// Of a column, its last part is the column. nil for casts, transforms and large objects, which have none.
  package var name: QualifiedName?
  /// The arguments of a function or aggregate; nil where none are given.
  package var arguments: [FunctionArgument]?
  /// The operands of an operator (nil for NONE), source and target of a cast, the type of a transform.
  package var types: [TypeName?] = []
  /// The relation of a trigger, rule, policy or constraint; the domain of its constraint.
  package var table: QualifiedName?
  /// The index method of an operator class or family, the language of a transform.
  package var method: Name?

  package init(_ object: ObjectType, _ name: QualifiedName? = nil) {
    self.object = object
    self.name = name
  }
}

extension Parser {
  /// The words that name a kind of object behind DROP, COMMENT ON and their kin: object_type_any_name, object_type_name,
  /// object_type_name_on_any_name and the kinds that have a production of their own.
  mutating func objectType() -> ObjectType? {
    switch token().keyword {
    case .table: return type(.table)
    case .column: return type(.column)
    case .function: return type(.function)
    case .type: return type(.type)
    case .view: return type(.view)
    case .index: return type(.index)
    case .trigger: return type(.trigger)
    case .schema: return type(.schema)
    case .sequence: return type(.sequence)
    case .extension: return type(.extension)
    case .policy: return type(.policy)
    case .materialized: return type(.materializedView, .view)
    case .constraint: return type(.tableConstraint)
    case .domain: return type(.domain)
    case .procedure: return type(.procedure)
    case .routine: return type(.routine)
    case .aggregate: return type(.aggregate)
    case .rule: return type(.rule)
    case .foreign where at(.table, 1): return type(.foreignTable, .table)
    case .foreign: return type(.foreignDataWrapper, .data, .wrapper)
    case .event: return type(.eventTrigger, .trigger)
    case .access: return type(.accessMethod, .method)
    case .operator: return operatorType()
    case .text: return textSearchType()
    case .large: return type(.largeObject, .object)
    case .procedural: return type(.language, .language)
    case .language: return type(.language)
    case .role: return type(.role)
    case .database: return type(.database)
    case .tablespace: return type(.tablespace)
    case .collation: return type(.collation)
    case .conversion: return type(.conversion)
    case .publication: return type(.publication)
    case .subscription: return type(.subscription)
    case .server: return type(.foreignServer)
    case .statistics: return type(.statistics)
    case .cast: return type(.cast)
    case .transform: return type(.transform)
    default:
      fail()
      return nil
    }
  }

  /// Takes a word, and those that must follow it.
  private mutating func type(
    _ object: ObjectType, _ second: Keyword = .notKeyword, _ third: Keyword = .notKeyword
  ) -> ObjectType? {
    advance()
    if second != .notKeyword { expect(second) }
    if third != .notKeyword { expect(third) }
    return failure == nil ? object : nil
  }

  /// OPERATOR, OPERATOR CLASS, OPERATOR FAMILY. An operator may be in a schema of the name "class".
  mutating func operatorType() -> ObjectType? {
    if token(2).kind == .dot { return type(.operator) }
    switch token(1).keyword {
    case .class: return type(.operatorClass, .class)
    case .family: return type(.operatorFamily, .family)
    default: return type(.operator)
    }
  }

  /// `TEXT SEARCH CONFIGURATION | DICTIONARY | PARSER | TEMPLATE`
  mutating func textSearchType() -> ObjectType? {
    expect(.text)
    expect(.search)
    switch token().keyword {
    case .configuration: return type(.textSearchConfiguration)
    case .dictionary: return type(.textSearchDictionary)
    case .parser: return type(.textSearchParser)
    case .template: return type(.textSearchTemplate)
    default:
      fail()
      return nil
    }
  }

  /// One object of a kind, by what its kind is named by.
  mutating func namedObject(_ object: ObjectType) -> NamedObject {
    var named = NamedObject(object)
    switch object {
    case .function, .procedure, .routine, .aggregate:
      let signature = object == .aggregate ? aggregateWithArgTypes() : functionWithArgTypes()
      named.name = signature?.name
      named.arguments = signature?.arguments
    case .operator:
      named.name = operatorName()
      named.types = operatorArgTypes()
    case .operatorClass, .operatorFamily:
      named.name = qualifiedName()
      expect(.using)
      named.method = name()
    case .cast:
      named.types = castTypes()
    case .transform:
      expect(.for)
      named.types = [typeName()]
      expect(.language)
      named.method = name()
    case .type, .domain:
      named.name = typeAsName()
    case .largeObject:
      numericOnly()
    case .trigger, .rule, .policy:
      named.name = singleName()
      expect(.on)
      named.table = qualifiedName()
    case .table, .column, .view, .materializedView, .sequence, .index, .foreignTable, .collation,
      .conversion, .statistics, .textSearchConfiguration, .textSearchDictionary, .textSearchParser,
      .textSearchTemplate:
      named.name = qualifiedName()
    default:
      named.name = singleName()
    }
    return named
  }

  /// name
  mutating func singleName() -> QualifiedName? { name().map { QualifiedName(name: $0) } }

  /// Typename, where it names a type or domain itself.
  mutating func typeAsName() -> QualifiedName? {
    let first = position
    guard let type = typeName() else { return nil }
    var end = first + 1
    while end + 1 < position, tokens[end].kind == .dot { end += 2 }
    guard end == position else {
      return QualifiedName(name: Name(text: type.name, range: type.range))
    }
    var parts = stride(from: first, to: end, by: 2).map { Name(tokens[$0], in: bytes) }
    let last = parts.removeLast()
    return QualifiedName(qualifiers: parts, name: last)
  }

  /// `(source AS target)` of a cast
  mutating func castTypes() -> [TypeName?] {
    expect(.leftParenthesis)
    let source = typeName()
    expect(.as)
    let target = typeName()
    expect(.rightParenthesis)
    return [source, target]
  }
}
