import Catalog
import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// Fixes that put a second column beside one, and keep both alike.
extension Step {
  /// A column under the new name, a trigger that writes both, and the values of the rows that are there. The old one goes
  /// when no release asks for it, which no file tells.
  func fixes(expanding rename: Rename, _ column: Name) -> [Fix] {
    guard rename.object == .column, !rename.ifExists, let old = self.data.standalone[column.range],
      !rename.newName.isTemplate
    else { return [] }
    let table = text(rename.name.range)
    let (from, to) = (text(column.range), text(rename.newName.range))
    let sync = syncName(rename.name, rename.newName)
    let body = """
      IF TG_OP = 'INSERT' THEN
          NEW.\(to) := coalesce(NEW.\(to), NEW.\(from));
          NEW.\(from) := NEW.\(to);
        ELSIF NEW.\(to) IS DISTINCT FROM OLD.\(to) THEN
          NEW.\(from) := NEW.\(to);
        ELSE
          NEW.\(to) := NEW.\(from);
        END IF
      """
    let fill = fill(
      rename.name, old.key, "\(to) = \(from)", where: "\(to) IS DISTINCT FROM \(from)")
    return fixes(
      "add the column once more, and keep both alike",
      replacingBy: ["ALTER TABLE \(table) ADD COLUMN \(to) \(old.type)"]
        + trigger(sync, rename.name, body),
      then: fill, finally: [], named: "\(rename.name.name.text)_backfill")
  }

  /// A column of the new type, which takes the name of the old one when it has all its values.
  func fixes(replacing command: AlterTableCommand, of alter: AlterTable) -> [Fix] {
    guard alter.commands.count == 1, !alter.ifExists, !alter.only, alter.object == .table,
      case .type(let type, nil, let using) = command.details, let column = command.name,
      let old = self.data.standalone[column.range],
      effects.conversionRisks[command.range] == nil, let casts = casts(using, of: column),
      isSame(old, text(type.range))
    else { return [] }
    let table = text(alter.name.range)
    let (from, to) = (text(column.range), newName(column))
    let sync = syncName(alter.name, column)
    var fill = fill(
      alter.name, old.key, "\(to) = \(from)\(casts)", where: "\(to) IS NULL AND \(from) IS NOT NULL"
    )
    var swap = ["DROP TRIGGER \(sync.plain) ON \(table)", "DROP FUNCTION \(sync.qualified)()"]
    if old.isNotNull {
      let check = newName(alter.name, [column], "set")
      fill += [
        "ALTER TABLE \(table) ADD CONSTRAINT \(check) CHECK (\(to) IS NOT NULL) NOT VALID",
        "ALTER TABLE \(table) VALIDATE CONSTRAINT \(check)",
      ]
      swap += [
        "ALTER TABLE \(table) ALTER COLUMN \(to) SET NOT NULL",
        "ALTER TABLE \(table) DROP CONSTRAINT \(check)",
      ]
    }
    swap += [
      "-- whimbrel: allow drop-column -- its values are in \(to), which takes its name\n"
        + "ALTER TABLE \(table) DROP COLUMN \(from)",
      "ALTER TABLE \(table) RENAME COLUMN \(to) TO \(from)",
    ]
    return fixes(
      "fill a column of the new type, and let it take the name",
      replacingBy: ["ALTER TABLE \(table) ADD COLUMN \(to) \(text(type.range))"]
        + trigger(sync, alter.name, "NEW.\(to) := NEW.\(from)\(casts)"),
      then: fill, finally: swap, named: "\(alter.name.name.text)_backfill")
  }

  // MARK: - Parts

  private typealias SyncName = (plain: String, qualified: String)

  private func syncName(_ table: QualifiedName, _ column: Name) -> SyncName {
    let name = newName(table, [column], "sync")
    return (name, (table.schema.map { text($0.range) + "." } ?? "") + name)
  }

  private func trigger(_ name: SyncName, _ table: QualifiedName, _ body: String) -> [String] {
    [
      """
      CREATE OR REPLACE FUNCTION \(name.qualified)() RETURNS trigger LANGUAGE plpgsql AS $sync$
      BEGIN
        \(body);
        RETURN NEW;
      END
      $sync$
      """,
      """
      CREATE TRIGGER \(name.plain) BEFORE INSERT OR UPDATE ON \(text(table.range))
        FOR EACH ROW EXECUTE FUNCTION \(name.qualified)()
      """,
    ]
  }

  private func fill(
    _ table: QualifiedName, _ key: String, _ set: String, where condition: String
  ) -> [String] {
    inProcedure(
      "UPDATE \(text(table.range)) SET \(set) WHERE \(key) BETWEEN batch_first AND batch_last AND \(condition)",
      table, key)
  }

  /// What USING says beyond the column, as it stands behind it; nil where that is more than casts.
  func casts(_ using: Expression?, of column: Name) -> String? {
    guard let using else { return "" }
    return source.casts(of: column.text, in: using).map { casts in
      casts.map { "::\(text($0.range))" }.joined()
    }
  }

  /// The conversion gives the same whatever the session's settings: a trigger runs in others' sessions.
  private func isSame(_ old: StandaloneColumn, _ type: String) -> Bool {
    let target = type.lowercased().prefix { $0 != "(" }.drop { $0 == " " }
    let words = String(target.reversed().drop { $0 == " " }.reversed())
    let names = [
      "integer": "int4", "int": "int4", "bigint": "int8", "smallint": "int2", "decimal": "numeric",
      "boolean": "bool",
      "character varying": "varchar", "real": "float4", "double precision": "float8",
      "character": "bpchar",
      "char": "bpchar",
    ]
    let new = names[words] ?? words
    let known: Set<String> = [
      "int2", "int4", "int8", "numeric", "float4", "float8", "text", "varchar", "bpchar",
    ]
    let isText = { (name: String) in ["text", "varchar", "bpchar"].contains(name) }
    return known.contains(new) && known.contains(old.builtIn) && isText(new) == isText(old.builtIn)
  }

  /// - Parameters:
  ///   - first: takes the place of the statement.
  ///   - then: each refuses a transaction, or has one of its own.
  ///   - last: one transaction.
  private func fixes(
    _ title: String, replacingBy first: [String], then: [String], finally last: [String],
    named name: String
  ) -> [Fix] {
    // The way back would find both columns.
    guard section.kind == .up, migration.wayBack == nil, migration.migration.framework != .drizzle
    else { return [] }
    let closing = last.isEmpty ? [] : ["BEGIN"] + last + ["COMMIT"]
    if runsApart {
      return .unsafe(title, replacing(statement.range, by: inOneText(first + then + closing)))
    }
    let edit = replacing(statement.range, by: inOneText(first))
    switch transaction.opening {
    case .block:
      guard section.transport == .autocommit, !isInGroup, let commit = nextCommit else { return [] }
      return .unsafe(title, edit, adding(inGroups(then + closing), behind: commit))
    case .runner where section.transport != .transactionForAll && section.changeset == nil,
      nil where section.transport == .implicit && section.statementCount == 1:
      var migrations = [
        NewMigration(
          title: name, statements: then, wayBack: Step.nothingUndone, isWithoutTransaction: true)
      ]
      if !last.isEmpty {
        migrations.append(
          NewMigration(title: "after_\(name)", statements: last, wayBack: Step.nothingUndone))
      }
      return .unsafe(title, edit, migrations: migrations)
    default: return []
    }
  }
}
