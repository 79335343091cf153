import Catalog
import SQLLexer
package import SQLSyntax

/// An object as a statement names it: what one statement makes, another drops by the same
/// reference.
package struct ObjectReference: Sendable {
  package var object: ObjectType
  package var name: QualifiedName
  /// The relation, type or domain that the object is part of, and goes with. Indexes have one only
  /// where they are made: DROP INDEX does not name it.
  package var owner: QualifiedName?

  package init(_ object: ObjectType, _ name: QualifiedName, of owner: QualifiedName? = nil) {
    self.object = object
    self.name = name
    self.owner = owner
  }

  package init(_ object: ObjectType, _ name: Name, of owner: QualifiedName) {
    self.init(object, QualifiedName(name: name), of: owner)
  }
}

/// What makes a second run of a statement differ from the first.
package enum RerunCause: Sendable {
  /// The object is there already.
  case makes(ObjectReference)
  /// The object is gone already.
  case removes(ObjectReference)
  /// The object has its new name already.
  case renames(ObjectReference, to: ObjectReference)
  /// The relation gets more of the same: rows, an index, a constraint.
  case fills(QualifiedName)
}

/// What a statement makes and removes by name, whatever IF forms it has. A new name is made, the
/// old one removed.
package struct ObjectEvents: Sendable {
  package var made: [ObjectReference] = []
  package var removed: [ObjectReference] = []
  /// What it removes is there under the name that it makes.
  package var isRename = false

  package init(_ statement: Statement) {
    switch statement.tree {
    case .createTable(let table):
      made = [
        ObjectReference(statement.node == .createForeignTable ? .foreignTable : .table, table.name)
      ]
    case .createIndex(let index):
      made = index.reference.map { [$0] } ?? []
    case .alterTable(let alter):
      for command in alter.commands { note(command, of: alter) }
    case .rename(let rename):
      guard let (old, new) = rename.references else { return }
      removed = [old]
      made = [new]
      isRename = true
    case .drop(let drop) where statement.node != .dropOwned:
      removed = drop.names.map { ObjectReference(drop.object, $0, of: drop.table) }
    case .alterDomain(let alter):
      guard let constraint = alter.constraint else { return }
      if constraint.isAdded {
        made = [constraint.reference]
      } else {
        removed = [constraint.reference]
      }
    default:
      made = statement.tree.created?.reference.map { [$0] } ?? []
    }
  }

  private mutating func note(_ command: AlterTableCommand, of alter: AlterTable) {
    guard let reference = command.reference(in: alter) else { return }
    switch command.kind {
    case .addColumn, .addConstraint: made.append(reference)
    default: removed.append(reference)
    }
  }
}

extension CreateIndex {
  /// In the schema of its table; nil for an index without a name.
  package var reference: ObjectReference? {
    name.map {
      ObjectReference(.index, QualifiedName(qualifiers: table.qualifiers, name: $0), of: table)
    }
  }
}

extension CreateObject {
  var reference: ObjectReference? { name.map { ObjectReference(object, $0, of: table) } }
}

extension Rename {
  /// The object under its old and its new name.
  var references: (old: ObjectReference, new: ObjectReference)? {
    if let part {
      return (ObjectReference(object, part, of: name), ObjectReference(object, newName, of: name))
    }
    guard ObjectForms(object) != nil else { return nil }
    let renamed = QualifiedName(qualifiers: name.qualifiers, name: newName)
    return (
      ObjectReference(object, name, of: table), ObjectReference(object, renamed, of: table)
    )
  }
}

extension AlterTableCommand {
  /// The column, attribute or constraint that the command adds or drops.
  func reference(in alter: AlterTable) -> ObjectReference? {
    switch kind {
    case .addColumn, .dropColumn:
      return name.map {
        ObjectReference(alter.object == .type ? .attribute : .column, $0, of: alter.name)
      }
    case .dropConstraint:
      return name.map { ObjectReference(.tableConstraint, $0, of: alter.name) }
    case .addConstraint:
      var name = name
      if name == nil, constraint?.kind == .primaryKey {
        let made = implicitName(alter.name.name.text, "", "pkey")
        name = Name(text: made, range: range)
      }
      return name.map { ObjectReference(.tableConstraint, $0, of: alter.name) }
    default:
      return nil
    }
  }
}

extension AlterDomain {
  /// The constraint that is added or dropped, if it has a name.
  var constraint: (reference: ObjectReference, isAdded: Bool)? {
    switch action {
    case .addConstraint(let constraint):
      constraint.name.map { (ObjectReference(.domainConstraint, $0, of: name), true) }
    case .dropConstraint(let constraint, _, _):
      (ObjectReference(.domainConstraint, constraint, of: name), false)
    default: nil
    }
  }
}
