import Migrations
import Testing

@Suite struct NumberTests {
  @Test(arguments: [
    ("db/004_add_users.sql", "004"), ("0004-add.up.sql", "0004"), ("V1.10__x.sql", "1.10"),
    ("V1_10__x.sql", "1_10"), ("m/20250101_x/up.sql", "20250101"), ("m0007_x.sql", "0007"),
    ("12.sql", "12"), ("users.sql", nil), ("R__views.sql", nil), ("2fast.sql", nil),
    ("1.5_x.sql", "1"),
  ])
  func ofAFile(path: String, expected: String?) {
    #expect(MigrationNumber(path: path)?.description == expected)
  }

  @Test(arguments: [
    ("004", "004"), ("004 - Add users", "004"), ("004_add_users.sql", "004"), ("1.2", "1.2"),
    ("x", nil), ("", nil), ("4th", nil),
  ])
  func inAText(text: String, expected: String?) {
    #expect(MigrationNumber(in: text)?.description == expected)
  }

  @Test func zerosAndSeparatorsDoNotCount() {
    #expect(MigrationNumber(in: "004") == MigrationNumber(in: "4"))
    #expect(MigrationNumber(path: "V1_10__x.sql") == MigrationNumber(in: "1.10"))
    #expect(MigrationNumber(in: "0") == MigrationNumber(in: "000"))
    #expect(MigrationNumber(in: "4") != MigrationNumber(in: "40"))
  }

  @Test func theyAreOrderedAsNumbers() throws {
    let texts = ["0", "2", "10", "1.2", "1.10", "2.0.1", "20250101120000"]
    let numbers = try texts.map { try #require(MigrationNumber(in: $0)) }
    #expect(
      numbers.sorted().map(\.description)
        == ["0", "1.2", "1.10", "2", "2.0.1", "10", "20250101120000"])
  }

  @Test(arguments: [
    ("2025-11-10", CalendarDate.day), ("2024-02-29", .day), ("2000-02-29", .day),
    ("2025-11-10 09:30", .day), ("2025-11-10T09:30Z", .day),
    ("2025-02-29", .noSuchDay(lastOfMonth: 28)), ("1900-02-29", .noSuchDay(lastOfMonth: 28)),
    ("2025-04-31", .noSuchDay(lastOfMonth: 30)), ("2025-13-01", .noSuchDay(lastOfMonth: nil)),
    ("2025-01-00", .noSuchDay(lastOfMonth: 31)), ("10.11.2025", .otherForm),
    ("2025-11-1", .otherForm), ("2025-11-100", .otherForm), ("YYYY-MM-DD", .otherForm),
    ("", .otherForm),
  ])
  func days(text: String, expected: CalendarDate) {
    #expect(CalendarDate(text) == expected)
  }
}
