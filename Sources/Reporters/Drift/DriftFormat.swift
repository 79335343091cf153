/// How `drift` prints what it found.
package enum DriftFormat: String, CaseIterable, Sendable {
  case text
  case json
  /// The statements that would bring the schema file up to date.
  case sql
}

package func report(
  _ report: DriftReport, as format: DriftFormat, style: Style, to output: OutputBuffer
) {
  switch format {
  case .text: DriftText(style: style, output: output).write(report)
  case .json:
    var json = JSONWriter(to: output)
    json.write(report)
  case .sql: output.write(report.statements)
  }
}
