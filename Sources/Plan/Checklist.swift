import Effects
import Migrations

/// What is gone through before a deployment, ticked where the files prove it.
func checklist(
  _ files: [PlannedFile], _ migrations: [Migration], schema: SchemaComparison?
) -> [ChecklistItem] {
  [
    tested(files), rollback(migrations), backup(files), downtime(files), order(files),
    schemaFile(schema), analysed(files),
    ChecklistItem(
      kind: .team, state: .unknown, title: "The team knows of the deployment", notes: []),
  ]
}

private func tested(_ files: [PlannedFile]) -> ChecklistItem {
  var notes: [String] = []
  var fails = false
  for (file, index, statement) in files.statements {
    guard let failure = statement.failure else { continue }
    if !failure.needsRows { fails = true }
    let condition = failure.needsRows ? "fails if there are rows" : "fails"
    notes.append("\(file), statement \(index + 1), \(condition): \(failure.message)")
  }
  return ChecklistItem(
    kind: .tested, state: fails ? .open : .unknown, title: "Tested locally and on staging",
    notes: notes)
}

private func rollback(_ migrations: [Migration]) -> ChecklistItem {
  var missing: [String] = []
  var notes: [String] = []
  for migration in migrations where migration.purpose == .migration {
    let name = fileName(migration.path)
    switch (migration.rollback, migration.header.reversible) {
    case (.section(_, isEmpty: false), _), (.companion, _), (.isRollback, _): break
    case (_, .no(let reason)):
      notes.append(
        reason.isEmpty ? "\(name) cannot be undone" : "\(name) cannot be undone: \(reason)")
    case (.section, _): missing.append("the rollback of \(name) is empty")
    case (.none, _): missing.append("\(name) has none")
    }
  }
  let state = missing.isEmpty ? ChecklistItem.State.done : .open
  return ChecklistItem(
    kind: .rollback, state: state, title: "A rollback is prepared", notes: missing + notes)
}

private func backup(_ files: [PlannedFile]) -> ChecklistItem {
  var notes: [String] = []
  var doubts: [String] = []
  for (file, _, statement) in files.statements where !statement.isRolledBack {
    if !statement.destroys.isEmpty {
      notes.append("\(file) loses \(list(statement.destroys.map(shownPart)))")
    }
    if !statement.overwrites.isEmpty {
      let relations = list(statement.overwrites.map(shownName))
      doubts.append("\(file) puts other values into rows of \(relations)")
    }
    if statement.unknown.contains(.drops), statement.failure == nil {
      doubts.append("not every statement of \(file) could be analysed")
    }
  }
  if !notes.isEmpty {
    return ChecklistItem(
      kind: .backup, state: .open, title: "A backup is made: data are lost", notes: notes)
  }
  return !doubts.isEmpty
    ? ChecklistItem(
      kind: .backup, state: .unknown, title: "A backup is made", notes: doubts.uniqued)
    : ChecklistItem(
      kind: .backup, state: .done, title: "No backup is needed for these files: no data are lost",
      notes: [])
}

private func downtime(_ files: [PlannedFile]) -> ChecklistItem {
  var notes: [String] = []
  for file in files {
    let grave = file.summary.filter { $0.text.hasPrefix("blocks") && $0.weight == .grave }
    notes += grave.map { "\(fileName(file.path)) \($0.text)" }
  }
  if !notes.isEmpty {
    return ChecklistItem(
      kind: .downtime, state: .open,
      title: "A downtime window is scheduled, unless these tables are small", notes: notes)
  }
  let doubts = files.flatMap { file in
    file.statements.indices.filter(file.mayBlock).map { index in
      "\(fileName(file.path)), statement \(index + 1), may block for longer than is known"
    }
  }
  return !doubts.isEmpty
    ? ChecklistItem(
      kind: .downtime, state: .unknown, title: "A downtime window is scheduled, if one is needed",
      notes: doubts)
    : ChecklistItem(
      kind: .downtime, state: .done, title: "No downtime is needed",
      notes: files.contains(where: \.blocksAnybody)
        ? ["locks that block others are held for a moment only"] : [])
}

private func order(_ files: [PlannedFile]) -> ChecklistItem {
  var notes: [String] = []
  var numbers: [String: String] = [:]
  var isOpen = false
  for file in files {
    let name = fileName(file.path)
    let number = String(name.prefix { $0.isASCII && $0.isNumber })
    guard !number.isEmpty else { continue }
    let key = file.path.dropLast(name.count) + number
    if let other = numbers[String(key)] {
      isOpen = true
      notes.append("\(other) and \(name) have the same number")
    }
    numbers[String(key)] = name
  }
  if files.count > 1, !isOpen, let first = files.first, let last = files.last {
    notes.append("\(files.count) files, from \(fileName(first.path)) to \(fileName(last.path))")
  }
  return ChecklistItem(
    kind: .order, state: isOpen ? .open : .done,
    title: files.count == 1 ? "There is one file to run" : "The files run in the order shown",
    notes: notes)
}

private func schemaFile(_ schema: SchemaComparison?) -> ChecklistItem {
  guard let schema else {
    return ChecklistItem(
      kind: .schema, state: .unknown, title: "The schema for fresh installs is in step",
      notes: ["no schema.sql was found beside the files or above them"])
  }
  let name = fileName(schema.path)
  if !schema.differences.isEmpty {
    return ChecklistItem(
      kind: .schema, state: .open, title: "\(name) is in step",
      notes: schema.differences.map(shownPart))
  }
  return ChecklistItem(
    kind: .schema, state: schema.isTelling ? .done : .unknown, title: "\(name) is in step",
    notes: schema.isTelling
      ? ["what the files make is in it, what they drop is not"]
      : ["the files make nothing that could be looked for in it"])
}

private func analysed(_ files: [PlannedFile]) -> ChecklistItem {
  var notes: [String] = []
  var doubts: [String] = []
  for (file, index, statement) in files.statements
  where !statement.unknown.isEmpty && statement.failure == nil {
    let name = "\(file), statement \(index + 1)"
    if statement.isAnalysed {
      doubts.append("\(name): \(list(statement.unknown.map(\.rawValue)))")
    } else {
      notes.append(name)
    }
  }
  if !notes.isEmpty {
    return ChecklistItem(
      kind: .analysed, state: .open, title: "Somebody has looked at what could not be analysed",
      notes: notes)
  }
  guard !doubts.isEmpty else {
    return ChecklistItem(
      kind: .analysed, state: .done, title: "All statements could be analysed", notes: [])
  }
  return ChecklistItem(
    kind: .analysed, state: .unknown, title: "No statement does more than is known of it",
    notes: doubts + ["the whole schema, as --history, leaves less open"])
}

extension PlannedFile {
  /// What is not known of a statement may make others wait for as long as something works. An unknown lock alone is one
  /// of a moment, unless the rest of the transaction takes long.
  fileprivate func mayBlock(_ index: Int) -> Bool {
    let statement = statements[index]
    guard statement.failure == nil, statement.isReached else { return false }
    if statement.unknown.contains(.rewrites) || statement.unknown.contains(.scans) { return true }
    let rest = index..<transactions[statement.transaction].statements.upperBound
    return statement.unknown.contains(.locks) && statements[rest].contains(where: \.isLong)
  }
}

extension [PlannedFile] {
  /// All statements that are reached: the name of the file, the index in it.
  fileprivate var statements: [(file: String, index: Int, statement: PlannedStatement)] {
    flatMap { file in
      file.statements.enumerated().lazy.filter(\.element.isReached)
        .map { (fileName(file.path), $0.offset, $0.element) }
    }
  }
}

/// The last name of a path.
package func fileName(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}
