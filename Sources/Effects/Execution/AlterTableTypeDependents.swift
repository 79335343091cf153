import Catalog
import SQLSyntax

/// What forbids ALTER COLUMN … TYPE: PostgreSQL adapts constraints, indexes and defaults, but nothing else that
/// mentions the column. RememberAllDependentForRebuilding, find_composite_type_dependencies (tablecmds.c).
extension Replay {
  /// - Throws: 0A000. [type_varchar_wider_view, type_varchar_wider_rule, type_varchar_wider_trigger_of,
  ///   type_varchar_wider_generated, type_varchar_wider_publication_list, type_varchar_wider_function_body]
  mutating func refuseDependents(of number: Int16, in id: ObjectID) throws(ServerError) {
    for (_, attached) in catalog.attached(to: id) where attached.columns.contains(number) {
      throw ServerError("0A000", "cannot alter type of a column used \(attached.kind.place)")
    }
    for dependency in catalog.dependencies(on: ObjectAddress(id, .column(number))) {
      let dependent = dependency.dependent
      switch catalog[dependent.object].definition {
      case .relation(let relation):
        if relation.view != nil {
          throw ServerError("0A000", "cannot alter type of a column used by a view or rule")
        }
        guard dependent.object == id, let own = dependent.column, own != number,
          relation[own].generated != nil
        else { continue }
        // [type_int_to_bigint_generated_dep]
        throw ServerError(
          version >= 15 ? "0A000" : "42601",
          "cannot alter type of a column used by a generated column")
      case .attached(let attached):
        throw ServerError("0A000", "cannot alter type of a column used \(attached.kind.place)")
      case .function:
        throw ServerError("0A000", "cannot alter type of a column used by a function or procedure")
      case .other(let other) where other.type == .publication:
        throw ServerError(
          "0A000", "cannot alter type of a column used by a publication WHERE clause")
      default: break
      }
    }
    let mayBeRead = catalog.views(over: id).contains {
      catalog.relation($0)?.view?.readsUnknownColumns.contains(id) == true
    }
    if mayBeRead || catalog.relation(id)?.isAssumed == true { notKnown(.fails) }
  }

  /// - Throws: 0A000 where a column of another table holds rows of this one. [type_column_used_in_row_type]
  func refuseRowType(of id: ObjectID) throws(ServerError) {
    var seen: Set<ObjectID> = [id]
    var waiting = [id]
    while let type = waiting.popLast() {
      for dependency in catalog.dependencies(on: ObjectAddress(type)) {
        let user = dependency.dependent.object
        if let relation = catalog.relation(user),
          case .column(let number) = dependency.dependent.part
        {
          // A generated column names other columns of its table.
          guard relation[number].type?.userType == type else { continue }
          guard relation.kind == .compositeType else {
            let place = "\(catalog[user].name).\(columnName(number, of: user))"
            throw .rowTypeIsUsed(catalog[id].name, catalog.relation(id)?.kind, place)
          }
          if seen.insert(user).inserted { waiting.append(user) }
        } else if catalog.domain(user) != nil, seen.insert(user).inserted {
          waiting.append(user)
        }
      }
    }
  }
}

extension AttachedObject.Kind {
  fileprivate var place: String {
    switch self {
    case .trigger: "in a trigger definition"
    case .policy: "in a policy definition"
    case .rule: "by a view or rule"
    }
  }
}

extension ServerError {
  fileprivate static func rowTypeIsUsed(
    _ name: String, _ kind: RelationKind?, _ column: String
  ) -> ServerError {
    kind == .compositeType
      ? ServerError("0A000", "cannot alter type \"\(name)\" because column \"\(column)\" uses it")
      : ServerError(
        "0A000", "cannot alter table \"\(name)\" because column \"\(column)\" uses its row type")
  }
}
