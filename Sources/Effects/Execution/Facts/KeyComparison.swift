import Catalog

extension CoercionRules {
  /// Whether a foreign key's column can be compared with the key's that it refers to; nil where it is not known. False is
  /// 42804, "foreign key constraint cannot be implemented".
  ///
  /// ATAddForeignKeyConstraint (tablecmds.c): there is an operator `=` between both in the family of the key's index, or the
  /// column becomes the index's type by itself. Measured for all pairs of 86 types on 15 and 18.
  package func areComparable(_ column: CoercionType, withKey key: CoercionType) -> Bool? {
    let areDomains = column.isDomain || key.isDomain
    let (column, key) = (column.baseType.identity, key.baseType.identity)
    if column.isUnknown || key.isUnknown {
      return column == key && column != .unknown(nil) ? true : nil
    }
    switch (column, key) {
    case (.base(let from, _), .base(let to, _)):
      guard
        let input = BuiltInTypeRow.defaultOperatorClass(of: to, method: "btree", version: version)?
          .input
      else { return column == key }
      let equals = BuiltInFunction.forms(ofOperator: "=", version: version) ?? []
      if column == key || equals.contains(where: { $0.arguments == [input, from] }) { return true }
      return canCoerce(column, to: .base(input), .implicit)
    case (.composite, .composite): return true
    // The operators of anyenum do not take a domain.
    case (.enum, .enum): return column == key && !areDomains
    default: return column == key
    }
  }
}

extension CoercionType {
  fileprivate var isDomain: Bool {
    if case .domain = self { true } else { false }
  }
}
