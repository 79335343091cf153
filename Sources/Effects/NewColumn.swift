package import Catalog
import SQLSyntax

/// What ADD COLUMN means for the rows that are there.
package struct NewColumn: Sendable, Equatable {
  /// Why each row is written with a value of its own, or may be.
  package enum Cause: Sendable, Equatable {
    /// The expression of DEFAULT is volatile, or nobody knows.
    case `default`(VolatilityReading.Cause)
    /// A serial type.
    ///
    /// - Parameter type: the integer type behind it.
    case serial(type: String)
    case identity
    case storedGenerated
    /// A domain that has constraints, its own or those of one below it.
    ///
    /// - Parameters:
    ///   - base: the type without constraints below it; nil where it is not known.
    ///   - constraint: the first of them; nil for NOT NULL.
    case domain(String, base: String?, constraint: ObjectID?)
    /// A type that may be such a domain.
    case unknownType(String)
  }

  /// nil: not known, and `cause` is the condition.
  package var rewrites: Bool?
  package var cause: Cause?
  /// It is NOT NULL, and all rows that are there would have NULL: the command fails if there is one.
  package var isRequired: Bool
}

extension NewColumn.Cause {
  /// Why rows are written anew, in words.
  package var reason: String {
    switch self {
    case .default(.function(let name)): "the default calls \(name.description)(), which is volatile"
    case .default: "the default is volatile"
    case .serial, .identity: "each row gets a number of the sequence"
    case .storedGenerated: "the generated column is computed for each row"
    case .domain(let name, _, _): "the domain \(name) has constraints"
    case .unknownType(let name): "the type \(name) is a domain that has constraints"
    }
  }

  /// What decides it where it is not known, as a clause behind "if".
  package var condition: String {
    switch self {
    case .default(.function(let name)): "\(name.description)() is volatile: nothing is known of it"
    case .default(.inlining(let name)):
      "PostgreSQL cannot put the body of \(name.description)() in its place: the function is volatile"
    case .default(.overloads(let name)):
      "the default calls a volatile one of the functions \(name.description)()"
    case .default(.operator(let name)):
      "the operator \(name) is volatile: nothing is known of it"
    case .default(.expression): "the default is volatile: not all of it is known"
    case .unknownType(let name):
      "\(name) is a domain that has constraints: nothing is known of the type"
    case .serial, .identity, .storedGenerated, .domain: reason
    }
  }
}
