import Catalog
import Reporters
import SQLSyntax

extension JSONWriter {
  /// The lines of `inspect schema`, as docs/inspect.md defines them: sorted by kind and name.
  mutating func write(_ catalog: Catalog) {
    var lines: [(sort: [String], id: ObjectID)] = []
    for id in catalog.allObjects where catalog[id].origin.file >= 0 || isUsed(id, catalog) {
      let object = catalog[id]
      guard let kind = object.lineKind, object.extension == nil else { continue }
      lines.append(([kind, catalog.qualifiedName(id)], id))
    }
    lines.sort { left, right in
      left.sort == right.sort
        ? left.id < right.id : left.sort.lexicographicallyPrecedes(right.sort)
    }
    for line in lines { write(line.id, line.sort[0], catalog) }
  }

  /// What the history did not make, but has changed or named.
  private func isUsed(_ id: ObjectID, _ catalog: Catalog) -> Bool {
    guard let relation = catalog.relation(id) else { return false }
    return relation.isAssumed && (relation.kind.isTable || relation.kind == .view)
  }

  private mutating func write(_ id: ObjectID, _ kind: String, _ catalog: Catalog) {
    let object = catalog[id]
    beginObject()
    member("object", kind)
    switch object.definition {
    case .relation(let relation):
      if relation.index == nil {
        member("name", catalog.qualifiedName(id))
        write(relation, catalog)
      } else if let index = relation.index {
        member("name", catalog.qualifiedName(id))
        write(index, id, catalog)
      } else {
        member("name", catalog.qualifiedName(id))
      }
    case .constraint(let constraint):
      if let owner = object.container { member("table", catalog.qualifiedName(owner)) }
      member("name", object.name)
      member("type", constraint.kind.rawValue)
      member("definition", catalog.definition(ofConstraint: id))
      member("validated", constraint.isValid)
    case .type(let type):
      member("name", catalog.qualifiedName(id))
      write(type, catalog)
    case .function(let function):
      member("name", catalog.qualifiedName(id))
      member("arguments", function.signature)
      if let result = function.result { member("returns", catalog.describe(result)) }
      if let language = function.language { member("language", language) }
    case .attached:
      if let table = object.container { member("table", catalog.qualifiedName(table)) }
      member("name", object.name)
    case .schema, .other:
      member("name", catalog.qualifiedName(id))
    }
    if let comment = object.comment { member("comment", comment) }
    endObject()
    endDocument()
  }

  private mutating func write(_ relation: Relation, _ catalog: Catalog) {
    switch relation.kind {
    case .view, .materializedView:
      key("reads")
      beginArray()
      for name in Set((relation.view?.reads ?? []).map(\.object)).filter({
        catalog.relation($0) != nil
      }).map(catalog.qualifiedName).sorted() { string(name) }
      endArray()
    case .sequence:
      if let sequence = relation.sequence {
        member("type", catalog.describe(sequence.type))
        if let owner = sequence.owner, let column = owner.column {
          let name = catalog.relation(owner.object)?[column].name ?? ""
          member("ownedBy", catalog.qualifiedName(owner.object) + "." + name)
        }
      }
    default:
      member("kind", relation.kind.rawValue)
      if let key = relation.partitionKey {
        member("partitionKey", catalog.describe(key, of: relation))
      }
      write(columns: relation, catalog)
      if relation.hasUnknownColumns { member("complete", false) }
      member("rowSecurity", relation.hasRowSecurity)
    }
  }

  private mutating func write(columns relation: Relation, _ catalog: Catalog) {
    key("columns")
    beginArray()
    for number in relation.liveColumns {
      let column = relation[number]
      beginObject()
      member("name", column.name)
      key("type")
      if let type = column.type { string(catalog.describe(type)) } else { null() }
      key("notNull")
      if let isNotNull = column.isNotNull { bool(isNotNull) } else { null() }
      if let value = column.defaultValue {
        member("default", catalog.text(of: value, in: relation))
      }
      if let identity = column.identity {
        member("identity", identity == .always ? "always" : "by default")
      }
      if let generated = column.generated {
        member("generated", generated == .stored ? "stored" : "virtual")
      }
      if let comment = column.comment { member("comment", comment) }
      endObject()
    }
    endArray()
  }

  private mutating func write(_ index: Index, _ id: ObjectID, _ catalog: Catalog) {
    member("table", catalog.qualifiedName(index.table))
    member("definition", catalog.definition(ofIndex: id))
    member("unique", index.isUnique)
    key("valid")
    if let isValid = index.isValid { bool(isValid) } else { null() }
  }

  private mutating func write(_ type: UserType, _ catalog: Catalog) {
    switch type.definition {
    case .enum(let labels):
      key("labels")
      beginArray()
      for label in labels { string(label.text) }
      endArray()
    case .domain(let domain):
      if let base = domain.base { member("type", catalog.describe(base)) }
      member("notNull", domain.isNotNull)
    case .composite, .range, .base, .shell, .unknown: break
    }
  }
}

extension CatalogObject {
  /// The word of `inspect schema` for it; nil for what has no line.
  fileprivate var lineKind: String? {
    switch definition {
    case .schema: "schema"
    case .relation(let relation):
      switch relation.kind {
      case .table, .partitionedTable, .foreignTable: "table"
      case .index, .partitionedIndex: "index"
      case .view: "view"
      case .materializedView: "materialized view"
      case .sequence: "sequence"
      case .compositeType: "type"
      }
    case .type(let type):
      switch type.definition {
      case .enum: "enum"
      case .domain: "domain"
      case .composite: nil
      case .range, .base, .shell, .unknown: "type"
      }
    case .function(let function): function.kind.rawValue
    case .constraint: "constraint"
    case .attached(let attached): attached.kind.rawValue
    case .other(let other): other.type.rawValue.dropFirst("OBJECT_".count).lowercased()
    }
  }
}
