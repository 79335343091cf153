import SQLLexer

/// CREATE TRIGGER, CREATE CONSTRAINT TRIGGER.
package struct CreateTrigger: Sendable {
  package enum Timing: Sendable { case before, after, insteadOf }

  package struct Events: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let insert = Events(rawValue: 1)
    package static let delete = Events(rawValue: 2)
    package static let update = Events(rawValue: 4)
    package static let truncate = Events(rawValue: 8)
  }

  /// `NEW TABLE AS name` of REFERENCING.
  package struct Transition: Sendable {
    package var isNew: Bool
    package var isTable: Bool
    package var name: Name
  }

  package var name: Name
  package var orReplace: Bool
  package var isConstraint: Bool
  package var timing = Timing.after
  package var events: Events = []
  /// UPDATE OF
  package var columns: [Name] = []
  package var table: QualifiedName
  package var transitions: [Transition] = []
  package var isForEachRow = false
  package var condition: Expression?
  package var function: QualifiedName
  /// The relation behind FROM of a constraint trigger.
  package var constraintTable: QualifiedName?
  package var isDeferrable = false
  package var isInitiallyDeferred = false
}

/// CREATE EVENT TRIGGER.
package struct CreateEventTrigger: Sendable {
  package var name: Name
  package var event: Name
  package var function: QualifiedName
}

extension Parser {
  /// CreateTrigStmt: `[CONSTRAINT] TRIGGER name timing events ON table … EXECUTE FUNCTION name (arguments)`.
  /// Documentation: CREATE TRIGGER.
  mutating func createTrigger(_ statement: inout Statement, orReplace: Bool) {
    statement.node = .createTrigger
    let isConstraint = eat(.constraint)
    expect(.trigger)
    let name = name()
    let timing = triggerTiming(isConstraint: isConstraint)
    var columns: [Name] = []
    let events = triggerEvents(&columns)
    expect(.on)
    let table = relationName()
    guard let name, let table else { return }
    var trigger = CreateTrigger(
      name: name, orReplace: orReplace, isConstraint: isConstraint, table: table, function: table)
    trigger.timing = timing
    trigger.events = events
    trigger.columns = columns
    var attributes: ConstraintAttributes = []
    var place = position
    if isConstraint {
      if eat(.from) { trigger.constraintTable = relationName() }
      place = position
      attributes = constraintAttributeSpec()
      expect(.for, .each)
      expect(.row)
      trigger.isForEachRow = true
    } else {
      triggerForSpec(&trigger)
    }
    trigger.isDeferrable = !attributes.isDisjoint(with: [.deferrable, .initiallyDeferred])
    trigger.isInitiallyDeferred = attributes.contains(.initiallyDeferred)
    if eat(.when) { trigger.condition = parenthesisedExpression() }
    guard let function = executedFunction() else { return }
    trigger.function = function
    expect(.leftParenthesis)
    triggerArguments()
    expect(.rightParenthesis)
    if isConstraint, orReplace {
      refuse(
        "CREATE OR REPLACE CONSTRAINT TRIGGER is not supported", at: statement.tokens.lowerBound)
    }
    refuse(attributes, of: "TRIGGER", allowing: .deferrable, at: place)
    statement.tree = .createTrigger(trigger)
  }

  /// TriggerActionTime
  private mutating func triggerTiming(isConstraint: Bool) -> CreateTrigger.Timing {
    if isConstraint {
      expect(.after)
      return .after
    }
    if eat(.after) { return .after }
    if eat(.before) { return .before }
    expect(.instead, .of)
    return .insteadOf
  }

  /// TriggerEvents: `INSERT | DELETE | TRUNCATE | UPDATE [OF columns]` with OR between
  private mutating func triggerEvents(_ columns: inout [Name]) -> CreateTrigger.Events {
    var events: CreateTrigger.Events = []
    repeat {
      let event: CreateTrigger.Events
      let first = position
      switch token().keyword {
      case .insert: event = .insert
      case .delete: event = .delete
      case .update: event = .update
      case .truncate: event = .truncate
      default:
        fail()
        return events
      }
      advance()
      if event == .update, eat(.of) { columns = names() }
      guard events.insert(event).inserted else {
        // PostgreSQL has looked one token further to see whether UPDATE has columns.
        if event != .update { position = first }
        refuseHere("duplicate trigger events specified")
        return events
      }
    } while eat(.or)
    return events
  }

  /// TriggerReferencing, TriggerForSpec: `[REFERENCING transitions] [FOR [EACH] ROW | STATEMENT]`
  private mutating func triggerForSpec(_ trigger: inout CreateTrigger) {
    if eat(.referencing) {
      repeat {
        let isNew = eat(.new)
        if !isNew { expect(.old) }
        let isTable = eat(.table)
        if !isTable { expect(.row) }
        _ = eat(.as)
        guard let name = name() else { return }
        trigger.transitions.append(.init(isNew: isNew, isTable: isTable, name: name))
      } while at(.new) || at(.old)
    }
    guard eat(.for) else { return }
    _ = eat(.each)
    trigger.isForEachRow = eat(.row)
    if !trigger.isForEachRow { expect(.statement) }
  }

  /// `EXECUTE FUNCTION | PROCEDURE name`
  private mutating func executedFunction() -> QualifiedName? {
    expect(.execute)
    if !eat(.function) { expect(.procedure) }
    return functionName()
  }

  /// TriggerFuncArgs: numbers, strings and words, which are strings here. The first may be missing, even before a comma.
  private mutating func triggerArguments() {
    if !at(.comma), !at(.rightParenthesis) { triggerArgument() }
    while eat(.comma) { triggerArgument() }
  }

  private mutating func triggerArgument() {
    if !eatInteger(), !eat(TokenKind.integer), !eat(TokenKind.numeric), !eatString() {
      skipName(.label)
    }
  }

  /// RenameStmt and AlterObjectDependsStmt: `TRIGGER name ON table RENAME TO name`,
  /// `TRIGGER name ON table [NO] DEPENDS ON EXTENSION name`, `RULE name ON table RENAME TO name`. Documentation: ALTER
  /// TRIGGER, ALTER RULE.
  mutating func alterTriggerOrRule(_ statement: inout Statement) {
    guard let object = objectType() else { return }
    let named = namedOnRelation(object)
    let forms: AlterForms = object == .trigger ? [.rename, .depends] : .rename
    if !alterCommon(&statement, named, forms) { fail() }
  }

  /// `name ON qualified_name` of a trigger, rule or policy.
  mutating func namedOnRelation(_ object: ObjectType) -> NamedObject {
    var named = NamedObject(object, singleName())
    expect(.on)
    named.table = relationName()
    return named
  }

  // MARK: Event triggers

  /// CreateEventTrigStmt: `EVENT TRIGGER name ON event [WHEN variable IN (values) AND …] EXECUTE FUNCTION name ()`.
  /// Documentation: CREATE EVENT TRIGGER.
  mutating func createEventTrigger(_ statement: inout Statement) {
    statement.node = .createEventTrigger
    expect(.event)
    expect(.trigger)
    let name = name()
    expect(.on)
    let event = self.name(.label)
    if eat(.when) {
      repeat {
        skipName()
        expect(.in)
        parenthesised { $0.expectString() }
      } while eat(.and)
    }
    let function = executedFunction()
    expect(.leftParenthesis)
    expect(.rightParenthesis)
    guard let name, let event, let function else { return }
    statement.tree = .createEventTrigger(
      CreateEventTrigger(name: name, event: event, function: function))
  }

  /// AlterEventTrigStmt: `EVENT TRIGGER name ENABLE [REPLICA | ALWAYS] | DISABLE`, and the common forms. Documentation:
  /// ALTER EVENT TRIGGER.
  mutating func alterEventTrigger(_ statement: inout Statement) {
    guard let object = objectType() else { return }
    let named = namedObject(object)
    if alterCommon(&statement, named, [.rename, .owner]) { return }
    statement.node = .alterEventTrigger
    if eat(.enable) {
      if !eat(.replica) { _ = eat(.always) }
    } else {
      expect(.disable)
    }
    statement.tree = .alterObject(AlterObject(object: named))
  }
}
