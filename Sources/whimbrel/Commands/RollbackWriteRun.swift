import Catalog
import Diagnostics
import Effects
import Migrations
import Reporters
import SQLSyntax
import SchemaWriter

/// What `rollback --write` was asked to do.
struct RollbackWriteSettings {
  var sources: SourceSettings
  /// To standard output, and to no file.
  var isPrinted = false
  /// A rollback that is there goes.
  var replaces = false
  var postgres: Int?
}

/// One run of `rollback --write`: finds what runs before the migration, replays, writes.
struct RollbackWriteRun {
  private let asked: RollbackWriteSettings
  private let console: Console
  private let reader: MigrationReader

  init(_ asked: RollbackWriteSettings) {
    self.asked = asked
    console = Console(color: asked.sources.color)
    reader = MigrationReader(asked.sources, console: console)
  }

  /// - Returns: how the process ends.
  func run() -> ExitStatus {
    let found = reader.find(asked.sources.paths)
    let read = reader.read(found)
    guard let place = read.firstIndex(where: { $0.run.isAsked && $0.migration.goesForward }) else {
      if reader.isUsable {
        console.complain("\(asked.sources.paths[0]) is no migration that takes a schema forward")
      }
      return .unusable
    }
    guard read.filter(\.run.isAsked).count == 1 else {
      console.complain("rollback writes the way back of one migration; name its file")
      return .unusable
    }
    let file = read[place]
    var neighbours = found.neighbours
    let names = neighbours.surroundings(of: file.run).directories.first?.names ?? []
    let form = RollbackForm(
      of: file.migration, framework: file.migration.framework,
      hasUndoFiles: names.contains(where: isUndoFile))
    if !asked.isPrinted, !asked.replaces, let there = existing(file.migration, form) {
      console.complain("\(there) has a rollback already; --force replaces it")
      return .findings
    }
    let version = asked.postgres ?? reader.version(of: read)
    let server = replay(read[..<place].map(\.migration), version: version)
    let rollbacks = writtenRollbacks(for: file.migration, on: server)
    guard let problem = problem(with: rollbacks, path: file.migration.path) else {
      return write(rollbacks, for: file, form)
    }
    console.complain(problem)
    return .findings
  }

  // MARK: - Before

  /// The server on which the migration runs.
  private func replay(_ migrations: [Migration], version: Int) -> Replay {
    var server = Replay(version: version, expectsWholeHistory: asked.sources.knowsHistory)
    var count = 0
    for migration in migrations where migration.goesForward {
      server.beginFile(count)
      count += 1
      server.runForward(migration)
    }
    server.beginFile(count)
    return server
  }

  /// The place of a rollback that has statements.
  private func existing(_ migration: Migration, _ form: RollbackForm) -> String? {
    if case .section(_, isEmpty: false) = migration.rollback { return migration.path }
    guard case .companion(let path) = form, let bytes = try? readFile(path) else { return nil }
    return parse(bytes).statements.isEmpty ? nil : path
  }

  private func isUndoFile(_ name: String) -> Bool {
    name.hasPrefix("U") && name.dropFirst().first?.isNumber == true && name.contains("__")
  }

  /// Why nothing is written.
  private func problem(with rollbacks: [WrittenRollback], path: String) -> String? {
    if let failure = rollbacks.lazy.flatMap(\.failures).first {
      return "\(path): there is no rollback of what does not run. \(failure)"
    }
    guard rollbacks.allSatisfy({ $0.script.statements.isEmpty }) else { return nil }
    let notes = rollbacks.flatMap(\.script.notes)
    if notes.isEmpty { return "\(path) changes nothing that a rollback could take back" }
    return "\(path) changes nothing that a rollback could take back: "
      + notes.joined(separator: " ")
  }

  // MARK: - Writing

  private func write(
    _ rollbacks: [WrittenRollback], for file: MigrationReader.File, _ form: RollbackForm
  ) -> ExitStatus {
    let migration = file.migration
    let path: String
    let text: [UInt8]
    if case .companion(let companion) = form {
      path = companion
      text = RollbackForm.companionText(of: rollbacks, for: migration)
    } else {
      path = migration.path
      text = form.text(of: migration, with: rollbacks)
    }
    if asked.isPrinted {
      console.output.write(String(decoding: text, as: UTF8.self))
      return console.finish() && reader.isComplete ? .clean : .unusable
    }
    do throws(FileProblem) {
      try writeFile(path, text, isNew: !isReadable(path))
    } catch {
      console.complain(error.message)
      return .unusable
    }
    let count = rollbacks.reduce(0) { $0 + $1.script.statements.count }
    console.output.write("\(path): \(count) statement\(count == 1 ? "" : "s") written\n")
    for note in rollbacks.flatMap(\.script.notes) { console.output.write("  \(note)\n") }
    return console.finish() && reader.isComplete ? .clean : .unusable
  }
}
