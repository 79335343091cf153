import Diagnostics
import SQLLexer

/// The version of the format. It grows when a member changes its meaning or goes; new members do not change it.
private let formatVersion = 1

/// One document: findings (approved ones too, marked), files, totals. docs/output-formats.md describes it.
func reportJSON(_ files: [ReportedFile], to output: OutputBuffer) {
  var json = JSONWriter(to: output)
  json.beginObject()
  json.member("version", formatVersion)
  json.key("findings")
  json.beginArray()
  for file in files where !file.findings.isEmpty {
    let source = SourceText(file.bytes)
    for finding in file.findings {
      json.lineBreak()
      write(finding, path: file.path, source: source, to: &json)
    }
  }
  json.endArray()
  json.key("files")
  json.beginArray()
  for file in files {
    json.lineBreak()
    json.beginObject()
    json.member("path", file.path)
    json.member("framework", file.framework)
    json.member("transport", file.transport)
    json.member("statements", file.statements)
    json.member("unparsed", file.unparsed)
    json.endObject()
  }
  json.endArray()
  let summary = Summary(of: files)
  json.key("summary")
  json.beginObject()
  json.member("error", summary.error)
  json.member("warning", summary.warning)
  json.member("info", summary.info)
  json.member("suppressed", summary.suppressed)
  json.member("known", summary.known)
  json.endObject()
  json.endObject()
  json.endDocument()
}

private func write(
  _ finding: Finding, path: String, source: SourceText, to json: inout JSONWriter
) {
  let start = source.position(of: finding.range.start)
  let end = source.position(of: finding.range.end)
  json.beginObject()
  json.member("rule", finding.rule)
  json.member("severity", finding.severity.name)
  json.member("path", path)
  json.member("section", finding.section.rawValue)
  json.member("start", Int(finding.range.start))
  json.member("end", Int(finding.range.end))
  json.member("line", start.line)
  json.member("column", start.column)
  json.member("endLine", end.line)
  json.member("endColumn", end.column)
  json.member("message", finding.message)
  json.member("help", finding.help)
  if !finding.others.isEmpty {
    json.key("others")
    json.beginArray()
    for range in finding.others {
      json.beginObject()
      json.member("start", Int(range.start))
      json.member("end", Int(range.end))
      json.member("line", source.position(of: range.start).line)
      json.member("endLine", source.position(of: range.end).line)
      json.endObject()
    }
    json.endArray()
  }
  if let reason = finding.approval {
    json.key("suppressed")
    json.beginObject()
    json.member("reason", reason)
    json.endObject()
  }
  json.key("related")
  json.beginArray()
  for place in finding.related {
    json.beginObject()
    json.member("path", place.path)
    json.member("start", Int(place.range.start))
    json.member("end", Int(place.range.end))
    json.member("message", place.message)
    json.endObject()
  }
  json.endArray()
  json.key("fixes")
  json.beginArray()
  for fix in finding.fixes { write(fix, to: &json) }
  json.endArray()
  json.endObject()
}

private func write(_ fix: Fix, to json: inout JSONWriter) {
  json.beginObject()
  json.member("title", fix.title)
  json.member("safe", fix.isSafe)
  json.key("edits")
  json.beginArray()
  for edit in fix.edits {
    json.beginObject()
    json.member("start", Int(edit.range.start))
    json.member("end", Int(edit.range.end))
    json.member("text", edit.text)
    json.endObject()
  }
  json.endArray()
  if !fix.migrations.isEmpty {
    json.key("migrations")
    json.beginArray()
    for migration in fix.migrations {
      json.beginObject()
      json.member("title", migration.title)
      json.key("statements")
      json.beginArray()
      for statement in migration.statements { json.string(statement) }
      json.endArray()
      json.member("withoutTransaction", migration.isWithoutTransaction)
      json.endObject()
    }
    json.endArray()
  }
  json.endObject()
}
