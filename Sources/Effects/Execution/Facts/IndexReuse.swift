import Catalog

/// What becomes of an index when ALTER COLUMN … TYPE changes one of its columns.
package enum IndexChange: Sendable, Equatable {
  /// Its file stays (CheckIndexCompatible, indexcmds.c).
  case kept
  case rebuilt
  /// 42704: the new type has no default operator class for the access method.
  case lacksOperatorClass
  case unknown
}

/// An index, as far as that decides whether a column's new type leaves it as it is.
package struct IndexedColumn: Sendable {
  package var method: String
  /// As pg_get_indexdef prints it: nil where it is the column type's default.
  package var operatorClass: String?
  /// The column stands in the INCLUDE list.
  package var isIncluded: Bool
  /// It has a predicate, or an expression among its keys. Also of another column: it is the index that counts.
  package var hasExpressions: Bool
  /// The column gets another collation.
  package var changesCollation: Bool

  package init(
    method: String = "btree", operatorClass: String? = nil, isIncluded: Bool = false,
    hasExpressions: Bool = false, changesCollation: Bool = false
  ) {
    self.method = method
    self.operatorClass = operatorClass
    self.isIncluded = isIncluded
    self.hasExpressions = hasExpressions
    self.changesCollation = changesCollation
  }
}

extension TypeRewrite {
  /// What becomes of an index of a column of which `change` says what happens to its values.
  ///
  /// [type_varchar_wider_indexed, type_varchar_wider_partial_index, type_varchar_wider_expression_index,
  /// type_timestamp_to_timestamptz_utc_indexed]; also measured with a btree index for all pairs of types (TypeRewriteTests).
  package func index(
    _ index: IndexedColumn, after change: Outcome, from source: CoercionType,
    to target: CoercionType
  ) -> IndexChange {
    let named = index.isIncluded ? .none : operatorClasses(index, source, target)
    if case .missing = named { return .lacksOperatorClass }
    if change == .rewrite || index.hasExpressions || index.changesCollation { return .rebuilt }
    switch named {
    case .none:
      return change == .noRewrite ? .kept : change == .dependsOnTimeZone ? .rebuilt : .unknown
    case .missing: return .lacksOperatorClass
    case .different: return .rebuilt
    case .unknown: return .unknown
    case .same: break
    }
    switch change {
    case .noRewrite, .dependsOnTimeZone: return .kept
    case .rewrite: return .rebuilt
    case .fails, .unknown: return .unknown
    }
  }

  private enum OperatorClasses { case none, same, different, missing, unknown }

  /// The operator classes before and after, where the definition says none.
  private func operatorClasses(
    _ index: IndexedColumn, _ source: CoercionType, _ target: CoercionType
  ) -> OperatorClasses {
    if index.operatorClass != nil { return .same }
    switch (operatorClass(source, index.method), operatorClass(target, index.method)) {
    case (_, .missing): return .missing
    case (.named(let old), .named(let new)): return old == new ? .same : .different
    case (.polymorphic(let old), .polymorphic(let new)):
      // The class is one for many types: the types must be the same.
      return old == new && source.identity == target.identity ? .same : .different
    case (.unknown, _), (_, .unknown): return .unknown
    default: return .different
    }
  }

  private enum OperatorClass: Equatable {
    case named(String)
    /// Of anyarray, anyenum, anyrange, …
    case polymorphic(String)
    case missing
    case unknown
  }

  /// GetDefaultOpClass
  private func operatorClass(_ type: CoercionType, _ method: String) -> OperatorClass {
    let pseudo: String
    switch type.baseType {
    case .array, .base("int2vector", _): pseudo = "anyarray"
    case .base(let name, _):
      guard rules.row(name) != nil else { return .unknown }
      let found = BuiltInTypeRow.operatorClass(of: name, method: method, version: rules.version)
      return found.map { .named($0) } ?? missing(method)
    case .enum: pseudo = "anyenum"
    case .composite: pseudo = "record"
    case .range: pseudo = "anyrange"
    case .domain, .unknown: return .unknown
    }
    let row = BuiltInTypeRow.named(pseudo, version: rules.version)
    return row?.operatorClasses[method].map { .polymorphic($0) } ?? missing(method)
  }

  /// Extensions may bring classes for access methods other than btree and hash (btree_gist, btree_gin).
  private func missing(_ method: String) -> OperatorClass {
    method == "btree" || method == "hash" ? .missing : .unknown
  }
}
