package import SQLLexer

/// CREATE SEQUENCE
package struct CreateSequence: Sendable {
  package var name: QualifiedName
  package var persistence = CreateTable.Persistence.permanent
  package var ifNotExists = false
  package var options: [SequenceOption] = []
}

/// ALTER SEQUENCE with options; other forms are an AlterTable, Rename, ….
package struct AlterSequence: Sendable {
  package var name: QualifiedName
  package var ifExists = false
  package var options: [SequenceOption] = []
}

/// SeqOptElem. Numbers are kept as written: they may have a sign, and be no integers.
package enum SequenceOption: Sendable {
  case type(TypeName)
  case cache(ByteRange)
  case cycle, noCycle
  case increment(ByteRange)
  case logged, unlogged
  case maximum(ByteRange), minimum(ByteRange)
  case noMaximum, noMinimum
  /// A column, or "none".
  case ownedBy(QualifiedName)
  /// SEQUENCE NAME, in what pg_dump writes for identity columns.
  case name(QualifiedName)
  case start(ByteRange)
  /// nil: from where it once started.
  case restart(ByteRange?)
}

extension Parser {
  /// CreateSeqStmt, from behind CREATE and OptTemp. Documentation: CREATE SEQUENCE.
  mutating func createSequence(
    _ statement: inout Statement, _ persistence: CreateTable.Persistence
  ) {
    statement.node = .createSequence
    expect(.sequence)
    let ifNotExists = eatIfNotExists()
    guard let name = relationName() else { return }
    statement.tree = .createSequence(
      CreateSequence(
        name: name, persistence: persistence, ifNotExists: ifNotExists, options: sequenceOptions()))
  }

  /// AlterSeqStmt, from behind the name. Documentation: ALTER SEQUENCE.
  mutating func alterSequence(
    _ statement: inout Statement, _ name: QualifiedName, ifExists: Bool
  ) {
    statement.node = .alterSequence
    statement.tree = .alterSequence(
      AlterSequence(name: name, ifExists: ifExists, options: sequenceOptions()))
  }

  /// Whether a SeqOptElem begins here.
  var atSequenceOption: Bool {
    switch token().keyword {
    case .as, .cache, .cycle, .increment, .logged, .maxvalue, .minvalue, .no, .owned, .sequence,
      .start, .restart, .unlogged:
      true
    default: false
    }
  }

  /// OptSeqOptList
  mutating func sequenceOptions() -> [SequenceOption] {
    var options: [SequenceOption] = []
    while atSequenceOption, let option = sequenceOption() { options.append(option) }
    return options
  }

  /// SeqOptElem; nil after a failure.
  mutating func sequenceOption() -> SequenceOption? {
    let keyword = token().keyword
    guard atSequenceOption else {
      fail()
      return nil
    }
    advance()
    switch keyword {
    case .as: return simpleTypeName().map { .type($0) }
    case .cache: return .cache(number())
    case .cycle: return .cycle
    case .logged: return .logged
    case .maxvalue: return .maximum(number())
    case .minvalue: return .minimum(number())
    case .unlogged: return .unlogged
    case .increment:
      _ = eat(.by)
      return .increment(number())
    case .owned:
      expect(.by)
      return qualifiedName().map { .ownedBy($0) }
    case .sequence:
      expect(.name)
      return qualifiedName().map { .name($0) }
    case .start:
      _ = eat(.with)
      return .start(number())
    case .restart:
      if !eat(.with), !atNumber { return .restart(nil) }
      return .restart(number())
    default: return withoutOption()
    }
  }

  /// `NO CYCLE | MAXVALUE | MINVALUE`, from behind NO.
  private mutating func withoutOption() -> SequenceOption? {
    if eat(.cycle) { return .noCycle }
    if eat(.maxvalue) { return .noMaximum }
    if eat(.minvalue) { return .noMinimum }
    fail()
    return nil
  }

  /// NumericOnly
  private mutating func number() -> ByteRange {
    let first = position
    numericOnly()
    return range(from: first)
  }
}
