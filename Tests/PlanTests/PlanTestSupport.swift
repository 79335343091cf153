import Effects
import Migrations
import Plan
import Reporters

/// The plan of a migration, or of several by their paths.
func plan(
  _ files: KeyValuePairs<String, String>, transport: Transport = .autocommit, version: Int = 15,
  schema: String? = nil
) -> MigrationPlan {
  var planner = Planner(Replay(version: version))
  for (path, sql) in files { planner.plan(read(path, sql, transport: transport)) }
  guard let schema else { return planner.plan(schema: nil) }
  let server = Replay(schema: read("schema.sql", schema), version: version)
  return planner.plan(schema: ("schema.sql", server))
}

func plan(_ sql: String, transport: Transport = .autocommit) -> PlannedFile {
  plan(["1.sql": sql], transport: transport).files[0]
}

private func read(
  _ path: String, _ sql: String, transport: Transport = .autocommit
) -> Migration {
  readMigration(path: path, bytes: Array(sql.utf8), settings: RunnerSettings(transport: transport))
}

extension PlannedFile {
  /// The locks on relations that others use: "public.t: ShareLock 1-2".
  var locks: [String] {
    lanes.filter { !$0.isNew }.flatMap { lane in
      lane.segments(in: transactions).map { hold in
        let (first, last) = (hold.statements.lowerBound + 1, hold.statements.upperBound + 1)
        return "\(lane.relation): \(hold.mode.name) \(first)-\(last)"
      }
    }
  }

  var clauses: [String] { summary.map(\.text) }
}

func printed(_ plan: MigrationPlan, as format: PlanFormat, width: Int = 80) -> String {
  var text = ""
  let output = OutputBuffer { text += String(decoding: $0, as: UTF8.self) }
  report(plan, as: format, style: .plain, width: width, to: output)
  output.flush()
  return text
}
