package import Diagnostics

/// What was found in a file, as reporters need it.
package struct ReportedFile: Sendable {
  package var path: String
  package var bytes: [UInt8]
  /// The framework whose rules it was read by; nil where none was recognised.
  package var framework: String?
  package var transport: String
  package var statements: Int
  /// Statements that could not be read.
  package var unparsed: Int
  /// In the order of the file; approved findings are among them.
  package var findings: [Finding]
  /// Files that are not reported, but that findings refer to.
  package var referred: [ReferredFile]
  /// Findings that are not among them, for the baseline has them.
  package var known: Int

  package init(
    path: String, bytes: [UInt8], framework: String? = nil, transport: String, statements: Int,
    unparsed: Int, findings: [Finding], referred: [ReferredFile] = [],
    known: Int = 0
  ) {
    self.path = path
    self.bytes = bytes
    self.framework = framework
    self.transport = transport
    self.statements = statements
    self.unparsed = unparsed
    self.findings = findings
    self.referred = referred
    self.known = known
  }
}

/// The formats of `check`.
package enum OutputFormat: String, CaseIterable, Sendable {
  /// For people: source line, place, fact, what to write instead.
  case text
  /// One line a finding, for editors.
  case concise
  /// For programs; the format is described in docs/output-formats.md.
  case json
  /// Workflow commands that GitHub turns into annotations.
  case github
}

/// Prints findings. The same files give the same bytes.
///
/// - Parameters:
///   - style: colours, for the formats that have any.
///   - summary: end the text format with a line of totals.
package func report(
  _ files: [ReportedFile], as format: OutputFormat, style: Style, summary: Bool,
  to output: OutputBuffer
) {
  switch format {
  case .text:
    reportText(files, style: style, to: output)
    if summary { output.write(Summary(of: files).sentence + "\n") }
  case .concise: reportConcise(files, to: output)
  case .json: reportJSON(files, to: output)
  case .github: reportGitHub(files, to: output)
  }
}
