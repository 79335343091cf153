import Diagnostics
import SQLLexer
import SQLSyntax

/// A part of a file, before it is parsed.
struct Cut: Equatable {
  var kind: SectionKind
  var heading: ByteRange?
  var range: Range<Int>
  /// `author:id` of a changeset.
  var changeset: String?
}

/// A comment that opens a section.
struct Marker: Equatable {
  var kind: SectionKind
  var range: ByteRange
  var changeset: String?
}

/// The comments of a file that open sections for its runner.
func markers(in file: SyntaxFile, of runner: any Runner) -> [Marker] {
  if runner.framework == .liquibase { return changesets(in: file) }
  guard let pair = runner.pair else { return [] }
  let beginnings = Set([pair.up, pair.down].compactMap { $0?.utf8.first })
  var markers: [Marker] = []
  for comment in file.lexed.trivia where comment.kind == .lineComment {
    let start = Int(comment.start)
    guard
      let first = file.bytes[comment.range.indices].first(where: {
        $0 != UInt8(ascii: "-") && !isSpace($0)
      }), beginnings.contains(first | 0x20), isFirstOnLine(file.bytes, at: start),
      let kind = pair.kind(of: commentWords(comment, file.bytes))
    else { continue }
    markers.append(Marker(kind: kind, range: comment.range))
  }
  // "-- Down migration" over commented SQL, and no other marker: a heading, not a marker.
  if runner.framework == .nodePgMigrate, !markers.contains(where: { $0.kind == .up }),
    let last = file.lexed.tokens.last, let first = markers.first, last.start < first.range.start
  {
    return []
  }
  return markers
}

/// Cuts a file at its markers.
func cutFile(_ file: SyntaxFile, at markers: [Marker]) -> [Cut] {
  let count = file.bytes.count
  guard let first = markers.first else {
    return [Cut(kind: .up, heading: nil, range: 0..<count)]
  }
  var cuts: [Cut] = []
  let lead = 0..<Int(first.range.start)
  // Comments above the first marker are no section; SQL there runs, or at least was meant to.
  let hasSQLAbove = file.lexed.tokens.first.map { $0.start < first.range.start } ?? false
  if first.kind != .up || hasSQLAbove {
    cuts.append(Cut(kind: .up, heading: nil, range: lead))
  }
  for (index, marker) in markers.enumerated() {
    let end = index + 1 < markers.count ? Int(markers[index + 1].range.start) : count
    cuts.append(
      Cut(
        kind: marker.kind, heading: marker.range, range: Int(marker.range.start)..<end,
        changeset: marker.changeset))
  }
  return cuts
}

/// How the sections of a file reach the server.
struct Sending {
  private let text: RunnerText
  private let runner: (any Runner)?
  private let base: (transport: Transport, cause: TransportCause)
  let directives: [Directive]
  /// The directives that switch the transaction of a section off, by its place.
  private var switchedOff: [Int: Directive] = [:]

  init(_ text: RunnerText, _ detection: Detection, asked: Transport?) {
    self.text = text
    runner = detection.framework?.runner
    if let asked {
      base = (asked, .asked)
    } else if let (transport, path) = runner?.configured(text.surroundings) {
      base = (transport, .file(path))
    } else {
      base = (runner?.transport(detection.version) ?? .autocommit, .runner)
    }
    directives =
      (runner?.directives(text) ?? [])
      + foreignDirectives(text, detection.framework, base.transport)
    for directive in directives {
      guard case .counts(let sections) = directive.outcome else { continue }
      for section in sections where switchedOff[section] == nil { switchedOff[section] = directive }
    }
  }

  /// - Parameter place: of the section among those that the runner runs.
  func transport(
    of section: SyntaxFile, at place: Int
  ) -> (transport: Transport, cause: TransportCause, isOneString: Bool) {
    guard let runner else { return (base.transport, base.cause, false) }
    var (transport, cause) = base
    if let directive = switchedOff[place], transport != .autocommit {
      transport = runner.withoutTransaction
      cause = directive.sideFile.map { .file($0) } ?? .directive(directive.range)
    }
    if base.cause != .asked,
      let (decided, place) = runner.transport(of: section, transport, in: text)
    {
      (transport, cause) = (decided, .statement(place))
    }
    return (transport, cause, runner.sendsOneString && transport != .autocommit)
  }
}

/// What other runners would read as a directive, and this one does not.
private func foreignDirectives(
  _ text: RunnerText, _ framework: Framework?, _ transport: Transport
) -> [Directive] {
  // Where the runner opens no transaction, nothing is lost.
  guard let framework, transport != .autocommit else { return [] }
  return text.comments.compactMap { comment in
    guard let owner = owner(ofDirective: comment), owner != framework else { return nil }
    let instead: String
    switch framework.runner.wayOut(for: anyStatement) {
    case .directive(let text), .alone(let text), .never(let text): instead = text
    }
    return Directive(
      comment.range,
      .ignored(
        "\(framework.name) does not read it: this is how \(owner.name) is told to open no transaction",
        instead: instead))
  }
}

/// The runner that a comment tells to open no transaction.
private func owner(ofDirective comment: LineComment) -> Framework? {
  let words = comment.words
  if words == "+goose no transaction" { return .goose }
  if words.hasPrefix("migrate:"), words.utf8.holds("transaction:false".utf8) { return .dbmate }
  if words.hasPrefix("+migrate "), words.utf8.holds("notransaction".utf8) { return .sqlMigrate }
  if words == "no-transaction" { return .sqlx }
  if words.hasPrefix("atlas:txmode none") { return .atlas }
  if words.hasPrefix("tern: disable-tx") { return .tern }
  if words.hasPrefix("! no-transaction") || words.hasPrefix("!no-transaction") {
    return .graphileMigrate
  }
  return words.utf8.holds("runintransaction:false".utf8) ? .liquibase : nil
}

/// Stands for a statement that nothing is known of.
private let anyStatement = Statement(range: ByteRange(start: 0, end: 0), tokens: 0..<0)
