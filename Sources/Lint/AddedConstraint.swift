import SQLLexer
import SQLSyntax

/// A constraint that ALTER TABLE adds, to the table or with a column.
struct AddedConstraint {
  var table: QualifiedName
  var constraint: ConstraintDefinition
  /// The new column that it stands with.
  var column: Name?
  /// Of the command, or of the constraint of a column.
  var range: ByteRange

  var columns: [Name] { column.map { [$0] } ?? constraint.columns }
}

extension Step {
  /// Constraints of these kinds that build an index, on a table that others use.
  func addedIndexConstraints(of kinds: [ConstraintDefinition.Kind]) -> [AddedConstraint] {
    guard case .alterTable(let alter) = statement.tree, alter.object == .table,
      !isPrivate(alter.name)
    else { return [] }
    return alter.commands.flatMap { command -> [AddedConstraint] in
      if let constraint = command.constraint, command.kind == .addConstraint {
        guard kinds.contains(constraint.kind), constraint.usingIndex == nil else { return [] }
        return [AddedConstraint(table: alter.name, constraint: constraint, range: command.range)]
      }
      guard let column = command.column else { return [] }
      return column.constraints.filter { kinds.contains($0.kind) }.map {
        AddedConstraint(
          table: alter.name, constraint: $0, column: column.name, range: $0.range)
      }
    }
  }
}
