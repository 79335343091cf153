import Diagnostics
import Lint
import TestSupport
import Testing

/// The pages of the rulebook are the tests of their rules: what a rule reports of a bad example is exactly what its caret
/// lines say, and of a good one nothing.
@Suite(.serialized) struct RuleExampleTests {
  @Test(arguments: RulePage.all.flatMap(\.examples))
  func example(_ example: RuleExample) async throws {
    #expect(example.unknownWords == [])
    let reports = await lint(example.inputs)
    try #require(reports.count == example.asked.count)
    var rendered: [String] = []
    if let schema = example.schema {
      rendered += ["-- file: \(schema.path) schema"] + schema.lines
    }
    var pending = reports[...]
    for file in example.files {
      guard file.isAsked, let report = pending.popFirst() else {
        rendered += [file.heading] + file.lines
        continue
      }
      let found = report.placed.filter { $0.rule == example.rule && $0.approval == nil }
      let marks = found.map { mark($0, in: file) }
      if example.namesFiles { rendered.append(file.heading) }
      rendered += render(file, marks)
      if updatesSnapshots { continue }
      #expect(
        agree(marks, file.marks),
        "found in \(file.path):\n\(render(file, marks).joined(separator: "\n"))")
    }
    if let changelog = example.changelog {
      rendered += ["-- file: \(changelog.path)"] + changelog.lines
    }
    for (name, lines) in example.sideFiles { rendered += ["-- file: \(name)"] + lines }
    let count = example.files.flatMap(\.marks).count
    if updatesSnapshots {
      if example.isBad { try replaceBlock(of: example, by: rendered) }
    } else if example.isBad {
      #expect(count > 0, "a bad example needs a caret line")
    } else {
      #expect(count == 0, "a good example has no caret lines")
    }
  }

  @Test(arguments: RulePage.all.map(\.id))
  func pageHasExamplesOfBothKinds(_ id: String) throws {
    let examples = try RulePage(id: id).examples
    #expect(examples.filter(\.isBad).count >= 3)
    #expect(examples.filter { !$0.isBad }.count >= 3)
  }

  /// What a finding looks like as a caret line. A severity that is not the rule's own stands before the text.
  private func mark(_ finding: Placed, in file: ExampleFile) -> Mark {
    let length =
      file.lines.indices.contains(finding.start.line)
      ? file.lines[finding.start.line].unicodeScalars.count : 0
    let end = finding.end.line == finding.start.line ? finding.end.column : length
    let info = Registry.rule(finding.rule).map { type(of: $0).info }
    let own = info?.recommended ?? info?.documented
    let severity = finding.severity == own ? "" : "\(finding.severity.name): "
    return Mark(
      line: finding.start.line, columns: finding.start.column..<max(finding.start.column, end),
      text: severity + finding.message)
  }

  /// Whether the caret lines mark the same places, each with a part of the message.
  private func agree(_ found: [Mark], _ expected: [Mark]) -> Bool {
    guard found.count == expected.count else { return false }
    return zip(sorted(found), sorted(expected)).allSatisfy { found, expected in
      found.line == expected.line && found.columns == expected.columns
        && covers(found.text, expected.text)
    }
  }

  /// A part of the message may stand for all of it, but a severity stands or falls.
  private func covers(_ found: String, _ expected: String) -> Bool {
    let severities = Severity.allCases.map { "\($0.name): " }
    let severity = severities.first(where: found.hasPrefix) ?? ""
    let stated = severities.first(where: expected.hasPrefix) ?? ""
    return severity == stated
      && found.dropFirst(severity.count).contains(expected.dropFirst(stated.count))
  }

  private func sorted(_ marks: [Mark]) -> [Mark] {
    marks.sorted {
      ($0.line, $0.columns.lowerBound, $0.columns.upperBound)
        < ($1.line, $1.columns.lowerBound, $1.columns.upperBound)
    }
  }

  /// The lines of a file with caret lines; those that are on the page already keep their words.
  private func render(_ file: ExampleFile, _ marks: [Mark]) -> [String] {
    var lines: [String] = []
    for (index, line) in file.lines.enumerated() {
      lines.append(line)
      for mark in sorted(marks) where mark.line == index {
        let kept = file.marks.first {
          $0.line == mark.line && $0.columns == mark.columns && covers(mark.text, $0.text)
        }
        lines.append((kept ?? mark).rendered)
      }
    }
    return lines
  }

  private func replaceBlock(of example: RuleExample, by lines: [String]) throws {
    var page = try RulePage(id: example.rule)
    // Blocks above may have grown since the page was read: count from the block's own place among its kind.
    let number = RulePage.all.first { $0.id == example.rule }?.examples
      .firstIndex { $0.line == example.line }
    let start = page.examples[try #require(number)].line
    let end = try #require(page.lines[start...].firstIndex { $0.hasPrefix("```") })
    page.lines.replaceSubrange(start..<end, with: lines)
    expectFile(page.path, holds: page.text)
  }
}
