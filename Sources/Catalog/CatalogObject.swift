import SQLSyntax

/// An object of the catalogue: what all have in common, and what it is.
package struct CatalogObject: Sendable {
  /// In a box: an object is a few words, whatever it is.
  package indirect enum Definition: Sendable {
    case schema(Schema)
    case relation(Relation)
    case type(UserType)
    case function(Function)
    case constraint(Constraint)
    case attached(AttachedObject)
    case other(OtherObject)
  }

  package var name: String
  /// The schema it is in; for a constraint, trigger, rule or policy the table or domain it belongs to; nil for a schema,
  /// an extension and other objects of the whole database.
  package var container: ObjectID?
  package var definition: Definition
  package var origin: Origin
  /// Of a type: the names that it had before, the oldest first, and what gave it the next one.
  package var formerNames: [(name: String, until: Origin)] = []
  package var comment: String?
  /// Nobody has given the name: PostgreSQL made it up.
  package var isNameMadeUp = false
  package var isDropped = false
  /// The extension that it is a member of.
  package var `extension`: ObjectID?
  /// What is needed to make it again and stands nowhere else; nil where the definition says all, or nobody wrote it.
  package var written: WrittenText?

  package init(name: String, in container: ObjectID?, _ definition: Definition, origin: Origin) {
    self.name = name
    self.container = container
    self.definition = definition
    self.origin = origin
  }
}

extension CatalogObject {
  /// It is an extension itself.
  var isExtension: Bool {
    if case .other(let other) = definition { other.type == .extension } else { false }
  }
}

/// A schema.
package struct Schema: Sendable {
  /// Everything in it was made by the history: what is not found in it does not exist.
  package var isClosed: Bool
  /// The history has made something in it.
  var isFilled = false
  /// The history has used something in it that it has not made.
  var hasAssumed = false

  package init(isClosed: Bool) { self.isClosed = isClosed }
}

/// The kinds of names that may be the same without conflict, within one container.
package enum NameSpace: Hashable, Sendable {
  case schema
  case relation
  case type
  case constraint
  case trigger
  case rule
  case policy
  case other(String)
}
