import ArgumentParser
import Catalog
import Reporters

struct Drift: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "Tell whether the schema file is in step with the migrations.",
    discussion: """
      The migrations are replayed on an empty database, and so is the file that holds the whole schema (schema.sql, \
      structure.sql, a pg_dump); then the two are compared, thing by thing.

      Without a path, the migrations of the current directory are taken; without --schema, the nearest schema.sql, \
      db/schema.sql, structure.sql or db/structure.sql beside them or above.

      Exit codes: 0 in step, 1 not in step, 2 usage, configuration, unreadable input or nothing to compare, 3 internal \
      error.
      """)

  @Argument(
    help: ArgumentHelp("The directory of the migrations, or their files.", valueName: "path"))
  var paths: [String] = []

  @Option(help: ArgumentHelp("The file that holds the whole schema.", valueName: "file"))
  var schema: String?

  @Option(
    help: ArgumentHelp(
      """
      How the differences are printed: text (the default), json, or sql: the statements that would bring the file up to \
      date.
      """, valueName: "format"))
  var outputFormat: String?

  @Flag(help: "The order of a table's columns counts as well.")
  var columnOrder = false

  @Flag(
    help: """
      Names count as well that PostgreSQL made up for constraints and indexes to which the migrations or the schema \
      file gave none.
      """)
  var madeUpNames = false

  @Option(
    help: ArgumentHelp(
      "The major version of PostgreSQL. Without it, the oldest that the configuration names, or else the newest.",
      valueName: "number"))
  var postgres: Int?

  @OptionGroup var sources: SourceOptions

  func run() throws {
    var settings = DriftSettings(sources: try sources.settings(paths: paths))
    settings.schema = schema
    if let outputFormat {
      settings.format = try choice(outputFormat, option: "--output-format", noun: "output format")
    }
    settings.options.comparesColumnOrder = columnOrder
    settings.options.comparesMadeUpNames = madeUpNames
    settings.postgres = try postgres.map(knownVersion)
    throw DriftRun(settings).run()
  }
}
