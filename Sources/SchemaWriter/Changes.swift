import Catalog

/// What stays, and changes.
extension SchemaWriter {
  mutating func writeChanges() {
    let staying = pairs.second.sorted { $0.key < $1.key }.filter { !dropped.contains($0.key) }
    // Defaults name the labels of enums.
    for (id, other) in staying {
      if case (.type(let left), .type(let right)) = (renamed[id].definition, new[other].definition)
      {
        writeType(id, other, left, right)
      }
    }
    for (id, other) in staying {
      switch (renamed[id].definition, new[other].definition) {
      case (.relation(let left), .relation(let right)):
        switch left.kind {
        case .table, .partitionedTable, .foreignTable, .compositeType:
          writeTable(id, other, left, right)
        case .view, .materializedView, .index, .partitionedIndex:
          writeProperties(id, other, left, right)
        case .sequence:
          writeProperties(id, other, left, right)
          writeSequence(id, other, left, right)
        }
      case (.attached(let left), .attached(let right)):
        if left.isEnabled != right.isEnabled, !left.isFromParent { writeEnabling(other, right) }
      default: break
      }
    }
    for (number, table) in laterOwnerships { writeOwnership(number, of: table) }
  }

  // MARK: - Columns

  private mutating func writeTable(
    _ id: ObjectID, _ other: ObjectID, _ left: Relation, _ right: Relation
  ) {
    for need in needs[other, default: []].sorted() where new.relation(need)?.index == nil {
      writeCreate(need)
    }
    let pairs = columnPairs(id, other).filter { number, _ in
      !droppedColumns.contains(ObjectAddress(id, .column(number)))
    }
    let kept = Set(pairs.map(\.1))
    var added: [Int16] = []
    for number in right.liveColumns where !kept.contains(number) && right[number].isLocal {
      // What is only concluded from its being used cannot be made.
      if right[number].origin == .before, !sharesHistory { continue }
      added.append(number)
    }
    // What is computed from a column comes when that has its type.
    add(added.filter { right[$0].generated == nil }, to: other, right)
    var commands: [String] = []
    for (number, target) in pairs {
      commands += changes(id, number, other, target)
    }
    if !commands.isEmpty { script.add(alter(other, new, commands)) }
    add(added.filter { right[$0].generated != nil }, to: other, right)
    writeParents(id, other, left, right)
    writeProperties(id, other, left, right)
  }

  private mutating func add(_ columns: [Int16], to id: ObjectID, _ relation: Relation) {
    let isType = relation.kind == .compositeType
    let guarded = isType ? "ADD ATTRIBUTE " : "ADD COLUMN IF NOT EXISTS "
    for number in columns {
      let column = relation[number]
      let name = "\(new.qualifiedName(id)).\(column.name)"
      // Rows that are there have no value for it.
      let isEmpty =
        column.defaultValue == nil && column.identity == nil && column.generated == nil
      let needsValues = column.isNotNull == true && isEmpty && !isType
      guard let text = new.columnDefinition(number, of: id, withNotNull: !needsValues) else {
        script.note("\(name) cannot be added again: its type is not in this history.")
        continue
      }
      if column.generated == nil {
        noteLoss("The values that \(name) had do not come back, and it is the last column now.")
      }
      script.add(alter(id, new, [guarded + text]))
      if needsValues {
        noteLoss("Give \(name) a value in every row before it is NOT NULL again.")
        script.add(alter(id, new, ["ALTER COLUMN \(quotedName(column.name)) SET NOT NULL"]))
      }
      if let sequence = new.ownedSequence(number, of: id), created.contains(sequence) {
        laterOwnerships.append((number, id))
      }
    }
  }

  /// What ALTER TABLE has to say of a column that stays.
  private mutating func changes(
    _ id: ObjectID, _ number: Int16, _ other: ObjectID, _ target: Int16
  ) -> [String] {
    guard let table = renamed.relation(id), let newTable = new.relation(other) else { return [] }
    let before = table[number]
    let after = newTable[target]
    let isType = table.kind == .compositeType
    let name = "ALTER \(isType ? "ATTRIBUTE" : "COLUMN") \(quotedName(after.name))"
    var commands: [String] = []
    let oldDefault = before.defaultValue.map { renamed.text(of: $0, in: table) }
    let newDefault = after.defaultValue.map { new.text(of: $0, in: newTable) }
    let changesType = after.isLocal && isTypeChanged(id, number, other, target)
    if changesType, let type = after.type {
      if oldDefault != nil, before.generated == nil { commands.append("\(name) DROP DEFAULT") }
      var text = "\(name) TYPE \(new.describe(type))"
      if let collation = after.collation { text += " COLLATE \(collation.quotedPath)" }
      if !isType, let oldType = before.type {
        text += conversion(of: quotedName(after.name), from: oldType, to: type)
      }
      commands.append(text)
      let column = "\(new.qualifiedName(other)).\(after.name)"
      noteLoss(
        isWidened(type, to: before.type)
          ? "This fails if a value of \(column) does not fit \(new.describe(type))."
          : "Values of \(column) that the migration cut, rounded or rewrote stay as they are.")
    }
    if isType { return commands }
    if before.generated != nil, after.generated == nil {
      commands.append("\(name) DROP EXPRESSION")
    }
    let isDefault = after.generated == nil
    if isDefault, !before.hasUnknownDefault, !after.hasUnknownDefault {
      if let newDefault, newDefault != oldDefault || changesType {
        commands.append("\(name) SET DEFAULT \(newDefault)")
      } else if newDefault == nil, oldDefault != nil, before.generated == nil, !changesType {
        commands.append("\(name) DROP DEFAULT")
      }
    } else if isDefault, before.hasUnknownDefault != after.hasUnknownDefault {
      script.note(
        "The default that \(new.qualifiedName(other)).\(after.name) had is not in this history.")
    }
    if sharesHistory, before.type != nil, after.type == nil {
      script.note(
        "The type that \(new.qualifiedName(other)).\(after.name) had is not in this history.")
    }
    commands += identityChanges(name, before, after, other, target)
    commands += nullability(name, id, number, other, target)
    return commands
  }

  private mutating func nullability(
    _ name: String, _ id: ObjectID, _ number: Int16, _ other: ObjectID, _ target: Int16
  ) -> [String] {
    guard let before = renamed.relation(id)?[number], let after = new.relation(other)?[target],
      let was = before.isNotNull, before.generated == nil || after.generated != nil
    else { return [] }
    var shall = after.isNotNull
    // Who changed it where nobody knows what it was has most probably changed it.
    if shall == nil, sharesHistory, after.origin == .before,
      !isPartOfPrimaryKey(number, of: id, in: renamed)
    {
      shall = !was
    }
    guard let shall, shall != was, after.identity == nil || shall,
      shall || !isPartOfPrimaryKey(target, of: other, in: new)
    else { return [] }
    if shall {
      noteLoss("This fails while a row of \(new.qualifiedName(other)) has no \(after.name).")
    }
    return ["\(name) \(shall ? "SET" : "DROP") NOT NULL"]
  }

  private func isPartOfPrimaryKey(_ number: Int16, of id: ObjectID, in catalog: Catalog) -> Bool {
    catalog.constraints(of: id).contains {
      $0.constraint.kind == .primaryKey && $0.constraint.columns.contains(number)
    }
  }

  private func identityChanges(
    _ name: String, _ before: Column, _ after: Column, _ other: ObjectID, _ target: Int16
  ) -> [String] {
    switch (before.identity, after.identity) {
    case (nil, let identity?):
      return ["\(name) ADD\(new.identityClause(identity, target, of: other))"]
    case (_?, nil): return ["\(name) DROP IDENTITY IF EXISTS"]
    case (let left?, let right?) where left != right:
      return ["\(name) SET GENERATED \(right == .always ? "ALWAYS" : "BY DEFAULT")"]
    default: return []
    }
  }

  /// USING, where PostgreSQL does not convert values by itself.
  private func conversion(of column: String, from old: DataType, to type: DataType) -> String {
    let target = new.describe(type)
    if old.withoutModifier == type.withoutModifier, old.userType == nil { return "" }
    if !old.isArray, !type.isArray, let source = old.builtIn, let name = type.builtIn {
      if let cast = BuiltInCast.cast(from: source, to: name, version: options.version) {
        return cast.context == .explicit ? " USING \(column)::\(target)" : ""
      }
      if ["text", "varchar", "bpchar"].contains(name) { return "" }
      if ["text", "varchar", "bpchar"].contains(source) { return " USING \(column)::\(target)" }
    }
    let isText = type.builtIn.map { ["text", "varchar", "bpchar"].contains($0) } ?? false
    if isText, !old.isArray { return " USING \(column)::\(target)" }
    let text = old.isArray && type.isArray ? "text[]" : "text"
    return " USING \(column)::\(text)::\(target)"
  }

  /// Every value of a type stays what it is in another one.
  private func isWidened(_ type: DataType, to other: DataType?) -> Bool {
    guard let other, !type.isArray, !other.isArray, let name = type.builtIn,
      let wide = other.builtIn
    else { return false }
    if name == wide, let length = type.length { return (other.length ?? Int.max) >= length }
    return switch (name, wide) {
    case ("int2", "int4"), ("int2", "int8"), ("int4", "int8"), ("float4", "float8"),
      ("varchar", "text"), ("date", "timestamp"):
      true
    case ("int2", "numeric"), ("int4", "numeric"), ("int8", "numeric"):
      other.precisionAndScale == nil
    default: false
    }
  }

  // MARK: - The rest of a relation

  private mutating func writeParents(
    _ id: ObjectID, _ other: ObjectID, _ left: Relation, _ right: Relation
  ) {
    let before = left.parents.compactMap { pairs.second[$0] }
    for parent in before where !right.parents.contains(parent) {
      if left.isPartition {
        script.add(alter(parent, new, ["DETACH PARTITION \(new.printedName(other))"]))
      } else {
        script.add(alter(other, new, ["NO INHERIT \(new.printedName(parent))"]))
      }
    }
    for parent in right.parents where !before.contains(parent) {
      writeCreate(parent)
      if let bound = right.bound {
        script.add(
          alter(parent, new, ["ATTACH PARTITION \(new.printedName(other)) \(bound.words)"]))
      } else {
        script.add(alter(other, new, ["INHERIT \(new.printedName(parent))"]))
      }
    }
  }

  private mutating func writeProperties(
    _ id: ObjectID, _ other: ObjectID, _ left: Relation, _ right: Relation
  ) {
    var commands: [String] = []
    if left.hasRowSecurity != right.hasRowSecurity {
      commands.append("\(right.hasRowSecurity ? "ENABLE" : "DISABLE") ROW LEVEL SECURITY")
    }
    if left.forcesRowSecurity != right.forcesRowSecurity {
      commands.append("\(right.forcesRowSecurity ? "" : "NO ")FORCE ROW LEVEL SECURITY")
    }
    if left.persistence != right.persistence, left.index == nil,
      left.sequence?.owner == nil
    {
      commands.append("SET \(right.persistence == .unlogged ? "UNLOGGED" : "LOGGED")")
    }
    if left.tablespace != right.tablespace {
      commands.append("SET TABLESPACE \(quotedName(right.tablespace ?? "pg_default"))")
    }
    if left.accessMethod ?? "heap" != right.accessMethod ?? "heap", left.index == nil {
      commands.append("SET ACCESS METHOD \(quotedName(right.accessMethod ?? "heap"))")
    }
    if left.view == nil || !created.contains(other) {
      let set = right.options.filter { left.options[$0.key] != $0.value }
      let reset = left.options.keys.filter { right.options[$0] == nil }.sorted()
      if !set.isEmpty { commands.append("SET (\(set.optionList))") }
      if !reset.isEmpty { commands.append("RESET (\(reset.joined(separator: ", ")))") }
    }
    if left.owner != right.owner {
      if let owner = right.owner {
        commands.append("OWNER TO \(quotedName(owner))")
      } else {
        script.note("The owner that \(new.qualifiedName(other)) had is not in this history.")
      }
    }
    // One command a statement: not all of them go together on every kind of relation.
    for command in commands { script.add(alter(other, new, [command])) }
  }

  /// CLUSTER ON and REPLICA IDENTITY name indexes, which have to be there.
  mutating func writeIndexRoles() {
    for (id, other) in pairs.second.sorted(by: { $0.key < $1.key }) {
      guard let left = old.relation(id), let right = new.relation(other), left.index == nil else {
        continue
      }
      let isNew = writtenCreates.contains(other)
      if let index = right.clusteredIndex,
        isNew || left.clusteredIndex.flatMap({ pairs.second[$0] }) != index
      {
        script.add(alter(other, new, ["CLUSTER ON \(quotedName(new[index].name))"]))
      } else if right.clusteredIndex == nil, let index = left.clusteredIndex,
        !dropped.contains(index), !isNew
      {
        script.add(alter(other, new, ["SET WITHOUT CLUSTER"]))
      }
      if let index = right.replicaIdentity,
        isNew || left.replicaIdentity.flatMap({ pairs.second[$0] }) != index
      {
        let name = quotedName(new[index].name)
        script.add(alter(other, new, ["REPLICA IDENTITY USING INDEX \(name)"]))
      } else if right.replicaIdentity == nil, left.replicaIdentity != nil, !isNew {
        script.add(alter(other, new, ["REPLICA IDENTITY DEFAULT"]))
      }
    }
  }

  private mutating func writeSequence(
    _ id: ObjectID, _ other: ObjectID, _ left: Relation, _ right: Relation
  ) {
    guard let before = left.sequence, let after = right.sequence else { return }
    var words: [String] = []
    if renamed.describe(before.type) != new.describe(after.type), !after.isOfIdentity {
      words.append("AS \(new.describe(after.type))")
    }
    for name in Set(before.options.keys).union(after.options.keys).sorted()
    where before.options[name] != after.options[name] {
      if let value = after.options[name] {
        words.append(value.isEmpty ? name : "\(name) \(value)")
      } else {
        words.append(name.sequenceDefault)
      }
    }
    let owner = before.owner.flatMap { address in
      pairs.second[address.object].map { ObjectAddress($0, address.part) }
    }
    if owner != after.owner, !after.isOfIdentity {
      if let owner = after.owner, let number = owner.column,
        let column = new.relation(owner.object)?[number].name
      {
        words.append("OWNED BY \(new.printedName(owner.object)).\(quotedName(column))")
      } else {
        words.append("OWNED BY NONE")
      }
    }
    guard !words.isEmpty else { return }
    script.add("ALTER SEQUENCE \(new.printedName(other)) \(words.joined(separator: " "))")
  }

  // MARK: - Types

  private mutating func writeType(
    _ id: ObjectID, _ other: ObjectID, _ left: UserType, _ right: UserType
  ) {
    switch (left.definition, right.definition) {
    case (.enum(let before), .enum(let after)): writeLabels(other, before, after)
    case (.domain(let before), .domain(let after)):
      let domain = "ALTER DOMAIN \(new.printedName(other))"
      let oldDefault = before.defaultValue.map { renamed.text(of: $0, in: nil) }
      let newDefault = after.defaultValue.map { new.text(of: $0, in: nil) }
      if oldDefault != newDefault {
        script.add(newDefault.map { "\(domain) SET DEFAULT \($0)" } ?? "\(domain) DROP DEFAULT")
      }
      if before.isNotNull != after.isNotNull {
        script.add("\(domain) \(after.isNotNull ? "SET" : "DROP") NOT NULL")
      }
    default: break
    }
  }

  private mutating func writeLabels(
    _ id: ObjectID, _ before: [UserType.Label], _ after: [UserType.Label]
  ) {
    let old = before.map(\.text)
    let new = after.map(\.text)
    guard old != new else { return }
    let name = self.new.printedName(id)
    if old.count == new.count {
      // ALTER TYPE … RENAME VALUE: a label has a place, and keeps it.
      for (from, to) in zip(old, new) where from != to {
        script.add("ALTER TYPE \(name) RENAME VALUE \(quotedLiteral(from)) TO \(quotedLiteral(to))")
      }
      return
    }
    for label in old where !new.contains(label) {
      script.note(
        "The label \(quotedLiteral(label)) of \(self.new.qualifiedName(id)) stays: PostgreSQL "
          + "cannot take a label from an enum.")
    }
    var previous: String?
    for label in new {
      if !old.contains(label) {
        let place =
          previous.map { " AFTER \(quotedLiteral($0))" }
          ?? old.first.map { " BEFORE \(quotedLiteral($0))" } ?? ""
        script.add("ALTER TYPE \(name) ADD VALUE IF NOT EXISTS \(quotedLiteral(label))\(place)")
      }
      previous = label
    }
  }
}

extension String {
  /// What a word of CREATE SEQUENCE is by default, in words for ALTER SEQUENCE.
  fileprivate var sequenceDefault: String {
    switch self {
    case "MINVALUE", "MAXVALUE", "CYCLE": "NO \(self)"
    case "START WITH", "INCREMENT BY", "CACHE": "\(self) 1"
    default: self
    }
  }
}
