import Diagnostics
import SQLSyntax

/// https://github.com/supabase/cli: pkg/migration/file.go. Up to 2.108 a file is one pipeline; since 2.109 statements that
/// refuse a transaction are taken out of it, DROP INDEX CONCURRENTLY since PR #6276 (2026-08-19).
struct Supabase: Runner {
  let framework = Framework.supabase
  let name = "the Supabase CLI"
  let order = RunOrder.text

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard place.folder == "migrations", place.folderAbove == "supabase" || place.folders.count < 2,
      number(of: place.name) != nil
    else { return nil }
    if let file = surroundings.nearest("config.toml", in: 1...1),
      setting("project_id", in: file.text) != nil || place.folderAbove == "supabase"
    {
      return "\(file.path) is the Supabase CLI's"
    }
    guard place.folderAbove == "supabase" else { return nil }
    return "supabase/migrations is where the Supabase CLI keeps migrations"
  }

  func transport(_ version: RunnerVersion?) -> Transport {
    version.map { $0 < RunnerVersion(2, 109) } ?? false ? .pipeline : .autoSplit
  }

  func wayOut(for statement: Statement) -> WayOut {
    .alone("make it the first statement of a file")
  }
}
