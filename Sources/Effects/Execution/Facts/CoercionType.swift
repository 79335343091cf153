import Catalog

/// A type as far as conversions tell it from others. Documentation: Type Conversion.
package indirect enum CoercionType: Sendable, Hashable {
  /// A type of pg_catalog, or one of an extension of contrib, by its name in pg_type.
  ///
  /// - Parameter modifier: atttypmod as in pg_attribute; -1 where there is none.
  case base(String, modifier: Int32 = -1)
  case array(CoercionType)
  /// An enum, by any name that no other type has.
  case `enum`(String)
  /// The rows of a relation, or a composite type.
  case composite(String)
  /// A range type of CREATE TYPE.
  case range(String)
  /// - Parameters:
  ///   - over: the type of AS, with its modifiers: a domain, too.
  ///   - hasConstraints: its own or those of a domain that it stands over, also NOT NULL; nil where it is not known.
  case domain(String, over: CoercionType, hasConstraints: Bool?)
  /// Nothing is known of it, but perhaps a name.
  case unknown(String?)
}

extension CoercionType {
  /// What it is under all domains.
  var baseType: CoercionType {
    var type = self
    while case .domain(_, let base, _) = type { type = base }
    return type
  }

  /// The modifiers that a column or a value of the type carries; those of a domain's base do not show.
  var modifier: Int32 {
    switch self {
    case .base(_, let modifier): modifier
    case .array(let element): element.modifier
    default: -1
    }
  }

  /// The same type with other modifiers.
  func with(modifier: Int32) -> CoercionType {
    switch self {
    case .base(let name, _): .base(name, modifier: modifier)
    case .array(let element): .array(element.with(modifier: modifier))
    default: self
    }
  }

  /// Without modifiers: pg_type's row.
  var identity: CoercionType { with(modifier: -1) }

  var isUnknown: Bool {
    switch self {
    case .unknown: true
    case .array(let element): element.isUnknown
    case .domain(_, let base, _): base.isUnknown
    default: false
    }
  }
}
