import SQLLexer

extension Parser {
  /// TableConstraint begins with the word CONSTRAINT or with what it constrains. These words are reserved, but for
  /// EXCLUDE, which needs its parenthesis or USING.
  var atTableConstraint: Bool {
    switch token().keyword {
    case .constraint, .check, .not, .unique, .primary, .foreign: true
    case .exclude: token(1).kind == .leftParenthesis || at(.using, 1)
    default: false
    }
  }

  /// TableConstraint, ConstraintElem: `[CONSTRAINT name] CHECK (…) | UNIQUE (…) | PRIMARY KEY … | FOREIGN KEY … | …`
  mutating func tableConstraint() -> ConstraintDefinition? {
    let first = position
    var constraint = ConstraintDefinition(kind: .check, range: token().range)
    constraint.name = constraintName()
    let keyword = token().keyword
    switch keyword {
    case .check:
      advance()
      check(&constraint)
      constraint.attributes = constraintAttributeSpec(
        "CHECK", allowing: [.enforced, .notValid, .noInherit])
    case .not:
      expectNotNull()
      constraint.kind = .notNull
      if let column = name() { constraint.columns = [column] }
      constraint.attributes = constraintAttributeSpec(
        "NOT NULL", allowing: [.notValid, .noInherit])
    case .unique, .primary:
      advance()
      key(&constraint, keyword)
      constraint.attributes = constraintAttributeSpec(
        keyword == .unique ? "UNIQUE" : "PRIMARY KEY", allowing: .deferrable)
    case .exclude:
      advance()
      exclusion(&constraint)
      constraint.attributes = constraintAttributeSpec("EXCLUDE", allowing: .deferrable)
    case .foreign:
      advance()
      foreignKey(&constraint)
      constraint.attributes = constraintAttributeSpec(
        "FOREIGN KEY", allowing: [.deferrable, .enforced, .notValid])
    default:
      fail()
      return nil
    }
    constraint.range = range(from: first)
    return constraint
  }

  /// DomainConstraint, DomainConstraintElem: `[CONSTRAINT name] CHECK (…) | NOT NULL`
  mutating func domainConstraint() -> ConstraintDefinition? {
    let first = position
    var constraint = ConstraintDefinition(kind: .check, range: token().range)
    constraint.name = constraintName()
    if eat(.check) {
      check(&constraint)
      constraint.attributes = constraintAttributeSpec(
        "CHECK", allowing: [.notValid, .noInherit])
    } else {
      expectNotNull()
      constraint.kind = .notNull
      constraint.attributes = constraintAttributeSpec("NOT NULL", allowing: [])
    }
    constraint.range = range(from: first)
    return constraint
  }

  /// UNIQUE and PRIMARY KEY, from behind the first word:
  /// `(columns [WITHOUT OVERLAPS]) [INCLUDE (…)] [WITH (…)] [USING INDEX TABLESPACE …] | USING INDEX name`
  private mutating func key(_ constraint: inout ConstraintDefinition, _ keyword: Keyword) {
    var index = ConstraintIndex()
    if keyword == .primary {
      constraint.kind = .primaryKey
      expect(.key)
    } else {
      constraint.kind = .unique
      index.nullsNotDistinct = nullsNotDistinct()
    }
    if !index.nullsNotDistinct, at(.using) {
      advance()
      expect(.index)
      index.existing = name()
      constraint.details = .index(index)
      return
    }
    expect(.leftParenthesis)
    constraint.columns = names()
    let columnsEnd = position
    if eat(.without) {
      expect(.overlaps)
      index.withoutOverlaps = true
    }
    expect(.rightParenthesis)
    include(&index)
    indexStorage(&index)
    if position > columnsEnd + 1 || index.nullsNotDistinct { constraint.details = .index(index) }
  }

  /// opt_c_include
  private mutating func include(_ index: inout ConstraintIndex) {
    if eat(.include) { index.include = columnList() }
  }

  /// `EXCLUDE [USING method] (element WITH operator, …) [INCLUDE (…)] [WITH (…)] [USING INDEX TABLESPACE …] [WHERE
  /// (…)]`, from behind the first word.
  private mutating func exclusion(_ constraint: inout ConstraintDefinition) {
    constraint.kind = .exclusion
    var index = ConstraintIndex()
    if eat(.using) { index.accessMethod = name() }
    parenthesised { parser in
      guard let element = parser.indexElement() else { return }
      if !parser.eatWith() { parser.fail(expected: "WITH") }
      let first = parser.position
      parser.exclusionOperator()
      index.elements.append(
        ExclusionElement(element: element, operator: parser.range(from: first)))
    }
    include(&index)
    indexStorage(&index)
    if eat(.where) { index.predicate = parenthesisedExpression() }
    constraint.columns = index.elements.compactMap(\.element.column)
    constraint.details = .index(index)
  }

  /// `any_operator | OPERATOR(any_operator)`; a schema may be called "operator".
  private mutating func exclusionOperator() {
    guard at(Keyword.operator), token(1).kind != .dot else { return anyOperator() }
    advance()
    expect(.leftParenthesis)
    anyOperator()
    expect(.rightParenthesis)
  }

  /// `FOREIGN KEY (columns [, PERIOD column]) REFERENCES relation [(columns [, PERIOD column])] …`, from behind the
  /// first word.
  private mutating func foreignKey(_ constraint: inout ConstraintDefinition) {
    constraint.kind = .foreignKey
    expect(.key)
    let hasPeriod = keyColumns(&constraint.columns)
    expect(.references)
    guard let table = relationName() else { return }
    var key = ForeignKey(table: table)
    key.hasPeriod = hasPeriod
    if at(.leftParenthesis) { key.referencesPeriod = keyColumns(&key.columns) }
    keyActions(&key)
    constraint.details = .foreignKey(key)
  }

  /// `(columnList optionalPeriodName)`; whether there is a PERIOD. A column may be called "period".
  private mutating func keyColumns(_ columns: inout [Name]) -> Bool {
    expect(.leftParenthesis)
    var hasPeriod = false
    repeat {
      hasPeriod = !columns.isEmpty && at(.period) && atName(.columnOrTable, 1)
      if hasPeriod { advance() }
      guard let column = name() else { return hasPeriod }
      columns.append(column)
    } while !hasPeriod && eat(.comma)
    expect(.rightParenthesis)
    return hasPeriod
  }
}
