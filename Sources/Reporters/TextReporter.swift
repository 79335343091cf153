import Diagnostics
import SQLLexer

/// For people, after rustc's example: the fact, the place, the source with the range marked, what to write instead, the
/// page of the rule, related places. One blank line behind each finding.
func reportText(_ files: [ReportedFile], style: Style, to output: OutputBuffer) {
  var sources = SourceCache(files)
  for (index, file) in files.enumerated() {
    for finding in file.findings where finding.approval == nil {
      write(finding, in: index, sources: &sources, style: style, to: output)
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
  /// Of files that are not among those of the run.
  private var referred: [String: SourceText] = [:]

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

  /// The text of a path that a finding of a file refers to; nil where it is not known.
  mutating func source(of path: String, near current: Int) -> SourceText? {
    if let index = index(of: path, near: current) { return self[index] }
    if let known = referred[path] { return known }
    guard let file = files[current].referred.first(where: { $0.path == path }) else { return nil }
    let source = SourceText(file.bytes)
    referred[path] = source
    return source
  }

  /// The file of a path; nil where it is not among those of the run.
  private mutating func index(of path: String, near current: Int) -> Int? {
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

private func write(
  _ finding: Finding, in index: Int, sources: inout SourceCache, style: Style,
  to output: OutputBuffer
) {
  let source = sources[index]
  var places: [(place: RelatedPlace, source: SourceText?)] = []
  for place in finding.related {
    places.append((place, sources.source(of: place.path, near: index)))
  }
  var lastLine = lastShownLine(finding.range, in: source)
  for (place, other) in places {
    if let other { lastLine = max(lastLine, lastShownLine(place.range, in: other)) }
  }
  let snippet = Snippet(output: output, gutterWidth: String(lastLine).utf8.count, style: style)
  let severity = Style.Role.severity(finding.severity)

  output.write(style.paint("\(finding.severity.name)[\(finding.rule)]", as: severity))
  output.write(style.paint(": " + displayable(finding.message), as: .message))
  output.write("\n")
  snippet.writeHeader(path: sources.path(index), source.position(of: finding.range.start))
  snippet.writeLines(finding.range, in: source, mark: "^", role: severity)
  snippet.writeEmptyLine()
  if let help = finding.help { snippet.writeFootnote("help", help) }
  snippet.writeFootnote("page", "whimbrel rules " + finding.rule)
  for (place, other) in places {
    output.write(style.paint("note", as: .note))
    output.write(": ")
    output.write(displayable(place.message))
    output.write("\n")
    snippet.writeHeader(path: place.path, other?.position(of: place.range.start))
    if let other { snippet.writeLines(place.range, in: other, mark: "-", role: .gutter) }
  }
  output.write("\n")
}

private func lastShownLine(_ range: ByteRange, in source: SourceText) -> Int {
  source.line(at: Int(max(range.start, range.end == 0 ? 0 : range.end - 1)))
}
