import Catalog
import SQLSyntax

/// Types of the catalogue as conversions see them.
extension Replay {
  /// What PostgreSQL and the casts of this history know.
  var coercionRules: CoercionRules { CoercionRules(version: version) }

  func coercionType(_ type: DataType?) -> CoercionType {
    guard let type else { return .unknown(nil) }
    if type.isArray {
      var element = type
      element.isArray = false
      return .array(coercionType(element))
    }
    switch type.base {
    case .builtIn(let name): return .base(name, modifier: type.modifier)
    case .user(let id): return coercionType(of: id)
    case .named(let name):
      let last = name.split(separator: ".").last.map { String($0) } ?? name
      let isOfExtension = BuiltInTypeRow.ofExtension(last, version: version) != nil
      return isOfExtension ? .base(last) : .unknown(name)
    }
  }

  private func coercionType(of id: ObjectID) -> CoercionType {
    let name = catalog.qualifiedName(id)
    switch catalog[id].definition {
    case .relation: return .composite(name)
    case .type(let type):
      switch type.definition {
      case .enum: return .enum(name)
      case .composite: return .composite(name)
      case .range: return .range(name)
      case .domain(let domain):
        return .domain(
          name, over: coercionType(domain.base), hasConstraints: hasConstraints(domain))
      case .base, .shell, .unknown:
        let last = catalog[id].name
        let isOfExtension = BuiltInTypeRow.ofExtension(last, version: version) != nil
        return isOfExtension ? .base(last) : .unknown(name)
      }
    default: return .unknown(name)
    }
  }

  /// CHECK or NOT NULL, its own or of a domain below it; nil where it is not known.
  func hasConstraints(_ domain: UserType.Domain) -> Bool? {
    if domain.isNotNull || domain.constraints.contains(where: { !catalog[$0].isDropped }) {
      return true
    }
    guard let base = domain.base else { return nil }
    guard !base.isArray, let id = base.userType, let below = catalog.domain(id) else {
      return false
    }
    return hasConstraints(below)
  }

  /// The same of a type, which need not be a domain.
  func hasConstraints(_ type: DataType?) -> Bool? {
    guard let type else { return nil }
    guard !type.isArray else { return false }
    if case .named(let name) = type.base {
      let last = name.split(separator: ".").last.map { String($0) } ?? name
      return BuiltInTypeRow.ofExtension(last, version: version) != nil ? false : nil
    }
    guard let id = type.userType else { return false }
    if case .type(let user) = catalog[id].definition, case .unknown = user.definition { return nil }
    return catalog.domain(id).map { hasConstraints($0) } ?? false
  }
}
