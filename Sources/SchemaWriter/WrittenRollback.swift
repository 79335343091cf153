import Catalog
import Diagnostics
package import Effects
package import Migrations
package import SQLSyntax

/// The rollbacks of a migration, one for each of its up sections that has statements: a changeset is undone by itself.
///
/// - Parameter server: stands where the migration begins.
package func writtenRollbacks(for migration: Migration, on server: Replay) -> [WrittenRollback] {
  var server = server
  var rollbacks: [WrittenRollback] = []
  for section in migration.sections where section.kind == .up {
    guard !section.syntax.statements.isEmpty else { continue }
    var options = WritingOptions(for: section, of: migration, version: server.version)
    let sections = [(syntax: section.syntax, transport: section.transport)]
    var rollback = WrittenRollback(undoing: sections, on: server, options: options)
    if options.mayUseConcurrentlyAlone, rollback.script.statements.count == 1 {
      options.mayUseConcurrently = true
      rollback = WrittenRollback(undoing: sections, on: server, options: options)
    }
    rollbacks.append(rollback)
    server.run(section.syntax, transport: section.transport) { _, _, _, _ in }
  }
  return rollbacks
}

/// A rollback as whimbrel writes it, for a migration in the schema where it stands.
package struct WrittenRollback: Sendable {
  package private(set) var script = SchemaScript()
  /// What of the schema is not as it was once the rollback has run: the notes say so.
  package private(set) var remains: [String] = []
  /// Statements of the migration that fail, so that nobody can tell what is to be undone.
  package private(set) var failures: [String] = []

  /// - Parameters:
  ///   - sections: the up sections of the migration, and how they reach the server.
  ///   - server: stands where the migration begins.
  package init(
    undoing sections: [(syntax: SyntaxFile, transport: Transport)], on server: Replay,
    options: WritingOptions
  ) {
    let migration = UndoneMigration(sections, on: server)
    failures = migration.failures
    let changes = statements(
      from: migration.after.catalog, to: migration.before, shareHistory: true, options: options,
      changedTables: migration.changedTables)
    var notes = migration.notes
    var parts = migration.inverses.map { SchemaScript.Part.statement($0) } + changes.parts
    // What stays although all statements have run.
    var result = Self.run(parts, on: migration.after)
    if result.isFunctionRefused {
      // As it was before, a body may name what is not there.
      parts.insert(.statement("SET check_function_bodies TO off"), at: 0)
      parts.append(.statement("RESET check_function_bodies"))
      result = Self.run(parts, on: migration.after)
    }
    remains = Self.differences(from: server.catalog, to: result.catalog, notes + changes.notes)
    notes += result.failures
    let said = notes + changes.notes
    notes += remains.filter { words in
      // What a note names is said already.
      !said.contains { $0.contains(words.split(separator: " ").last ?? "") }
    }.map { "Not as before: \($0)." }
    for note in notes.reversed() where !parts.contains(.note(note)) {
      parts.insert(.note(note), at: 0)
    }
    script.parts = parts
  }

  /// Runs the statements where the migration has run.
  private static func run(
    _ parts: [SchemaScript.Part], on server: Replay
  ) -> (catalog: Catalog, failures: [String], isFunctionRefused: Bool) {
    var script = SchemaScript()
    script.parts = parts
    let source = parse(Array(script.text.utf8))
    var server = server
    var failures: [String] = []
    var isFunctionRefused = false
    server.run(source, transport: .autocommit) { statement, _, effects, _ in
      if let failure = effects.failure {
        let text = source.text(statement.range).split(separator: "\n").first ?? ""
        if case .createFunction = statement.tree { isFunctionRefused = true }
        failures.append("This fails: \(text): \(failure.message).")
      }
    }
    server.endSession()
    return (server.catalog, failures, isFunctionRefused)
  }

  /// What differs, in words.
  private static func differences(
    from before: Catalog, to after: Catalog, _ notes: [String]
  ) -> [String] {
    let difference = SchemaDifference(
      from: before.items(of: before.allObjects), to: after.items(of: after.allObjects))
    var words: [String] = []
    for item in difference.missing { words.append("\(item.identity.description) is missing") }
    for item in difference.extra where item.certainty == .certain {
      words.append("\(item.identity.description) is there")
    }
    for change in difference.changes {
      words.append("the \(change.property.rawValue) of \(change.new.identity.description)")
    }
    return words
  }
}

extension SchemaItem.Identity {
  /// `column app.users.email`
  fileprivate var description: String {
    let word = kind.word
    if part.isEmpty { return "\(word) \(relation)" }
    switch kind {
    case .function, .procedure, .aggregate: return "\(word) \(relation)(\(part))"
    default: return "\(word) \(relation).\(part)"
    }
  }
}
