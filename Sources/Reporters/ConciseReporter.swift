import Diagnostics
import SQLLexer

/// `path:line:column: severity: message [rule]`, one line a finding: what editors and grep read. No summary.
func reportConcise(_ files: [ReportedFile], to output: OutputBuffer) {
  for file in files where !file.findings.isEmpty {
    let source = SourceText(file.bytes)
    let path = displayable(file.path)
    for finding in file.findings where finding.approval == nil {
      let place = source.position(of: finding.range.start)
      output.write("\(path):\(place.line):\(place.column): \(finding.severity.name): ")
      output.write("\(displayable(finding.message)) [\(finding.rule)]\n")
    }
  }
}
