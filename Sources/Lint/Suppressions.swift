import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

/// The allow comments of a file, and what each covers.
///
/// Looking up what covers a place takes the time of a binary search on each level: the statements
/// of a file are disjoint, and those of a DO block, one level deeper, stand inside its own.
struct Suppressions: Sendable {
  private(set) var allows: [Allow] = []
  private var subjectsOfFile: [String: SubjectIndex] = [:]
  /// By level of nesting, then in the order of the file.
  private var covers: [[Cover]] = []

  private struct SubjectIndex {
    var allow: Int
    var subject: Int
  }

  /// A statement that comments cover.
  private struct Cover {
    var statement: ByteRange
    var subjects: [String: SubjectIndex] = [:]
  }

  /// - Parameters:
  ///   - known: the ids of all rules.
  ///   - active: of those that run.
  init(_ migration: Migration, known: Set<String>, active: Set<String>) {
    var reader = Reader(bytes: migration.bytes)
    reader.readLead(of: migration.sections)
    for (index, section) in migration.sections.enumerated() where section.kind != .rollback {
      // The lines of a rollback kept in comments are comments of the section that it lies in, which
      // stands before it.
      let inside = migration.sections[(index + 1)...].prefix { $0.kind == .rollback }
      reader.read(section, holding: Array(inside))
    }
    for (allow, place) in reader.found {
      add(allow, to: place, &reader.covers, known: known, active: active)
    }
    covers = reader.covers.map { $0.values.sorted { $0.statement.start < $1.statement.start } }
  }

  private mutating func add(
    _ allow: Allow, to place: Place?, _ covers: inout [[UInt32: Cover]], known: Set<String>,
    active: Set<String>
  ) {
    var allow = allow
    for index in allow.subjects.indices {
      let rule = allow.subjects[index].rule
      let subject = SubjectIndex(allow: allows.count, subject: index)
      if !known.contains(rule) {
        allow.subjects[index].outcome = .unknown
      } else if !active.contains(rule) {
        allow.subjects[index].outcome = .off
      } else if allow.scope == .file {
        subjectsOfFile[rule] = subjectsOfFile[rule] ?? subject
      } else if let place {
        let cover = covers[place.level][place.statement.start] ?? Cover(statement: place.statement)
        covers[place.level][place.statement.start] = cover
        covers[place.level][place.statement.start]?.subjects[rule] =
          cover.subjects[rule] ?? subject
      }
    }
    allows.append(allow)
  }

  /// The reason of the allow that covers a rule's finding at a place, which is then used; nil where
  /// none does. The innermost one counts.
  mutating func reason(for rule: String, at range: ByteRange) -> String? {
    guard !allows.isEmpty, let subject = subject(for: rule, at: range.start) else { return nil }
    allows[subject.allow].subjects[subject.subject].outcome = .used
    return allows[subject.allow].reason
  }

  /// Whether an allow covers a rule at a place, which does not use it.
  func allows(_ rule: String, at range: ByteRange) -> Bool {
    !allows.isEmpty && subject(for: rule, at: range.start) != nil
  }

  private func subject(for rule: String, at offset: UInt32) -> SubjectIndex? {
    for level in covers.reversed() {
      if let subject = cover(of: offset, in: level)?.subjects[rule] { return subject }
    }
    return subjectsOfFile[rule]
  }

  private func cover(of offset: UInt32, in level: [Cover]) -> Cover? {
    let behind = level.partitioningIndex { $0.statement.start > offset }
    guard behind > 0, offset < level[behind - 1].statement.end else { return nil }
    return level[behind - 1]
  }

  // MARK: - Reading

  /// A statement, and how many DO blocks it is inside of.
  private struct Place {
    var level: Int
    var statement: ByteRange
  }

  /// Finds the allow comments and their statements.
  private struct Reader {
    let bytes: [UInt8]
    /// With nil where no statement follows.
    var found: [(Allow, Place?)] = []
    /// By level, then by the start of the statement.
    var covers: [[UInt32: Cover]] = []
    /// For the end of a statement, where its line ends.
    private var lineEnds: [UInt32: Int] = [:]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// The comments above the marker of the first section.
    mutating func readLead(of sections: [Section]) {
      guard let first = sections.min(by: { $0.range.start < $1.range.start }),
        first.range.start > 0
      else { return }
      for comment in lex(bytes, in: 0..<Int(first.range.start)).trivia where comment.isComment {
        note(Allow.allows(in: comment, of: bytes), among: first.syntax.statements, level: 0)
      }
    }

    /// - Parameter rollbacks: those that are kept in comments of the section, in order.
    mutating func read(_ section: Section, holding rollbacks: [Section]) {
      for comment in section.syntax.lexed.trivia where comment.isComment {
        // One of several line comments that hold it, or the block comment around it.
        let next = rollbacks.partitioningIndex { $0.range.end > comment.start }
        if next < rollbacks.count, rollbacks[next].range.start < comment.end {
          let rollback = rollbacks[next].syntax.statements
          note(Allow.allows(in: comment, of: bytes, behindSQL: true), among: rollback, level: 0)
        } else {
          note(
            Allow.allows(in: comment, of: bytes), among: section.syntax.statements, level: 0)
        }
      }
      readBodies(of: section.syntax.statements, level: 1)
    }

    private mutating func readBodies(of statements: [Statement], level: Int) {
      for statement in statements {
        guard let text = statement.executedBody?.text else { continue }
        for comment in text.lexed.trivia where comment.isComment {
          note(Allow.allows(in: comment, of: bytes), among: text.statements, level: level)
        }
        readBodies(of: text.statements, level: level + 1)
      }
    }

    private mutating func note(_ allows: [Allow], among statements: [Statement], level: Int) {
      for allow in allows {
        while covers.count <= level { covers.append([:]) }
        let statement = self.statement(for: allow, among: statements)
        found.append((allow, statement.map { Place(level: level, statement: $0) }))
      }
    }

    /// The statement around a comment, or the one that ends on its line if none follows there, or
    /// the next one.
    private mutating func statement(
      for allow: Allow, among statements: [Statement]
    ) -> ByteRange? {
      let start = allow.range.start
      let next = statements.partitioningIndex { $0.range.start > start }
      let following = next < statements.count ? statements[next].range : nil
      guard next > 0 else { return following }
      let before = statements[next - 1].range
      if start < before.end { return before }
      let endOfLine = lineEnd(behind: before.end)
      let isOnLine = start < endOfLine
      let isFollowed = following.map { $0.start < endOfLine } ?? false
      return isOnLine && !isFollowed ? before : following
    }

    private mutating func lineEnd(behind offset: UInt32) -> Int {
      if let known = lineEnds[offset] { return known }
      let end =
        bytes[Int(offset)...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        ?? bytes.endIndex
      lineEnds[offset] = end
      return end
    }
  }
}

extension Token {
  fileprivate var isComment: Bool { kind == .lineComment || kind == .blockComment }
}
