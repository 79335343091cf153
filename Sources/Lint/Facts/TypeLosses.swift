import Catalog
import Effects
import SQLLexer
import SQLSyntax

/// A sequence whose type ends before that of the column that it gives values to.
package struct NarrowSequence: Sendable {
  /// With its schema.
  package var name: String
  /// As PostgreSQL prints it.
  package var type: String
}

extension Replay {
  /// What ALTER COLUMN TYPE does to values that the new type cannot hold.
  func typeLoss(
    _ command: AlterTableCommand, of table: QualifiedName, in source: SyntaxFile
  ) -> TypeLoss? {
    guard let written = command.newType, let name = command.name,
      let relation = find(table).flatMap({ catalog.relation($0.id) })
    else { return nil }
    let old = relation.column(named: name.text).flatMap { relation[$0].type }
    let new = DataType(written, in: source) { _ in nil }
    var loss: TypeLoss?
    if let using = command.usingExpression {
      loss = self.loss(of: using, in: name.text, from: old, to: new, source)
    } else if let old {
      loss = .of(old, to: new)
    }
    // Whoever sets the time zone knows of it.
    return loss == .readsTimeZone && session.timeZone.value != nil ? nil : loss
  }

  private func loss(
    of using: Expression, in column: String, from old: DataType?, to new: DataType,
    _ source: SyntaxFile
  ) -> TypeLoss? {
    if let casts = source.casts(of: column, in: using) {
      guard var type = old else { return nil }
      for cast in casts {
        let next = DataType(cast, in: source) { _ in nil }
        if let loss = TypeLoss.of(type, to: next, isExplicit: true) { return loss }
        type = next
      }
      return .of(type, to: new)
    }
    let columns = source.columns(of: using).map(\.name.text)
    let calls = source.calls(in: using)
    // Without arguments that name a column, a function may still read the row.
    guard !columns.contains(column), calls.isComplete, !columns.contains("*") else {
      return source.keepsPart(using)
        ? .changes("USING keeps only a part of each", finding: nil) : nil
    }
    return .changes("USING does not use the column: none of them is kept", finding: "# IS NOT NULL")
  }

  /// ALTER COLUMN TYPE leaves the sequence of a serial column as it is. [type_serial_to_bigint]
  func narrowSequence(
    _ command: AlterTableCommand, of table: QualifiedName, in source: SyntaxFile
  ) -> NarrowSequence? {
    guard let written = command.newType, let name = command.name,
      let relation = find(table).flatMap({ catalog.relation($0.id) }),
      let number = relation.column(named: name.text), relation[number].identity == nil,
      let bytes = integerSizes[DataType(written, in: source, resolve: { _ in nil }).builtIn ?? ""]
    else { return nil }
    for id in relation[number].defaultValue?.objects.sorted() ?? [] {
      guard let sequence = catalog.relation(id)?.sequence,
        let own = integerSizes[sequence.type.builtIn ?? ""], own < bytes
      else { continue }
      return NarrowSequence(
        name: catalog.qualifiedName(id), type: catalog.describe(sequence.type))
    }
    return nil
  }
}

private let integerSizes = ["int2": 2, "int4": 4, "int8": 8]

/// Functions whose value is a part of what they are given.
private let partFunctions: Set<String> = [
  "left", "right", "substr", "substring", "trunc", "round", "floor", "ceil", "ceiling",
  "date_trunc",
  "split_part",
]

extension SyntaxFile {
  /// The expression is a call of a function that gives a part of its argument, perhaps with casts around it.
  fileprivate func keepsPart(_ expression: Expression) -> Bool {
    var node = Int(expression.node)
    while nodes[node].kind == .typeCast, let inner = parts(of: node).first { node = inner }
    switch nodes[node].kind {
    case .functionCall:
      guard let name = part(.functionName, of: node).flatMap({ self.name(of: nodes[$0]) }) else {
        return false
      }
      return partFunctions.contains(name.name.text)
    case .sqlFunction: return nodes[node].detail == .substring
    default: return false
    }
  }
}
