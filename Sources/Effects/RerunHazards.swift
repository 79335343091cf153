import SQLLexer
import SQLSyntax

/// Finds what goes wrong when a statement that has succeeded runs once more. Measured on 14 to 18;
/// SQLSTATEs that differ between versions are those of 15 and later.
///
/// Statements that succeed unchanged (SET NOT NULL, ALTER COLUMN TYPE, COMMENT, GRANT) have no
/// hazard, nor have those of which only the data could tell (UPDATE, DELETE). Temporary objects
/// have none: they are gone with their session.
struct RerunHazards {
  let statement: Statement
  /// What the statement was read from: the file, or the body around it.
  private let source: SyntaxFile
  private(set) var hazards: [RerunHazard] = []

  init(_ statement: Statement, in source: SyntaxFile) {
    self.statement = statement
    self.source = source
    find()
  }

  private mutating func find() {
    switch statement.tree {
    case .createTable(let table): create(table)
    case .createIndex(let index): create(index)
    case .alterTable(let alter): alterTable(alter)
    case .alterEnum(let alter): alterEnum(alter)
    case .rename(let rename): self.rename(rename)
    case .drop(let drop): self.drop(drop)
    case .insert(let insert): self.insert(insert)
    case .alterDomain(let alter): alterDomain(alter)
    case .alterPublication(let alter): alterPublication(alter)
    case .alterObjectSchema(let alter): setSchema(alter)
    case .copy(let copy): self.copy(copy)
    default: if let created = statement.tree.created { create(created) }
    }
  }

  // MARK: - Adding

  /// A name as it is written in SQL, quotes included.
  func sql(_ name: QualifiedName) -> String { source.text(name.range) }
  func sql(_ name: Name) -> String { source.text(name.range) }

  /// From the start of the statement to the end of a name in it: enough to show what is meant.
  private func head(to name: ByteRange) -> ByteRange { statement.range.upTo(name) }

  mutating func addLacksIfNotExists(
    _ form: String, _ sqlstate: String, _ subject: String, _ cause: RerunCause?,
    at range: ByteRange, before place: UInt32?, remedy: String? = nil
  ) {
    hazards.append(
      RerunHazard(
        kind: .lacksIfNotExists(form: form), sqlstate: sqlstate, subject: subject, remedy: remedy,
        cause: cause, guardPlace: place, range: range))
  }

  mutating func addLacksIfExists(
    _ form: String, _ sqlstate: String, _ subject: String, _ cause: RerunCause?,
    at range: ByteRange, before place: UInt32?
  ) {
    hazards.append(
      RerunHazard(
        kind: .lacksIfExists(form: form), sqlstate: sqlstate, subject: subject, cause: cause,
        guardPlace: place, range: range))
  }

  mutating func addFails(
    _ sqlstate: String, _ subject: String, _ cause: RerunCause?, at range: ByteRange,
    remedy: String
  ) {
    hazards.append(
      RerunHazard(
        kind: .fails(sqlstate: sqlstate, remedy: remedy), sqlstate: sqlstate, subject: subject,
        cause: cause, range: range))
  }

  mutating func addAgain(
    _ subject: String, _ cause: RerunCause?, at range: ByteRange, remedy: String
  ) {
    hazards.append(
      RerunHazard(kind: .again(remedy: remedy), subject: subject, cause: cause, range: range))
  }

  /// What to write around a statement that has neither an IF form nor a harmless DROP.
  func handler(for condition: String) -> String {
    "run it in a block that expects it to be there: "
      + "DO $$ BEGIN …; EXCEPTION WHEN \(condition) THEN NULL; END $$;"
  }

  // MARK: - CREATE

  private mutating func create(_ table: CreateTable) {
    guard table.persistence != .temporary else { return }
    let isForeign = statement.node == .createForeignTable
    let subject = "\(isForeign ? "foreign table" : "table") \(table.name.description)"
    let range = head(to: table.name.range)
    let cause = RerunCause.makes(ObjectReference(isForeign ? .foreignTable : .table, table.name))
    if statement.node == .select {
      addFails("42P07", subject, cause, at: range, remedy: "write CREATE TABLE IF NOT EXISTS … AS")
    } else if !table.ifNotExists {
      let words = isForeign ? "FOREIGN TABLE" : "TABLE"
      addLacksIfNotExists(
        "CREATE \(words) IF NOT EXISTS", "42P07", subject, cause, at: range,
        before: table.name.range.start)
    }
  }

  private mutating func create(_ index: CreateIndex) {
    guard let name = index.name else {
      let form = index.isUnique ? "CREATE UNIQUE INDEX" : "CREATE INDEX"
      return addAgain(
        "index on \(index.table.description)", .fills(index.table), at: head(to: index.table.range),
        remedy: "give the index a name: \(form) IF NOT EXISTS name ON \(sql(index.table)) …")
    }
    guard !index.ifNotExists else { return }
    let words = [
      "CREATE", index.isUnique ? "UNIQUE" : "", "INDEX", index.isConcurrent ? "CONCURRENTLY" : "",
      "IF NOT EXISTS",
    ]
    addLacksIfNotExists(
      words.filter { !$0.isEmpty }.joined(separator: " "), "42P07", "index \(name.text)",
      index.reference.map { .makes($0) }, at: head(to: name.range),
      before: name.range.start, remedy: index.isConcurrent ? pair(name, index) : nil)
  }

  /// Dropping first also removes the invalid index that a failed build leaves behind; IF NOT EXISTS
  /// would keep it. [create_index_concurrently_if_not_exists_violated]
  private func pair(_ name: Name, _ index: CreateIndex) -> String {
    let schema = index.table.schema.map { sql($0) + "." } ?? ""
    let drop = "DROP INDEX CONCURRENTLY IF EXISTS \(schema)\(sql(name));"
    let create = source.text(statement.range)
    guard create.utf8.count <= RerunHazards.longestQuotation else {
      return "put this before it, which also removes what a failed build leaves behind: \(drop)"
    }
    return "\(drop)\n\(create);"
  }

  /// The longest statement that a help text repeats, in bytes.
  private static let longestQuotation = 400

  private mutating func create(_ created: CreateObject) {
    guard !created.isTemporary, !created.ifNotExists, !created.orReplace else { return }
    guard let forms = ObjectForms(created.object) else { return }
    let name = created.name.map { " " + $0.description } ?? ""
    let table = created.table.map { " on " + $0.description } ?? ""
    let subject = forms.noun + name + table
    let range = created.name.map { head(to: $0.range) } ?? statement.range
    let cause = created.reference.map { RerunCause.makes($0) }
    let isConstraintTrigger =
      if case .createTrigger(let trigger) = statement.tree { trigger.isConstraint } else { false }
    switch forms.creation {
    case .ifNotExists:
      addLacksIfNotExists(
        "CREATE \(forms.words) IF NOT EXISTS", forms.duplicate, subject, cause, at: range,
        before: guardPlace(of: created))
    case .orReplace where !isConstraintTrigger:
      addFails(
        forms.duplicate, subject, cause, at: range, remedy: "write CREATE OR REPLACE \(forms.words)"
      )
    case .orReplace, .plain:
      addFails(forms.duplicate, subject, cause, at: range, remedy: remedy(for: created, forms))
    }
  }

  /// Before the name, or what stands in its place.
  private func guardPlace(of created: CreateObject) -> UInt32? {
    // What else the statement makes forbids it. Documentation: CREATE SCHEMA.
    if case .createSchema(let schema) = statement.tree, !schema.elements.isEmpty { return nil }
    if let name = created.name { return name.range.start }
    return created.object == .userMapping ? place(of: .for) : place(of: .authorization)
  }

  /// Where a word of the statement begins.
  private func place(of keyword: Keyword) -> UInt32? {
    tokens.first { $0.keyword == keyword }?.start
  }

  /// Where the token behind a word of the statement begins.
  private func place(behind keyword: Keyword) -> UInt32? {
    tokens.drop { $0.keyword != keyword }.dropFirst().first?.start
  }

  /// Of the statement; in the code of a block there may be none.
  private var tokens: ArraySlice<Token> {
    source.lexed.tokens[statement.tokens.clamped(to: source.lexed.tokens.indices)]
  }

  private func remedy(for created: CreateObject, _ forms: ObjectForms) -> String {
    switch created.object {
    case .type, .domain: return handler(for: "duplicate_object")
    case .role:
      return "create it in a DO block, IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = …)"
    case .database: return "ask pg_database before; CREATE DATABASE has no IF NOT EXISTS"
    case .tablespace: return "ask pg_tablespace before; CREATE TABLESPACE has no IF NOT EXISTS"
    case .subscription:
      return "ask pg_subscription before; CREATE SUBSCRIPTION has no IF NOT EXISTS"
    default: break
    }
    guard let name = created.name, !created.object.needsMoreThanName else {
      return "put DROP \(forms.words) IF EXISTS … before it"
    }
    let table = created.table.map { " ON " + sql($0) } ?? ""
    let drop = "DROP \(forms.words) IF EXISTS \(sql(name))\(table);"
    return "put this before it: \(drop)"
  }

  private mutating func alterEnum(_ alter: AlterEnum) {
    let type = alter.type.description
    guard let label = alter.addedLabel else {
      return addFails(
        "22023", "label of type \(type)", nil, at: statement.range,
        remedy: "ask pg_enum in a DO block before")
    }
    guard !alter.ifNotExists else { return }
    addLacksIfNotExists(
      "ADD VALUE IF NOT EXISTS", "42710", "label '\(label)' of type \(type)", .fills(alter.type),
      at: statement.range, before: place(behind: .value))
  }

  // MARK: - RENAME, DROP, INSERT

  private mutating func rename(_ rename: Rename) {
    let name = rename.name.description
    let cause = rename.references.map { RerunCause.renames($0.old, to: $0.new) }
    let remedy = "ask the catalogue in a DO block before"
    if let part = rename.part {
      let (noun, sqlstate) =
        switch rename.object {
        case .column: ("column", "42703")
        case .attribute: ("attribute", "42703")
        default: ("constraint", "42704")
        }
      return addFails(
        sqlstate, "\(noun) \(part.text) of \(name)", cause, at: statement.range, remedy: remedy)
    }
    guard let forms = ObjectForms(rename.object) else { return }
    let isRelation = rename.object.isRelation
    guard !(isRelation && rename.ifExists) else { return }
    addFails(
      undefined(renamed: rename.object, forms), "\(forms.noun) \(name)", cause,
      at: statement.range,
      remedy: isRelation ? "write ALTER \(forms.words) IF EXISTS … RENAME TO …" : remedy)
  }

  private func undefined(renamed object: ObjectType, _ forms: ObjectForms) -> String {
    switch object {
    case .index: "42P01"
    // The new name is looked at first. [alter_policy_rename]
    case .policy: "42710"
    default: forms.undefined
    }
  }

  private mutating func drop(_ drop: Drop) {
    // DROP OWNED may find nothing.
    guard !drop.ifExists, statement.node != .dropOwned, let forms = ObjectForms(drop.object)
    else { return }
    let form = "DROP \(forms.words)\(drop.isConcurrent ? " CONCURRENTLY" : "") IF EXISTS"
    let table = drop.table.map { " on " + $0.description } ?? ""
    let names = drop.names
    if names.isEmpty {
      addLacksIfExists(form, forms.undefined, forms.noun, nil, at: statement.range, before: nil)
    }
    for name in names {
      let range = names.count == 1 ? head(to: name.range) : name.range
      addLacksIfExists(
        form, forms.undefined, "\(forms.noun) \(name.description)\(table)",
        .removes(ObjectReference(drop.object, name, of: drop.table)), at: range,
        before: names.first?.range.start)
    }
  }

  private mutating func insert(_ insert: Insert) {
    guard insert.onConflict == .none, !insert.checksNotExists else { return }
    addAgain(
      "rows of \(insert.target.description)", .fills(insert.target),
      at: head(to: insert.target.range),
      remedy: "add ON CONFLICT DO NOTHING, with a unique constraint to conflict with, "
        + "or insert only what is NOT EXISTS yet")
  }

  // MARK: - Members, schemas, rows

  /// `ALTER PUBLICATION name ADD | DROP TABLE …`
  private mutating func alterPublication(_ alter: AlterPublication) {
    guard alter.action != .set else { return }
    addFails(
      alter.action == .add ? "42710" : "42704", "member of publication \(alter.name.text)", nil,
      at: statement.range,
      remedy: "write ALTER PUBLICATION \(sql(alter.name)) SET …, with all its members")
  }

  /// `ALTER object [IF EXISTS] name SET SCHEMA schema`: the second time, it is no longer where it
  /// was.
  private mutating func setSchema(_ alter: AlterObjectSchema) {
    let object = alter.object.object
    guard let forms = ObjectForms(object), object != .extension, !alter.ifExists else { return }
    let isRelation = forms.undefined == "42P01"
    addFails(
      forms.undefined, "\(forms.noun) \(alter.object.name?.description ?? "")", nil,
      at: statement.range,
      remedy: isRelation
        ? "write ALTER \(forms.words) IF EXISTS … SET SCHEMA …"
        : "ask the catalogue in a DO block before")
  }

  /// `COPY table FROM …` has no ON CONFLICT.
  private mutating func copy(_ copy: Copy) {
    guard copy.isFrom, let table = copy.table else { return }
    addAgain(
      "rows of \(table.description)", .fills(table),
      at: statement.range.upTo(table.range),
      remedy: "copy into a temporary table, then INSERT … SELECT … ON CONFLICT DO NOTHING")
  }
}

extension ObjectType {
  /// DROP wants the operands or the index method as well.
  fileprivate var needsMoreThanName: Bool {
    switch self {
    case .operator, .operatorClass, .operatorFamily: true
    default: false
    }
  }
}
