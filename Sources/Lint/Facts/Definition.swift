package import Catalog
import Effects
import Migrations
package import SQLLexer
import SQLSyntax

/// What a name of a statement stands for, and the place in the history that made it so.
package struct Definition: Sendable {
  /// What it is, in PostgreSQL's words: the type of a column.
  package var words: String
  package var origin: Origin
  /// A column, as the files tell.
  package var column: Column?
  /// What the type is called there, if it has been renamed since.
  package var nameThen: String?
  /// nil where no file tells.
  package var place: Place?

  package struct Place: Sendable {
    package var path: String
    package var range: ByteRange
    /// It stands in the file that is looked at.
    package var isHere: Bool

    /// ` since 003_users.sql`; nothing in the same file.
    package var since: String { isHere ? "" : " since \(OrderedName(path).name)" }
  }

  init(_ words: String, _ origin: Origin) {
    self.words = words
    self.origin = origin
  }

  /// `varchar(50) since 003_users.sql`
  package var sentence: String {
    guard let place, !place.isHere, let nameThen else { return words + (place?.since ?? "") }
    return "\(words)\(place.since), which calls it \(nameThen)"
  }
}

extension Replay {
  /// What the commands of ALTER TABLE name, as it is before it.
  func definitions(_ alter: AlterTable) -> [ByteRange: Definition] {
    guard let table = find(alter.name)?.id, let relation = catalog.relation(table) else {
      return [:]
    }
    var found: [ByteRange: Definition] = [:]
    for command in alter.commands where command.kind != .addConstraint {
      guard let name = command.name else { continue }
      found[name.range] =
        column(name.text, of: relation)
        ?? catalog.object(.constraint, name.text, in: table)?.id.flatMap { constraint($0) }
    }
    return found
  }

  /// What decides how commands of ALTER TABLE work, as it is after it, by the places of the commands.
  func reasons(_ alter: AlterTable, _ effects: Effects) -> [ByteRange: Definition] {
    var found: [ByteRange: Definition] = [:]
    for (range, column) in effects.newColumns {
      switch column.cause {
      case .domain(_, _, let id?): found[range] = constraint(id)
      case .default(.function(let name)): found[range] = function(name)
      default: break
      }
    }
    for (range, proof) in effects.notNullProofs {
      guard case .notValid(let name) = proof, let table = find(alter.name)?.id else { continue }
      found[range] = catalog.object(.constraint, name, in: table)?.id.flatMap { constraint($0) }
    }
    return found
  }

  private func column(_ name: String, of relation: Relation) -> Definition? {
    guard let number = relation.column(named: name), relation[number].typeOrigin != .before else {
      return nil
    }
    let column = relation[number]
    guard let type = column.type, type.isKnown else { return nil }
    var definition = Definition(typeLabel(catalog.describe(type)), column.typeOrigin)
    definition.column = column
    definition.nameThen = type.userType.flatMap { id in
      catalog[id].formerNames.first { column.typeOrigin.isBefore($0.until) }?.name
    }
    return definition
  }

  private func constraint(_ id: ObjectID) -> Definition? {
    let object = catalog[id]
    guard case .constraint(let constraint) = object.definition, !object.isDropped else {
      return nil
    }
    var origin = object.origin
    origin.range = constraint.range ?? origin.range
    return Definition(constraint.kind.rawValue, origin)
  }

  private func function(_ name: QualifiedName) -> Definition? {
    catalog.functions(name, path: session.path)?.first.map {
      Definition("function", catalog[$0].origin)
    }
  }
}

/// A type as most people write it: `varchar(50)`, not `character varying(50)`.
private func typeLabel(_ type: String) -> String {
  let varying = "character varying"
  return type.hasPrefix(varying) ? "varchar" + type.dropFirst(varying.count) : shortLabel(type)
}
