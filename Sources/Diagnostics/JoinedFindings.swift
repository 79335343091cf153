import SQLLexer

extension [Finding] {
  /// As a person is told: of those of a rule that share a group, and are not approved, the first, which says how many more
  /// there are. Its fix is that of all.
  package var joined: [Finding] {
    var joined: [Finding] = []
    var places: [Key: Int] = [:]
    var counts: [Int: Int] = [:]
    for finding in self {
      guard let group = finding.group, finding.approval == nil else {
        joined.append(finding)
        continue
      }
      let key = Key(rule: finding.rule, group: group)
      guard let first = places[key] else {
        places[key] = joined.count
        joined.append(finding)
        continue
      }
      counts[first, default: 0] += 1
      joined[first].take(finding)
    }
    for (place, count) in counts {
      joined[place].message += "; \(count) more \(count == 1 ? "place" : "places") like this one"
    }
    return joined
  }
}

private struct Key: Hashable {
  var rule: String
  var group: Finding.Group
}

extension Finding {
  /// Stands for another one as well; what removes it removes both, if something removes each.
  fileprivate mutating func take(_ other: Finding) {
    severity = max(severity, other.severity)
    others.append(other.range)
    guard !fixes.isEmpty, let fix = other.fixes.first else {
      fixes = []
      return
    }
    fixes.removeSubrange(1...)
    if !fixes[0].title.utf8.holds(fix.title.utf8) { fixes[0].title += ", \(fix.title)" }
    fixes[0].isSafe = fixes[0].isSafe && fix.isSafe
    fixes[0].edits += fix.edits
    fixes[0].migrations += fix.migrations
    fixes[0].removesComments = fixes[0].removesComments || fix.removesComments
  }
}
