import Diagnostics
import Lint
import TestSupport
import Testing

@Suite struct RuleDocsTests {
  /// Sources/Lint/Generated/RuleDocs.swift holds the pages. UPDATE_SNAPSHOTS=1 writes it anew.
  @Test func generatedSourceIsInStepWithThePages() throws {
    expectFile(
      "\(packageRoot)/Sources/Lint/Generated/RuleDocs.swift",
      holds: generated(RulePage.ids.map { ($0, try? RulePage(id: $0).text) }))
  }

  /// docs/rules.md lists the cards. UPDATE_SNAPSHOTS=1 writes it anew.
  @Test func listIsInStepWithTheCards() {
    expectFile("\(packageRoot)/docs/rules.md", holds: ruleList())
  }

  @Test func pagesAreInTheBinary() throws {
    guard !updatesSnapshots else { return }
    for id in RulePage.ids {
      let isTheSame = RuleDocs.page(id) == (try RulePage(id: id).text)
      #expect(isTheSame, "\(id)")
    }
    #expect(RuleDocs.page("no-such-rule") == nil)
  }

  private func ruleList() -> String {
    var lines = [
      "# Rules",
      "",
      "Made from the rules themselves. Severities are those of the presets `recommended` and `documented`; `all` switches on",
      "the others as well. A fix is *safe* if the fixed SQL does the same, more safely: `--fix` applies it; the others want",
      "`--unsafe-fixes`. *Since*: the first version of PostgreSQL in which there is something to report.",
    ]
    for category in RuleCategory.allCases {
      lines += [
        "", "## \(category.rawValue)", "",
        "| rule | recommended | documented | fix | since | reports |", "|---|---|---|---|---|---|",
      ]
      for info in Registry.rules.map({ type(of: $0).info }) where info.category == category {
        let cells = [
          "[`\(info.id)`](../rules/\(info.id).md)", info.recommended?.name ?? "off",
          info.documented?.name ?? "off", info.fix?.rawValue ?? "",
          info.since.map(String.init) ?? "",
          info.summary.replacing("|", with: "\\|"),
        ]
        lines.append("| " + cells.joined(separator: " | ") + " |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func generated(_ pages: [(id: String, text: String?)]) -> String {
    var lines = [
      "// Generated from rules/*.md by RuleDocsTests with UPDATE_SNAPSHOTS=1. Do not edit.",
      "// swift-format-ignore-file",
      "",
      "/// The pages of the rulebook.",
      "package enum RuleDocs {",
      "  /// The page of a rule, as Markdown; nil where there is no such rule.",
      "  package static func page(_ id: String) -> String? {",
      "    switch id {",
    ]
    for (id, text) in pages {
      lines.append("    case \"\(id)\": ####\"\"\"")
      lines += (text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "      " + $0 }
      lines.append("      \"\"\"####")
    }
    lines += ["    default: nil", "    }", "  }", "}", ""]
    return lines.joined(separator: "\n")
  }
}
