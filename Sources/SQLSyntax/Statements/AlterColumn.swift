import SQLLexer

extension Parser {
  /// `ALTER CONSTRAINT name …`, `ALTER [COLUMN] name …`
  mutating func alterColumnOrConstraint() -> AlterTableCommand? {
    expect(.alter)
    if eat(.constraint) { return alterConstraint() }
    _ = eat(.column)
    if at(TokenKind.integer), integerValue(token()) != nil { return numberedColumn() }
    guard let column = name() else { return nil }
    var altered = alterColumn()
    altered?.name = column
    return altered
  }

  /// `name ConstraintAttributeSpec`, `name INHERIT`, from behind ALTER CONSTRAINT.
  private mutating func alterConstraint() -> AlterTableCommand {
    let name = name()
    if eat(.inherit) { return command(.alterConstraint, .attributes(.inherit), name: name) }
    let first = position
    let attributes = constraintAttributeSpec(
      "FOREIGN KEY", allowing: [.deferrable, .enforced, .notValid, .noInherit])
    if attributes.contains(.notValid) {
      refuse("constraints cannot be altered to be NOT VALID", at: first)
    }
    return command(.alterConstraint, .attributes(attributes), name: name)
  }

  /// `number SET STATISTICS …`: a column of an index.
  private mutating func numberedColumn() -> AlterTableCommand {
    let place = position
    advance()
    expect(.set)
    expect(.statistics)
    let target = statisticsTarget()
    let number = integerValue(tokens[place]) ?? 0
    if !(1...Int32(Int16.max)).contains(number) {
      refuse("column number must be in range from 1 to \(Int16.max)", at: place)
    }
    return command(.setStatistics, .statistics(column: number, target: target))
  }

  /// What ALTER COLUMN does, from behind the name.
  private mutating func alterColumn() -> AlterTableCommand? {
    switch token().keyword {
    case .type:
      advance()
      return newType(allowingUsing: true)
    case .reset:
      advance()
      return command(.resetOptions, .options(relOptions()))
    case .options:
      return command(.alterColumnGenericOptions, .options(genericOptions(altering: true)))
    case .add:
      advance()
      expect(.generated)
      let generation = generation()
      expect(.as)
      expect(.identity)
      return command(.addIdentity, .identity(identityOptions(generation)))
    case .drop:
      advance()
      return dropFromColumn()
    case .restart:
      return identityChange()
    default:
      guard at(.set) else { return nil }
      return setOfColumn()
    }
  }

  /// `type [COLLATE …] [USING expression]`, from behind TYPE; no USING for an attribute of a type.
  mutating func newType(allowingUsing: Bool) -> AlterTableCommand? {
    guard let type = typeName() else { return nil }
    let collation = eat(.collate) ? qualifiedName() : nil
    let expression = allowingUsing && eat(.using) ? expression() : nil
    return command(.alterColumnType, .type(type: type, collation: collation, using: expression))
  }

  /// `DROP DEFAULT | NOT NULL | IDENTITY [IF EXISTS] | EXPRESSION [IF EXISTS]`, from behind DROP.
  private mutating func dropFromColumn() -> AlterTableCommand {
    if eat(.default) { return command(.columnDefault) }
    if at(.not) {
      expectNotNull()
      return command(.dropNotNull)
    }
    let isIdentity = eat(.identity)
    if !isIdentity { expect(.expression) }
    var dropped = command(isIdentity ? .dropIdentity : .dropExpression)
    dropped.ifExists = eat(.if)
    if dropped.ifExists { expect(.exists) }
    return dropped
  }

  /// `SET DEFAULT …`, `SET NOT NULL`, `SET DATA TYPE …`, `SET STATISTICS …`, `SET STORAGE …`, `SET COMPRESSION …`,
  /// `SET EXPRESSION …`, `SET (options)`, `SET GENERATED …` and SET of a sequence option.
  private mutating func setOfColumn() -> AlterTableCommand? {
    switch token(1).keyword {
    case .default:
      advance(2)
      return expression().map { command(.columnDefault, .expression($0)) }
    case .not:
      advance()
      expectNotNull()
      return command(.setNotNull)
    case .data:
      advance(2)
      expect(.type)
      return newType(allowingUsing: true)
    case .statistics:
      advance(2)
      return command(.setStatistics, .statistics(column: nil, target: statisticsTarget()))
    case .storage:
      advance(2)
      return storageName().map { command(.setStorage, .storage($0)) }
    case .compression:
      advance(2)
      return storageName().map { command(.setCompression, .storage($0)) }
    case .expression:
      advance(2)
      expect(.as)
      return parenthesisedExpression().map { command(.setExpression, .expression($0)) }
    case .notKeyword where token(1).kind == .leftParenthesis:
      advance()
      return command(.setOptions, .options(relOptions()))
    default:
      return identityChange()
    }
  }

  /// alter_identity_column_option_list: any of `RESTART [[WITH] number]`, `SET option`,
  /// `SET GENERATED ALWAYS | BY DEFAULT`
  private mutating func identityChange() -> AlterTableCommand {
    var generation: IdentityOptions.Generation?
    var options: [SequenceOption] = []
    while at(.restart) || at(.set) {
      let isSet = eat(.set)
      if isSet, eat(.generated) {
        generation = self.generation()
        continue
      }
      let place = position
      guard let option = sequenceOption() else { break }
      if isSet, let name = option.nameRefusedForIdentity {
        refuse("sequence option \"\(name)\" not supported here", at: place)
      }
      options.append(option)
    }
    return command(.setIdentity, .identityChange(generation, options: options))
  }
}

extension SequenceOption {
  /// The name of an option that the sequence of an identity column cannot get by SET.
  fileprivate var nameRefusedForIdentity: StaticString? {
    switch self {
    case .type: "as"
    case .restart: "restart"
    case .ownedBy: "owned_by"
    default: nil
    }
  }
}
