import Catalog
import Effects
import SQLLexer
import SQLSyntax

extension HistoryRun {
  /// The objects that have been made since there were so many, and are there.
  func objects(madeSince count: Int) -> [ObjectID] {
    (count..<max(count, server.catalog.objectCount)).map { ObjectID(number: Int32($0)) }
      .filter { !server.catalog[$0].isDropped && server.catalog[$0].origin.file == server.file }
  }

  /// Leaves out what later files have put right.
  ///
  /// - Returns: the reports, each with the place of its file.
  func settled(_ files: [CheckedFile]) -> [(place: Int, report: FileReport)] {
    files.map { file in
      guard !file.lacks.isEmpty, let objects = made[file.place] else {
        return (file.place, file.report)
      }
      let later = MigrationOutcome(of: objects, in: server.catalog)
      var report = file.report
      for (finding, lack) in file.lacks.reversed() where !later.lacks(lack) {
        report.findings.remove(at: finding)
      }
      return (file.place, report)
    }
  }
}

extension MigrationOutcome {
  /// What is there of some objects now.
  init(of objects: [ObjectID], in catalog: Catalog) {
    for id in objects where !catalog[id].isDropped {
      switch catalog[id].definition {
      case .relation(let relation) where relation.kind.isTable:
        tables[id] = Table(id, relation, in: catalog)
      case .relation(let relation):
        if let index = relation.index { indexes[id] = Index(id, index, in: catalog) }
      case .constraint(let constraint):
        constraints[id] = catalog[id].name
        if let key = constraint.foreignKey, constraint.parent == nil {
          foreignKeys[id] = ForeignKey(id, constraint, key, in: catalog)
        }
      default: break
      }
    }
  }

  /// Notes which of the constraints that the file drops nothing takes the place of.
  mutating func note(_ dropped: [DroppedConstraint], _ server: Replay, made: [ObjectID]) {
    for dropped in dropped {
      lostConstraints[dropped.range] = LostConstraint(dropped, server, made: made)
    }
  }

  /// The same of unique indexes.
  mutating func note(_ dropped: [DroppedUniqueIndex], _ server: Replay) {
    for dropped in dropped { lostConstraints[dropped.name] = LostConstraint(dropped, server) }
  }

  /// Notes which of the triggers that the file drops have been replaced.
  mutating func note(_ dropped: [DroppedTrigger], _ server: Replay) {
    for dropped in dropped where dropped.isReplaced(server) { unneeded.insert(dropped.name) }
  }
}

extension MigrationOutcome.Table {
  fileprivate init(_ id: ObjectID, _ relation: Relation, in catalog: Catalog) {
    name = catalog.qualifiedName(id)
    kind = relation.kind
    isTemporary = relation.persistence == .temporary
    isPartition = relation.isPartition
    isChild = !relation.isPartition && !relation.parents.isEmpty
    let indexes = catalog.indexes(of: id).map(\.index)
    // LIKE … INCLUDING INDEXES of a table of which little is known may have brought one.
    hasPrimaryKey =
      indexes.contains(where: \.isPrimary) ? true : relation.hasUnknownColumns ? nil : false
    uniqueKey = indexes.lazy.compactMap { $0.candidateKey(of: relation) }.first
  }
}

extension MigrationOutcome.ForeignKey {
  fileprivate init(
    _ id: ObjectID, _ constraint: Constraint, _ key: Constraint.ForeignKey, in catalog: Catalog
  ) {
    let relation = catalog.relation(constraint.owner)
    let referencing = constraint.columns.compactMap { relation?[$0] }
    table = catalog.qualifiedName(constraint.owner)
    columns = referencing.map(\.name)
    referenced = catalog.qualifiedName(key.referenced)
    isIndexed =
      catalog.indexes(of: constraint.owner).contains { $0.index.finds(constraint.columns) }
      ? true : nil
    // Of a table that was there before the history, indexes are not known; but a new column has none.
    let isKnown = relation.map { !$0.isAssumed && !$0.hasUnknownColumns } ?? false
    let file = catalog[id].origin.file
    if isIndexed == nil, isKnown || referencing.contains(where: { $0.origin.file == file }) {
      isIndexed = false
      indexName = catalog.freeIndexName(of: constraint.owner, columns)
    }
    impossible = relation.flatMap { constraint.impossibleAction(of: key, $0) }
    mismatch =
      zip(referencing, key.columns).lazy.compactMap {
        column, number -> MigrationOutcome.Mismatch? in
        guard let other = catalog.relation(key.referenced)?[number], let type = column.type,
          let otherType = other.type, type.isKnown, otherType.isKnown,
          type.withoutModifier != otherType.withoutModifier
        else { return nil }
        return MigrationOutcome.Mismatch(
          column: column.name, type: catalog.describe(type), referencedColumn: other.name,
          referencedType: catalog.describe(otherType))
      }.first
  }
}

extension Catalog {
  /// The name that PostgreSQL makes up for an index of a table.
  fileprivate func freeIndexName(of table: ObjectID, _ columns: [String]) -> String {
    implicitName(self[table].name, columns.joined(separator: "_"), "idx") {
      if case .found? = object(.relation, $0, in: self[table].container) { true } else { false }
    }
  }
}

extension Constraint {
  /// SET NULL, or SET DEFAULT where there is none, of a column that is NOT NULL.
  fileprivate func impossibleAction(
    of key: ForeignKey, _ table: Relation
  ) -> MigrationOutcome.ImpossibleAction? {
    for isOfDelete in [true, false] {
      let action = isOfDelete ? key.onDelete : key.onUpdate
      guard action == .setNull || action == .setDefault else { continue }
      let written = isOfDelete && !key.onDeleteColumns.isEmpty ? key.onDeleteColumns : columns
      let refusing = written.map { table[$0] }.first { column in
        guard column.isNotNull == true else { return false }
        return action == .setNull || column.hasNoDefault
      }
      guard let column = refusing else { continue }
      return MigrationOutcome.ImpossibleAction(
        words:
          "ON \(isOfDelete ? "DELETE" : "UPDATE") SET \(action == .setNull ? "NULL" : "DEFAULT")",
        column: column.name, isOfDelete: isOfDelete)
    }
    return nil
  }
}

extension Column {
  /// For certain; a type of its own may have one.
  fileprivate var hasNoDefault: Bool {
    defaultValue == nil && !hasUnknownDefault && identity == nil && type?.userType == nil
  }
}

extension Index {
  /// Its columns, if it could stand behind a primary key.
  fileprivate func candidateKey(of table: Relation) -> [String]? {
    guard isUnique, predicate == nil, isValid != false, !keys.isEmpty else { return nil }
    let columns = keys.compactMap(\.column)
    guard columns.count == keys.count, columns.allSatisfy({ table[$0].isNotNull == true }) else {
      return nil
    }
    return columns.map { table[$0].name }
  }

  /// It finds the rows that hold values in some columns: it begins with one of them, and leaves out none of those rows.
  /// The query behind a foreign key compares all of its columns with `=`, which is never true of NULL.
  fileprivate func finds(_ columns: [Int16]) -> Bool {
    guard let first = keys.first?.column, columns.contains(first), isValid != false else {
      return false
    }
    guard let predicate else { return true }
    let words = predicate.pieces.map {
      if case .text(let text) = $0 { text.filter { $0 != "(" && $0 != ")" } } else { "" }
    }
    return words.joined() == " IS NOT NULL" && predicate.columns.isSubset(of: columns)
  }
}
