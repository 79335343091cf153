import Migrations
import Testing

@Suite("The order in which runners run migrations")
struct RunOrderTests {
  private func order(
    _ paths: [String], _ framework: Framework, files: [String: String] = [:]
  ) -> [String] {
    let surroundings = Surroundings(
      directories: [
        Surroundings.Directory(
          path: ".", names: Set(files.keys.filter { !$0.contains("/") }),
          texts: files.mapValues { Array($0.utf8) })
      ])
    let migrations = paths.map {
      readMigration(
        path: $0, bytes: [], surroundings: surroundings,
        settings: RunnerSettings(framework: FrameworkChoice(framework)))
    }
    var ordering = RunOrdering()
    return ordering.ordered(Array(paths.indices), migrations) { _ in surroundings }
      .map { paths[$0] }
  }

  @Test(
    arguments: [
      (
        Framework.goose, ["10_a.sql", "9_b.sql", "0008_c.sql"],
        ["0008_c.sql", "9_b.sql", "10_a.sql"]
      ),
      (.dbmate, ["9_b.sql", "10_a.sql"], ["10_a.sql", "9_b.sql"]),
      (
        .flyway, ["V1.10__a.sql", "V1_2__b.sql", "V2__c.sql"],
        ["V1_2__b.sql", "V1.10__a.sql", "V2__c.sql"]
      ),
      (
        .prisma, ["m/9_a/migration.sql", "m/10_b/migration.sql"],
        ["m/10_b/migration.sql", "m/9_a/migration.sql"]
      ),
      (.liquibase, ["2.sql", "1.sql"], ["2.sql", "1.sql"]),
      (.tern, ["2_b.sql", "notes.sql", "1_a.sql"], ["1_a.sql", "notes.sql", "2_b.sql"]),
    ])
  func byName(framework: Framework, paths: [String], expected: [String]) {
    #expect(order(paths, framework) == expected)
  }

  @Test func sqitchHasAPlan() {
    let plan = """
      %syntax-version=1.0.0
      %project=a

      # comment
      users 2024-01-01T00:00:00Z me <a@b> # users
      @v1 2024-01-01T00:00:00Z me <a@b> # tag
      accounts [users] 2024-01-02T00:00:00Z me <a@b> # accounts
      users [users@v1] 2024-01-03T00:00:00Z me <a@b> # again
      """
    #expect(
      order(
        ["deploy/accounts.sql", "deploy/users.sql", "deploy/users@v1.sql"], .sqitch,
        files: ["sqitch.plan": plan])
        == ["deploy/users@v1.sql", "deploy/accounts.sql", "deploy/users.sql"])
  }

  @Test func drizzleHasAJournal() {
    let journal =
      "{\"entries\": [{\"idx\": 0, \"tag\": \"0001_b\"}, {\"idx\": 1, \"tag\": \"0000_a\"}]}"
    #expect(
      order(["0000_a.sql", "0001_b.sql"], .drizzle, files: ["meta/_journal.json": journal])
        == ["0001_b.sql", "0000_a.sql"])
  }
}
