package import Catalog
package import Effects
import Migrations
package import SQLLexer
import SQLSyntax

/// How the way back of a migration went, run where the migration has just run.
package struct WayBackRun: Sendable {
  /// A statement of the migration, or of its way back.
  package struct Place: Hashable, Sendable {
    package var path: String
    /// The section's place in the file.
    package var section: Int
    package var range: ByteRange
    /// The first line of the statement.
    package var line: ByteRange
  }

  package enum Outcome: Sendable {
    /// The statement fails for certain. What stands behind it is not reached.
    case fails(Place, ServerError)
    /// The statement drops what none of the files makes: it fails, or takes what is not the migration's.
    case misses(Place, ServerError)
    /// What the statement does cannot be followed, or depends on what the files do not tell.
    case unknown(Place)
    /// A migration before it fails for certain, or it does itself: nobody knows where it stands.
    case unreached
    case compared(WayBack)
  }

  /// What a statement has done.
  struct Deed: Sendable {
    var place: Place
    var touched: Set<ObjectID>
    /// Of ALTER TABLE and RENAME: the parts that it names.
    var parts: Set<String>
    /// The properties of a table that it names.
    var properties: Set<SchemaItem.Property> = []
    /// It gives another name, and does nothing else.
    var renames = false
    /// It makes something only where there is none of that name.
    var makesIfMissing = false
  }

  /// The paths of the migration, and of the file that holds its way back: often the same.
  package var migration: String
  package var path: String
  /// The place of the latter among the files of the run.
  package var file: Int
  /// The sections of the way back in the order in which they run.
  package var sections: [Int]
  package var outcome = Outcome.unreached
  /// The header says that the migration cannot be undone, and why.
  package var isExcused: Bool
  /// The first statement of the way back.
  package var first: Place
  /// psql runs some of it under conditions.
  var isConditional: Bool
  var numbers = WayBack.Numbers()
  var done: [Deed] = []
  var undone: [Deed] = []
  /// What the way back drops by a name without a schema where the files have made none of that name, with the first
  /// statement that does.
  var namedAlone: [String: Place] = [:]
  /// The names of tables into which the migration puts rows of others.
  var filled: Set<String> = []
  /// What the migration grants on tables, and neither of the two revokes.
  var granted: [Grant] = []

  package var isCompanion: Bool { migration != path }

  /// Whether anything can be said of what it leaves.
  package var comparison: WayBack? {
    if case .compared(let wayBack) = outcome { wayBack } else { nil }
  }

  /// The statement of the migration that a difference comes from.
  package func cause(of difference: WayBack.Difference) -> Place? {
    place(of: difference, among: done, file: numbers.migration)
  }

  /// The statement of the way back that a difference comes from, or that comes nearest to undoing it.
  package func undoing(_ difference: WayBack.Difference) -> Place? {
    place(of: difference, among: undone, file: numbers.wayBack)
  }

  /// The statement of the way back that would drop what stays behind, had it named the schema.
  func missing(_ difference: WayBack.Difference) -> Place? {
    let identity = difference.item.identity
    guard difference.kind == .staysBehind, difference.item.origin.file == numbers.migration,
      identity.part.isEmpty
    else { return nil }
    return namedAlone[identity.lastOfRelation]
  }

  /// Places of the way back, as its statements run.
  func inOrder(_ places: [Place]) -> [Place] {
    func key(_ place: Place) -> (Int, UInt32) {
      (sections.firstIndex(of: place.section) ?? sections.count, place.range.start)
    }
    return places.sorted { key($0) < key($1) }
  }

  /// A second run of the migration finds what stays behind, and goes on; and nothing but it has any use for it.
  func isHarmless(_ difference: WayBack.Difference) -> Bool {
    let identity = difference.item.identity
    guard difference.kind == .staysBehind,
      [.other("extension"), .schema, .sequence].contains(identity.kind),
      contents(of: identity).isEmpty
    else { return false }
    return done.last(touching: difference.item)?.makesIfMissing == true
  }

  /// The statement of the way back that takes something away.
  package func removal(of item: SchemaItem) -> Place? { undone.last(touching: item)?.place }

  /// The statement of the migration that takes something away.
  package func destruction(of item: SchemaItem) -> Place? { done.last(touching: item)?.place }

  private func place(
    of difference: WayBack.Difference, among deeds: [Deed], file: Int32
  ) -> Place? {
    if let after = difference.after, after.origin.file == file,
      let deed = deeds.last(where: { $0.place.range == after.origin.range })
    {
      return deed.place
    }
    // A name is no property.
    let candidates = difference.kind.property == nil ? deeds : deeds.filter { !$0.renames }
    for item in [difference.before, difference.after] {
      guard let item else { continue }
      if let deed = candidates.last(touching: item, difference.kind.property) { return deed.place }
    }
    return nil
  }
}

extension [WayBackRun.Deed] {
  /// The last statement that touches a thing; one that names it comes first.
  func last(touching object: ObjectID, part: String) -> WayBackRun.Deed? {
    let all = filter { $0.touched.contains(object) }
    return all.last { $0.parts.contains(part) } ?? all.last
  }

  fileprivate func last(
    touching item: SchemaItem, _ property: SchemaItem.Property? = nil
  ) -> WayBackRun.Deed? {
    let object = item.address.object
    let named = property.flatMap { property in
      last { $0.touched.contains(object) && $0.properties.contains(property) }
    }
    return named ?? last(touching: object, part: item.identity.part)
  }
}

extension WayBackRun {
  /// nil where there is no way back that does anything.
  init?(_ turn: Turn, _ read: [ReadMigration]) {
    let migration = read[turn.file].migration
    guard migration.purpose == .migration else { return nil }
    file = turn.file
    sections = migration.wayBack
    if case .companion = migration.rollback, let companion = turn.companions.first {
      file = companion
      let all = read[companion].migration.sections
      sections = all.indices.filter { !all[$0].syntax.statements.isEmpty }
    }
    guard let section = sections.first,
      let statement = read[file].walks[section].section.syntax.statements.first
    else { return nil }
    self.migration = migration.path
    path = read[file].migration.path
    if case .no(let reason) = migration.header.reversible, !reason.isEmpty {
      isExcused = true
    } else {
      isExcused = false
    }
    isConditional = (read[turn.file].walks + read[file].walks).contains {
      let syntax = $0.section.syntax
      return !psqlConditions(syntax.lexed.trivia, syntax.bytes).isEmpty
    }
    first = Place(statement, in: section, of: read[file].walks[section], path: path)
  }
}

extension WayBackRun.Place {
  init(_ statement: Statement, in section: Int, of walk: Walk, path: String) {
    self.path = path
    self.section = section
    range = statement.range
    line = statement.range.firstLine(in: walk.section.syntax.bytes)
  }
}

/// What something was called that is gone.
struct GoneName: Hashable {
  var name: String
  /// Its schema; of what belongs to a table, that. nil where a statement does not say.
  var container: String?
}

extension GoneName {
  /// nil where it is there, or where others may have its name, as functions do.
  init?(_ id: ObjectID, in catalog: Catalog) {
    let object = catalog[id]
    guard object.isDropped, catalog.function(id) == nil else { return nil }
    name = object.name
    container = object.container.map { catalog[$0].name }
  }
}

/// What the statements of a migration, or of its way back, do.
struct DeedLog {
  let path: String
  private(set) var deeds: [WayBackRun.Deed] = []
  /// The names of what they drop, or give another name.
  private(set) var dropped: Set<String> = []
  /// What they drop by a name without a schema where the files have made none of that name, with the first that does.
  private(set) var namedAlone: [String: WayBackRun.Place] = [:]
  /// The names of tables into which they put rows of others.
  private(set) var filled: Set<String> = []
  /// What is granted on tables by then, without what is revoked again.
  private(set) var granted: [Grant] = []
  /// The first statement of which nobody knows what it does.
  private(set) var doubt: WayBackRun.Place?
  /// The first statement that fails for certain.
  private(set) var failure: (place: WayBackRun.Place, error: ServerError)?
  /// The first one that drops what nothing makes.
  private(set) var miss: (place: WayBackRun.Place, error: ServerError)?
  /// What they have taken away, by that name or with something else, and how many nobody could follow by then.
  private var gone: [GoneName: Int] = [:]
  private var doubtCount = 0

  /// - Parameter migration: what the migration has done whose way back they are.
  init(path: String, behind migration: DeedLog? = nil) {
    self.path = path
    gone = migration?.gone ?? [:]
    doubtCount = migration?.doubtCount ?? 0
    granted = migration?.granted ?? []
  }

  /// What has become of something that they have taken away.
  enum Fate {
    case gone
    /// Something that nobody can follow may have made it again.
    case unknown
  }

  /// Of what DROP wants to be there; nil where they have taken none of it away.
  func fate(ofWhatIsDroppedBy statement: Statement) -> Fate? {
    guard case .drop(let drop) = statement.tree, !drop.ifExists else { return nil }
    let counts = drop.objects.compactMap { object -> Int? in
      guard let name = object.name else { return nil }
      let container = object.table?.name ?? name.schema
      return gone[GoneName(name: name.name.text, container: container?.text)]
    }
    return counts.isEmpty ? nil : counts.contains(doubtCount) ? .gone : .unknown
  }

  mutating func note(
    _ step: ReplayedStep, _ touched: Set<ObjectID>, in catalog: Catalog, missing: ServerError?,
    at stop: Stop, in section: Int, of walk: Walk
  ) {
    let place = WayBackRun.Place(stop.statement, in: section, of: walk, path: path)
    for removed in ObjectEvents(stop.statement).removed {
      let name = removed.name.name.text
      dropped.insert(name)
      if removed.owner == nil, removed.name.schema == nil, namedAlone[name] == nil,
        step.effects.relations[removed.name.range]?.isAssumed ?? true
      {
        namedAlone[name] = place
      }
    }
    if case .insert(let insert) = stop.statement.tree, step.changesManyRows {
      filled.insert(insert.target.name.text)
    }
    if case .grant(let grant) = stop.statement.tree, grant.object == .table {
      if grant.isGrant { granted.append(grant) } else { granted.removeAll(where: grant.takesBack) }
    }
    guard stop.block == nil else { return }
    if let error = step.failure, failure == nil { failure = (place, error) }
    if let missing, failure == nil, miss == nil { miss = (place, missing) }
    let isKnown =
      stop.statement.isRead && !step.losesTrack
      && (step.failure != nil || step.effects.failure == nil)
    if !isKnown, doubt == nil { doubt = place }
    if !isKnown { doubtCount += 1 }
    for object in touched {
      guard let name = GoneName(object, in: catalog) else { continue }
      gone[name] = doubtCount
      gone[GoneName(name: name.name, container: nil)] = doubtCount
    }
    if !touched.isEmpty {
      deeds.append(WayBackRun.Deed(stop.statement, at: place, touched))
    }
  }
}

extension WayBackRun.Deed {
  init(_ statement: Statement, at place: WayBackRun.Place, _ touched: Set<ObjectID>) {
    self.place = place
    self.touched = touched
    parts = []
    switch statement.tree {
    case .alterTable(let alter):
      parts = Set(alter.commands.compactMap { $0.name?.text })
      properties = Set(alter.commands.compactMap(\.property))
    case .alterOwner: properties = [.owner]
    case .comment: properties = [.comment]
    case .rename:
      let events = ObjectEvents(statement)
      parts = Set((events.removed + events.made).map(\.name.name.text))
      renames = true
    default: makesIfMissing = statement.tree.created?.ifNotExists ?? false
    }
  }
}

extension AlterTableCommand {
  /// What it changes of the table itself.
  fileprivate var property: SchemaItem.Property? {
    switch kind {
    case .enableRowSecurity, .disableRowSecurity: .rowSecurity
    case .forceRowSecurity, .noForceRowSecurity: .forcedRowSecurity
    case .setLogged, .setUnlogged: .persistence
    case .changeOwner: .owner
    case .setTablespace: .tablespace
    case .setAccessMethod: .accessMethod
    case .setRelOptions, .resetRelOptions: .parameters
    case .addInherit, .dropInherit: .parents
    default: nil
    }
  }
}

extension MigrationContext {
  /// How the way back went that this file holds.
  var wayBackHere: WayBackRun? {
    wayBack.flatMap { $0.path == migration.path ? $0 : nil }
  }
}
