import SQLLexer

extension Parser {
  /// ColQualList: constraints, their attributes and COLLATE, in any order.
  mutating func columnQualifiers(
    _ constraints: inout [ConstraintDefinition], _ collation: inout QualifiedName?
  ) {
    var secondCollation: Int?
    loop: while true {
      switch token().keyword {
      case .collate:
        if collation != nil { secondCollation = secondCollation ?? position }
        advance()
        collation = qualifiedName()
      case .deferrable, .initially, .enforced:
        columnAttribute(&constraints)
      case .not where isLookahead(.not):
        break loop
      case .not where !at(.null, 1):
        columnAttribute(&constraints)
      case .constraint, .not, .null, .unique, .primary, .check, .default, .generated, .references:
        if let constraint = columnConstraint() { constraints.append(constraint) }
      default:
        break loop
      }
    }
    if let secondCollation { refuse("multiple COLLATE clauses not allowed", at: secondCollation) }
  }

  /// ConstraintAttr: `[NOT] DEFERRABLE`, `INITIALLY DEFERRED | IMMEDIATE`, `[NOT] ENFORCED`. It belongs to the
  /// constraint before it.
  private mutating func columnAttribute(_ constraints: inout [ConstraintDefinition]) {
    guard let attribute = constraintAttribute(ofColumn: true), let last = constraints.indices.last
    else { return }
    constraints[last].attributes.formUnion(attribute)
    constraints[last].range = constraints[last].range.union(tokens[position - 1].range)
  }

  /// ColConstraint, ColConstraintElem
  private mutating func columnConstraint() -> ConstraintDefinition? {
    let first = position
    var constraint = ConstraintDefinition(kind: .null, range: token().range)
    constraint.name = constraintName()
    let keyword = token().keyword
    switch keyword {
    case .not:
      expectNotNull()
      constraint.kind = .notNull
      noInherit(&constraint)
    case .null:
      advance()
    case .unique, .primary:
      advance()
      columnKey(&constraint, keyword)
    case .check:
      advance()
      check(&constraint)
      noInherit(&constraint)
    case .default:
      advance()
      constraint.kind = .default
      constraint.expression = restrictedExpression()
    case .generated:
      advance()
      generated(&constraint)
    case .references:
      advance()
      columnReference(&constraint)
    default:
      fail()
      return nil
    }
    constraint.range = range(from: first)
    return constraint
  }

  /// opt_no_inherit
  private mutating func noInherit(_ constraint: inout ConstraintDefinition) {
    guard eat(.no) else { return }
    expect(.inherit)
    constraint.attributes.formUnion(.noInherit)
  }

  /// `UNIQUE [NULLS [NOT] DISTINCT] | PRIMARY KEY [WITH (…)] [USING INDEX TABLESPACE …]`, from behind the first word.
  private mutating func columnKey(_ constraint: inout ConstraintDefinition, _ keyword: Keyword) {
    let first = position
    var index = ConstraintIndex()
    if keyword == .primary {
      constraint.kind = .primaryKey
      expect(.key)
      indexStorage(&index)
      if position > first + 1 { constraint.details = .index(index) }
    } else {
      constraint.kind = .unique
      index.nullsNotDistinct = nullsNotDistinct()
      indexStorage(&index)
      if position > first { constraint.details = .index(index) }
    }
  }

  /// `GENERATED ALWAYS | BY DEFAULT AS IDENTITY [(…)]`, `GENERATED ALWAYS AS (…) [STORED | VIRTUAL]`, from behind the
  /// first word.
  private mutating func generated(_ constraint: inout ConstraintDefinition) {
    let place = position
    let generation = generation()
    expect(.as)
    if eat(.identity) {
      constraint.kind = .identity
      constraint.details = .identity(identityOptions(generation))
      return
    }
    constraint.expression = parenthesisedExpression()
    constraint.kind = eat(.stored) ? .generatedStored : .generatedVirtual
    if constraint.kind == .generatedVirtual { _ = eat(.virtual) }
    if generation == .byDefault {
      refuse("for a generated column, GENERATED ALWAYS must be specified", at: place)
    }
  }

  /// `REFERENCES relation [(columns)] …`, from behind the first word.
  private mutating func columnReference(_ constraint: inout ConstraintDefinition) {
    constraint.kind = .foreignKey
    guard let table = relationName() else { return }
    var key = ForeignKey(table: table)
    key.columns = optionalColumnList()
    keyActions(&key)
    constraint.details = .foreignKey(key)
  }
}
