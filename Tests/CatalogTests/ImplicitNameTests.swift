import Catalog
import Testing

struct ImplicitNameTests {
  @Test(arguments: [
    ("users", "email", "idx", "users_email_idx"),
    ("users", "", "pkey", "users_pkey"),
  ])
  func joinsParts(_ table: String, _ columns: String, _ suffix: String, _ name: String) {
    #expect(implicitName(table, columns, suffix) == name)
  }

  /// Measured on 15: `CREATE TABLE aaaa…` (60 letters) with UNIQUE over a column of 10.
  @Test func cutsTheLongerPart() {
    let table = String(repeating: "a", count: 60)
    let name = implicitName(table, "bbbbbbbbbb", "key")
    #expect(name == String(repeating: "a", count: 48) + "_bbbbbbbbbb_key")
    #expect(name.utf8.count == 63)
  }

  @Test func keepsCharactersWhole() {
    let table = String(repeating: "ä", count: 31)
    let name = implicitName(table, "id", "idx")
    #expect(name.utf8.count <= 63)
    #expect(!name.unicodeScalars.contains("\u{FFFD}"))
  }
}
