import Catalog
import Diagnostics

/// For people at a terminal: a paragraph for each difference, with its places.
struct DriftText {
  let style: Style
  let output: OutputBuffer

  func write(_ report: DriftReport) {
    for entry in report.entries {
      let role: Style.Role = entry.isMissing ? .severity(.error) : .severity(.warning)
      let words = entry.difference.words
      line(style.paint(displayable(words), as: role))
      let migrations = entry.migrations.map { "made by \($0.text)" }
      let schema = entry.schema.map { "in \($0.text)" }
      let places = [migrations, schema].compactMap { $0 }.joined(separator: ", ")
      if !places.isEmpty { line("  " + displayable(places)) }
    }
    if !report.entries.isEmpty { line("") }
    for place in report.unknown {
      line(
        style.paint(
          displayable("\(place.text): what this statement makes is not known, and not compared"),
          as: .note))
    }
    if !report.uncertain.isEmpty {
      let count = report.uncertain.count
      line(
        "\(displayable(report.schemaPath)) has \(things(count)) that migrations outside of the history may "
          + "have made; \(count == 1 ? "it was" : "they were") not compared")
    }
    let files = "\(report.fileCount) \(report.fileCount == 1 ? "migration" : "migrations")"
    line(
      report.entries.isEmpty
        ? "\(displayable(report.schemaPath)) is in step with \(files)"
        : "\(displayable(report.schemaPath)) differs from \(files) in \(things(report.entries.count))"
    )
  }

  private func things(_ count: Int) -> String { "\(count) \(count == 1 ? "thing" : "things")" }

  private func line(_ text: String) { output.write(text + "\n") }
}

extension DriftReport.Entry {
  fileprivate var isMissing: Bool {
    if case .missing = difference { true } else { false }
  }
}
