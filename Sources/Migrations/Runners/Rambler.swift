import SQLSyntax

/// https://github.com/elwinar/rambler: migration.go, driver/postgresql. Each section is one string; several may stand in
/// a file.
struct Rambler: Runner {
  let framework = Framework.rambler
  let name = "rambler"
  let marks: [Mark] = [.words("rambler up"), .words("rambler down")]
  let pair: MarkerPair? = MarkerPair(up: "rambler up", down: "rambler down")
  let order = RunOrder.text
  let withoutTransaction = Transport.implicit
  let sendsOneString = true

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard number(of: place.name) != nil, let file = surroundings.nearest("rambler.json"),
      let folder = setting("migrations", in: file.text).map(Place.init)?.name,
      folder == place.folder || folder == "." && file.level == 0
    else { return nil }
    return "\(file.path) is rambler's"
  }

  func transport(_ version: RunnerVersion?) -> Transport { .implicit }

  func wayOut(for statement: Statement) -> WayOut {
    .alone(
      "put it alone below a line -- rambler up of its own: rambler sends each section by itself")
  }
}
