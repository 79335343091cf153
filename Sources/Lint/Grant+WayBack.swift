import Catalog
import SQLSyntax

// What is left of a GRANT on tables behind a way back.

extension Grant {
  /// It is a REVOKE of all that the other one grants.
  func takesBack(_ other: Grant) -> Bool {
    !isGrant && !grantOption && isAllInSchema == other.isAllInSchema
      && covers(other.names.map(\.name.text), with: names.map(\.name.text))
      && covers(other.grantees.map(\.inSQL), with: grantees.map(\.inSQL))
      && (privileges.contains { $0.kind == .all && $0.columns.isEmpty }
        || covers(other.privileges.map(\.inSQL), with: privileges.map(\.inSQL)))
  }

  private func covers(_ parts: [String], with all: [String]) -> Bool {
    Set(parts).isSubset(of: all)
  }

  /// It names the table, or all of the table's schema.
  func isOn(_ table: SchemaItem.Identity) -> Bool {
    let parts = table.relation.nameParts
    let schema = parts.count > 1 ? parts.first : nil
    if isAllInSchema { return names.contains { $0.name.text == schema } }
    return names.contains { name in
      name.name.text == parts.last
        && (name.schema == nil || schema == nil || name.schema?.text == schema)
    }
  }

  var privilegesInSQL: String { privileges.map(\.inSQL).joined(separator: ", ") }

  var granteesInSQL: String { grantees.map(\.inSQL).joined(separator: ", ") }
}

extension Privilege {
  fileprivate var inSQL: String {
    let word = kind?.rawValue.uppercased() ?? ""
    if columns.isEmpty { return word }
    return "\(word) (\(columns.map { sqlName($0.text) }.joined(separator: ", ")))"
  }
}

extension RoleSpec {
  fileprivate var inSQL: String {
    switch self {
    case .role(let name): sqlName(name.text)
    case .publicRole: "PUBLIC"
    case .currentRole: "CURRENT_ROLE"
    case .currentUser: "CURRENT_USER"
    case .sessionUser: "SESSION_USER"
    }
  }
}
