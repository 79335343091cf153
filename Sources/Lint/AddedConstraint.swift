import Effects
import SQLLexer
import SQLSyntax

/// A constraint with an index, which ALTER TABLE adds to the table or with a column.
struct AddedConstraint {
  var table: QualifiedName
  var constraint: ConstraintDefinition
  /// The new column that it stands with.
  var column: Name?
  /// Of the command, or of the constraint of a column.
  var range: ByteRange
  /// What the same statement drops, by name: perhaps the constraint whose place it takes.
  var drops: [String: AlterTableCommand]

  var columns: [Name] { column.map { [$0] } ?? constraint.columns }
}

extension Step {
  /// Constraints of these kinds that build an index, on a table that others use.
  func addedConstraints(of kinds: [ConstraintDefinition.Kind]) -> [AddedConstraint] {
    guard case .alterTable(let alter) = statement.tree, alter.object == .table,
      !isPrivate(alter.name), works(.indexBuild)
    else { return [] }
    var drops: [String: AlterTableCommand] = [:]
    for command in alter.commands where command.kind == .dropConstraint {
      if let name = command.name { drops[name.text] = command }
    }
    return alter.commands.flatMap { command -> [AddedConstraint] in
      if let constraint = command.constraint, command.kind == .addConstraint {
        guard kinds.contains(constraint.kind), constraint.usingIndex == nil else { return [] }
        return [
          AddedConstraint(
            table: alter.name, constraint: constraint, range: command.range, drops: drops)
        ]
      }
      guard let column = command.column else { return [] }
      return column.constraints.filter { kinds.contains($0.kind) }.map {
        AddedConstraint(
          table: alter.name, constraint: $0, column: column.name, range: $0.range, drops: drops)
      }
    }
  }

  /// SQL that builds the index first, under a lock that lets others work, and makes the constraint of it.
  ///
  /// - Parameter words: UNIQUE or PRIMARY KEY.
  func builtFirst(_ added: AddedConstraint, _ words: String) -> String {
    let name = self.name(of: added.constraint, on: added.table, column: added.column)
    let table = text(added.table.range)
    let columns = added.columns.map { text($0.range) }.joined(separator: ", ")
    // The name is free only when the constraint that has it is gone.
    let dropped = added.drops[added.constraint.name?.text ?? name]
    let index = dropped == nil ? name : newName(added.table, added.columns, "idx")
    let drop = dropped.map { text($0.range) + ", " } ?? ""
    return """
      CREATE UNIQUE INDEX CONCURRENTLY \(index) ON \(table) (\(columns));
      ALTER TABLE \(table) \(drop)ADD CONSTRAINT \(name) \(words) USING INDEX \(index);
      """
  }
}
