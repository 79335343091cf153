import Catalog
import Effects
import SQLLexer
import SQLSyntax

/// What a statement does that the schema does not tell: rows, privileges, settings.
struct LostEffects {
  private(set) var notes: [String] = []
  private(set) var inverses: [String] = []
  /// Whose rows it has changed.
  private(set) var changedTables: Set<ObjectID> = []

  private let statement: Statement
  private let source: SyntaxFile
  private let known: Catalog
  private let line: Int

  init(
    _ statement: Statement, in source: SyntaxFile, _ effects: Effects, known: Catalog, now: Catalog,
    line: Int
  ) {
    self.statement = statement
    self.source = source
    self.known = known
    self.line = line
    if effects.skips { return }
    noteRows(effects, now)
    switch statement.tree {
    case .grant(let grant): invert(grant, effects)
    case .alterDefaultPrivileges(let change): invert(isGrant: change.grant.isGrant)
    case .grantRole(let grant): invert(isGrant: grant.isGrant)
    case .alterTable(let alter): note(alter, effects)
    case .alterOwner(let alter):
      // What the migration makes, it takes with it.
      if !isMadeHere(alter.object, now) { noteStatement("the owner before") }
    case .alterRole, .alterRoleSet, .alterDatabase, .alterTablespace, .alterSystem, .securityLabel,
      .reassignOwned:
      noteStatement("what there was before")
    case .createObject(let object) where object.object == .operator || object.name == nil:
      notes.append("Line \(line), \(beginning), is not undone: drop it by hand.")
    case .alterExtensionContents, .updateExtension, .importForeignSchema, .alterObjectDepends:
      noteStatement("what there was before")
    default:
      if effects.unknown == Set(Effects.Field.allCases) {
        notes.append("What line \(line) does, \(beginning), cannot be followed and is not undone.")
      }
    }
  }

  /// The first words of the statement, on one line.
  private var beginning: String {
    var words = source.text(statement.range).split(whereSeparator: \.isWhitespace).prefix(6)
    words = words.prefix { !$0.contains("$") && !$0.contains("'") }
    return words.joined(separator: " ")
  }

  private mutating func noteStatement(_ what: String) {
    notes.append("Line \(line), \(beginning), is not undone: \(what) is not in this history.")
  }

  // MARK: - Rows

  private mutating func noteRows(_ effects: Effects, _ now: Catalog) {
    var tables: [String] = []
    for work in effects.work
    where work.kind == .change && wasThere(work.relation.id, now) && !work.relation.isTemporary {
      tables.append(work.relation.name)
      changedTables.insert(work.relation.id)
    }
    if !tables.isEmpty {
      let rows = "The rows that line \(line) changes in \(tables.joined(separator: ", "))"
      notes.append("\(rows) stay as the migration left them.")
    }
    guard case .truncate = statement.tree else { return }
    let emptied = effects.emptied.filter { $0.kind.isTable && wasThere($0.id, now) }
    if !emptied.isEmpty {
      let names = emptied.map(\.name).joined(separator: ", ")
      notes.append("The rows that line \(line) removes from \(names) do not come back.")
    }
  }

  /// The migration has not made it.
  private func wasThere(_ id: ObjectID, _ now: Catalog) -> Bool {
    id.number < known.objectCount || now[id].origin == .before
  }

  // MARK: - Privileges and owners

  private mutating func invert(_ grant: Grant, _ effects: Effects) {
    // What the migration makes takes its privileges with it.
    let named = grant.names.compactMap { effects.relations[$0.range]?.id }
    if !grant.isAllInSchema, !named.isEmpty, named.count == grant.names.count,
      named.allSatisfy({ $0.number >= known.objectCount })
    {
      let areNew = effects.relations.values.filter { named.contains($0.id) && !$0.isAssumed }
      if areNew.count == named.count { return }
    }
    invert(isGrant: grant.isGrant)
  }

  /// GRANT is undone by REVOKE of the same.
  private mutating func invert(isGrant: Bool) {
    guard isGrant, let text = revoke() else { return noteStatement("what was granted before") }
    if inverses.isEmpty, !text.isEmpty { inverses.append(text) }
  }

  /// `GRANT a ON b TO c WITH GRANT OPTION` as `REVOKE a ON b FROM c`; nil where it does not read so.
  private func revoke() -> String? {
    let tokens = source.lexed.tokens[statement.tokens]
    guard let grant = tokens.first(where: { $0.keyword == .grant }) else { return nil }
    var depth = 0
    var to: Token?
    var end = statement.range.end
    for token in tokens where token.start > grant.start {
      if token.kind == .leftParenthesis { depth += 1 }
      if token.kind == .rightParenthesis { depth -= 1 }
      guard depth == 0 else { continue }
      if token.keyword == .to { to = token }
      if let to, token.start > to.start, token.keyword == .with || token.keyword == .granted {
        end = token.start
        break
      }
    }
    guard let to else { return nil }
    func text(_ start: UInt32, _ end: UInt32) -> String {
      let words = source.text(ByteRange(start: start, end: end))
        .split(whereSeparator: \.isWhitespace)
      return words.joined(separator: " ")
    }
    let lead = text(statement.range.start, grant.start)
    let what = text(grant.range.end, to.start)
    return (lead.isEmpty ? "" : lead + " ") + "REVOKE \(what) FROM \(text(to.range.end, end))"
  }

  private func isMadeHere(_ object: NamedObject, _ now: Catalog) -> Bool {
    guard let name = object.name else { return false }
    let found = now.objects(named: name.name.text)
    return !found.isEmpty
      && found.allSatisfy { $0.number >= known.objectCount && now[$0].origin != .before }
  }

  // MARK: - Properties of columns that the catalogue does not keep

  private mutating func note(_ alter: AlterTable, _ effects: Effects) {
    guard let id = effects.relations[alter.name.range]?.id, id.number < known.objectCount else {
      return
    }
    for command in alter.commands {
      let what: String
      switch command.kind {
      case .setStatistics: what = "statistics target"
      case .setStorage: what = "storage"
      case .setCompression: what = "compression"
      case .setOptions, .resetOptions: what = "options"
      default: continue
      }
      let name = command.name?.text ?? ""
      notes.append("The \(what) that \(known.qualifiedName(id)).\(name) had does not come back.")
    }
  }
}
