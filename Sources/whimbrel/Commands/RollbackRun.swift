import Diagnostics
import Effects
import Lint
import Migrations
import Reporters
import SQLLexer
import SQLSyntax

/// One run of `rollback`: finds, reads, replays, shows or reports.
struct RollbackRun {
  private let asked: RollbackSettings
  private let console: Console
  private let reader: MigrationReader

  init(_ asked: RollbackSettings) {
    self.asked = asked
    console = Console(color: asked.sources.color)
    reader = MigrationReader(asked.sources, console: console)
  }

  /// - Returns: how the process ends.
  func run() -> ExitStatus {
    let files = reader.read(reader.find(asked.sources.paths))
    let wanted = files.indices.filter {
      files[$0].run.isAsked && files[$0].migration.purpose == .migration
    }
    guard !wanted.isEmpty else {
      if reader.isUsable {
        console.complain(
          "there is no migration among what was given; name the file that goes forward")
      }
      return .unusable
    }
    let runs = runWaysBack(
      of: files.map(\.migration), at: files.map(\.run.file.absolutePath),
      surroundings: files.map(\.surroundings), isAsked: files.map(\.run.isAsked),
      version: asked.postgres ?? reader.version(of: files))
    var isGood = true
    for file in wanted {
      let isShown: Bool
      if let run = runs[file] {
        isShown = asked.action == .show ? show(run, files) : explain(run, files)
      } else {
        isShown = tellOfNone(files[file].migration)
      }
      isGood = isShown && isGood
    }
    guard console.finish(), reader.isComplete else { return .unusable }
    return isGood ? .clean : .findings
  }

  /// A migration without a way back that does anything.
  ///
  /// - Returns: it needs none.
  private func tellOfNone(_ migration: Migration) -> Bool {
    if case .no(let reason) = migration.header.reversible, !reason.isEmpty {
      console.output.write("-- \(migration.path): not reversible: \(reason)\n")
      return true
    }
    let changes = migration.sections.contains { section in
      section.kind == .up && section.syntax.statements.contains(where: \.changesDatabase)
    }
    guard changes else {
      console.output.write("-- \(migration.path): nothing to undo\n")
      return true
    }
    switch migration.rollback {
    case .section(_, isEmpty: false):
      console.output.write("-- \(migration.path): its rollback says that nothing is to be undone\n")
      return true
    case .section, .companion:
      console.complain("\(migration.path): its rollback has no statement")
    case .none, .isRollback:
      console.complain("\(migration.path): nothing says how to undo it")
    }
    return false
  }

  // MARK: - Showing

  private func show(_ run: WayBackRun, _ files: [MigrationReader.File]) -> Bool {
    guard let file = files.first(where: { $0.migration.path == run.path }) else { return false }
    console.output.write("-- \(run.migration): back by \(place(of: run, file.migration))\n")
    for section in run.sections {
      let section = file.migration.sections[section]
      for statement in section.syntax.statements {
        console.output.write(sql(of: statement, in: section.syntax) + ";\n")
      }
    }
    return true
  }

  /// The text of a statement, its lines as far to the left as its first one.
  private func sql(of statement: Statement, in source: SyntaxFile) -> String {
    let bytes = source.bytes
    let start = Int(statement.range.start)
    let lineStart =
      bytes[..<start].lastIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .map { $0 + 1 } ?? 0
    let indent = start - lineStart
    let lines = source.text(statement.range).split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { number, line in
      let spaces = line.prefix { $0 == " " }.count
      return number == 0 ? String(line) : String(line.dropFirst(min(spaces, indent)))
    }.joined(separator: "\n")
  }

  private func place(of run: WayBackRun, _ migration: Migration) -> String {
    if run.isCompanion { return run.path }
    let isInComments = run.sections.contains { migration.sections[$0].kind == .rollback }
    if isInComments { return "the rollback in its comments" }
    return run.sections.count == 1 ? "its down section" : "its down sections, the last one first"
  }

  // MARK: - Checking

  private func explain(_ run: WayBackRun, _ files: [MigrationReader.File]) -> Bool {
    guard let file = files.first(where: { $0.migration.path == run.path }) else { return false }
    let account = WayBackAccount(of: run)
    let isGood = account.verdict == .undoes || account.verdict == .unknown
    let printed = RollbackReport(
      migration: run.migration, wayBack: place(of: run, file.migration),
      verdict: sentence(account.verdict), isGood: isGood, notes: account.notes.map(note),
      losses: account.losses.map(note), compared: account.compared)
    var texts: [String: [UInt8]] = [:]
    for file in files where [run.path, run.migration].contains(file.migration.path) {
      texts[file.migration.path] = file.migration.bytes
    }
    report(printed, texts: texts, style: console.outputStyle, to: console.output)
    return isGood
  }

  private func note(_ note: WayBackAccount.Note) -> RollbackReport.Note {
    RollbackReport.Note(
      text: note.text,
      places: note.places.map {
        RollbackReport.Place(path: $0.place.path, range: $0.place.range, words: $0.words)
      })
  }

  private func sentence(_ verdict: WayBackAccount.Verdict) -> String {
    switch verdict {
    case .undoes: "the rollback undoes the migration"
    case .doesNotUndo: "the rollback does not undo the migration"
    case .fails: "the rollback fails"
    case .unknown: "nobody can tell whether the rollback undoes the migration"
    }
  }
}
