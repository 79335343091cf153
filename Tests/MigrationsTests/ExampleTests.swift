import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax
import TestSupport
import Testing

private let examples = String(#filePath.split(separator: "/Tests/")[0]) + "/examples/"

@Suite("The migrations under examples/")
struct ExampleTests {
  @Test(
    "Each migration of the guide's project has a header and a way back that can be read",
    arguments: [
      ("001_initial", 2), ("002_add_user_indexes", 1), ("003_audit_logs", 1),
      ("004_add_user_preferences", 1), ("005_add_phone_number", 1), ("006_index_phone_number", 1),
      ("007_audit_logs_user_fk", 1), ("008_add_email_new", 5), ("009_copy_email", 1),
      ("010_require_email_new", 2), ("011_index_email_new", 1), ("012_switch_email", 9),
      ("013_drop_email_old", 0),
    ])
  func documented(name: String, statementsOfRollback: Int) throws {
    let path = "documented/migrations/\(name).sql"
    let migration = readMigration(
      path: path, bytes: try readBytes(examples + path))
    for key in ["Migration", "Description", "Author", "Date", "Reversible"] {
      #expect(migration.header[key]?.value.isEmpty == false, "\(key)")
    }
    #expect(migration.header["migration"]?.value == String(name.prefix(3)))
    #expect(statements(.rollback, of: migration).count == statementsOfRollback)
    if statementsOfRollback > 0 {
      #expect(migration.header.reversible == .yes)
      #expect(migration.rollbackHeading == "-- Rollback script (for documentation)")
    } else {
      #expect(
        migration.header.reversible
          == .no(reason: "the old column is gone; the backup of 2026-02-02 has it"))
      #expect(migration.rollback == .none)
    }
    for section in migration.sections {
      #expect(section.syntax.lexed.errors.isEmpty)
      for statement in section.syntax.statements {
        #expect(statement.unreadFrom == nil, "\(section.syntax.text(statement.range))")
      }
    }
    #expect(migration.violations == [])
  }

  @Test func theSchemaIsNoMigration() throws {
    let path = "documented/schema.sql"
    let migration = readMigration(
      path: path, bytes: try readBytes(examples + path))
    #expect(migration.purpose == .schema)
  }
}
