import Diagnostics
import SQLLexer
import SQLSyntax

/// How a framework marks, in comments, which part of a file takes the schema forward and which part
/// takes it back.
struct Convention {
  /// In lower case, with single spaces, without the dashes of the comment. nil: what stands before
  /// `down` is up.
  var up: String?
  var down: String
  /// Options may follow the marker, such as dbmate's `transaction:false`.
  var hasOptions = false
  /// Nobody writes it by chance: it tells more than the name of the file.
  var isDistinctive = true
}

/// To add a framework, add a row. Liquibase, whose changesets are more than two parts, is in
/// Liquibase.swift.
let conventions = [
  // goose, internal/sqlparser
  Convention(up: "+goose up", down: "+goose down"),
  // sql-migrate, sqlparse: `-- +migrate Up notransaction`
  Convention(up: "+migrate up", down: "+migrate down", hasOptions: true),
  // dbmate, pkg/dbmate: ^--\s*migrate:up(\s*$|\s+\S+); several pairs in a file
  Convention(up: "migrate:up", down: "migrate:down", hasOptions: true),
  // tern, migrate.go: ---- create above / drop below ----
  Convention(up: nil, down: "create above / drop below ----"),
  // rambler
  Convention(up: "rambler up", down: "rambler down"),
  // node-pg-migrate, sqlMigration.ts: ^\s*--[\s-]*(up|down)\s+migration. It takes any text behind
  // that; here there may be none, as in the tool's template, for others begin sentences so.
  Convention(up: "up migration", down: "down migration", isDistinctive: false),
]

/// A part of a file, before it is parsed.
struct Cut: Equatable {
  var kind: SectionKind
  var heading: ByteRange?
  var range: Range<Int>
}

/// A comment that opens a section.
struct Marker: Equatable {
  var kind: SectionKind
  var range: ByteRange
}

extension Convention {
  func kind(ofMarker text: String) -> SectionKind? {
    if let up, matches(text, up) { return .up }
    return matches(text, down) ? .down : nil
  }

  private func matches(_ text: String, _ marker: String) -> Bool {
    text == marker || (hasOptions && text.hasPrefix(marker + " "))
  }
}

/// The markers of a file, all of the convention that the first of them belongs to.
///
/// - Parameter distinctiveOnly: ignore the conventions that a comment might follow by chance.
func markers(in file: SyntaxFile, distinctiveOnly: Bool) -> [Marker] {
  var convention: Convention?
  var markers: [Marker] = []
  for comment in file.lexed.trivia where comment.kind == .lineComment {
    guard let text = markerText(comment, file.bytes) else { continue }
    if convention == nil {
      convention = conventions.first {
        $0.kind(ofMarker: text) != nil && ($0.isDistinctive || !distinctiveOnly)
      }
    }
    guard let kind = convention?.kind(ofMarker: text) else { continue }
    markers.append(Marker(kind: kind, range: comment.range))
  }
  // "-- Down migration" over commented SQL, and no other marker: a heading, not a marker.
  if let convention, !convention.isDistinctive, !markers.contains(where: { $0.kind == .up }),
    let last = file.lexed.tokens.last, let first = markers.first, last.start < first.range.start
  {
    return []
  }
  return markers
}

/// The text of a comment as `Convention` spells markers; nil where it cannot be one.
private func markerText(_ comment: Token, _ bytes: [UInt8]) -> String? {
  var text = comment.range.indices
  text = text.lowerBound + 2..<text.upperBound
  while let first = text.first, bytes[first] == UInt8(ascii: "-") { text.removeFirst() }
  text = trimmed(bytes, text)
  guard let first = text.first, markerBeginnings.contains(bytes[first] | 0x20) else { return nil }
  guard isFirstOnLine(bytes, at: Int(comment.start)) else { return nil }
  return normalized(bytes, text)
}

/// Most comments are no markers: their first byte tells. `+` with the bit of lower case is `+`.
private let markerBeginnings = Set(
  conventions.flatMap { [$0.up, $0.down].compactMap { $0?.utf8.first } })

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
      Cut(kind: marker.kind, heading: marker.range, range: Int(marker.range.start)..<end))
  }
  return cuts
}
