import Diagnostics
import SQLLexer
import SQLSyntax

/// https://www.prisma.io: `prisma/migrations/<14 digits>_name/migration.sql`. Up to 7.3 the file is one string; since 7.4
/// it is split (prisma-engines#5767), and is one string again if the splitter does not know a statement (#5847).
struct Prisma: Runner {
  let framework = Framework.prisma
  let name = "Prisma"
  let order = RunOrder.text
  let withoutTransaction = Transport.implicit
  let checksum = Checksum.fails(
    "Prisma keeps a SHA-256 of every migration: `migrate dev` asks to reset the database, `migrate deploy` warns"
  )

  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? {
    guard place.name == "migration.sql" else { return nil }
    if let file = surroundings.nearest("migration_lock.toml", in: 1...1) {
      return "\(file.path) is Prisma's"
    }
    guard place.folderAbove == "migrations", place.folders.dropLast(2).last == "prisma" else {
      return nil
    }
    return "prisma/migrations is where Prisma keeps migrations"
  }

  func version(_ place: Place) -> Substring? { number(of: place.folder) }

  func transport(_ version: RunnerVersion?) -> Transport {
    version.map { $0 < RunnerVersion(7, 4) } ?? false ? .implicit : .autocommit
  }

  func transport(
    of section: SyntaxFile, _ transport: Transport, in text: RunnerText
  ) -> (transport: Transport, place: ByteRange)? {
    guard transport == .autocommit else { return nil }
    for statement in section.statements {
      if case .drop(let drop) = statement.tree, drop.isConcurrent {
        return (.implicit, statement.range)
      }
    }
    return nil
  }

  func wayOut(for statement: Statement) -> WayOut {
    .alone(
      "put it alone into a migration: Prisma opens no transaction, and a single statement is none")
  }
}
