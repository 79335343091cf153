/// A type that is not the row type of a relation. Documentation: System Catalogs, "pg_type".
package struct UserType: Sendable {
  package struct Label: Sendable {
    package var text: String
    package var origin: Origin
    /// By ALTER TYPE, not with the type.
    package var isAdded = false

    package init(text: String, origin: Origin) {
      self.text = text
      self.origin = origin
    }
  }

  package struct Domain: Sendable {
    /// nil where it is not known.
    package var base: DataType?
    package var isNotNull = false
    package var defaultValue: BoundExpression?
    package var collation: String?
    package var constraints: [ObjectID] = []

    package init(base: DataType?) { self.base = base }
  }

  package enum Definition: Sendable {
    case `enum`([Label])
    case domain(Domain)
    /// With the relation that holds its attributes.
    case composite(ObjectID)
    case range
    case base
    case shell
    /// Not made by the history.
    case unknown
  }

  package var definition: Definition
  /// Made under a condition, where nobody knows whether it was there before.
  package var mayBeOlder = false

  package init(definition: Definition) { self.definition = definition }
}
