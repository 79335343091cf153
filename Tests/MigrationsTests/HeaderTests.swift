import Migrations
import SQLLexer
import Testing

@Suite("The header")
struct HeaderTests {
  @Test func fieldsOfTheMigrationGuide() {
    let migration = read(
      """
      -- Migration: 004
      -- Description: Add user preferences table
      -- Author: Jo Ray <jo@example.org>
      -- Date: 2025-11-10
      -- Reversible: Yes

      -- Add new table
      CREATE TABLE a ();
      -- Note: not part of it
      """)
    #expect(
      migration.header.fields.map(\.key) == [
        "Migration", "Description", "Author", "Date", "Reversible",
      ])
    #expect(migration.header["AUTHOR"]?.value == "Jo Ray <jo@example.org>")
    #expect(migration.header.reversible == .yes)
    #expect(
      migration.text(migration.header["description"]?.range)
        == "Description: Add user preferences table")
  }

  @Test(
    "Reversible",
    arguments: [
      ("Yes", MigrationHeader.Reversible.yes), ("yes, see below", .yes), ("TRUE", .yes),
      ("No", .no(reason: "")), ("no.", .no(reason: "")),
      ("No - data is gone", .no(reason: "data is gone")),
      ("No — data is gone", .no(reason: "data is gone")),
      ("No, because the rows are gone", .no(reason: "the rows are gone")),
      ("No (data is gone)", .no(reason: "data is gone")),
      ("NO: данных нет", .no(reason: "данных нет")),
      ("false", .no(reason: "")), ("Irreversible", .no(reason: "")),
      ("N/A", .unstated), ("Partially", .unstated), ("", .unstated), ("nothing", .unstated),
    ])
  func reversible(value: String, expected: MigrationHeader.Reversible) {
    #expect(read("-- Reversible: \(value)\nSELECT 1;").header.reversible == expected)
  }

  @Test func aReasonMayGoOnOnTheNextLine() {
    let header = read(
      "-- Reversible: No\n--   because the rows\n--   are gone\n-- Author: me\nSELECT 1;"
    ).header
    #expect(header.reversible == .no(reason: "the rows are gone"))
    #expect(header["Author"]?.value == "me")
  }

  @Test func unindentedProseDoesNotContinueAField() {
    let header = read("-- Reversible: Yes\n-- This adds a table.\nSELECT 1;").header
    #expect(header["Reversible"]?.value == "Yes")
  }

  @Test func blockComments() {
    let header = read("/*\n * Migration: 004\n * Reversible: No (lost)\n */\nSELECT 1;").header
    #expect(header["Migration"]?.value == "004")
    #expect(header.reversible == .no(reason: "lost"))
  }

  @Test(
    "No fields",
    arguments: [
      "-- https://example.org/x", "-- cast a::text", "-- 12: twelve",
      "-- a very long sentence that has: a colon",
      "-- so (it seems): no", "-- key : value",
    ])
  func noFields(comment: String) {
    #expect(read(comment + "\nSELECT 1;").header.fields == [])
  }

  @Test func anEmptyFileHasNone() {
    #expect(read("").header == MigrationHeader())
    #expect(read("").header.reversible == .unstated)
  }
}
