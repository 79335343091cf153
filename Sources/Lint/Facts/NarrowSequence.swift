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
