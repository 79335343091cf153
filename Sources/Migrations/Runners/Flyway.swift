import Diagnostics
import SQLLexer
import SQLSyntax

/// https://github.com/flyway/flyway: ParserSqlScript, PostgreSQLParser. `V1.2__x.sql`, `U1.2__x.sql`, `R__x.sql`,
/// `B1.2__x.sql`; the prefix may be configured away. Creating an index CONCURRENTLY also needs
/// `postgresql.transactional.lock=false`, which stands in places that are not read here.
struct Flyway: Runner {
  let framework = Framework.flyway
  let name = "Flyway"
  let order = RunOrder.parts
  let checksum = Checksum.fails(
    "Flyway keeps a CRC32 of every migration: `migrate` and `validate` end with \"checksum mismatch\" until `flyway repair` is run"
  )

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    let settings = "\(place.name).conf"
    if surroundings.contains(settings) {
      return "\(surroundings.path(of: settings)) is Flyway's"
    }
    guard FlywayPrefix(place.stem) != nil || unprefixedVersion(place.stem) != nil else {
      return nil
    }
    if let file = surroundings.nearest(of: configurations) { return "\(file.path) is Flyway's" }
    if let (path, _) = surroundings.dependency(.flyway) { return "\(path) asks for Flyway" }
    let isDefaultPlace = zip(place.folders, place.folders.dropFirst()).contains {
      $0 == "db" && $1 == "migration"
    }
    return isDefaultPlace ? "db/migration is where Flyway keeps migrations" : nil
  }

  private var configurations: [String] { ["flyway.toml", "flyway.conf"] }

  /// Parts are separated by dots or single underscores.
  func version(_ place: Place) -> Substring? {
    if let prefix = FlywayPrefix(place.stem) {
      guard prefix != .repeatable, let end = doubleUnderscore(in: place.stem) else { return nil }
      return dotted(place.stem[..<end].dropFirst())
    }
    return unprefixedVersion(place.stem).map(dotted)
  }

  private func dotted(_ version: Substring) -> Substring {
    Substring(String(version.map { $0 == "_" ? "." : $0 }))
  }

  /// `20240501__x`, where the prefix is empty.
  private func unprefixedVersion(_ stem: Substring) -> Substring? {
    guard !leadingDigits(stem).isEmpty, let end = doubleUnderscore(in: stem) else { return nil }
    let version = stem[..<end]
    return version.utf8.allSatisfy { isDigit($0) || $0 == 0x2E || $0 == 0x5F } ? version : nil
  }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionPerFile }

  func configured(_ surroundings: Surroundings) -> (transport: Transport, path: String)? {
    guard let file = surroundings.nearest(of: configurations) else { return nil }
    if setting("executeInTransaction", in: file.text) == "false" { return (.autocommit, file.path) }
    if setting("group", in: file.text) == "true" { return (.transactionForAll, file.path) }
    return nil
  }

  /// `executeInTransaction=false` in `<script>.sql.conf` beside the script.
  func directives(_ text: RunnerText) -> [Directive] {
    let instead = "write executeInTransaction=false into \(text.place.name).conf"
    var directives: [Directive] = []
    if isInTransaction(text) == false {
      directives.append(
        Directive(
          text.start, sideFile: text.surroundings.path(of: "\(text.place.name).conf"),
          .counts(sections: text.allSections)))
    }
    if text.surroundings.contains(text.place.stem + ".conf") {
      directives.append(
        Directive(
          text.start, sideFile: text.surroundings.path(of: text.place.stem + ".conf"),
          .ignored(
            "Flyway does not read \(text.place.stem).conf: the name of the whole script, \(text.place.name), must stand in it",
            instead: "call it \(text.place.name).conf")))
    }
    for comment in text.comments where comment.words.contains("executeintransaction") {
      directives.append(
        Directive(
          comment.range,
          .ignored("Flyway reads this in a file beside the script, not in SQL", instead: instead)))
    }
    return directives
  }

  /// What the file beside the script says.
  private func isInTransaction(_ text: RunnerText) -> Bool? {
    guard let settings = text.surroundings.text("\(text.place.name).conf"),
      let value = setting("executeInTransaction", in: settings)
    else { return nil }
    return value != "false"
  }

  /// A script of nothing but statements that Flyway knows to refuse a transaction runs without one; where others stand
  /// beside them, Flyway refuses the script, unless it is told `mixed=true`.
  func transport(
    of section: SyntaxFile, _ transport: Transport, in text: RunnerText
  ) -> (transport: Transport, place: ByteRange)? {
    let isManaged = transport == .transactionPerFile || transport == .transactionForAll
    guard isManaged, isInTransaction(text) == nil,
      let first = section.statements.first(where: isKnown)
    else { return nil }
    let mixes = text.surroundings.nearest(of: configurations).flatMap {
      setting("mixed", in: $0.text)
    }
    guard mixes == "true" || section.statements.allSatisfy(isKnown) else { return nil }
    return (.autocommit, first.range)
  }

  /// The statements that PostgreSQLParser takes out of the transaction.
  private func isKnown(_ statement: Statement) -> Bool {
    switch statement.tree {
    case .createIndex(let index): return index.isConcurrent
    case .drop(let drop):
      return drop.isConcurrent || [.database, .tablespace, .subscription].contains(drop.object)
    case .reindex(let reindex):
      switch reindex.target {
      case .schema, .database, .system: return !reindex.isConcurrent
      case .index, .table: return false
      }
    case .vacuum(let vacuum): return !vacuum.onlyAnalyzes
    case .discardAll, .createSubscription: return true
    default: break
    }
    switch statement.node {
    case .alterSystem, .createDatabase, .createTablespace: return true
    default: return false
    }
  }

  func wayOut(for statement: Statement) -> WayOut {
    isKnown(statement)
      ? .directive(
        "put it into a script of its own: Flyway refuses one that mixes such statements with others, unless mixed=true is set"
      )
      : .directive(
        "Flyway does not know that this refuses a transaction: put it into a script of its own, and executeInTransaction=false into <script>.sql.conf"
      )
  }
}

/// The kinds of Flyway's files: `V1.2__name`, `U1.2__name`, `R__name`, `B1.2__name`.
enum FlywayPrefix: UInt8 {
  case versioned = 0x56
  case undo = 0x55
  case repeatable = 0x52
  case baseline = 0x42

  init?(_ stem: Substring) {
    var rest = stem.utf8[...]
    guard let prefix = rest.popFirst().flatMap(FlywayPrefix.init(rawValue:)) else { return nil }
    let underscore = UInt8(ascii: "_")
    // Parts of a version are separated by dots or single underscores.
    var digits = 0
    while let byte = rest.popFirst() {
      if byte == underscore, rest.first == underscore {
        guard (digits == 0) == (prefix == .repeatable) else { return nil }
        self = prefix
        return
      }
      guard isDigit(byte) || byte == UInt8(ascii: ".") || byte == underscore else { return nil }
      digits += isDigit(byte) ? 1 : 0
    }
    return nil
  }
}
