import SQLLexer

/// What the name of a file tells about it, whatever its text: in which direction it runs, and where its way back may lie.
/// Names are those of the runners and of the many teams that have none.
struct FileName {
  let place: Place
  let purpose: Purpose
  private let surroundings: Surroundings
  private let sqitchFolder: SqitchFolder?
  private let flywayPrefix: FlywayPrefix?
  private var stem: String { String(place.stem) }
  private var suffix: String { String(place.suffix) }

  init(_ place: Place, surroundings: Surroundings) {
    self.place = place
    self.surroundings = surroundings
    sqitchFolder = SqitchFolder(innermostOf: place)
    flywayPrefix = FlywayPrefix(place.stem)
    switch (sqitchFolder, flywayPrefix) {
    case (.revert, _): purpose = .rollback
    case (.verify, _): purpose = .verification
    case (_, .versioned): purpose = .migration
    case (_, .undo): purpose = .rollback
    case (_, .repeatable): purpose = .repeatable
    case (_, .baseline): purpose = .schema
    case (_, nil):
      purpose = Self.purpose(
        stem: String(place.stem), suffix: String(place.suffix), surroundings)
    }
  }

  /// The name alone says in which direction the file runs, as in `004_x.up.sql`.
  var statesDirection: Bool { purpose == .rollback || upStem != nil }

  /// Names, relative to the directory of the file, under which its way back may lie: the likeliest
  /// first.
  var companionNames: [String] {
    var names: [String] = []
    if sqitchFolder == .deploy {
      // sqitch keeps deploy/a/b.sql's way back in revert/a/b.sql.
      let inside = place.folders.reversed().prefix { $0 != "deploy" }.reversed()
      let up = String(repeating: "../", count: inside.count + 1)
      names.append(up + "revert/" + inside.map { $0 + "/" }.joined() + stem + suffix)
    }
    if flywayPrefix == .versioned { names.append("U" + String(stem.dropFirst()) + suffix) }
    if let upStem {
      names.append(upStem + "down" + suffix)
      return names
    }
    for ending in [".down", "_down", ".rollback", "_rollback", ".undo", "_undo", ".revert"] {
      names.append(stem + ending + suffix)
    }
    let number = String(stem.utf8.prefix(while: isDigit)) ?? ""
    if !number.isEmpty {
      for ending in ["_rollback", ".rollback", "_down", ".down"] {
        names.append(number + ending + suffix)
      }
    }
    if stem == "migration" { names.append("down" + suffix) }
    return names
  }

  /// What all `companionNames` have in common.
  static func mayBeCompanion(_ name: String) -> Bool {
    name.utf8.first == UInt8(ascii: "U")
      || ["down", "rollback", "undo", "revert"].contains { name.utf8.holds($0.utf8) }
  }

  /// The path of the way back, if it is among the neighbours.
  var companion: String? {
    guard surroundings.mayHoldWaysBack,
      let name = companionNames.first(where: surroundings.contains) ?? wayBackOfSameNumber
    else { return nil }
    // `a/deploy/` and `../revert/x.sql` are `a/revert/x.sql`.
    var folders = place.folders
    var rest = name[...]
    while rest.hasPrefix("../"), let last = folders.last, last != ".." {
      folders.removeLast()
      rest = rest.dropFirst(3)
    }
    return folders.map { $0 + "/" }.joined() + rest
  }

  /// `004_y.down.sql` of `004_x.up.sql`: runners with such names pair by the number, whatever stands behind it.
  /// https://github.com/golang-migrate/migrate: source/migration.go; sqlx takes both into one list by version.
  private var wayBackOfSameNumber: String? {
    guard place.stemOfPair != nil, place.suffix == ".sql", let number = number(of: place.stem)
    else { return nil }
    return surroundings.directories.first?.waysBack[number]
  }

  /// `004_x.` of `004_x.up`, empty for `up`; nil where the name does not say up.
  private var upStem: String? {
    if stem == "up" { return "" }
    return stem.hasSuffix(".up") || stem.hasSuffix("_up") ? String(stem.dropLast(2)) : nil
  }

  /// What a name tells that is of no framework in particular.
  private static func purpose(
    stem: String, suffix: String, _ surroundings: Surroundings
  ) -> Purpose {
    let lower = stem.lowercased()
    if ["schema", "structure"].contains(lower) { return .schema }
    if ["down", "rollback", "undo"].contains(lower) { return .rollback }
    let endings = [".down", ".rollback", ".undo", ".revert", "_rollback"]
    if endings.contains(where: { lower.hasSuffix($0) }) { return .rollback }
    // `005_mark_as_down.sql` goes forward: an ending that is also a word needs its counterpart.
    guard lower.hasSuffix("_down") else { return .migration }
    let base = String(stem.dropLast(5))
    let isCounterpart =
      surroundings.isUnknown || base.utf8.allSatisfy(isDigit)
      || surroundings.contains(base + suffix) || surroundings.contains(base + "_up" + suffix)
    return isCounterpart ? .rollback : .migration
  }
}

/// Names, relative to the directory of a migration, under which its way back may lie: what
/// `readMigration` looks for among the neighbours.
package func companionNames(ofMigrationAt path: String) -> [String] {
  FileName(Place(path), surroundings: Surroundings()).companionNames
}

/// What the name of a file tells that it is for. Its text may tell more.
///
/// - Parameter surroundings: what lies around it.
package func purpose(ofFileAt path: String, _ surroundings: Surroundings) -> Purpose {
  FileName(Place(path), surroundings: surroundings).purpose
}
