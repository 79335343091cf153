import Diagnostics
import SQLLexer

/// GitHub shows so many annotations of a level for one step of a workflow and drops the rest.
private let annotationsPerLevel = 10

/// Workflow commands, the worst findings first and no more than GitHub shows; the last says how many are left out.
func reportGitHub(_ files: [ReportedFile], to output: OutputBuffer) {
  var sources: [Int: SourceText] = [:]
  var shown = 0
  for severity in Severity.allCases.reversed() {
    // The last notice is kept for the number of findings that are not shown.
    let limit = severity == .info ? annotationsPerLevel - 1 : annotationsPerLevel
    var count = 0
    for (index, file) in files.enumerated() where count < limit {
      for finding in file.findings
      where finding.severity == severity && finding.approval == nil && count < limit {
        let source = sources[index] ?? SourceText(file.bytes)
        sources[index] = source
        output.write(annotation(finding, path: file.path, source: source))
        count += 1
      }
    }
    shown += count
  }
  let summary = Summary(of: files)
  let hidden = summary.error + summary.warning + summary.info - shown
  if hidden > 0 {
    let text =
      "\(hidden) more \(hidden == 1 ? "finding is" : "findings are") not shown as annotations; "
      + "--output-format text prints all of them"
    output.write("::notice title=whimbrel::\(text)\n")
  }
}

private func annotation(_ finding: Finding, path: String, source: SourceText) -> String {
  let start = source.position(of: finding.range.start)
  let end = source.position(of: finding.range.end)
  let level = finding.severity == .info ? "notice" : finding.severity.name
  var properties = "file=\(escapedProperty(path)),line=\(start.line),endLine=\(end.line)"
  // GitHub refuses columns where an annotation covers several lines.
  if start.line == end.line { properties += ",col=\(start.column),endColumn=\(end.column)" }
  properties += ",title=\(escapedProperty(finding.rule))"
  let text = finding.message + (finding.help.map { "\nhelp: \($0)" } ?? "")
  return "::\(level) \(properties)::\(escapedData(text))\n"
}

/// The escapes of workflow commands: `%`, CR and LF; other control characters are shown as pictures.
private func escapedData(_ text: String) -> String {
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "%": escaped += "%25"
    case "\r": escaped += "%0D"
    case "\n": escaped += "%0A"
    default: escaped.unicodeScalars.append(displayed(scalar))
    }
  }
  return escaped
}

/// In properties, `:` and `,` as well.
private func escapedProperty(_ text: String) -> String {
  var escaped = ""
  for character in escapedData(text).unicodeScalars {
    switch character {
    case ":": escaped += "%3A"
    case ",": escaped += "%2C"
    default: escaped.unicodeScalars.append(character)
    }
  }
  return escaped
}
