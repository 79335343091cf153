package import Diagnostics

/// Colours of a terminal, or none.
package struct Style: Sendable {
  package var isColored: Bool

  package init(isColored: Bool) {
    self.isColored = isColored
  }

  package static let plain = Style(isColored: false)

  /// What a piece of output is, which decides its looks.
  package enum Role: Sendable {
    case severity(Severity)
    case message
    case gutter
    case note
    /// What can be passed over.
    case faint
    // Lines of a diff.
    case added, removed
    // Bars of `plan`: locks that block reads and writes, writes, and neither.
    case blocksReads
    case blocksWrites
    case blocksNeither

    fileprivate var selectGraphicRendition: String {
      switch self {
      case .severity(.error): "1;31"
      case .severity(.warning): "1;33"
      case .severity(.info): "1;36"
      case .message: "1"
      case .gutter: "1;34"
      case .note: "1;32"
      case .faint: "2"
      case .added: "32"
      case .removed: "31"
      case .blocksReads: "31"
      case .blocksWrites: "33"
      case .blocksNeither: "90"
      }
    }
  }

  package func paint(_ text: String, as role: Role) -> String {
    guard isColored, !text.isEmpty else { return text }
    return "\u{1B}[\(role.selectGraphicRendition)m\(text)\u{1B}[0m"
  }
}
