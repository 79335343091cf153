import SQLLexer

/// PartitionSpec: `PARTITION BY strategy (key)`
package struct PartitionKey: Sendable {
  package enum Strategy: Sendable { case list, range, hash }
  package var strategy: Strategy
  package var elements: [PartitionElement] = []
}

/// part_elem: a column or an expression of a partition key.
package struct PartitionElement: Sendable {
  /// nil for an expression.
  package var column: Name?
  package var expression: Expression?
  package var collation: QualifiedName?
  package var operatorClass: QualifiedName?
}

/// PartitionBoundSpec: which rows a partition has.
package enum PartitionBound: Sendable {
  /// The rows that no other partition has.
  case `default`
  /// `FOR VALUES IN (…)`
  case list([Expression])
  /// `FOR VALUES FROM (…) TO (…)`; MINVALUE and MAXVALUE are read as columns of that name.
  case range(from: [Expression], to: [Expression])
  /// `FOR VALUES WITH (MODULUS …, REMAINDER …)`; nil where a placeholder stands.
  case hash(modulus: Int32?, remainder: Int32?)
}

extension Parser {
  /// PartitionSpec: `PARTITION BY strategy (part_elem, …)`
  mutating func partitionKey() -> PartitionKey? {
    expect(.partition)
    expect(.by)
    let place = position
    guard let word = name() else { return nil }
    let elements = parenthesisedList { $0.partitionElement() }
    let strategy: PartitionKey.Strategy
    switch word.text.lowercased() {
    case "list": strategy = .list
    case "range": strategy = .range
    case "hash": strategy = .hash
    default:
      refuse("unrecognized partitioning strategy \"\(word.text)\"", at: place)
      return nil
    }
    return PartitionKey(strategy: strategy, elements: elements)
  }

  /// part_elem: `column | function(…) | (expression) [COLLATE …] [operator class]`
  private mutating func partitionElement() -> PartitionElement? {
    guard let (column, expression) = columnOrExpression() else { return nil }
    var element = PartitionElement(column: column, expression: expression)
    if eat(.collate) { element.collation = qualifiedName() }
    if atName() { element.operatorClass = qualifiedName() }
    return element
  }

  /// PartitionBoundSpec: `FOR VALUES …` or `DEFAULT`
  mutating func partitionBound() -> PartitionBound? {
    if eat(.default) { return .default }
    expect(.for)
    expect(.values)
    let with = position
    if eatWith() { return hashBound(with) }
    if eat(.in) { return .list(boundValues()) }
    expect(.from)
    let from = boundValues()
    expect(.to)
    return .range(from: from, to: boundValues())
  }

  private mutating func boundValues() -> [Expression] { parenthesisedList { $0.expression() } }

  /// hash_partbound: `(MODULUS integer, REMAINDER integer)`, in any order.
  ///
  /// - Parameter with: the word before it, where PostgreSQL says that a part is missing.
  private mutating func hashBound(_ with: Int) -> PartitionBound? {
    var hasModulus = false
    var hasRemainder = false
    var modulus: Int32?
    var remainder: Int32?
    var refusal: (message: String, token: Int)?
    parenthesised { parser in
      let place = parser.position
      guard let word = parser.name(.nonReserved) else { return }
      let value = parser.integerValue(parser.token())
      parser.expectInteger()
      guard refusal == nil else { return }
      switch word.text {
      case "modulus" where !hasModulus:
        hasModulus = true
        modulus = value
      case "remainder" where !hasRemainder:
        hasRemainder = true
        remainder = value
      case "modulus", "remainder":
        refusal = ("\(word.text) for hash partition provided more than once", place)
      default:
        refusal = ("unrecognized hash partition bound specification \"\(word.text)\"", place)
      }
    }
    if let refusal {
      refuse(refusal.message, at: refusal.token)
    } else if !hasModulus {
      refuse("modulus for hash partition must be specified", at: with)
    } else if !hasRemainder {
      refuse("remainder for hash partition must be specified", at: with)
    }
    return .hash(modulus: modulus, remainder: remainder)
  }
}
