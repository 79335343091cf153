package import SQLLexer

/// A constraint of a column or table. As in gram.y, DEFAULT, GENERATED and NULL are constraints, too.
package struct ConstraintDefinition: Sendable {
  package enum Kind: Sendable, Equatable {
    case null, notNull, `default`, check, primaryKey, unique, exclusion, foreignKey
    case identity, generatedStored, generatedVirtual
  }
  package var kind: Kind
  package var name: Name?
  /// The columns of a table constraint; empty at a column.
  package var columns: [Name] = []
  /// The expression of DEFAULT, CHECK and GENERATED.
  package var expression: ByteRange?
  /// The words of the expression, for questions such as "does it call a function?".
  package var expressionTokens: Range<Int>?
  package var referenced: QualifiedName?
  package var isNotValid = false
  package var isNotEnforced = false
  /// USING INDEX: the constraint takes over an index that is there.
  package var usingIndex: Name?
  package var range: ByteRange
  package init(kind: Kind, range: ByteRange) {
    self.kind = kind
    self.range = range
  }
}

extension Parser {
  /// TableConstraint begins with the word CONSTRAINT or with what it constrains. These words are reserved, but for
  /// EXCLUDE, which needs its parenthesis or USING.
  var atTableConstraint: Bool {
    switch token().keyword {
    case .constraint, .check, .unique, .primary, .foreign: true
    case .exclude: token(1).kind == .leftParenthesis || at(.using, 1)
    // PostgreSQL 18: NOT NULL column
    case .not: at(.null, 1)
    default: false
    }
  }

  /// TableConstraint, ConstraintElem: `[CONSTRAINT name] CHECK (…) | UNIQUE (…) | PRIMARY KEY … | FOREIGN KEY … | …`
  mutating func tableConstraint() -> ConstraintDefinition? {
    let first = position
    let name = eat(.constraint) ? self.name() : nil
    var constraint = ConstraintDefinition(kind: .check, range: token().range)
    constraint.name = name
    let keyword = token().keyword
    advance()
    switch keyword {
    case .check:
      parenthesisedExpression(&constraint)
    case .unique, .primary:
      constraint.kind = keyword == .unique ? .unique : .primaryKey
      if keyword == .primary { expect(.key) }
      nullTreatment()
      if eat(.using, .index) {
        constraint.usingIndex = self.name()
      } else {
        constraint.columns = constraintColumns()
      }
      indexParameters()
    case .exclude:
      constraint.kind = .exclusion
      if eat(.using) { _ = self.name() }
      skipParentheses()
      indexParameters()
      if eat(.where) { skipParentheses() }
    case .foreign:
      constraint.kind = .foreignKey
      expect(.key)
      constraint.columns = constraintColumns()
      references(&constraint)
    case .not where eat(.null):
      constraint.kind = .notNull
      if let column = self.name() { constraint.columns = [column] }
    default:
      fail()
    }
    constraintAttributes(&constraint)
    constraint.range = range(from: first)
    return constraint
  }

  /// Whether a ColConstraint begins here.
  var atColumnConstraint: Bool {
    switch token().keyword {
    case .constraint, .not, .null, .default, .check, .unique, .primary, .references, .collate,
      .deferrable, .initially:
      true
    case .generated: at(.always, 1) || at(.by, 1)
    case .enforced: true
    default: false
    }
  }

  /// ColConstraint, ColConstraintElem; nil for COLLATE and for attributes such as DEFERRABLE, which stand in the same
  /// list.
  mutating func columnConstraint() -> ConstraintDefinition? {
    let first = position
    let name = eat(.constraint) ? self.name() : nil
    var constraint = ConstraintDefinition(kind: .check, range: token().range)
    constraint.name = name
    let keyword = token().keyword
    switch keyword {
    case .not where at(.null, 1):
      advance(2)
      constraint.kind = .notNull
    case .null:
      advance()
      constraint.kind = .null
    case .default:
      advance()
      constraint.kind = .default
      restrictedExpression(&constraint)
    case .check:
      advance()
      parenthesisedExpression(&constraint)
    case .unique, .primary:
      advance()
      constraint.kind = keyword == .unique ? .unique : .primaryKey
      if keyword == .primary { expect(.key) }
      nullTreatment()
      indexParameters()
    case .references:
      constraint.kind = .foreignKey
      references(&constraint)
    case .generated:
      generated(&constraint)
    case .collate:
      advance()
      _ = qualifiedName()
      return nil
    default:
      constraintAttributes(&constraint)
      return nil
    }
    constraintAttributes(&constraint)
    constraint.range = range(from: first)
    return constraint
  }

  /// `GENERATED ALWAYS | BY DEFAULT AS IDENTITY [(…)]`, `GENERATED ALWAYS AS (…) [STORED | VIRTUAL]`
  private mutating func generated(_ constraint: inout ConstraintDefinition) {
    expect(.generated)
    if !eat(.always) {
      expect(.by)
      expect(.default)
    }
    expect(.as)
    if eat(.identity) {
      constraint.kind = .identity
      if at(.leftParenthesis) { skipParentheses() }
    } else {
      parenthesisedExpression(&constraint)
      constraint.kind = eat(.stored) ? .generatedStored : .generatedVirtual
      if constraint.kind == .generatedVirtual { _ = eat(.virtual) }
    }
  }

  /// `REFERENCES relation [(columns)] [MATCH …] [ON DELETE …] [ON UPDATE …]`
  private mutating func references(_ constraint: inout ConstraintDefinition) {
    expect(.references)
    constraint.referenced = qualifiedName()
    if at(.leftParenthesis) { _ = constraintColumns() }
    if eat(.match) { advance() }
    while at(.on, then: .delete) || at(.on, then: .update) {
      advance(2)
      // key_action
      if eat(.no) {
        expect(.action)
      } else if eat(.set) {
        advance()
        if at(.leftParenthesis) { skipParentheses() }
      } else {
        advance()
      }
    }
  }

  /// columnList, with the PERIOD and WITHOUT OVERLAPS of PostgreSQL 18.
  private mutating func constraintColumns() -> [Name] {
    var names: [Name] = []
    expect(.leftParenthesis)
    while !atEnd, !at(.rightParenthesis) {
      if at(.period), atName(.columnOrTable, 1) { advance() }
      if let name = name() { names.append(name) }
      _ = eat(.without, .overlaps)
      guard eat(.comma) else { break }
    }
    expect(.rightParenthesis)
    return names
  }

  /// opt_unique_null_treatment
  private mutating func nullTreatment() {
    guard eat(.nulls) else { return }
    _ = eat(.not)
    expect(.distinct)
  }

  /// opt_c_include, opt_definition, OptConsTableSpace
  private mutating func indexParameters() {
    if eat(.include) { skipParentheses() }
    if at(.with), token(1).kind == .leftParenthesis {
      advance()
      skipParentheses()
    }
    if eat(.using, .index, .tablespace) { _ = name() }
  }

  /// ConstraintAttributeSpec: DEFERRABLE, INITIALLY, NOT VALID, NO INHERIT, [NOT] ENFORCED
  mutating func constraintAttributes(_ constraint: inout ConstraintDefinition) {
    while !atEnd {
      switch token().keyword {
      case .deferrable, .enforced: advance()
      case .initially: advance(2)
      case .no where at(.inherit, 1): advance(2)
      case .not where at(.deferrable, 1): advance(2)
      case .not where at(.valid, 1):
        constraint.isNotValid = true
        advance(2)
      case .not where at(.enforced, 1):
        constraint.isNotEnforced = true
        advance(2)
      default: return
      }
    }
  }

  private mutating func parenthesisedExpression(_ constraint: inout ConstraintDefinition) {
    let first = position
    skipParentheses()
    note(expression: first, of: &constraint)
  }

  /// b_expr, as behind DEFAULT: it ends where the next column constraint begins. None of the words that begin one can
  /// stand in a b_expr outside parentheses, except NULL as a constant and the NOT of IS NOT DISTINCT FROM.
  private mutating func restrictedExpression(_ constraint: inout ConstraintDefinition) {
    let first = position
    var cases = 0
    skip { parser in
      switch parser.token().keyword {
      case .case: cases += 1
      case .end where cases > 0: cases -= 1
      default: break
      }
      if cases > 0 { return false }
      if parser.at(.comma) { return true }
      guard parser.atColumnConstraint else { return false }
      return !parser.expectsOperand(after: first)
    }
    if position == first { fail() }
    note(expression: first, of: &constraint)
  }

  /// Whether an expression that began at `first` still waits for a constant, column or the rest of IS NOT here.
  private func expectsOperand(after first: Int) -> Bool {
    guard position > first else { return true }
    let last = tokens[position - 1]
    switch last.kind {
    case .operator, .typecast, .dot: return true
    case .keyword: return last.keyword == .is || last.keyword == .from
    default: return false
    }
  }

  private func note(expression first: Int, of constraint: inout ConstraintDefinition) {
    constraint.expression = range(from: first)
    constraint.expressionTokens = first..<position
  }
}
