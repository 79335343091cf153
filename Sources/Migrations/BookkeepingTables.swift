/// The tables in which runners note what has been run, with their schemas where those are not the default: a dump has
/// them, and no migration makes them. From the runners' sources and documentation.
package let bookkeepingTables: Set<String> = [
  "__diesel_schema_migrations", "__drizzle_migrations", "_prisma_migrations", "_sqlx_migrations",
  "alembic_version", "ar_internal_metadata", "atlas_schema_revisions", "databasechangelog",
  "databasechangeloglock", "django_migrations", "flyway_schema_history", "goose_db_version",
  "gorp_migrations", "pgmigrations", "refinery_schema_history", "schema_migrations",
  "schema_version",
]
