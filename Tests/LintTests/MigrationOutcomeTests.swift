import Diagnostics
import Effects
import Testing

@testable import Lint

/// Reports what a file has made, in a few words each.
private struct OutcomeProbe: Rule {
  static let info = RuleInfo(
    id: "probe-outcome", category: .design, summary: "", recommended: .info, documented: nil)
  func check(_ step: Step, _ findings: inout Findings) {
    let outcome = step.migration.outcome
    for created in step.effects.creates {
      if let table = outcome.tables[created.id] {
        let key = table.hasPrimaryKey.map { $0 ? "with key" : "without key" } ?? "perhaps with key"
        findings.report(
          "\(table.name) \(key)", at: step.firstLine,
          lacking: table.hasPrimaryKey == false ? .primaryKey(created.id) : nil)
      }
      if let index = outcome.indexes[created.id], let redundancy = index.redundancy {
        findings.report(
          "\(index.name) like \(redundancy.name)", at: step.firstLine,
          lacking: .use(created.id, beside: redundancy.other))
      }
    }
    for (range, id) in step.effects.constraints {
      guard let key = outcome.foreignKeys[id] else { continue }
      let state = key.isIndexed.map { $0 ? "indexed" : "not indexed" } ?? "perhaps indexed"
      findings.report(
        "\(key.table)(\(key.columns.joined(separator: ", "))) \(state)", at: range,
        lacking: key.isIndexed == false ? .index(id) : nil)
    }
  }
}

@Suite struct MigrationOutcomeTests {
  /// What is reported of each of several files.
  private func outcomes(_ files: String...) async -> [[String]] {
    let inputs = files.enumerated().map { place, sql in
      LintInput(path: "00\(place + 1)_x.sql", bytes: Array(sql.utf8))
    }
    return await lint(inputs, rules: [OutcomeProbe()], isParallel: false)
      .map { $0.findings.map(\.message) }
  }

  @Test func aKeyMayComeLater() async {
    let made = "CREATE TABLE a (id int NOT NULL);"
    let key = "ALTER TABLE a ADD PRIMARY KEY (id);"
    #expect(await outcomes(made) == [["public.a without key"]])
    #expect(await outcomes(made + key) == [["public.a with key"]])
    #expect(await outcomes(made, key) == [[], []])
    #expect(await outcomes(made, "DROP TABLE a;") == [[], []])
    #expect(
      await outcomes(made + key, "ALTER TABLE a DROP CONSTRAINT a_pkey;")
        == [["public.a with key"], []])
  }

  @Test func aKeyMayBeCopied() async {
    #expect(
      await outcomes("CREATE TABLE a (LIKE unknown INCLUDING ALL);")
        == [["public.a perhaps with key"]])
  }

  @Test func aForeignKeyIsIndexedByWhatBeginsWithItsColumn() async {
    let tables = """
      CREATE TABLE a (id int PRIMARY KEY);
      CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a, deleted bool);
      """
    func lacksIndex(behind later: String) async -> Bool {
      await outcomes(tables, later)[0].contains("public.b(a_id) not indexed")
    }
    #expect(await lacksIndex(behind: "SELECT 1;"))
    #expect(await !lacksIndex(behind: "CREATE INDEX ON b (a_id);"))
    #expect(await !lacksIndex(behind: "CREATE INDEX ON b (a_id, id);"))
    #expect(await lacksIndex(behind: "CREATE INDEX ON b (id, a_id);"))
    #expect(await !lacksIndex(behind: "CREATE INDEX ON b (a_id) WHERE a_id IS NOT NULL;"))
    #expect(await lacksIndex(behind: "CREATE INDEX ON b (a_id) WHERE NOT deleted;"))
  }

  @Test func onlyANewColumnOfAnUnknownTableHasNoIndex() async {
    #expect(
      await outcomes("ALTER TABLE b ADD FOREIGN KEY (a_id) REFERENCES a;")
        == [["public.b(a_id) perhaps indexed"]])
    #expect(
      await outcomes("ALTER TABLE b ADD COLUMN a_id int REFERENCES a;")
        == [["public.b(a_id) not indexed"]])
  }

  @Test func theLaterOfTwoIndexesIsTooMany() async {
    let table = "CREATE TABLE a (id int PRIMARY KEY, b int, c int);"
    func redundant(_ indexes: String) async -> [String] {
      await outcomes(table, indexes)[1]
    }
    #expect(await redundant("CREATE INDEX x ON a (id);") == ["public.x like a_pkey"])
    #expect(
      await redundant("CREATE INDEX x ON a (b); CREATE INDEX y ON a (b DESC);")
        == ["public.y like x"])
    #expect(
      await redundant("CREATE INDEX x ON a (b); CREATE INDEX y ON a (b, c);")
        == ["public.x like y"])
    for pair in [
      "CREATE INDEX x ON a (b); CREATE INDEX y ON a (c, b);",
      "CREATE UNIQUE INDEX x ON a (b); CREATE INDEX y ON a (b, c);",
      "CREATE INDEX x ON a (b) WHERE c > 0; CREATE INDEX y ON a (b, c);",
      "CREATE INDEX x ON a (b) WHERE c > 0; CREATE INDEX y ON a (b) WHERE c < 0;",
      "CREATE INDEX x ON a (b DESC, c); CREATE INDEX y ON a (b, c);",
      "CREATE INDEX x ON a (b DESC NULLS LAST); CREATE INDEX y ON a (b);",
      "CREATE INDEX x ON a USING hash (b); CREATE INDEX y ON a (b);",
      "CREATE INDEX x ON a (lower(b::text)); CREATE INDEX y ON a (b);",
      "CREATE INDEX x ON a (b) INCLUDE (id); CREATE INDEX y ON a (b, c);",
      "CREATE INDEX x ON a (b); DROP INDEX x; CREATE INDEX y ON a (b);",
    ] {
      #expect(await redundant(pair) == [], "\(pair)")
    }
  }
}
