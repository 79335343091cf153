package import Catalog
import Effects
import SQLLexer
import SQLSyntax

/// A name by which clients ask for something, and that a statement takes away: it gives the object another one, moves it to
/// another schema, or drops it.
package struct TakenName: Sendable {
  /// What becomes of the name.
  package enum Fate: Equatable, Sendable {
    /// Nothing has it when the migration is through, as far as its file tells.
    case gone
    /// Something has it again, but only since a later transaction of the file.
    case returnsLater
    /// Something has it when the transaction commits.
    case stays(Successor)
  }

  /// Which calls of a function fail that is made again with other arguments.
  package enum FailingCalls: Sendable {
    case all
    /// Only types differ: those that pass a value of an old one.
    case ofOldTypes
    /// Only the order differs, and what may be left out: those that do not name the arguments. The others would find both.
    case byPlace
  }

  /// What has a name after something else had it.
  package struct Successor: Equatable, Sendable {
    /// PostgreSQL's word: `view`.
    package var kind: String
    /// What clients could ask for, and cannot any more: columns of a relation.
    package var lacks: [String] = []
    /// Clients cannot write to it.
    package var isReadOnly = false
    /// Of a function: why a call of the old one does not find it, or gets something else.
    package var difference: String?
    package var failingCalls = FailingCalls.all

    /// Clients can do with it all that they could before.
    package var serves: Bool { lacks.isEmpty && !isReadOnly && difference == nil }
  }

  /// Of a relation, its kind where it is known.
  package var kind: RelationKind?
  /// Of a column, its type where it is known, as PostgreSQL prints it.
  package var type: String?
  /// No client knows it: the migration has made what bears it, or gives it a name that it has just freed.
  package var isUnknownToClients: Bool
  /// It is a part of something, a sequence of a column or a function of triggers: clients do not ask for it by name.
  package var isPart = false
  package var fate = Fate.gone
  fileprivate var subject: Subject
  fileprivate var path: SearchPath

  /// In a box: most steps take nothing away.
  fileprivate indirect enum Subject: Sendable {
    case relation(QualifiedName, ObjectID?, columns: [String]?, isWritable: Bool)
    case column(QualifiedName, Name, ObjectID?, number: Int16?)
    case type(QualifiedName)
    case schema(String)
    case routine(QualifiedName, schema: ObjectID, Function)
    /// A role, a label of an enum, …: nothing takes its place.
    case other
  }

  /// - Parameter object: what bears it, as far as that is known.
  fileprivate init(_ subject: Subject, of object: ObjectID?, _ server: Replay) {
    self.subject = subject
    path = server.session.path
    isUnknownToClients =
      object.map { id in
        server.catalog[id].origin.file == server.file
          && !(server.catalog.relation(id)?.isAssumed ?? false)
      } ?? false
  }
}

// MARK: - What a statement takes

extension Replay {
  /// The name that a statement takes away, if it does what it says, before it is executed.
  func takenName(by stop: Stop) -> TakenName? {
    let source = stop.source
    return switch stop.statement.tree {
    case .rename(let rename): takenName(by: rename, in: source)
    case .alterObjectSchema(let alter): takenName(of: alter.object, in: source)
    case .alterEnum(let alter) where alter.oldLabel != nil:
      TakenName(.other, of: lookUp(NamedObject(.type, alter.type), in: source).id, self)
    case .drop(let drop) where drop.objects.count == 1: takenName(of: drop.objects[0], in: source)
    default: nil
    }
  }

  private func takenName(by rename: Rename, in source: SyntaxFile) -> TakenName? {
    switch rename.object {
    case .column, .attribute:
      rename.part.map { takenName(ofColumn: $0, of: rename.name) }
    case .tableConstraint, .domainConstraint, .trigger, .rule, .policy: nil
    default:
      takenName(
        of: {
          var object = NamedObject(rename.object, rename.name)
          object.arguments = rename.arguments
          return object
        }(), in: source)
    }
  }

  private func takenName(ofColumn column: Name, of table: QualifiedName) -> TakenName {
    let id = find(table)?.id
    let relation = id.flatMap { catalog.relation($0) }
    let number = relation?.column(named: column.text)
    var taken = TakenName(.column(table, column, id, number: number), of: id, self)
    taken.kind = relation?.kind
    if let relation, let number {
      let column = relation[number]
      taken.isUnknownToClients = taken.isUnknownToClients || column.origin.file == file
      if let type = column.type, type.isKnown { taken.type = catalog.describe(type) }
    }
    return taken
  }

  private func takenName(of object: NamedObject, in source: SyntaxFile) -> TakenName? {
    guard let name = object.name else { return nil }
    if RelationKind(object.object) != nil {
      let id = find(name)?.id
      let relation = id.flatMap { catalog.relation($0) }
      let columns = relation.flatMap { relation in
        relation.hasUnknownColumns
          ? nil
          : relation.liveColumns.map { relation[$0] }.filter { $0.origin.file != file }.map(\.name)
      }
      var taken = TakenName(
        .relation(
          name, id, columns: columns,
          isWritable: id.map { catalog.isKnownWritable($0) } ?? (object.object == .table)),
        of: id, self)
      taken.isUnknownToClients = taken.isUnknownToClients || relation?.persistence == .temporary
      taken.kind = relation?.kind
      taken.isPart = relation?.sequence?.owner != nil
      return taken
    }
    let id = lookUp(object, in: source).id
    switch object.object {
    case .type, .domain: return TakenName(.type(name), of: id, self)
    case .schema: return TakenName(.schema(name.name.text), of: id, self)
    case .function, .procedure, .routine, .aggregate:
      guard let id, let function = catalog.function(id), let schema = catalog[id].container else {
        return TakenName(.other, of: id, self)
      }
      var taken = TakenName(.routine(name, schema: schema, function), of: id, self)
      taken.isPart = function.isOfTriggers(catalog)
      return taken
    default: return TakenName(.other, of: id, self)
    }
  }
}

extension TakenName {
  /// Takes out the columns of a relation that no client knows.
  fileprivate mutating func forgetColumns(_ isUnknown: (QualifiedName, String) -> Bool) {
    guard case .relation(let name, let id, let columns?, let isWritable) = subject else { return }
    subject = .relation(
      name, id, columns: columns.filter { !isUnknown(name, $0) }, isWritable: isWritable)
  }
}

// MARK: - What has it afterwards

extension TakenName {
  /// What has the name where the server stands; nil where nothing has, or nobody knows.
  fileprivate func successor(on server: Replay) -> Successor? {
    let catalog = server.catalog
    switch subject {
    case .other: return nil
    case .schema(let name): return catalog.schema(name).id.map { _ in Successor(kind: "schema") }
    case .type(let name):
      return catalog.lookUp(.type, name, path: path).id.map { _ in Successor(kind: "type") }
    case .routine(let name, let schema, let function):
      return successor(of: function, name, in: schema, on: server)
    case .relation(let name, let id, let columns, let isWritable):
      guard let heir = catalog.relation(name, path: path).id, let relation = catalog.relation(heir)
      else { return nil }
      var successor = Successor(kind: relation.kind.rawValue)
      guard heir != id, !relation.kind.isIndex else { return successor }
      successor.isReadOnly = isWritable && !catalog.isWritable(heir)
      if let columns, !relation.hasUnknownColumns {
        successor.lacks = columns.filter { relation.column(named: $0) == nil }
      }
      return successor
    case .column(let table, let column, let id, let number):
      guard let heir = catalog.relation(table, path: path).id,
        let relation = catalog.relation(heir)
      else { return nil }
      guard let place = relation.column(named: column.text) else {
        // A view over what is not known may well have it.
        return heir != id && id != nil && relation.hasUnknownColumns
          ? Successor(kind: relation.kind.rawValue) : nil
      }
      var successor = Successor(kind: "column")
      let isOther = heir != id || place != number
      successor.isReadOnly =
        isOther && (relation[place].generated != nil || !catalog.isWritable(heir))
      return successor
    }
  }

  private func successor(
    of old: Function, _ name: QualifiedName, in schema: ObjectID, on server: Replay
  ) -> Successor? {
    let catalog = server.catalog
    let all = catalog.functions(name.name.text, in: schema)
    if let heir = all.lazy.compactMap({ catalog.function($0) }).first(where: {
      $0.typesRefused(of: old, catalog, server.version)?.isEmpty ?? false
    }) {
      return successor(of: old, heir, catalog)
    }
    // Another function of the name that was there before takes no place.
    guard let made = all.first(where: { catalog[$0].origin.file == server.file }),
      let heir = catalog.function(made)
    else { return nil }
    var successor = Successor(kind: heir.kind.rawValue)
    successor.difference = "(\(heir.signature)) instead of (\(old.signature))"
    if heir.isReordered(from: old) {
      successor.failingCalls = .byPlace
    } else if heir.argumentNames.starts(with: old.argumentNames),
      let places = heir.typesRefused(of: old, catalog, server.version)
    {
      successor.failingCalls = .ofOldTypes
      successor.difference = places.map { place in
        let (new, former) = (heir.arguments[place], old.arguments[place])
        let words = (
          new: new.map(catalog.describe) ?? "another type",
          former: former.map(catalog.describe) ?? "the old one"
        )
        return
          (words.new == words.former
          ? "a changed \(words.new)" : "\(words.new) instead of \(words.former)")
          + " as its argument " + (heir.name(ofArgument: place) ?? String(place + 1))
      }.joined(separator: " and ")
    }
    return successor
  }

  private func successor(of old: Function, _ heir: Function, _ catalog: Catalog) -> Successor {
    var successor = Successor(kind: heir.kind.rawValue)
    let (outputs, oldOutputs) = (catalog.outputs(of: heir), catalog.outputs(of: old))
    if !outputs.isEmpty { successor.lacks = oldOutputs.filter { !outputs.contains($0) } }
    // OUT arguments and a composite type give rows of the same columns.
    if outputs == oldOutputs, !outputs.isEmpty, heir.returnsSet == old.returnsSet {
      return successor
    }
    if let result = heir.result, let before = old.result {
      let (new, former) = (catalog.describe(result, heir), catalog.describe(before, old))
      if new != former { successor.difference = "\(new) as its result instead of \(former)" }
    }
    return successor
  }
}

extension Catalog {
  /// Clients can insert into a relation, as far as is known.
  fileprivate func isWritable(_ id: ObjectID) -> Bool {
    guard let relation = relation(id) else { return true }
    switch relation.kind {
    case .materializedView: return false
    case .view:
      return relation.view?.isUpdatable != false
        || attached(to: id).contains { $0.attached.kind != .policy }
    default: return true
    }
  }

  /// For certain, as far as its definition goes.
  fileprivate func isKnownWritable(_ id: ObjectID) -> Bool {
    guard let relation = relation(id), relation.kind == .view else { return isWritable(id) }
    return relation.view?.isUpdatable == true
  }

  /// A type that was made again under the name of another has all that values of that are made of.
  fileprivate func takesValues(_ own: DataType, of other: DataType) -> Bool {
    guard let new = own.userType, let old = other.userType else { return true }
    if case .enum(let labels)? = type(new)?.definition,
      case .enum(let former)? = type(old)?.definition
    {
      return Set(former.map(\.text)).isSubset(of: labels.map(\.text))
    }
    return attributes(of: new) == attributes(of: old)
  }

  /// Of a composite type, or of the rows of a relation.
  private func attributes(of id: ObjectID) -> [String] {
    var id = id
    if case .composite(let relation)? = type(id)?.definition { id = relation }
    guard let relation = relation(id) else { return [] }
    return relation.liveColumns.map { number in
      relation[number].name + " " + (relation[number].type.map(describe) ?? "")
    }
  }

  /// The columns of the rows that a function gives, by name; none where they are not known.
  fileprivate func outputs(of function: Function) -> [String] {
    guard function.outputNames.isEmpty, let result = function.result, !result.isArray,
      let type = result.userType.flatMap({ self.type($0) }),
      case .composite(let id) = type.definition, let relation = relation(id)
    else { return function.outputNames }
    return relation.liveColumns.map { relation[$0].name }
  }

  fileprivate func describe(_ result: DataType, _ function: Function) -> String {
    (function.returnsSet ? "SETOF " : "") + describe(result)
  }
}

extension Replay {
  /// The names of functions that a statement drops, and that no client calls: only triggers can, or the files make others
  /// of the name, and none that takes these arguments. To be asked before it.
  func uncalledFunctions(droppedBy statement: Statement, in source: SyntaxFile) -> Set<ByteRange> {
    guard case .drop(let drop) = statement.tree else { return [] }
    let kinds: [ObjectType] = [.function, .procedure, .routine, .aggregate]
    guard kinds.contains(drop.object) else { return [] }
    func isOfTriggers(_ id: ObjectID) -> Bool {
      catalog.function(id)?.isOfTriggers(catalog) ?? false
    }
    let uncalled = drop.objects.filter { object in
      guard let known = knownFunctions(object, in: source) else { return false }
      switch known.wanted {
      case .found(let id): return isOfTriggers(id)
      case .missing: return drop.ifExists
      case .unknown: return known.all.allSatisfy(isOfTriggers)
      }
    }
    return Set(uncalled.compactMap { $0.name?.range })
  }
}

extension Function {
  fileprivate func isOfTriggers(_ catalog: Catalog) -> Bool {
    guard let result else { return false }
    return ["trigger", "event_trigger"].contains(catalog.describe(result))
  }

  /// The arguments that it takes no value of the other's type for, as far as the types are known; nil where a call that
  /// found the other does not find this one whatever it passes.
  fileprivate func typesRefused(
    of other: Function, _ catalog: Catalog, _ version: Int
  ) -> [Int]? {
    guard arguments.count >= other.arguments.count,
      arguments.count - defaults <= other.arguments.count - other.defaults
    else { return nil }
    return other.arguments.indices.filter { place in
      guard let own = arguments[place], let other = other.arguments[place] else { return false }
      if own.withoutModifier == other.withoutModifier { return false }
      if catalog.describe(own.withoutModifier) == catalog.describe(other.withoutModifier) {
        return !catalog.takesValues(own, of: other)
      }
      guard let target = own.builtIn, let source = other.builtIn, !own.isArray, !other.isArray
      else { return true }
      return BuiltInCast.cast(from: source, to: target, version: version)?.context != .implicit
    }
  }

  /// The same arguments, under the same names, in another order, and perhaps more of them that may be left out.
  fileprivate func isReordered(from other: Function) -> Bool {
    let (names, former) = (argumentNames, other.argumentNames)
    guard !names.contains(""), names.count == arguments.count, !former.contains(""),
      former.count == other.arguments.count, Set(former).isSubset(of: names),
      !names.starts(with: former)
    else { return false }
    return names.indices.allSatisfy { place in
      let mayBeLeftOut = place >= arguments.count - defaults
      guard let old = former.firstIndex(of: names[place]) else { return mayBeLeftOut }
      return arguments[place]?.withoutModifier == other.arguments[old]?.withoutModifier
    }
  }

  fileprivate func name(ofArgument place: Int) -> String? {
    place < argumentNames.count && !argumentNames[place].isEmpty ? argumentNames[place] : nil
  }
}

// MARK: - Along a section

/// Follows the names that the steps of a section take away until it is known what has them afterwards.
struct TakenNames {
  private struct Entry {
    /// The place of the step.
    var step: Int
    var name: TakenName
  }
  /// Of the present transaction.
  private var open: [Entry] = []
  /// Of earlier transactions: nothing had them when those committed.
  private var gone: [Entry] = []
  /// Names of relations and columns that the section has freed, as `Dropped.name` has them.
  private var freed: Set<String> = []
  /// Names of relations and columns that the section has given to old ones.
  private var given: Set<String> = []
  private var transaction: Int?

  /// Goes on to a statement of this transaction; the server has not done so yet.
  mutating func enter(
    _ context: TransactionContext, _ server: Replay, _ steps: inout [ReplayedStep]
  ) {
    guard context.number != transaction else { return }
    commit(server, &steps)
    transaction = context.number
  }

  /// Notes what a step has done.
  ///
  /// - Parameter name: what it takes away, as it was before it.
  mutating func note(
    _ name: TakenName?, _ stop: Stop, _ step: ReplayedStep, at place: Int, _ server: Replay
  ) {
    let effects = step.effects
    guard !stop.context.isRolledBack, effects.failure == nil, !effects.skips else { return }
    if var name {
      let old = oldName(stop.statement, server)
      if let new = newName(stop.statement, server) {
        // A name, or a column of a table, that has just been given: of that, more is said there.
        if freed.contains(new) || old.map(given.contains) == true
          || isOfRenamed(stop.statement, server)
        {
          name.isUnknownToClients = true
        }
        given.insert(new)
      }
      name.forgetColumns { table, column in given.contains(fullName(table, column, server)) }
      open.append(Entry(step: place, name: name))
      if let old { freed.insert(old) }
    }
    for drop in effects.drops where drop.holdsData { freed.insert(drop.name) }
  }

  mutating func end(_ server: Replay, _ steps: inout [ReplayedStep]) {
    commit(server, &steps)
    for var entry in gone {
      if entry.name.successor(on: server) != nil { entry.name.fate = .returnsLater }
      steps[entry.step].clients.takenName = entry.name
    }
  }

  private mutating func commit(_ server: Replay, _ steps: inout [ReplayedStep]) {
    for var entry in open {
      guard let successor = entry.name.successor(on: server) else {
        gone.append(entry)
        continue
      }
      entry.name.fate = .stays(successor)
      steps[entry.step].clients.takenName = entry.name
    }
    open.removeAll()
  }

  /// It renames a column of a relation that the section has renamed before.
  private func isOfRenamed(_ statement: Statement, _ server: Replay) -> Bool {
    guard case .rename(let rename) = statement.tree, rename.part != nil else { return false }
    return given.contains(fullName(rename.name, nil, server))
  }

  private func oldName(_ statement: Statement, _ server: Replay) -> String? {
    guard case .rename(let rename) = statement.tree else { return nil }
    return fullName(rename.name, rename.part?.text, server)
  }

  private func newName(_ statement: Statement, _ server: Replay) -> String? {
    guard case .rename(let rename) = statement.tree else { return nil }
    if rename.part != nil { return fullName(rename.name, rename.newName.text, server) }
    return fullName(
      QualifiedName(qualifiers: rename.name.qualifiers, name: rename.newName), nil, server)
  }

  private func fullName(_ name: QualifiedName, _ part: String?, _ server: Replay) -> String {
    let schema = name.schema?.text ?? server.session.path.schemas.first ?? "public"
    return "\(schema).\(name.name.text)" + (part.map { ".\($0)" } ?? "")
  }
}
