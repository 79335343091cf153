import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/undocumented-change.md.
struct UndocumentedChange: Rule {
  static let info = RuleInfo(
    id: "undocumented-change", category: .documentation,
    summary: "A statement that changes the database without a comment that says why",
    recommended: nil, documented: .warning)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    let migration = context.migration
    guard migration.purpose == .migration else { return }
    for section in migration.sections where section.kind == .up {
      let statements = section.syntax.statements
      let groups = migration.statementGroups(of: section) { saysWhy($0, migration.bytes) }
      var told = Told(statements)
      for group in groups {
        var first: Int?
        for index in group.statements {
          let isTold = group.hasHeading || group.remarked.contains(index)
          if !isTold, first == nil, told.isSilent(index) { first = index }
          told.note(index)
        }
        guard let first else { continue }
        findings.report(
          "no comment says why this is done",
          at: statements[first].range.firstLine(in: migration.bytes),
          help: "say in a comment above what it is for; one comment covers the statements below it "
            + "up to the next empty line")
      }
    }
  }

  /// An approval gives a reason. That of this rule says that there need not be one.
  private func saysWhy(_ comment: Token, _ bytes: [UInt8]) -> Bool {
    Allow.allows(in: comment, of: bytes).contains { allow in
      !allow.reason.isEmpty && allow.scope == .statement
        && !allow.subjects.contains { $0.rule == Self.info.id }
    }
  }
}

/// What is told of the changes of a section.
private struct Told {
  private let statements: [Statement]
  /// What those that were noted remove.
  private var removed: Set<Key> = []
  /// What the section comments on, in the database.
  private let commented: Set<Key>

  private struct Key: Hashable {
    var object: ObjectType
    var name: RelationKey
    var owner: RelationKey?

    init(_ reference: ObjectReference) {
      object = reference.object
      name = NamePath().keyOfNew(reference.name)
      owner = reference.object == .index ? nil : reference.owner.map { NamePath().keyOfNew($0) }
    }
  }

  init(_ statements: [Statement]) {
    self.statements = statements
    commented = Set(
      statements.compactMap { statement in
        guard case .comment(let comment) = statement.tree, comment.text != nil else { return nil }
        return comment.object.reference.map { Key($0) }
      })
  }

  /// Goes on from a statement of which it is told, or has been said that it is not.
  mutating func note(_ index: Int) {
    removed.formUnion(ObjectEvents(statements[index]).removed.map { Key($0) })
  }

  /// The statement changes something, and nothing says why.
  func isSilent(_ index: Int) -> Bool {
    let statement = statements[index]
    guard statement.changesDatabase, statement.node != .comment else { return false }
    // What is dropped to be made again is one change, and COMMENT ON is a comment.
    let made = ObjectEvents(statement).made.map { Key($0) }
    return !made.contains { removed.contains($0) || commented.contains($0) }
  }
}

extension NamedObject {
  fileprivate var reference: ObjectReference? {
    guard let name else { return nil }
    guard object == .column, let table = name.qualifiers.last else {
      return ObjectReference(object, name, of: self.table)
    }
    let owner = QualifiedName(qualifiers: Array(name.qualifiers.dropLast()), name: table)
    return ObjectReference(.column, name.name, of: owner)
  }
}
