import Diagnostics
import SQLLexer

/// For people, after rustc's example: the fact, the place, the source with the range marked, what to write instead, the
/// page of the rule, related places. One blank line behind each finding.
func reportText(_ files: [ReportedFile], style: Style, to output: OutputBuffer) {
  var sources = SourceCache(files)
  for (index, file) in files.enumerated() {
    for finding in file.findings where finding.approval == nil {
      output.write(text(of: finding, in: index, sources: &sources, style: style))
    }
    sources.leave(index)
  }
}

/// The indexed texts of files: of the one that is being reported, and of those that its findings refer to.
private struct SourceCache {
  private let files: [ReportedFile]
  private var sources: [Int: SourceText] = [:]
  /// Built when a finding first names another file.
  private var indexes: [String: Int]?

  init(_ files: [ReportedFile]) {
    self.files = files
  }

  func path(_ index: Int) -> String { files[index].path }

  subscript(index: Int) -> SourceText {
    mutating get {
      if let source = sources[index] { return source }
      let source = SourceText(files[index].bytes)
      sources[index] = source
      return source
    }
  }

  /// The file of a path; nil where it is not among those of the run.
  mutating func index(of path: String, near current: Int) -> Int? {
    if files[current].path == path { return current }
    if indexes == nil {
      indexes = Dictionary(
        files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    }
    return indexes?[path]
  }

  /// Forgets a file that no later one is likely to refer to.
  mutating func leave(_ index: Int) {
    sources[index] = nil
  }
}

private func text(
  of finding: Finding, in index: Int, sources: inout SourceCache, style: Style
) -> String {
  let source = sources[index]
  var places: [(place: RelatedPlace, source: SourceText?)] = []
  for place in finding.related {
    let other = sources.index(of: place.path, near: index)
    places.append((place, other.map { sources[$0] }))
  }
  var lastLine = lastShownLine(finding.range, in: source)
  for (place, other) in places {
    if let other { lastLine = max(lastLine, lastShownLine(place.range, in: other)) }
  }
  let snippet = Snippet(gutterWidth: String(lastLine).count, style: style)
  let severity = Style.Role.severity(finding.severity)

  var text = style.paint("\(finding.severity.name)[\(finding.rule)]", as: severity)
  text += style.paint(": \(displayable(finding.message))", as: .message) + "\n"
  text += snippet.header(path: sources.path(index), source.position(of: finding.range.start))
  text += snippet.lines(finding.range, in: source, mark: "^", role: severity)
  text += snippet.emptyLine
  if let help = finding.help { text += snippet.footnote("help", help) }
  text += snippet.footnote("page", "whimbrel rules \(finding.rule)")
  for (place, other) in places {
    text += style.paint("note", as: .note) + ": \(displayable(place.message))\n"
    if let other {
      text += snippet.header(path: place.path, other.position(of: place.range.start))
      text += snippet.lines(place.range, in: other, mark: "-", role: .gutter)
    } else {
      text += snippet.header(path: place.path, nil)
    }
  }
  return text + "\n"
}

private func lastShownLine(_ range: ByteRange, in source: SourceText) -> Int {
  source.line(at: Int(max(range.start, range.end == 0 ? 0 : range.end - 1)))
}
