import Catalog
import SQLSyntax

/// Which objects of two schemas are the same one.
struct SchemaPairs {
  /// By the objects of the first schema, those of the second.
  private(set) var second: [ObjectID: ObjectID] = [:]
  private(set) var first: [ObjectID: ObjectID] = [:]
  /// Only in the first, or in the second; in the order in which they were made.
  private(set) var onlyFirst: [ObjectID] = []
  private(set) var onlySecond: [ObjectID] = []
  /// Paired by their names alone: the history dropped one and made the other.
  private(set) var renewed: Set<ObjectID> = []

  /// The same but for a name that PostgreSQL made up: there is nothing to do.
  private(set) var unnamed: Set<ObjectID> = []

  /// - Parameter shareHistory: one schema has grown out of the other: what has the same number is the same object, also
  ///   under another name.
  init(_ left: Catalog, _ right: Catalog, shareHistory: Bool) {
    let leftIDs = left.allObjects.filter { left.isWritten($0) }
    let rightIDs = right.allObjects.filter { right.isWritten($0) }
    if shareHistory {
      let known = Set(rightIDs)
      for id in leftIDs where known.contains(id) { pair(id, id) }
    }
    var names: [String: ObjectID] = [:]
    for id in rightIDs where first[id] == nil { names[right.identity(of: id)] = id }
    for id in leftIDs where second[id] == nil {
      guard let other = names.removeValue(forKey: left.identity(of: id)) else {
        onlyFirst.append(id)
        continue
      }
      pair(id, other)
      if shareHistory { renewed.insert(id) }
    }
    onlySecond = rightIDs.filter { first[$0] == nil }
    guard !shareHistory else { return }
    pairUnnamed(left, right, onlySecond)
    // What is only concluded from its being used cannot be made.
    onlySecond.removeAll { first[$0] != nil || right[$0].origin == .before }
  }

  /// Pairs constraints and indexes that say the same under different names, of which one was made up.
  private mutating func pairUnnamed(_ left: Catalog, _ right: Catalog, _ rest: [ObjectID]) {
    var places: [String: [ObjectID]] = [:]
    for id in rest { right.nameless(id).map { places[$0, default: []].append(id) } }
    var unpaired: [ObjectID] = []
    for id in onlyFirst {
      guard let words = left.nameless(id),
        let place = places[words]?.firstIndex(where: { other in
          left[id].isNameMadeUp || right[other].isNameMadeUp
        }), let other = places[words]?.remove(at: place)
      else {
        unpaired.append(id)
        continue
      }
      pair(id, other)
      unnamed.insert(id)
    }
    onlyFirst = unpaired
  }

  /// Leaves things of the first schema alone that are not in the second.
  mutating func keep(where isKept: (ObjectID) -> Bool) { onlyFirst.removeAll(where: isKept) }

  private mutating func pair(_ left: ObjectID, _ right: ObjectID) {
    second[left] = right
    first[right] = left
  }
}

extension Catalog {
  /// It stands in the schema as a thing that statements make: it is no member of an extension, not temporary, and not
  /// PostgreSQL's own.
  func isWritten(_ id: ObjectID) -> Bool {
    let object = self[id]
    guard id != publicSchema, id != systemSchema, id != temporarySchema, object.extension == nil,
      !object.isDropped
    else { return false }
    if let container = object.container {
      if container == temporarySchema || container == systemSchema { return false }
    }
    if let owner = owner(ofPart: id), !isWritten(owner) { return false }
    return true
  }

  /// The table or domain of what is not without one.
  private func owner(ofPart id: ObjectID) -> ObjectID? {
    switch self[id].definition {
    case .constraint, .attached: self[id].container
    case .relation(let relation): relation.index?.table
    case .schema, .type, .function, .other: nil
    }
  }

  /// What a constraint or an index says, but for its name; nil for anything else.
  func nameless(_ id: ObjectID) -> String? {
    if let constraint = constraint(id) {
      return "\(qualifiedName(constraint.owner)) \(definition(ofConstraint: id))"
    }
    guard let index = index(id), index.constraint == nil else { return nil }
    // The name stands before the table, behind words that are all in capitals.
    return definition(ofIndex: id)
      .replacing(" \(quotedName(self[id].name)) ON ", with: " ON ", maxReplacements: 1)
  }

  /// What tells an object from all others of a schema, by names.
  func identity(of id: ObjectID) -> String {
    let object = self[id]
    var text =
      switch object.definition {
      case .schema: "schema "
      case .relation(let relation): relation.kind.rawValue + " "
      case .type(let type): type.kindWord + " "
      case .function(let function): function.kind.rawValue + " "
      case .constraint: "constraint "
      case .attached(let attached): attached.kind.rawValue + " "
      case .other(let other): other.type.rawValue + " "
      }
    switch object.definition {
    case .constraint, .attached:
      text += object.container.map { qualifiedName($0) } ?? ""
      text += "\0" + object.name
    default: text += qualifiedName(id)
    }
    if case .function(let function) = object.definition {
      text += "(" + argumentTypes(function).joined(separator: ",") + ")"
    }
    return text
  }

  /// The types by which a function is told from others of its name, as printed.
  func argumentTypes(_ function: Function) -> [String] {
    function.arguments.map { type in
      guard let type else { return "?" }
      return describe(DataType(type.base, isArray: type.isArray))
    }
  }
}

extension UserType {
  /// PostgreSQL's word for DROP and ALTER.
  var kindWord: String {
    if case .domain = definition { "DOMAIN" } else { "TYPE" }
  }
}
