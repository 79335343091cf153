package import SQLSyntax

/// A type as a column has it. Documentation: System Catalogs, "pg_attribute", atttypid and atttypmod.
package struct DataType: Hashable, Sendable {
  package enum Base: Hashable, Sendable {
    /// By its name in pg_type: `int4`, `varchar`.
    case builtIn(String)
    /// Of the history.
    case user(ObjectID)
    /// Neither, as written: of an extension, or of a schema that is not known.
    case named(String)
  }
  package var base: Base
  package var modifiers: [Int] = []
  package var isArray = false

  package static let int2 = DataType(base: .builtIn("int2"))
  package static let int4 = DataType(base: .builtIn("int4"))
  package static let int8 = DataType(base: .builtIn("int8"))

  package init(base: Base) { self.base = base }

  package init?(_ type: TypeName, resolve: (QualifiedName) -> ObjectID?) {
    base = .builtIn(type.name)
  }

  /// nil for a built-in type, and for one of which only the name is known.
  package var userType: ObjectID? {
    if case .user(let id) = base { id } else { nil }
  }

  /// Its definition is known: it is built in, or of the history.
  package var isKnown: Bool {
    if case .named = base { false } else { true }
  }
}

extension Catalog {
  package func describe(_ type: DataType) -> String { "\(type.base)" }

  package func areComparable(_ left: DataType, _ right: DataType) -> Bool? { nil }
}
