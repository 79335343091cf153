/// What a runner does with a history that is not as it was when migrations ran. Half sentences, to be put behind a
/// description of what was found. What is not known, is nil.
package enum HistoryOutcome: Sendable, Equatable {
  /// The next run fails.
  case fails(String)
  /// Databases that have run what comes later never get it, and nobody is told.
  case neverRuns(String)
  /// It runs, behind migrations that were written after it.
  case runsLate(String)

  package var sentence: String {
    switch self {
    case .fails(let text), .neverRuns(let text), .runsLate(let text): text
    }
  }
}

extension Framework {
  /// What becomes of a new migration whose version is lower than one that has run.
  package var lateMigration: HistoryOutcome? {
    switch self {
    case .flyway:
      .fails(
        "Flyway's next run fails (\"resolved migration not applied\"), unless outOfOrder=true is set"
      )
    case .goose:
      .fails("`goose up` fails (\"found missing migrations\"), unless it gets -allow-missing")
    case .supabase: .fails("`supabase db push` fails, unless it gets --include-all")
    case .refinery: .fails("refinery's next run fails (\"missing version\")")
    case .atlas:
      .fails("`atlas migrate apply` fails (\"added out of order\"), unless it gets --exec-order")
    case .nodePgMigrate: .fails("node-pg-migrate's next run fails: it checks the order")
    case .rambler: .fails("rambler's next run fails (\"out of order migration\")")
    case .golangMigrate:
      .neverRuns(
        "golang-migrate never runs this one: it keeps only the latest version")
    case .tern:
      .neverRuns("tern never runs this one: it keeps only the latest version")
    case .dbmate: .runsLate("dbmate runs it behind those, and with --strict it fails")
    case .sqlx, .diesel, .hasura, .sqlMigrate, .prisma: .runsLate("\(name) runs it behind those")
    case .psql, .liquibase, .drizzle, .sqitch, .graphileMigrate, .postgresMigrations, .alembic,
      .django:
      nil
    }
  }

  /// What becomes of two migrations of one version; nil also where the runner goes by whole names.
  package var duplicateVersion: String? {
    switch self {
    case .flyway: "Flyway refuses both (\"found more than one migration with version\")"
    case .goose: "goose refuses to run (\"found duplicate migration version\")"
    case .golangMigrate: "golang-migrate refuses to run (\"duplicate migration file\")"
    case .tern: "tern refuses to run (\"duplicate migration\")"
    case .postgresMigrations:
      "postgres-migrations refuses to run (\"non-consecutive migration ID\")"
    case .refinery: "refinery refuses to run (\"repeated version\")"
    case .diesel, .hasura: "\(name) refuses to run, or runs only one of them"
    case .dbmate, .sqlx, .supabase, .atlas:
      "\(name) notes which versions have run, each once: one of them fails, or is taken to have run"
    case .graphileMigrate: "graphile-migrate refuses to run"
    case .psql, .liquibase, .prisma, .drizzle, .sqitch, .nodePgMigrate, .rambler, .sqlMigrate,
      .alembic, .django:
      nil
    }
  }

  /// What a missing number does; nil where the runner does not care.
  package var missingNumber: String? {
    self == .tern || self == .postgresMigrations
      ? "\(name) refuses to run: its numbers begin at 1 and have no gap" : nil
  }

  /// What happens when a migration that has run is there no more.
  package var removedMigration: HistoryOutcome? {
    switch self {
    case .flyway: .fails("Flyway's next run fails (\"applied migration not resolved locally\")")
    case .sqlx: .fails("sqlx's next run fails (\"previously applied but is missing\")")
    case .refinery: .fails("refinery's next run fails (\"missing version\")")
    case .atlas: .fails("atlas.sum does not agree with the directory any more")
    case .supabase: .fails("`supabase db push` fails: the database has a version that is not there")
    case .rambler: .fails("rambler's next run fails (\"missing migration\")")
    case .nodePgMigrate: .fails("node-pg-migrate's next run fails: it checks the order")
    case .tern, .postgresMigrations: .fails("\(name) refuses to run: its numbers have no gap")
    case .graphileMigrate:
      .fails("graphile-migrate refuses to run: each migration names the one before")
    case .golangMigrate:
      .fails("golang-migrate fails where it is the latest (\"no migration found for version\")")
    case .prisma: .fails("`prisma migrate dev` asks to reset the database")
    case .psql, .goose, .dbmate, .diesel, .liquibase, .drizzle, .hasura, .sqitch, .sqlMigrate,
      .alembic, .django:
      nil
    }
  }

  /// The names that the runner takes for migrations, and that it passes over all others; nil where it does not, or where
  /// names mean nothing to it.
  package var namePattern: String? {
    switch self {
    case .flyway: "V<version>__<description>.sql, with two underscores"
    case .refinery: "V<version>__<description>.sql, with two underscores"
    case .golangMigrate: "<version>_<title>.up.sql"
    case .goose, .sqlx, .tern, .supabase: "<version>_<description>.sql"
    case .psql, .dbmate, .diesel, .liquibase, .prisma, .drizzle, .hasura, .sqitch, .atlas,
      .nodePgMigrate, .postgresMigrations, .graphileMigrate, .rambler, .sqlMigrate, .alembic,
      .django:
      nil
    }
  }

  /// Whether the runner takes a file for a migration, by its name.
  package func takes(_ location: String) -> Bool {
    let place = Place(location)
    guard runner.version(place) != nil else { return false }
    return self != .golangMigrate || place.stemOfPair != nil
  }
}
