import Catalog
import SQLSyntax

/// What the names of an expression stand for, in the catalogue as it is.
struct RelationScope: ExpressionScope {
  let catalog: Catalog
  let path: SearchPath
  /// The relation whose columns may be named, or the domain whose VALUE may be.
  let relation: ObjectID?

  func column(_ name: String) -> (number: Int16, type: DataType?)? {
    if name == "value", let relation, let domain = catalog.domain(relation) {
      return (0, domain.base?.withoutModifier)
    }
    guard let relation, let definition = catalog.relation(relation),
      let number = definition.column(named: name)
    else { return nil }
    return (number, definition[number].type)
  }

  func type(_ name: QualifiedName) -> ObjectID? {
    catalog.lookUp(.type, name, path: path).id
  }

  func relation(_ name: QualifiedName) -> ObjectID? { catalog.relation(name, path: path).id }

  func function(_ name: QualifiedName, arguments: Int) -> CalledUserFunction? {
    let functions = catalog.functions(name, path: path) ?? []
    for id in functions {
      guard let function = catalog.function(id) else { continue }
      let count = function.arguments.count
      if function.isVariadic || (count - function.defaults...count).contains(arguments) {
        return CalledUserFunction(
          id: id, arguments: function.arguments, isVariadic: function.isVariadic,
          result: function.result)
      }
    }
    return nil
  }

  func baseType(of type: ObjectID) -> DataType? { catalog.domain(type)?.base }

  func attribute(_ name: String, of type: ObjectID) -> DataType? {
    var row: ObjectID? = catalog.relation(type) == nil ? nil : type
    if case .composite(let relation) = catalog.type(type)?.definition { row = relation }
    guard let relation = row.flatMap({ catalog.relation($0) }) else { return nil }
    return relation.column(named: name).flatMap { relation[$0].type }
  }
}
