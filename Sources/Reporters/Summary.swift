import Diagnostics

/// Totals of a run.
package struct Summary: Equatable, Sendable {
  package var error = 0
  package var warning = 0
  package var info = 0
  /// Findings that someone approved; they are in none of the other totals.
  package var suppressed = 0
  /// Findings that the baseline has; they are in none of the other totals.
  package var known = 0
  var files = 0
  var filesWithFindings = 0
  var statements = 0
  var unparsed = 0

  package init(of reported: [ReportedFile]) {
    files = reported.count
    for file in reported {
      statements += file.statements
      unparsed += file.unparsed
      known += file.known
      let before = error + warning + info
      for finding in file.findings {
        if finding.approval != nil {
          suppressed += 1
          continue
        }
        switch finding.severity {
        case .error: error += 1
        case .warning: warning += 1
        case .info: info += 1
        }
      }
      if error + warning + info > before { filesWithFindings += 1 }
    }
  }

  /// `3 errors, 1 warning in 2 of 14 files (117 statements, 2 of them not read)`
  package var sentence: String {
    var found: [String] = []
    if error > 0 { found.append(counted(error, "error")) }
    if warning > 0 { found.append(counted(warning, "warning")) }
    if info > 0 { found.append("\(info) info") }
    let totals = found.isEmpty ? "no findings" : found.joined(separator: ", ")
    let share =
      filesWithFindings == 0 || filesWithFindings == files ? "" : "\(filesWithFindings) of "
    var details = [
      counted(statements, "statement") + (unparsed > 0 ? ", \(unparsed) of them not read" : "")
    ]
    if suppressed > 0 { details.append(counted(suppressed, "finding") + " approved") }
    if known > 0 { details.append(counted(known, "finding") + " in the baseline") }
    return "\(totals) in \(share)\(counted(files, "file")) (\(details.joined(separator: "; ")))"
  }
}

private func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

/// Prints how often each rule was broken, the most frequent first, approved findings left out.
package func reportStatistics(_ files: [ReportedFile], style: Style, to output: OutputBuffer) {
  struct Key: Hashable {
    var severity: Severity
    var rule: String
  }
  var counts: [Key: Int] = [:]
  for file in files {
    for finding in file.findings where finding.approval == nil {
      counts[Key(severity: finding.severity, rule: finding.rule), default: 0] += 1
    }
  }
  let rows = counts.sorted { left, right in
    if left.value != right.value { return left.value > right.value }
    if left.key.rule != right.key.rule { return left.key.rule < right.key.rule }
    return left.key.severity > right.key.severity
  }
  let width = rows.first.map { String($0.value).count } ?? 0
  for (key, count) in rows {
    let number = String(count)
    let severity = key.severity.name
    output.write(String(repeating: " ", count: width - number.count) + number + "  ")
    output.write(style.paint(severity, as: .severity(key.severity)))
    output.write(String(repeating: " ", count: 9 - severity.count) + key.rule + "\n")
  }
}
