import Diagnostics
package import SQLLexer

/// How the way back of one migration went, to be printed.
package struct RollbackReport: Sendable {
  package struct Place: Sendable {
    package var path: String
    package var range: ByteRange
    package var words: String

    package init(path: String, range: ByteRange, words: String) {
      self.path = path
      self.range = range
      self.words = words
    }
  }

  package struct Note: Sendable {
    package var text: String
    package var places: [Place]

    package init(text: String, places: [Place]) {
      self.text = text
      self.places = places
    }
  }

  /// The path of the migration.
  package var migration: String
  /// Where its way back is: `its down section`, `m/004_x.down.sql`.
  package var wayBack: String
  /// What came of it: `the rollback undoes the migration`.
  package var verdict: String
  package var isGood: Bool
  package var notes: [Note]
  package var losses: [Note]
  /// What was compared.
  package var compared: [String]

  package init(
    migration: String, wayBack: String, verdict: String, isGood: Bool, notes: [Note],
    losses: [Note], compared: [String]
  ) {
    self.migration = migration
    self.wayBack = wayBack
    self.verdict = verdict
    self.isGood = isGood
    self.notes = notes
    self.losses = losses
    self.compared = compared
  }
}

/// Prints how the way back of a migration went.
///
/// - Parameter texts: the bytes of the files in which the report has places, by path.
package func report(
  _ report: RollbackReport, texts: [String: [UInt8]], style: Style, to output: OutputBuffer
) {
  let sources = texts.mapValues { SourceText($0) }
  func write(_ note: RollbackReport.Note, as role: Style.Role) {
    output.write("  \(style.paint(note.text, as: role))\n")
    for place in note.places {
      let line = sources[place.path].map { ":\($0.position(of: place.range.start).line)" } ?? ""
      output.write(style.paint("    \(place.path)\(line): \(place.words)", as: .faint) + "\n")
    }
  }
  output.write(
    "\(report.migration): "
      + style.paint(report.verdict, as: report.isGood ? .note : .severity(.warning)) + "\n")
  output.write("  back by \(report.wayBack)\n")
  for note in report.notes { write(note, as: .message) }
  for note in report.losses { write(note, as: .severity(.info)) }
  guard !report.compared.isEmpty else { return }
  output.write(
    style.paint(
      "  compared before the migration and behind its rollback: "
        + report.compared.joined(separator: ", "), as: .faint) + "\n")
}
