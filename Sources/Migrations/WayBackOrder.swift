import Diagnostics
import SQLLexer
import SQLSyntax

extension Migration {
  /// The sections that take back what its up sections do, in the order in which they run: its down sections, or else the
  /// rollbacks that it keeps in comments. Empty where it has none with a statement.
  ///
  /// What was done last is taken back first. Rollbacks in comments with nothing but comments between them are one text in
  /// parts: they run as they stand.
  package var wayBack: [Int] {
    for kind in [SectionKind.down, .rollback] {
      let all = sections.indices.filter {
        sections[$0].kind == kind && !sections[$0].syntax.statements.isEmpty
      }
      guard !all.isEmpty else { continue }
      return kind == .down ? all.reversed() : inOrder(all)
    }
    return []
  }

  private func inOrder(_ rollbacks: [Int]) -> [Int] {
    let starts = sections.filter { $0.kind == .up }
      .flatMap { $0.syntax.statements.map(\.range.start) }.sorted()
    var groups: [[Int]] = []
    var end: UInt32 = 0
    for section in rollbacks {
      let range = sections[section].range
      let isApart = starts.contains { $0 >= end && $0 < range.start }
      if isApart || groups.isEmpty { groups.append([]) }
      groups[groups.count - 1].append(section)
      end = range.end
    }
    return groups.reversed().flatMap { $0 }
  }
}
