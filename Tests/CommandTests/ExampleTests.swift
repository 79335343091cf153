import Migrations
import TestSupport
import Testing

/// The projects under examples/. Each of those under examples/runners has one mistake that nobody finds who does not know
/// its runner.
@Suite struct ExampleTests {
  @Test func theDocumentedProjectKeepsItsGuide() throws {
    let result = try run(whimbrelPath, ["examples/documented"], in: packageRoot)
    #expect(
      result.standardOutput == "no findings in 13 files (80 statements; 5 findings approved)\n")
    #expect(result.standardError == "")
  }

  static let names = (try? fileNames(in: "\(packageRoot)/examples/runners")) ?? []

  @Test func everyRunnerHasOne() {
    #expect(Set(Self.names) == Set(Framework.allCases.map(\.rawValue)))
  }

  /// Each lies beside its project as expected.txt. UPDATE_SNAPSHOTS=1 writes it anew.
  @Test(arguments: names)
  func whatIsFound(_ name: String) throws {
    let result = try run(whimbrelPath, ["examples/runners/\(name)"], in: packageRoot)
    #expect(result.standardError == "")
    expectFile(
      "\(packageRoot)/examples/runners/\(name)/expected.txt", holds: result.standardOutput)
    let serious = result.standardOutput.split(separator: "\n").filter {
      $0.hasPrefix("error[") || $0.hasPrefix("warning[")
    }
    #expect(serious.count == 1)
  }

  @Test(arguments: names)
  func theRunnerIsKnown(_ name: String) throws {
    let result = try run(
      whimbrelPath, ["--output-format", "json", "examples/runners/\(name)"], in: packageRoot)
    let files = result.standardOutput.components(between: "\"framework\":\"", and: "\"")
    #expect(!files.isEmpty)
    #expect(Set(files) == [name])
  }

  /// psql would run the same statements. These three open their transactions by statements of their own.
  @Test(arguments: names.filter { !["alembic", "django", "sqitch"].contains($0) })
  func psqlOpensNoTransaction(_ name: String) throws {
    let result = try run(
      whimbrelPath,
      ["--framework", "psql", "--output-format", "concise", "examples/runners/\(name)"],
      in: packageRoot)
    #expect(!result.standardOutput.contains("25001"))
    #expect(!result.standardOutput.contains("directive-ignored"))
  }
}

extension String {
  /// What stands between two texts, each time.
  fileprivate func components(between start: String, and end: String) -> [String] {
    var found: [String] = []
    var rest = self[...]
    while let opening = rest.firstRange(of: start) {
      rest = rest[opening.upperBound...]
      guard let closing = rest.firstRange(of: end) else { break }
      found.append(String(rest[..<closing.lowerBound]))
      rest = rest[closing.upperBound...]
    }
    return found
  }
}
