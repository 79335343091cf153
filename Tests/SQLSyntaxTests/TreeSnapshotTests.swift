import TestSupport
import Testing

@testable import SQLSyntax

/// The trees of Trees/*.sql are those of Trees/*.txt. UPDATE_SNAPSHOTS=1 writes them anew.
@Suite struct TreeSnapshotTests {
  static let directory = "\(packageRoot)/Tests/SQLSyntaxTests/Trees"
  static let families =
    (try? fileNames(in: directory))?.filter { $0.hasSuffix(".sql") }
    .map { String($0.dropLast(4)) }.sorted() ?? []

  @Test(arguments: families)
  func trees(_ family: String) throws {
    let file = parse(Array(try readText("\(Self.directory)/\(family).sql").utf8))
    expectFile("\(Self.directory)/\(family).txt", holds: TreePrinter.print(file))
  }

  @Test func thereAreFamilies() { #expect(Self.families.count >= 1) }
}
