import Diagnostics
import Lint
import TestSupport
import Testing

@Suite struct RuleRegistryTests {
  private let infos = Registry.rules.map { type(of: $0).info }

  @Test func rulesAreInTheOrderOfTheirIDs() {
    #expect(infos.map(\.id) == infos.map(\.id).sorted())
    #expect(Set(infos.map(\.id)).count == infos.count)
  }

  @Test func pagesRegistryAndSourcesNameTheSameRules() throws {
    let files = try fileNames(in: "\(packageRoot)/Sources/Lint/Rules")
    let types = files.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }
    #expect(types.sorted() == Registry.rules.map { "\(type(of: $0))" }.sorted())
    #expect(RulePage.ids == infos.map(\.id))
  }

  /// One file, one rule: the id in it is that of its page.
  @Test(arguments: Registry.rules.map { "\(type(of: $0))" })
  func sourceNamesItsPage(_ type: String) throws {
    let source = try readText("\(packageRoot)/Sources/Lint/Rules/\(type).swift")
    let id = try #require(
      Registry.rules.first { "\(Swift.type(of: $0))" == type }.map { Swift.type(of: $0).info.id })
    #expect(source.contains("/// See rules/\(id).md."))
    #expect(source.contains("id: \"\(id)\""))
  }

  @Test func everyRuleIsFoundByItsID() {
    for info in infos { #expect(Registry.rule(info.id) != nil) }
    #expect(Registry.rule("no-such-rule") == nil)
  }

  @Test(arguments: RulePage.all.map(\.id))
  func pageAgreesWithTheCard(_ id: String) throws {
    let page = try RulePage(id: id)
    let info = type(of: try #require(Registry.rule(id))).info
    #expect(page.lines.first == "# \(id)")
    #expect(page.summary == info.summary)
    #expect(!info.summary.hasSuffix("."))
    let recommended = info.recommended?.name ?? "off"
    let documented = info.documented?.name ?? "off"
    #expect(page.lines.contains("Severity: \(recommended) (documented: \(documented))"))
    #expect(
      page.headings == [
        "What happens", "Why it hurts", "What to write instead", "When it is fine",
        "What it cannot see", "Examples",
      ])
    // SQL, and what is said of it, may be longer than sentences.
    var isInBlock = false
    for line in page.lines {
      if line.hasPrefix("```") { isInBlock.toggle() }
      guard !isInBlock, !line.hasPrefix("|"), !line.hasPrefix("```") else { continue }
      #expect(line.count <= 100, "too long: \(line)")
    }
  }
}
