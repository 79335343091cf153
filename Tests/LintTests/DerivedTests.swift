import Diagnostics
import Lint
import Migrations
import SQLLexer
import SQLSyntax
import SeededRandom
import Testing

/// From every example of every page, more tests for all rules at once: what is written differently but means the same is
/// judged the same, and what is no SQL at all is not judged.
@Suite struct DerivedTests {
  static let examples = RulePage.all.flatMap(\.examples)
  /// Those that mean the same wherever they stand in a file.
  static let movable = examples.filter { !$0.isExact }

  // MARK: - The same, written differently

  @Test(arguments: movable)
  func behindACommentWithLongCharacters(_ example: RuleExample) async {
    let prefix = "-- ½ naïve Ωμέγα 漢字 🐦 e\u{301}\n"
    let (plain, derived) = await compared(example) { prefix + $0 }
    for (plain, derived) in zip(plain, derived) {
      #expect(plain.filter(\.moves).map(\.oneLineDown) == derived.filter(\.moves))
    }
  }

  @Test(arguments: examples)
  func withCarriageReturns(_ example: RuleExample) async {
    let (plain, derived) = await compared(example) { sql in
      sql.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    }
    for (plain, derived) in zip(plain, derived) {
      #expect(plain == derived.map(\.withoutCarriageReturns))
    }
  }

  @Test(arguments: examples, [false, true])
  func keywordsInOtherCase(_ example: RuleExample, isUpper: Bool) async {
    let (plain, derived) = await compared(example) { sql in
      replacingTokens(of: sql) { token, text in
        guard token.kind == .keyword else { return nil }
        return isUpper ? text.uppercased() : text.lowercased()
      }
    }
    for (plain, derived) in zip(plain, derived) {
      #expect(plain.map(\.caseless) == derived.map(\.caseless))
    }
  }

  /// A name that is written in lower case is the same name between double quotes.
  @Test(arguments: examples)
  func identifiersInQuotes(_ example: RuleExample) async {
    let (plain, derived) = await compared(example) { sql in
      replacingTokens(of: sql) { token, text in
        token.kind == .identifier ? "\"\(text.lowercased())\"" : nil
      }
    }
    for (plain, derived) in zip(plain, derived) {
      #expect(plain.map(\.placeless) == derived.map(\.placeless))
    }
  }

  // MARK: - No SQL

  @Test(arguments: examples)
  func silentInABlockComment(_ example: RuleExample) async {
    let reports = await lint(inputs(example) { "/* kept for later:\n\($0)*/\n" })
    for report in reports { #expect(aboutStatements(report) == []) }
  }

  @Test(arguments: examples)
  func silentInAString(_ example: RuleExample) async {
    let reports = await lint(inputs(example) { "SELECT $quoted$\n\($0)$quoted$;\n" })
    for report in reports { #expect(aboutStatements(report) == []) }
  }

  /// Rules about the file as a whole, its name, and comments may speak of a file that has no statement.
  private func aboutStatements(_ report: FileReport) -> [Placed] {
    let others = [
      "missing-rollback", "empty-rollback", "unused-allow", "allow-without-reason",
      "migration-header", "changelog-entry",
      "directive-ignored", "implicit-transaction",
    ]
    return report.placed.filter { finding in
      let category = Registry.rule(finding.rule).map { type(of: $0).info.category }
      return category != .history && !others.contains(finding.rule)
    }
  }

  // MARK: - Half written

  /// An editor asks at every key stroke: half a statement does no harm, whatever the rules make of it.
  @Test(arguments: examples)
  func cutOff(_ example: RuleExample) async {
    var random = SplitMix64(seed: 6)
    for input in example.inputs where input.role == .asked {
      for _ in 0..<4 {
        var cut = input
        cut.settings.preset = .all
        cut.bytes.removeSubrange(Int.random(in: 0...input.bytes.count, using: &random)...)
        let reports = await lint([cut])
        #expect(reports.count == 1)
      }
    }
  }

  // MARK: - Approved

  /// Under an allow for the file, with a reason, each finding is approved, and the allow is not reported unused.
  @Test(arguments: movable)
  func approvedForTheFile(_ example: RuleExample) async throws {
    let plain = await lint(example.inputs)
    var derived = example
    for (index, report) in zip(example.askedPlaces, plain) {
      let rules = approvable(report).map(\.rule)
      guard !rules.isEmpty else { continue }
      let ids = Set(rules).sorted().joined(separator: ", ")
      derived.files[index].lines.insert(
        "-- whimbrel: allow-file \(ids) -- approved in a test", at: 0)
    }
    try await expectApproved(plain, derived)
  }

  /// The same above each statement. In a rollback that is kept in comments there is no room for one.
  @Test(arguments: examples)
  func approvedAboveTheStatement(_ example: RuleExample) async throws {
    let plain = await lint(example.inputs)
    var derived = example
    for (index, report) in zip(example.askedPlaces, plain) {
      let migration = readMigration(
        path: report.path, bytes: report.bytes,
        surroundings: example.surroundings(of: example.files[index]),
        settings: example.settings.runner)
      let statements = migration.sections.filter { $0.kind != .rollback }
        .flatMap(\.syntax.statements).sorted { $0.range.start < $1.range.start }
      var rules: [Int: Set<String>] = [:]
      let lines = LineStarts(report.bytes)
      for finding in report.findings where isApprovable(finding.rule) && finding.approval == nil {
        guard
          let statement = statements.last(where: { $0.range.start <= finding.range.start }),
          finding.range.start < statement.range.end
        else { continue }
        rules[lines.place(of: statement.range.start).line, default: []].insert(finding.rule)
      }
      for (line, ids) in rules.sorted(by: { $0.key > $1.key }) {
        let list = ids.sorted().joined(separator: " ")
        derived.files[index].lines
          .insert("-- whimbrel: allow \(list) -- approved in a test", at: line)
      }
    }
    try await expectApproved(plain, derived)
  }

  private func expectApproved(_ plain: [FileReport], _ derived: RuleExample) async throws {
    for (plain, derived) in zip(plain, await lint(derived.inputs)) {
      let expected = approvable(plain)
      let approved = derived.placed.filter { $0.approval == "approved in a test" }
      #expect(approved.count >= expected.count)
      for finding in expected {
        #expect(approved.contains { $0.rule == finding.rule && $0.message == finding.message })
      }
      let unused = derived.placed.filter { $0.rule == "unused-allow" }
      #expect(unused.count == plain.placed.filter { $0.rule == "unused-allow" }.count)
    }
  }

  private func approvable(_ report: FileReport) -> [Placed] {
    report.placed.filter {
      isApprovable($0.rule) && $0.approval == nil && $0.section != .rollback
    }
  }

  /// Allows are not asked to allow themselves; what is about the whole file stands above no statement; and who approves
  /// of a drop, approves of its being irreversible.
  private func isApprovable(_ rule: String) -> Bool {
    ![
      "unused-allow", "allow-without-reason", "missing-rollback", "empty-rollback",
      "irreversible-migration", "migration-header", "changelog-entry",
      "directive-ignored", "implicit-transaction",
    ].contains(rule)
  }

  // MARK: - Many times over

  /// Each further copy of an example adds the same number of findings: nothing grows with the square of the file.
  @Test(arguments: movable.filter(\.isBad).filter { $0.files.count == 1 })
  func copiesAddTheSameNumberOfFindings(_ example: RuleExample) async throws {
    var counts: [Int] = []
    for copies in [20, 40, 60] {
      let reports = await lint(
        inputs(example) { sql in String(repeating: sql + "\n", count: copies) })
      counts.append(try #require(reports.first).findings.count)
    }
    #expect(counts[2] - counts[1] == counts[1] - counts[0])
  }

  // MARK: - Helpers

  private func inputs(
    _ example: RuleExample, _ transform: (String) -> String
  ) -> [LintInput] {
    example.inputs(transform)
  }

  /// The findings of an example, and of one that is derived from it, file by file.
  private func compared(
    _ example: RuleExample, _ transform: (String) -> String
  ) async -> (plain: [[Placed]], derived: [[Placed]]) {
    let plain = await lint(example.inputs).map(\.placed)
    let derived = await lint(inputs(example, transform)).map(\.placed)
    #expect(plain.count == derived.count)
    return (plain, derived)
  }

  private func replacingTokens(of sql: String, _ replace: (Token, String) -> String?) -> String {
    let bytes = Array(sql.utf8)
    var result: [UInt8] = []
    var position = 0
    for token in lex(bytes).tokens {
      let text = String(decoding: bytes[token.range.indices], as: UTF8.self)
      guard let replacement = replace(token, text) else { continue }
      result += bytes[position..<Int(token.start)]
      result += Array(replacement.utf8)
      position = Int(token.end)
    }
    result += bytes[position...]
    return String(decoding: result, as: UTF8.self)
  }
}

extension Placed {
  /// A rollback file without a statement is marked at its start, whatever stands there, and a comment above a statement
  /// is what one rule looks for.
  fileprivate var moves: Bool {
    rule != "undocumented-change" && (rule != "empty-rollback" || start.line > 1)
  }

  fileprivate var oneLineDown: Placed {
    var moved = self
    moved.start.line += 1
    moved.end.line += 1
    return moved
  }

  fileprivate var withoutCarriageReturns: Placed {
    var cleaned = self
    cleaned.help = String(help.unicodeScalars.filter { $0 != "\r" }.map(Character.init))
    return cleaned
  }

  fileprivate var caseless: Placed {
    var folded = self
    folded.message = message.lowercased()
    folded.help = help.lowercased()
    return folded
  }

  /// Without what quotes around names change: columns, and the quotes where a text repeats the file.
  fileprivate var placeless: Placed {
    var other = caseless
    other.start.column = 0
    other.end.column = 0
    other.message = message.filter { $0 != "\"" }.lowercased()
    other.help = help.filter { $0 != "\"" }.lowercased()
    return other
  }
}
