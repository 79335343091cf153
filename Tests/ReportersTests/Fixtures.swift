import Diagnostics
import Reporters
import SQLLexer

/// A finding about the first place of a text in a source, as a rule would report it.
func finding(
  _ text: String, in source: String, rule: String = "drop-table", severity: Severity = .error,
  message: String = "the fact", help: String? = nil, related: [RelatedPlace] = []
) -> Finding {
  Finding(
    rule: rule, severity: severity, range: range(of: text, in: source), message: message,
    help: help, related: related)
}

/// The bytes of the first place of a text in a source.
func range(of text: String, in source: String) -> ByteRange {
  let bytes = Array(source.utf8)
  let sought = Array(text.utf8)
  let start = (0...(bytes.count - sought.count)).first { bytes[$0...].starts(with: sought) } ?? 0
  return ByteRange(start: UInt32(start), end: UInt32(start + sought.count))
}

/// A file of one statement, named a.sql.
func file(_ source: String, _ findings: Finding...) -> ReportedFile {
  file(named: "a.sql", source, findings)
}

func file(named path: String, _ source: String, _ findings: [Finding] = []) -> ReportedFile {
  ReportedFile(
    path: path, bytes: Array(source.utf8), transport: "autocommit", statements: 1, unparsed: 0,
    findings: findings)
}

/// What a format prints.
func printed(
  _ files: ReportedFile..., as format: OutputFormat, style: Style = .plain, summary: Bool = false
) -> String {
  printed(files, as: format, style: style, summary: summary)
}

func printed(
  _ files: [ReportedFile], as format: OutputFormat, style: Style = .plain, summary: Bool = false
) -> String {
  collected { report(files, as: format, style: style, summary: summary, to: $0) }
}

/// Everything that is written to an output.
func collected(_ body: (OutputBuffer) -> Void) -> String {
  var bytes: [UInt8] = []
  let output = OutputBuffer { bytes += $0 }
  body(output)
  output.flush()
  return String(decoding: bytes, as: UTF8.self)
}
