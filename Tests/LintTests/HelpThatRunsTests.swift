import Diagnostics
import Lint
import Testing

/// Help that, run as it stands, does what it says, and says no more than is known.
extension RealFindingTests {
  private func finding(_ rule: String, _ files: [String]) async throws -> Finding {
    let found = await findings(files.enumerated().map { ("00\($0 + 1)_t.sql", $1) })
    return try #require(found.first { $0.rule == rule }, "\(found.map(\.rule))")
  }

  /// 42725, measured on 15.
  @Test(arguments: [
    ("b text, a int", true), ("b text, a int, c int DEFAULT 1", true),
    ("a int, b text, c int", false), ("b text, a int, c int", false), ("a text, b int", false),
  ])
  func aCallByNameWouldFindBoth(_ arguments: String, _ finds: Bool) async throws {
    func make(_ arguments: String) -> String {
      "CREATE FUNCTION f(\(arguments)) RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
    }
    let found = try await finding(
      "changed-signature",
      [make("a int, b text"), "BEGIN;\nDROP FUNCTION f;\n\(make(arguments))COMMIT;\n"])
    let help = try #require(found.help)
    #expect(help.contains("SQLSTATE 42725") == finds, "\(help)")
    #expect(help.contains("leave the old function beside the new one") != finds)
  }
}
