package import SQLLexer

/// A constraint of a column, table or domain. As in gram.y, DEFAULT, GENERATED and NULL are constraints, too.
package struct ConstraintDefinition: Sendable {
  package enum Kind: Sendable, Equatable {
    case null, notNull, `default`, check, primaryKey, unique, exclusion, foreignKey
    case identity, generatedStored, generatedVirtual
  }
  /// What only some kinds have.
  package indirect enum Details: Sendable {
    case none
    case index(ConstraintIndex)
    case foreignKey(ForeignKey)
    case identity(IdentityOptions)
  }
  package var kind: Kind
  package var attributes: ConstraintAttributes = []
  package var name: Name?
  /// The columns of a table constraint; empty at a column.
  package var columns: [Name] = []
  /// The expression of DEFAULT, CHECK and GENERATED, without parentheses around it.
  package var expression: Expression?
  package var details = Details.none
  package var range: ByteRange

  package init(kind: Kind, range: ByteRange) {
    self.kind = kind
    self.range = range
  }
}

extension ConstraintDefinition {
  package var isNotValid: Bool { attributes.contains(.notValid) }
  package var isNotEnforced: Bool { attributes.contains(.notEnforced) }

  package var foreignKey: ForeignKey? {
    if case .foreignKey(let key) = details { key } else { nil }
  }
  /// The table that a foreign key refers to.
  package var referenced: QualifiedName? { foreignKey?.table }

  package var index: ConstraintIndex? {
    if case .index(let index) = details { index } else { nil }
  }
  /// USING INDEX: the constraint takes over an index that is there.
  package var usingIndex: Name? { index?.existing }

  package var identity: IdentityOptions? {
    if case .identity(let identity) = details { identity } else { nil }
  }
}

/// What UNIQUE, PRIMARY KEY and EXCLUDE say about their index.
package struct ConstraintIndex: Sendable {
  /// USING INDEX: an index that is there already.
  package var existing: Name?
  package var nullsNotDistinct = false
  package var withoutOverlaps = false
  package var include: [Name] = []
  package var options: [OptionElement] = []
  package var tablespace: Name?
  /// The rest is EXCLUDE's.
  package var accessMethod: Name?
  package var elements: [ExclusionElement] = []
  package var predicate: Expression?
}

/// ExclusionConstraintElem: `element WITH operator`
package struct ExclusionElement: Sendable {
  package var element: IndexElement
  /// With its schema, and with OPERATOR() where that is written.
  package var `operator`: ByteRange
}

/// REFERENCES
package struct ForeignKey: Sendable {
  package enum Match: Sendable { case simple, full }
  package enum Action: Sendable { case noAction, restrict, cascade, setNull, setDefault }
  package var table: QualifiedName
  /// Empty for those of the other table's primary key.
  package var columns: [Name] = []
  /// The last of the columns, here and there, is a PERIOD.
  package var hasPeriod = false
  package var referencesPeriod = false
  package var match = Match.simple
  package var onUpdate = Action.noAction
  package var onDelete = Action.noAction
  /// `ON DELETE SET NULL | SET DEFAULT (columns)`
  package var onDeleteColumns: [Name] = []
}

/// GENERATED … AS IDENTITY
package struct IdentityOptions: Sendable {
  package enum Generation: Sendable { case always, byDefault }
  package var generation: Generation
  package var options: [SequenceOption] = []

  package init(generation: Generation) { self.generation = generation }
}

extension Parser {
  // MARK: - Parts of several kinds

  /// `CONSTRAINT name`, if it stands here.
  mutating func constraintName() -> Name? { eat(.constraint) ? name() : nil }

  /// `NOT NULL`; the NOT of `NOT IN` and its like is another word.
  mutating func expectNotNull() {
    if isLookahead(.not) { fail() }
    expect(.not)
    expect(.null)
  }

  /// `CHECK (expression)`, from behind its word.
  mutating func check(_ constraint: inout ConstraintDefinition) {
    constraint.kind = .check
    constraint.expression = parenthesisedExpression()
  }

  /// opt_unique_null_treatment; whether it says NULLS NOT DISTINCT.
  mutating func nullsNotDistinct() -> Bool {
    guard at(.nulls), !isLookahead(.nulls) else { return false }
    advance()
    let isNot = !isLookahead(.not) && eat(.not)
    expect(.distinct)
    return isNot
  }

  /// opt_definition, OptConsTableSpace: `[WITH (options)] [USING INDEX TABLESPACE name]`
  mutating func indexStorage(_ index: inout ConstraintIndex) {
    if eatWith() { index.options = definition() }
    if eat(.using) {
      expect(.index)
      expect(.tablespace)
      index.tablespace = name()
    }
  }

  /// key_match, key_actions: `[MATCH …] [ON UPDATE …] [ON DELETE …]`, the last two in any order.
  mutating func keyActions(_ key: inout ForeignKey) {
    if at(.match) {
      let place = position
      advance()
      if eat(.full) {
        key.match = .full
      } else if eat(.partial) {
        refuseUnsupported("MATCH PARTIAL not yet implemented", at: place)
      } else {
        expect(.simple)
      }
    }
    var updates = false
    var deletes = false
    while at(.on), !updates || !deletes {
      let place = position
      advance()
      if !updates, eat(.update) {
        updates = true
        let columns = keyAction(&key.onUpdate)
        if !columns.isEmpty {
          let words = key.onUpdate == .setNull ? "SET NULL" : "SET DEFAULT"
          refuse(
            "a column list with \(words) is only supported for ON DELETE actions", at: place)
        }
      } else if !deletes, eat(.delete) {
        deletes = true
        key.onDeleteColumns = keyAction(&key.onDelete)
      } else {
        fail()
      }
    }
  }

  /// key_action: `NO ACTION | RESTRICT | CASCADE | SET NULL [(columns)] | SET DEFAULT [(columns)]`
  ///
  /// - Returns: the columns.
  private mutating func keyAction(_ action: inout ForeignKey.Action) -> [Name] {
    if eat(.restrict) {
      action = .restrict
    } else if eat(.cascade) {
      action = .cascade
    } else if eat(.set) {
      action = at(.null) ? .setNull : .setDefault
      if !eat(.null) { expect(.default) }
      return optionalColumnList()
    } else {
      expect(.no)
      expect(.action)
    }
    return []
  }

  /// generated_when: `ALWAYS | BY DEFAULT`
  mutating func generation() -> IdentityOptions.Generation {
    if eat(.always) { return .always }
    expect(.by)
    expect(.default)
    return .byDefault
  }

  /// OptParenthesizedSeqOptList, of an identity column.
  mutating func identityOptions(_ generation: IdentityOptions.Generation) -> IdentityOptions {
    var identity = IdentityOptions(generation: generation)
    if eat(.leftParenthesis) {
      identity.options = sequenceOptions()
      if identity.options.isEmpty { fail() }
      expect(.rightParenthesis)
    }
    return identity
  }
}
