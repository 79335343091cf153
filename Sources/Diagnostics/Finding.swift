package import SQLLexer

/// How bad a finding is, in rising order.
package enum Severity: Int, Comparable, CaseIterable, Sendable {
  /// Advice; never fails a run by default.
  case info
  /// Fails, loses data or blocks traffic under conditions that the files alone cannot settle.
  case warning
  /// Fails when it runs, loses data, or blocks traffic in proportion to the size of a table.
  case error

  package var name: String {
    switch self {
    case .info: "info"
    case .warning: "warning"
    case .error: "error"
    }
  }

  package init?(name: some StringProtocol) {
    guard let match = Severity.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

/// Which part of a migration a place is in.
package enum SectionKind: String, Sendable {
  case up
  case down
  /// SQL kept in comments below a heading such as `-- Rollback`.
  case rollback
}

/// Another place that explains a finding.
package struct RelatedPlace: Equatable, Sendable {
  package var path: String
  package var range: ByteRange
  package var message: String

  package init(path: String, range: ByteRange, message: String) {
    self.path = path
    self.range = range
    self.message = message
  }
}

/// A file that findings refer to, and that is itself not checked.
package struct ReferredFile: Sendable {
  package var path: String
  package var bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// One thing that a person should know about one place of a file.
package struct Finding: Equatable, Sendable {
  package struct Group: Hashable, Sendable {
    /// The part of the file.
    package var part: ByteRange
    /// What in it they are about; empty where they are about all of it.
    package var subject: String

    package init(part: ByteRange, subject: String = "") {
      self.part = part
      self.subject = subject
    }
  }

  /// The rule's id.
  package var rule: String
  package var severity: Severity
  package var section: SectionKind
  /// Bytes of the original file, whatever section the place is in.
  package var range: ByteRange
  /// The fact, in one sentence without a full stop at its end.
  package var message: String
  /// What to write instead: sentences, or SQL that runs.
  package var help: String?
  package var related: [RelatedPlace]
  package var fixes: [Fix]
  /// Findings of a rule that share it are one matter, and are told as one.
  package var group: Group?
  /// Where those of its group are for which it stands as well.
  package var others: [ByteRange] = []
  /// The reason of the approval that covers this finding; nil where none does.
  package var approval: String?

  package init(
    rule: String, severity: Severity, section: SectionKind = .up, range: ByteRange, message: String,
    help: String? = nil, related: [RelatedPlace] = [], fixes: [Fix] = []
  ) {
    self.rule = rule
    self.severity = severity
    self.section = section
    self.range = range
    self.message = message
    self.help = help
    self.related = related
    self.fixes = fixes
  }
}
