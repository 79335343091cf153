import Catalog
import Diagnostics
import Effects
import Migrations
import Reporters
import SQLSyntax
import SchemaWriter

/// What `drift` was asked to do.
struct DriftSettings {
  var sources: SourceSettings
  var schema: String?
  var format = DriftFormat.text
  var options = SchemaDrift.Options()
  var postgres: Int?
}

/// One run of `drift`: finds, reads, replays both sides, reports.
struct DriftRun {
  private let asked: DriftSettings
  private let console: Console
  private let reader: MigrationReader

  init(_ asked: DriftSettings) {
    self.asked = asked
    console = Console(color: asked.sources.color)
    reader = MigrationReader(asked.sources, console: console)
  }

  /// - Returns: how the process ends.
  func run() -> ExitStatus {
    let read = reader.read(reader.find(asked.sources.paths))
    let files = read.filter { $0.migration.goesForward || $0.isDumpAmongMigrations }
    guard let first = files.first else {
      if reader.isUsable { console.complain("there are no migrations to compare with") }
      return .unusable
    }
    guard isOneHistory(files) else { return .unusable }
    let kept = read.first { $0.migration.purpose == .schema && !$0.isDumpAmongMigrations }?
      .migration
    let found = asked.schema ?? kept?.path ?? reader.schemaFile(near: first.run.file)
    guard let path = found else {
      console.complain("no file with the whole schema was found; name it with --schema")
      return .unusable
    }
    guard let schema = kept?.path == path ? kept : reader.readSchema(path) else { return .unusable }
    let drift = compare(
      files.map(\.migration), schema, version: asked.postgres ?? reader.version(of: files))
    report(drift.report, as: asked.format, style: console.outputStyle, to: console.output)
    guard console.finish(), reader.isComplete else { return .unusable }
    return drift.isInStep ? .clean : .findings
  }

  /// Migrations of several directories are not run one after the other.
  private func isOneHistory(_ files: [MigrationReader.File]) -> Bool {
    let directories = Set(files.map { OrderedName($0.run.file.path).directory }).sorted()
    guard directories.count > 1 else { return true }
    let names = directories.prefix(4).map { $0.isEmpty ? "." : $0 }.joined(separator: ", ")
    console.complain(
      "there are migrations in \(directories.count) directories (\(names)\(directories.count > 4 ? ", …" : "")); "
        + "name the one that the schema file belongs to")
    return false
  }

  private func compare(
    _ migrations: [Migration], _ schema: Migration, version: Int
  ) -> (report: DriftReport, isInStep: Bool) {
    var history = Replay(version: version, isEmpty: true)
    var unknown: [Origin] = []
    for (place, migration) in migrations.enumerated() {
      history.beginFile(place)
      history.runForward(migration) { statement, _, effects, _ in
        guard effects.tellNothing else { return }
        unknown.append(Origin(file: Int32(place), range: statement.range, transaction: 0))
      }
    }
    history.endSession()
    var options = asked.options
    options.bookkeeping = bookkeepingTables
    let other = Replay(schema: schema, version: version)
    let drift = SchemaDrift(history: history.catalog, schema: other.catalog, options: options)
    var report = DriftReport(
      drift, history: migrations.map { ReferredFile(path: $0.path, bytes: $0.bytes) },
      schema: ReferredFile(path: schema.path, bytes: schema.bytes), unknown: unknown)
    if asked.format == .sql {
      var options = WritingOptions()
      options.version = version
      options.qualifiesPublic = schema.namesPublic
      report.statements =
        statements(
          bringing: other.catalog, upTo: history.catalog, drift: drift, options: options
        ).text
    }
    return (report, drift.differences.isEmpty)
  }
}

extension MigrationReader.File {
  /// A dump that has its place among the migrations: they begin with it, or go on from it.
  fileprivate var isDumpAmongMigrations: Bool {
    migration.purpose == .schema && OrderedName(run.file.path).statesOrder
  }
}
