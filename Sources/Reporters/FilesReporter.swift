import Diagnostics
package import Migrations
import SQLLexer

/// A file, as whimbrel reads it.
package struct ShownFile: Sendable {
  package var migration: Migration
  /// Its place in its history, from 1; nil where it has none.
  package var place: Int?

  package init(migration: Migration, place: Int?) {
    self.migration = migration
    self.place = place
  }
}

/// Prints what runs each file, how that is known, its sections, and how they are sent. docs/output-formats.md describes the
/// JSON.
package func reportFiles(
  _ files: [ShownFile], asJSON: Bool, style: Style, to output: OutputBuffer
) {
  if asJSON {
    writeJSON(files, to: output)
  } else {
    for file in files { writeText(file, style, to: output) }
  }
}

// MARK: - Text

private func writeText(_ file: ShownFile, _ style: Style, to output: OutputBuffer) {
  let migration = file.migration
  let source = SourceText(migration.bytes)
  output.write(style.paint(migration.path, as: .message) + "\n")
  output.write("  \(runner(of: migration)), because \(migration.detection.because)\n")
  var facts: [String] = []
  if migration.purpose != .migration { facts.append(purposes[migration.purpose] ?? "") }
  if let place = file.place { facts.append("number \(place) of its history") }
  if let version = migration.version { facts.append("version \(version)") }
  if !facts.isEmpty { output.write("  \(facts.joined(separator: ", "))\n") }
  for section in migration.sections {
    let first = source.position(of: section.range.start).line
    let last = source.position(of: max(section.range.start, section.range.end &- 1)).line
    let name = section.changeset.map { "\(section.kind.rawValue) \($0)" } ?? section.kind.rawValue
    let lines = first == last ? "line \(first)" : "lines \(first)-\(last)"
    let why = reason(section.transportCause, source).map { ", because \($0)" } ?? ""
    let text = "  \(name), \(lines): \(section.transport.rawValue)\(why)\n"
    output.write(style.paint(text, as: .faint))
  }
  for directive in migration.directives {
    guard case .ignored(let why, _) = directive.outcome else { continue }
    let line = source.position(of: directive.range.start).line
    let place = directive.sideFile ?? "line \(line)"
    output.write("  \(place) does not count: \(why)\n")
  }
}

private func runner(of migration: Migration) -> String {
  guard let framework = migration.framework else { return "not known what runs it" }
  let version = migration.detection.version.map { " \($0)" } ?? ""
  return framework.name + version
}

private let purposes: [Purpose: String] = [
  .rollback: "the way back of another file", .schema: "a whole schema",
  .repeatable: "run again whenever it changes", .verification: "only looks",
]

/// nil where the runner just does so.
private func reason(_ cause: TransportCause, _ source: SourceText) -> String? {
  switch cause {
  case .runner: nil
  case .asked: "you say so"
  case .directive(let range): "line \(source.position(of: range.start).line) says so"
  case .file(let path): "\(path) says so"
  case .statement(let range): "of line \(source.position(of: range.start).line)"
  case .byHand: "it is kept in comments and run by hand"
  }
}

// MARK: - JSON

private func writeJSON(_ files: [ShownFile], to output: OutputBuffer) {
  var json = JSONWriter(to: output)
  json.beginObject()
  json.member("version", 1)
  json.key("files")
  json.beginArray()
  for file in files {
    json.lineBreak()
    write(file, to: &json)
  }
  json.endArray()
  json.endObject()
  json.endDocument()
}

private func write(_ file: ShownFile, to json: inout JSONWriter) {
  let migration = file.migration
  let source = SourceText(migration.bytes)
  json.beginObject()
  json.member("path", migration.path)
  json.member("purpose", migration.purpose.rawValue)
  json.member("framework", migration.framework?.rawValue)
  json.member("frameworkVersion", migration.detection.version?.description)
  json.member("because", migration.detection.because)
  json.key("candidates")
  json.beginArray()
  for candidate in migration.detection.candidates { json.string(candidate.rawValue) }
  json.endArray()
  json.member("migrationVersion", migration.version)
  json.key("order")
  if let place = file.place { json.number(place) } else { json.null() }
  json.key("sections")
  json.beginArray()
  for section in migration.sections {
    json.beginObject()
    json.member("kind", section.kind.rawValue)
    json.member("start", Int(section.range.start))
    json.member("end", Int(section.range.end))
    json.member("line", source.position(of: section.range.start).line)
    json.member("changeset", section.changeset)
    json.member("statements", section.statementCount)
    json.member("transport", section.transport.rawValue)
    json.member("oneString", section.isOneString)
    json.member("because", reason(section.transportCause, source))
    json.endObject()
  }
  json.endArray()
  json.key("directives")
  json.beginArray()
  for directive in migration.directives {
    json.beginObject()
    json.member("start", Int(directive.range.start))
    json.member("end", Int(directive.range.end))
    json.member("file", directive.sideFile)
    switch directive.outcome {
    case .counts: json.member("counts", true)
    case .ignored(let why, _):
      json.member("counts", false)
      json.member("because", why)
    }
    json.endObject()
  }
  json.endArray()
  json.endObject()
}
