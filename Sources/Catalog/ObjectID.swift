/// The number of an object in a `Catalog`; never given to another one.
package struct ObjectID: Hashable, Sendable, Comparable {
  package var number: Int32

  package init(number: Int32) { self.number = number }

  package static func < (left: ObjectID, right: ObjectID) -> Bool { left.number < right.number }
}

/// An object, or a part of one, as other objects depend on it. Documentation: System Catalogs, "pg_depend".
package struct ObjectAddress: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    /// All of it.
    case whole
    /// A column of a relation, by its attribute number.
    case column(Int16)
    /// The default, identity or generation expression of a column.
    case defaultValue(Int16)
  }
  package var object: ObjectID
  package var part: Part

  package init(_ object: ObjectID, _ part: Part = .whole) {
    self.object = object
    self.part = part
  }

  /// The attribute number of the column that is meant, or whose default is.
  package var column: Int16? {
    switch part {
    case .whole: nil
    case .column(let number), .defaultValue(let number): number
    }
  }
}
