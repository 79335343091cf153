import Catalog
import Effects

// How the differences that a way back makes are told.

/// Differences, by the place that each is told at.
struct DifferencesByPlace {
  /// In the order in which the places came.
  private(set) var all: [(place: WayBackRun.Place, differences: [WayBack.Difference])] = []
  private var indices: [WayBackRun.Place: Int] = [:]

  mutating func add(_ difference: WayBack.Difference, at place: WayBackRun.Place) {
    if let index = indices[place] {
      all[index].differences.append(difference)
    } else {
      indices[place] = all.count
      all.append((place, [difference]))
    }
  }
}

/// What stands behind "the rollback": `leaves index a and column b.c behind, and does not bring back …`.
func phrase(_ differences: [WayBack.Difference]) -> String {
  var clauses: [String] = []
  func names(_ kind: WayBack.Difference.Kind) -> String? {
    let found = differences.filter { $0.kind == kind }
    return found.isEmpty ? nil : list(found.map(\.item.identity.label))
  }
  if let names = names(.staysBehind) { clauses.append("leaves \(names) behind") }
  if let names = names(.staysAway) { clauses.append("does not bring back \(names)") }
  if let names = names(.isNew) { clauses.append("makes \(names), which was not there before") }
  if let names = names(.isTaken) {
    clauses.append("drops \(names), which the migration did not make")
  }
  for difference in differences where difference.kind == .staysRenamed {
    let label = difference.before?.identity.label ?? ""
    clauses.append("leaves \(label) renamed to \(difference.item.identity.lastName)")
  }
  var told: [SchemaItem.Identity] = []
  for difference in differences {
    let identity = difference.item.identity
    guard difference.kind.property != nil, !told.contains(identity) else { continue }
    told.append(identity)
    clauses += changes(differences.filter { $0.item.identity == identity }, identity.label)
  }
  return list(clauses)
}

/// What is said of one thing whose properties are not what they were.
private func changes(_ differences: [WayBack.Difference], _ label: String) -> [String] {
  var clauses = differences.compactMap(\.addedLabels).map { added in
    "leaves \(added.count == 1 ? "label" : "labels") \(list(added)) in \(label)"
  }
  func properties(_ include: (WayBack.Difference.Kind) -> Bool) -> String? {
    let found = differences.filter { include($0.kind) && $0.addedLabels == nil }
    return found.isEmpty ? nil : list(found.compactMap(\.change))
  }
  if let left = properties({ if case .staysChanged = $0 { true } else { false } }) {
    clauses.append("leaves \(other(left)) on \(label)")
  }
  if let brought = properties({ if case .comesBackOtherwise = $0 { true } else { false } }) {
    clauses.append("brings \(label) back with \(other(brought))")
  }
  if let changed = properties({ if case .isChanged = $0 { true } else { false } }) {
    clauses.append("changes the \(changed) of \(label), which the migration did not touch")
  }
  return clauses
}

/// `another default`, `other columns`
private func other(_ properties: String) -> String {
  let plurals = ["columns", "labels", "parameters", "parents", "sources"]
  return plurals.contains { properties.hasPrefix($0) }
    ? "other \(properties)" : "another \(properties)"
}

extension SchemaItem.Property {
  fileprivate var words: String {
    switch self {
    case .reads: "sources"
    case .enabled: "state"
    default: rawValue
    }
  }
}

/// The longest value that a message shows, in bytes.
private let longestValue = 60

private func middle(_ words: ArraySlice<Substring>) -> String {
  var text = words.joined(separator: " ")[...]
  while text.first == "," || text.first == " " { text.removeFirst() }
  while text.last == "," || text.last == " " { text.removeLast() }
  return String(text)
}

/// What two long values do not have in common, if it is short and in one place: `without ON DELETE CASCADE`.
private func contrast(_ new: String, _ old: String) -> String? {
  let (news, olds) = (
    new.split(whereSeparator: \.isWhitespace), old.split(whereSeparator: \.isWhitespace)
  )
  let front = zip(news, olds).prefix { $0 == $1 }.count
  let rest = zip(news.dropFirst(front).reversed(), olds.dropFirst(front).reversed())
  let back = rest.prefix { $0 == $1 }.count
  let (own, other) = (
    middle(news.dropFirst(front).dropLast(back)), middle(olds.dropFirst(front).dropLast(back))
  )
  guard own != other, max(own.utf8.count, other.utf8.count) <= longestValue else { return nil }
  if own.isEmpty { return "without \(other)" }
  return other.isEmpty ? "with \(own)" : "\(own) instead of \(other)"
}

extension WayBack.Difference {
  /// `default (0 instead of none)`
  fileprivate var change: String? {
    guard let property = kind.property else { return nil }
    let values = [after, before].map { item -> String in
      if case .known(let text)? = item?[property] { text } else { "none" }
    }
    guard values.allSatisfy({ $0.utf8.count <= longestValue && !$0.contains(where: \.isNewline) })
    else {
      return property.words + (contrast(values[0], values[1]).map { " (\($0))" } ?? "")
    }
    return "\(property.words) (\(values[0]) instead of \(values[1]))"
  }

  /// The labels of a type that are there in addition, where that is all.
  var addedLabels: [String]? {
    guard kind == .staysChanged(.labels), case .known(let old)? = before?[.labels],
      case .known(let new)? = after?[.labels]
    else { return nil }
    let (olds, news) = (old.labels, new.labels)
    let added = news.filter { !olds.contains($0) }
    return added.isEmpty || news.filter(olds.contains) != olds ? nil : added
  }

  /// Nobody has to act on it: a label that nothing uses, a comment, a constraint that has been validated or has yet to be.
  var isHarmless: Bool {
    if addedLabels != nil || kind.property == .comment { return true }
    guard kind.property == .definition, case .known(let old)? = before?[.definition],
      case .known(let new)? = after?[.definition]
    else { return false }
    return new == "\(old) NOT VALID" || old == "\(new) NOT VALID"
  }
}

extension String {
  /// Of `'a', 'b'`.
  fileprivate var labels: [String] {
    var labels: [String] = []
    for part in split(separator: ", ", omittingEmptySubsequences: false) {
      // A label may hold a comma itself.
      if part.hasPrefix("'") || labels.isEmpty {
        labels.append(String(part))
      } else {
        labels[labels.count - 1] += ", " + part
      }
    }
    return labels
  }
}

extension SchemaItem.Identity {
  /// `column users.email`, `trigger touch on app.users`
  package var label: String { "\(kind.word) \(ownName)" }

  var ownName: String {
    var short = self
    short.relation = shortLabel(relation)
    return short.name
  }

  /// Without what it is part of.
  fileprivate var lastName: String { kind == .column || kind == .constraint ? part : ownName }

  /// What is dropped with it cannot be made again.
  var holdsData: Bool { kind == .table || kind == .column }
}
