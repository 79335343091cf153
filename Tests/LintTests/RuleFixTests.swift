import Diagnostics
import Lint
import TestSupport
import Testing

/// What a page shows behind a bad example is what `--fix` makes of it, and of that the rule has nothing more to say.
@Suite(.serialized) struct RuleFixTests {
  private static let fixed = RulePage.all.flatMap(\.examples).filter { $0.fixed != nil }

  @Test(arguments: fixed)
  func fixedExample(_ example: RuleExample) async throws {
    let fence = try #require(example.fixed)
    #expect(fence.words == [] || fence.isUnsafe)
    let outcome = await fix(onlyRule(of: example), FixSettings(isUnsafeAllowed: fence.isUnsafe))
    var lines: [String] = []
    for file in outcome.changed {
      if example.namesFiles || file.isNew { lines.append("-- file: \(file.path)") }
      lines += String(decoding: file.new, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
    if updatesSnapshots {
      try replaceFence(of: example, by: lines)
    } else {
      #expect(fence.lines == lines, "made:\n\(lines.joined(separator: "\n"))")
    }
    #expect(!outcome.changed.isEmpty)
    for file in outcome.changed {
      let left = outcome.reports.filter { $0.path == file.path }.flatMap(\.findings)
        .filter { $0.rule == example.rule && $0.approval == nil }
      #expect(left.map(\.message) == [])
    }
  }

  /// A second run changes nothing, whatever the rule and however unsafe.
  @Test(arguments: RulePage.all.flatMap(\.examples))
  func fixingTwiceChangesNothing(_ example: RuleExample) async {
    let settings = FixSettings(isUnsafeAllowed: true)
    let once = await fix(example.inputs, settings)
    #expect(once.unfinished == [])
    let twice = await fix(once.inputs, settings)
    #expect(twice.changed.map(\.path) == [])
    for (before, after) in zip(await lint(example.inputs), once.reports) {
      #expect(after.failing <= before.failing)
    }
  }

  @Test(arguments: RulePage.all.map(\.id))
  func cardSaysWhatThePageShows(_ id: String) throws {
    let page = try RulePage(id: id)
    #expect(page.strayFences.map(\.line) == [], "a fixed block stands behind a bad one")
    let fences = page.examples.compactMap(\.fixed)
    let card = type(of: try #require(Registry.rule(id))).info.fix
    #expect((card != nil) == !fences.isEmpty)
    #expect((card == .unsafe) == (!fences.isEmpty && fences.contains { $0.isUnsafe }))
  }

  private func onlyRule(of example: RuleExample) -> [LintInput] {
    example.inputs.map { input in
      var input = input
      input.settings.selected = [example.rule]
      return input
    }
  }

  private func replaceFence(of example: RuleExample, by lines: [String]) throws {
    let before = try #require(RulePage.all.first { $0.id == example.rule })
    let number = try #require(before.examples.firstIndex { $0.line == example.line })
    var page = try RulePage(id: example.rule)
    let start = try #require(page.examples[number].fixed).line
    let end = try #require(page.lines[start...].firstIndex { $0.hasPrefix("```") })
    page.lines.replaceSubrange(start..<end, with: lines)
    expectFile(page.path, holds: page.text)
  }
}
