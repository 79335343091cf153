import SQLSyntax

/// https://github.com/golang-migrate/migrate: source/parse.go, database/postgres/postgres.go
struct GolangMigrate: Runner {
  let framework = Framework.golangMigrate
  let name = "golang-migrate"
  let withoutTransaction = Transport.implicit
  let sendsOneString = true

  /// `^([0-9]+)_(.*)\.(down|up)\.(.*)$`
  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard number(of: place.name) != nil, place.stemOfPair != nil else { return nil }
    if let (path, _) = surroundings.dependency(.golangMigrate) {
      return "\(path) asks for golang-migrate"
    }
    if let sum = surroundings.nearest("atlas.sum", in: 0...0) {
      return "\(sum.path) is Atlas's, whose directories hold such pairs for golang-migrate"
    }
    // sqlx and node-pg-migrate need another manifest.
    guard let module = surroundings.goModule,
      surroundings.directories.first?.holdsGoMigrations != true,
      surroundings.dependency(.sqlx) == nil, surroundings.dependency(.nodePgMigrate) == nil
    else { return nil }
    return
      "\(module) is a Go project's, and of the runners with such names only golang-migrate is Go's"
  }

  func transport(_ version: RunnerVersion?) -> Transport { .implicit }

  func wayOut(for statement: Statement) -> WayOut {
    .alone("put it alone into a file: golang-migrate opens no transaction for a single statement")
  }
}
