package import Migrations
import SQLSyntax

/// The versions of the migrations of one directory.
package struct HistoryNumbers: Sendable {
  /// A migration that takes the schema forward, under the version that its name states.
  package struct Entry: Sendable {
    /// As it is shown.
    package var path: String
    package var key: VersionKey
    /// What is known of it on the base branch.
    var base: BaseState
    /// Only the base branch has it.
    package var hasArrived: Bool

    /// The base branch has it, and it may have run.
    var isOnBase: Bool {
      switch base {
      case .same, .changed, .renamed: true
      case .unknown, .absent, .removed: hasArrived
      }
    }

    package var name: String { OrderedName(path).name }
  }

  /// The runner of all migrations; nil where it is not known, or they have several.
  package private(set) var framework: Framework?
  private var entries: [Entry] = []
  /// Whether each migration has a way back, or says why not, in their order.
  private var waysBack: [Bool] = []
  /// The place of each in `waysBack`, by its path.
  private var places: [String: Int] = [:]
  private var byKey: [VersionKey: [Int]] = [:]
  /// By the location of each migration that states one.
  private var keys: [String: VersionKey] = [:]
  /// The last version that the base branch has.
  package private(set) var latestOnBase: Entry?
  /// The numbers in their order, where migrations are counted; empty where their versions are anything else.
  package private(set) var numbers: [Int] = []

  fileprivate init(_ members: [Member]) {
    let known = Set(members.compactMap(\.framework))
    framework = known.count == 1 ? known.first : nil
    let members = members.filter(\.goesForward)
    for member in members {
      guard let key = VersionKey(ofFileAt: member.location, framework) else { continue }
      keys[member.location] = key
      byKey[key, default: []].append(entries.count)
      let entry = Entry(
        path: member.path, key: key, base: member.base, hasArrived: member.hasArrived)
      entries.append(entry)
      if entry.isOnBase, latestOnBase.map({ $0.key < key }) ?? true { latestOnBase = entry }
    }
    let counted = entries.compactMap(\.key.number)
    if counted.count == entries.count { numbers = Set(counted).sorted() }
    noteWaysBack(members)
  }

  /// In the order of the versions, or of the names where one states none.
  private mutating func noteWaysBack(_ members: [Member]) {
    var order = Array(members.indices)
    let keys = members.compactMap { self.keys[$0.location] }
    if keys.count == members.count {
      order.sort { left, right in
        keys[left] < keys[right] || !(keys[right] < keys[left]) && left < right
      }
    }
    for member in order.map({ members[$0] }) {
      places[member.path] = waysBack.count
      waysBack.append(member.goesBack)
    }
  }

  /// The version that the name of a migration states, as its runner compares it.
  func key(of location: String) -> VersionKey? {
    keys[location] ?? VersionKey(ofFileAt: location, framework)
  }

  /// The place of a number among `numbers`.
  func place(of number: Int) -> Int? {
    let place = numbers.partitioningIndex { $0 >= number }
    return place < numbers.count && numbers[place] == number ? place : nil
  }

  /// Other migrations of the same version, in their order.
  package func others(with key: VersionKey, than path: String) -> [Entry] {
    (byKey[key] ?? []).map { entries[$0] }.filter { $0.path != path }
  }

  /// Of how many migrations right before one it is asked whether they have a way back: a habit may have begun later.
  private static let mostBefore = 10

  /// Whether at least half of the migrations right before this one have a way back, or say why not; where it is the first,
  /// nil, unless those behind it tell that nobody writes one. nil where it is alone.
  package func othersGoBack(before path: String) -> Bool? {
    guard waysBack.count > 1, let place = places[path] else { return nil }
    guard place > 0 else {
      let behind = waysBack[1...].prefix(HistoryNumbers.mostBefore)
      return behind.count { $0 } * 2 >= behind.count ? nil : false
    }
    let before = waysBack[..<place].suffix(HistoryNumbers.mostBefore)
    return before.count { $0 } * 2 >= before.count
  }

  /// Whether the migration is the first of those with its version.
  package func isFirst(_ path: String, of key: VersionKey) -> Bool {
    byKey[key]?.first.map { entries[$0].path == path } ?? false
  }

  /// How many migrations state a version.
  package var count: Int { entries.count }
}

private struct Member {
  var path: String
  var location: String
  var framework: Framework?
  var base: BaseState
  var hasArrived = false
  var goesForward: Bool
  /// It has a way back, or says why there is none.
  var goesBack: Bool
}

/// The versions of a run, by directory.
struct Numbering: Sendable {
  private var histories: [String: HistoryNumbers] = [:]

  init(_ inputs: [LintInput], _ read: [ReadMigration]) {
    var members: [String: [Member]] = [:]
    let lacking = directories(lackingWaysBack: inputs, read)
    for (input, read) in zip(inputs, read) where input.base != .removed {
      let directory = OrderedName(input.location).directory
      var member = Member(
        path: input.path, location: input.location, framework: read.migration.framework,
        base: input.base, goesForward: read.migration.purpose == .migration,
        goesBack: lacking.contains(directory)
          && read.migration.knowsWayBack(amid: input.role == .asked ? nil : input.surroundings))
      if input.role == .arrived {
        member.hasArrived = true
        member.framework = nil
        member.goesForward =
          purpose(ofFileAt: input.path, Surroundings()) == .migration
          && !input.path.hasSuffix("/down.sql")
      }
      members[directory, default: []].append(member)
    }
    histories = members.mapValues { HistoryNumbers($0) }
  }

  /// The versions of the directory that holds a migration.
  func numbers(around location: String) -> HistoryNumbers? {
    histories[OrderedName(location).directory]
  }
}

/// The directories of the migrations that are asked for and have no way back: only there somebody wants to know about the
/// others.
private func directories(
  lackingWaysBack inputs: [LintInput], _ read: [ReadMigration]
) -> Set<String> {
  var directories: Set<String> = []
  for (input, read) in zip(inputs, read)
  where input.role == .asked && read.migration.rollback == .none {
    directories.insert(OrderedName(input.location).directory)
  }
  return directories
}
