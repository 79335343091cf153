import Catalog
import Diagnostics
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
    guard goesForward, case .alterTable(let alter) = statement.tree, alter.object == .table,
      !isPrivate(alter.name), works(.indexBuild), mayHaveRows(alter.name)
    else { return [] }
    let drops = alter.droppedConstraints
    return alter.commands.flatMap { command -> [AddedConstraint] in
      if let constraint = command.constraint, command.kind == .addConstraint {
        guard kinds.contains(constraint.kind), constraint.usingIndex == nil else { return [] }
        return [
          AddedConstraint(
            table: alter.name, constraint: constraint, range: command.range, drops: drops)
        ]
      }
      return command.column.map { alter.constraints(of: $0, kinds, drops) } ?? []
    }
  }

  /// Those of a column that ALTER TABLE adds.
  func constraintsWithIndex(
    of column: ColumnDefinition, _ kinds: [ConstraintDefinition.Kind]
  ) -> [AddedConstraint] {
    guard case .alterTable(let alter) = statement.tree else { return [] }
    return alter.constraints(of: column, kinds, alter.droppedConstraints)
  }

  /// SQL that builds the index first, under a lock that lets others work, and makes the constraint of it.
  ///
  /// - Parameter words: UNIQUE or PRIMARY KEY.
  func builtFirst(_ added: AddedConstraint, _ words: String) -> String {
    let name = self.name(of: added.constraint, on: added.table, column: added.column)
    if relation(added.table)?.kind == .partitionedTable {
      return onEachPartition(added, name, words)
    }
    let index = indexName(of: added, name)
    var gone = dropped(by: added).map(\.range)
    if gone.isEmpty {
      gone = [self.indexMoves[added.constraint.range]?.dropOfOld].compactMap { $0 }
    }
    let drop = gone.map { text($0) + ", " }.joined()
    return alone(building: added.constraint.range) + """
      \(creation(of: index, for: added));
      ALTER TABLE \(text(added.table.range)) \(drop)ADD CONSTRAINT \(name) \(words) USING INDEX \(index);\(inNextMigration)
      """
  }

  /// Neither CONCURRENTLY nor USING INDEX is for partitioned tables. Measured on 15. Documentation: Table Partitioning,
  /// "Partition Maintenance".
  private func onEachPartition(
    _ added: AddedConstraint, _ name: String, _ words: String
  ) -> String {
    let columns = added.columns.map { text($0.range) }.joined(separator: ", ")
    let partition = partition(of: added.table)
    let bare = partition.nameParts.last ?? partition
    let (index, key) = (sqlName("\(bare)_idx"), sqlName("\(bare)_key"))
    return """
      partition by partition:
      ALTER TABLE ONLY \(text(added.table.range)) ADD CONSTRAINT \(name) \(words)\(nulls(of: added)) (\(columns));
      and for each partition, outside a transaction:
      CREATE UNIQUE INDEX CONCURRENTLY \(index) ON \(partition) (\(columns))\(nulls(of: added));
      ALTER TABLE \(partition) ADD CONSTRAINT \(key) \(words) USING INDEX \(index);
      \(attaching(key, of: partition, to: name, of: added.table))
      """
  }

  /// What makes the index of a partition a part of that of its table. An index is in the schema of its table, and only ALTER
  /// INDEX has to say so.
  func attaching(
    _ part: String, of partition: String, to index: String, of table: QualifiedName
  ) -> String {
    let parts = partition.nameParts
    let schema = table.schema.map { text($0.range) + "." } ?? ""
    let partSchema = parts.count > 1 ? sqlName(parts[0]) + "." : ""
    return "ALTER INDEX \(schema)\(index) ATTACH PARTITION \(partSchema)\(part);"
  }

  /// One of the partitions of a table, as help texts name it.
  ///
  /// - Parameter other: a table that the statement locks as well, perhaps with partitions of its own.
  func partition(of table: QualifiedName, referringTo other: QualifiedName? = nil) -> String {
    let label = relation(table)?.label ?? table.description
    let otherRelation = other.flatMap { relation($0) }
    guard other == nil || other == table || otherRelation?.kind == .table else {
      return "<partition>"
    }
    return effects.locks.lazy.map(\.relation)
      .first { $0.kind == .table && $0.label != label && $0.id != otherRelation?.id }?.label
      ?? "<partition>"
  }

  /// The same as fixes: only where the index can be built of columns that are there before the statement.
  func fixes(buildingFirst added: AddedConstraint, _ words: String) -> [Fix] {
    guard runsApart, case .alterTable(let alter) = statement.tree, !alter.ifExists, !alter.only,
      added.column == nil, added.constraint.attributes.isEmpty,
      added.constraint.index?.isPlain ?? true,
      !added.columns.contains(where: { makes($0, alter) }),
      // With a column may go the constraint whose name the new one gets.
      !alter.commands.contains(where: { $0.kind == .dropColumn }),
      relation(added.table)?.kind != .partitionedTable,
      let name = certainName(of: added.constraint, on: added.table)
    else { return [] }
    let index = indexName(of: added, name)
    return .safe(
      "build the index first", addingBefore(creation(of: index, for: added)),
      replacing(
        added.constraint.range, by: "CONSTRAINT \(name) \(words) USING INDEX \(index)"))
  }

  private func creation(of index: String, for added: AddedConstraint) -> String {
    let columns = added.columns.map { text($0.range) }.joined(separator: ", ")
    return
      "CREATE UNIQUE INDEX CONCURRENTLY \(index) ON \(text(added.table.range)) (\(columns))\(nulls(of: added))"
  }

  /// What CREATE UNIQUE INDEX says as well, so that USING INDEX may take the index over.
  private func nulls(of added: AddedConstraint) -> String {
    added.constraint.index?.nullsNotDistinct == true ? " NULLS NOT DISTINCT" : ""
  }

  /// The name is free only when the constraint, or the index, that has it is gone.
  private func indexName(of added: AddedConstraint, _ name: String) -> String {
    let constraint = constraintName(of: added)
    let old = Name(text: constraint, range: added.range)
    return !effects.drops.contains { $0.constraint != nil && $0.name.hasSuffix(".\(constraint)") }
      && added.drops[constraint] == nil
      && !isRemovedEarlier(ObjectReference(.tableConstraint, old, of: added.table))
      && !isRemovedEarlier(
        ObjectReference(.index, QualifiedName(qualifiers: added.table.qualifiers, name: old)))
      ? name : newName(added.table, added.columns, "idx")
  }

  /// What has to go in the same statement: the constraint of that name, and the old primary key, whatever its name, with
  /// the columns that take it along.
  private func dropped(by added: AddedConstraint) -> [AlterTableCommand] {
    guard case .alterTable(let alter) = statement.tree else { return [] }
    let namesake = added.drops[constraintName(of: added)]
    guard added.constraint.kind == .primaryKey else { return namesake.map { [$0] } ?? [] }
    let columns = alter.commands.filter { command in
      command.kind == .dropColumn && self.data.lost[command.range]?.first?.isOfPrimaryKey == true
    }
    // The index is built of what the statement makes in the place of such a column: by then the old key is gone.
    let isGone = columns.contains { column in
      added.columns.contains { $0.text == column.name?.text }
    }
    if isGone || isOldKeyGoneLater(than: alter) { return [] }
    if let namesake {
      return alter.commands.filter { command in
        command.range == namesake.range || columns.contains { $0.range == command.range }
      }
    }
    if !columns.isEmpty { return columns }
    let old = alter.commands.first { command in
      command.kind == .dropConstraint
        && effects.drops.contains {
          $0.constraint == .primaryKey && $0.name.hasSuffix(".\(command.name?.text ?? "")")
        }
    }
    return old.map { [$0] } ?? []
  }

  /// A later statement of the section drops a column of the primary key that this one drops: it takes the key along, if that
  /// is left to a later migration.
  private func isOldKeyGoneLater(than alter: AlterTable) -> Bool {
    guard let key = effects.drops.first(where: { $0.constraint == .primaryKey }) else {
      return false
    }
    return key.columns.contains { column in
      let name = Name(text: column, range: alter.name.range)
      return isRemovedLater(ObjectReference(.column, name, of: alter.name))
    }
  }

  /// As the catalogue has it.
  private func constraintName(of added: AddedConstraint) -> String {
    if let name = added.constraint.name { return name.text }
    if let name = self.constraintNames[added.constraint.range] { return name }
    return added.constraint.kind == .primaryKey
      ? implicitName(added.table.name.text, "", "pkey")
      : implicitName(
        added.table.name.text, added.columns.map(\.text).joined(separator: "_"), "key")
  }
}

extension AlterTable {
  fileprivate func constraints(
    of column: ColumnDefinition, _ kinds: [ConstraintDefinition.Kind],
    _ drops: [String: AlterTableCommand]
  ) -> [AddedConstraint] {
    column.constraints.filter { kinds.contains($0.kind) }.map {
      AddedConstraint(
        table: name, constraint: $0, column: column.name, range: $0.range, drops: drops)
    }
  }

  /// By their names, with the last of each.
  fileprivate var droppedConstraints: [String: AlterTableCommand] {
    var drops: [String: AlterTableCommand] = [:]
    for command in commands where command.kind == .dropConstraint {
      if let name = command.name { drops[name.text] = command }
    }
    return drops
  }
}

extension ConstraintIndex {
  /// CREATE UNIQUE INDEX says no more than the columns.
  fileprivate var isPlain: Bool {
    !nullsNotDistinct && !withoutOverlaps && include.isEmpty && options.isEmpty && tablespace == nil
  }
}
