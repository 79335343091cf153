import Catalog
import SQLLexer
import SQLSyntax

/// What PostgreSQL refuses in the definition of a column. parse_utilcmd.c, heap.c; measured on 15.
extension Replay {
  /// - Throws: 42601 for what excludes each other.
  func refuseConflicts(_ definition: ColumnDefinition, of id: ObjectID) throws(ServerError) {
    let place = "column \"\(definition.name.text)\" of table \"\(catalog[id].name)\""
    var isNull: Bool?
    var hasDefault = definition.type.flatMap(SerialType.init) != nil
    var hasIdentity = false
    var isGenerated = false
    if hasDefault { isNull = false }
    for constraint in definition.constraints {
      switch constraint.kind {
      case .null, .notNull, .primaryKey:
        let saysNull = constraint.kind == .null
        if let isNull, isNull != saysNull {
          throw ServerError("42601", "conflicting NULL/NOT NULL declarations for \(place)")
        }
        isNull = saysNull
      case .default:
        if hasDefault {
          throw ServerError("42601", "multiple default values specified for \(place)")
        }
        hasDefault = true
      case .identity:
        if hasIdentity {
          throw ServerError("42601", "multiple identity specifications for \(place)")
        }
        if isNull == true {
          throw ServerError("42601", "conflicting NULL/NOT NULL declarations for \(place)")
        }
        hasIdentity = true
        isNull = false
      case .generatedStored, .generatedVirtual:
        if isGenerated {
          throw ServerError("42601", "multiple generation clauses specified for \(place)")
        }
        isGenerated = true
      case .check, .unique, .exclusion, .foreignKey: break
      }
    }
    let kinds = [
      (hasDefault, "default"), (hasIdentity, "identity"), (isGenerated, "generation expression"),
    ]
    .filter(\.0)
    if kinds.count > 1 {
      throw ServerError("42601", "both \(kinds[0].1) and \(kinds[1].1) specified for \(place)")
    }
  }

  /// - Throws: 42P16 for a pseudo-type, 42804 for a collation of a type that has none.
  func refuseType(
    _ type: DataType?, named column: String, collation: QualifiedName?
  ) throws(ServerError) {
    guard let type, case .base(let name, _) = coercionType(type).baseType,
      let row = BuiltInTypeRow.named(name, version: version)
    else { return }
    if row.kind == .pseudo {
      throw ServerError("42P16", "column \"\(column)\" has pseudo-type \(name)")
    }
    guard collation != nil, !row.isCollatable else { return }
    throw ServerError(
      "42804", "collations are not supported by type \(catalog.describe(type))")
  }

  /// What a default, a CHECK or the expression of a generated column calls.
  ///
  /// - Throws: 42883 where it is certain that there is no such function or operator.
  func refuseMissingCalls(_ bound: BoundExpression) throws(ServerError) {
    guard let missing = bound.missing, !hasExtensions else { return }
    switch missing {
    case .operator(let name):
      throw ServerError("42883", "operator does not exist: \(name)")
    case .function(let name):
      throw ServerError("42883", "function \(name) does not exist")
    }
  }
}
