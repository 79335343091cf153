import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/drop-column.md.
struct DropColumn: Rule {
  static let info = RuleInfo(
    id: "drop-column", category: .dataLoss,
    summary: "DROP COLUMN of a column that this migration did not add: what it holds is gone",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree,
      alter.object == .table || alter.object == .type, !step.isPrivate(alter.name),
      !step.failsWithRows(of: alter.name)
    else { return }
    var others = step.othersLocked(beside: alter.name)
    // The lock is the foreign key's: it is told of with the column that carries one.
    let keyed = step.written.drops.first { drop in
      drop.object == .column && drop.part.map { step.takesForeignKey($0) } == true
    }
    for drop in step.written.drops where drop.object == .column || drop.object == .attribute {
      guard let part = drop.part, step.drops(part),
        !step.isMadeEarlier(ObjectReference(.type, alter.name))
      else { continue }
      let reference = ObjectReference(drop.object, part, of: alter.name)
      let former = step.formerName(of: reference)
      guard former != nil || !step.isMadeEarlier(reference) else { continue }
      guard drop.object == .column else {
        findings.report(
          losesAttribute(part, alter.name), at: drop.range, help: approval(of: DropColumn.info))
        continue
      }
      let addition = step.addition(insteadOf: drop, alter)
      if step.data.lost[drop.range]?.first?.isGenerated == true,
        !step.replacements.addsPlain(part, to: alter.name, step.path)
      {
        guard !step.isMadeAgain(reference, alter) else { continue }
        findings.report(
          dropsGenerated(part, alter.name, former) + goesAlong(step.droppedWith(part)),
          at: drop.range,
          help: step.order(drop, alter.name, isCopied: false) + approval(of: DropColumn.info),
          isCertain: false)
        continue
      }
      let rename = addition.flatMap { $0 == part ? nil : $0 }
      let locked = keyed == nil || keyed?.range == drop.range ? others : []
      let isCopied = [part, former ?? part].contains {
        step.replacements.copies($0, of: alter.name, before: step.index, step.path)
      }
      if isCopied, let former,
        step.isMadeEarlier(ObjectReference(drop.object, former, of: alter.name))
      {
        continue
      }
      let isGeneratedNow = step.replacements.addsGenerated(part, to: alter.name, step.path)
      // Of a column that the files do not make, that is what it will have been before.
      let isCertain = !isCopied && !(isGeneratedNow && step.data.lost[drop.range] == nil)
      findings.report(
        (isCopied ? dropsCopied(part, alter.name, former) : losesColumn(part, alter.name, former))
          + goesAlong(step.droppedWith(part)) + alsoLocks(locked)
          + (isGeneratedNow
            ? "; ADD COLUMN makes it again, generated"
            : addition.map { isAdded($0, insteadOf: part, isCopied: isCopied) } ?? ""),
        at: drop.range,
        help: rename.map { step.renaming(part, to: $0, in: alter.name) }
          ?? (addition == nil
            ? step.order(drop, alter.name, isCopied: isCopied)
            : isCopied || isGeneratedNow ? "" : step.besides(part) + "; ")
            + approval(of: DropColumn.info),
        isCertain: isCertain)
      if !locked.isEmpty { others = [] }
    }
  }
}

extension Step {
  /// The column is there to be dropped, or nobody knows.
  fileprivate func drops(_ column: Name) -> Bool {
    effects.unknown.contains(.drops)
      || effects.drops.contains { !$0.isReached && $0.name.hasSuffix(".\(column.text)") }
  }

  /// The statement, or a later one of the section, makes the column again.
  fileprivate func isMadeAgain(_ column: ObjectReference, _ alter: AlterTable) -> Bool {
    isMadeLater(column)
      || alter.commands.contains {
        $0.kind == .addColumn && $0.column?.name == column.name.name
      }
  }

  /// Constraints and indexes that go with a column, and that the statement does not name. What is about nothing but the
  /// column's own values goes without saying.
  fileprivate func droppedWith(_ column: Name) -> [Dropped] {
    let named = Set(written.drops.compactMap { $0.part?.text })
    let rest = allDropped(with: column)
    let constraints = rest.filter {
      $0.kind == "constraint" && !named.contains($0.lastName) && $0.constraint != .notNull
        && ($0.constraint != .check || $0.columns.count > 1)
    }
    let indexes = rest.filter { index in
      // The index of a constraint goes with it, also where the statement names that constraint.
      index.kind == "index" && !named.contains(index.lastName)
        && !constraints.contains { $0.lastName == index.lastName }
    }
    return (constraints + indexes).filter { !$0.isReached }
  }

  /// All that goes with a column, also what the statement names.
  private func allDropped(with column: Name) -> ArraySlice<Dropped> {
    let named = Set(written.drops.compactMap { $0.part?.text })
    guard
      let start = effects.drops.firstIndex(where: {
        $0.kind == "column" && $0.lastName == column.text
      })
    else { return [] }
    return effects.drops[(start + 1)...].prefix {
      $0.kind != "column" || !named.contains($0.lastName)
    }
  }

  /// A foreign key goes with the column.
  fileprivate func takesForeignKey(_ column: Name) -> Bool {
    allDropped(with: column).contains { $0.constraint == .foreignKey }
  }

  /// A column of the same type or name that the migration adds to the table, as if to take the place of one that goes.
  fileprivate func addition(insteadOf drop: DroppedObject, _ alter: AlterTable) -> Name? {
    if let part = drop.part,
      let again = alter.commands.first(where: {
        $0.kind == .addColumn && $0.column?.name.text == part.text
      })?.column
    {
      return again.name
    }
    if let part = drop.part, isMadeLater(ObjectReference(.column, part, of: alter.name)) {
      return part
    }
    guard
      let lost = self.data.lost[drop.range]?.first ?? drop.part.map({ LostColumn(name: $0.text) }),
      let added = replacements.column(insteadOfOneOf: alter.name, path)
    else { return nil }
    if added.name.text == lost.name { return added.name }
    guard let type = lost.type, let new = added.type,
      DataType(new, in: source, resolve: { _ in nil }).description(naming: { _ in "" })
        == type
    else { return nil }
    return added.name
  }

  /// What has to come before, so that the release that runs meanwhile does not break.
  ///
  /// - Parameter isCopied: another column has the values now.
  fileprivate func order(
    _ drop: DroppedObject, _ table: QualifiedName, isCopied: Bool
  ) -> String {
    let name = drop.part.map { text($0.range) } ?? ""
    let first =
      isCopied
      ? "the release that is running knows only the old column: let one that writes both come between "
        + "the migration that adds and fills, and one that drops; "
      : "drop it in a later migration than the release that no longer names it; "
    // In the primary key it cannot be anything else than NOT NULL: 42P16.
    guard let lost = self.data.lost[drop.range]?.first, lost.isRequired, !lost.isOfPrimaryKey else {
      return first
    }
    let release = isCopied ? "the release that writes only the new one" : "that release"
    return first + "\(release) cannot INSERT before:\n"
      + "ALTER TABLE \(text(table.range)) ALTER COLUMN \(name) DROP NOT NULL;\n"
  }

  /// What keeps the values of a column that is made again under its name.
  func besides(_ column: Name) -> String {
    "to keep its values, add the new column beside it (\(newName(column))), fill it from the old one, and let a release "
      + "write both"
  }

  fileprivate func renaming(_ old: Name, to new: Name, in table: QualifiedName) -> String {
    "if \(new.text) takes its place, both statements are one, which keeps the values:\n"
      + "ALTER TABLE \(text(table.range)) RENAME COLUMN \(text(old.range)) TO \(text(new.range));"
  }
}

extension Dropped {
  /// Without what it belongs to.
  fileprivate var lastName: String {
    String(name.split(separator: ".").last ?? "")
  }

  /// `unique constraint users_email_key (tenant_id, email)`
  fileprivate var phrase: String {
    let word = constraint.map {
      $0 == .check || $0 == .unique ? "\($0.rawValue) constraint" : $0.rawValue
    }
    let list = columns.isEmpty ? "" : " (\(columns.joined(separator: ", ")))"
    return "\(word ?? kind) \(lastName)\(list)"
  }
}

private func deletes(_ column: Name, _ table: QualifiedName, _ former: Name?) -> String {
  "DROP COLUMN deletes \(column.text) of \(table.description)"
    + (former.map { " (before this migration: \($0.text))" } ?? "")
}

private func losesColumn(_ column: Name, _ table: QualifiedName, _ former: Name?) -> String {
  deletes(column, table, former) + " and all that it holds"
}

private func dropsCopied(_ column: Name, _ table: QualifiedName, _ former: Name?) -> String {
  deletes(column, table, former) + ", from which an earlier statement has written rows"
}

private func dropsGenerated(_ column: Name, _ table: QualifiedName, _ former: Name?) -> String {
  deletes(column, table, former)
    + ", which is generated: no value is lost, but queries that name it fail from the commit on"
}

private func goesAlong(_ dropped: [Dropped]) -> String {
  dropped.isEmpty ? "" : ", and with it \(list(dropped.map(\.phrase)))"
}

private func isAdded(_ new: Name, insteadOf old: Name, isCopied: Bool) -> String {
  new == old
    ? "; ADD COLUMN makes it again" + (isCopied ? "" : ", without its values")
    : "; \(new.text) of the same type is added, empty"
}

private func losesAttribute(_ attribute: Name, _ type: QualifiedName) -> String {
  "DROP ATTRIBUTE deletes \(attribute.text) of type \(type.description), "
    + "and what columns of that type hold in it"
}
