/// What the name of a file tells about it, whatever its text. Names are those of golang-migrate,
/// sqlx, Diesel, Hasura, Flyway, sqitch, node-pg-migrate and of the many teams that have no tool.
struct FileName {
  /// With its closing `/`; empty where the path has none.
  let directory: String
  /// Without directory and extension.
  let stem: String
  /// The extension with its dot, as written.
  let suffix: String
  let purpose: Purpose
  private let surroundings: Surroundings
  private let sqitchFolder: SqitchFolder?
  private let flywayPrefix: FlywayPrefix?

  init(path: String, surroundings: Surroundings) {
    let bytes = path.utf8
    let nameStart = bytes.lastIndex(of: UInt8(ascii: "/")).map(bytes.index(after:))
    let name = path[(nameStart ?? path.startIndex)...]
    let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex
    directory = String(path[..<name.startIndex])
    stem = String(name[..<dot])
    suffix = String(name[dot...])
    self.surroundings = surroundings
    sqitchFolder = SqitchFolder(innermostOf: directory)
    flywayPrefix = FlywayPrefix(stem)
    switch (sqitchFolder, flywayPrefix) {
    case (.revert, _): purpose = .rollback
    case (.verify, _): purpose = .verification
    case (_, .versioned): purpose = .migration
    case (_, .undo): purpose = .rollback
    case (_, .repeatable): purpose = .repeatable
    case (_, .baseline): purpose = .schema
    case (_, nil):
      purpose = Self.purpose(stem: stem, suffix: suffix, surroundings)
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
      let inside = directory.split(separator: "/").reversed().prefix { $0 != "deploy" }.reversed()
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

  /// The path of the way back, if it is among the neighbours.
  var companion: String? {
    guard let name = companionNames.first(where: surroundings.contains) else { return nil }
    // `a/deploy/` and `../revert/x.sql` are `a/revert/x.sql`.
    var folders = directory.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    var rest = name[...]
    while rest.hasPrefix("../"), let last = folders.last, last != ".." {
      folders.removeLast()
      rest = rest.dropFirst(3)
    }
    return folders.map { $0 + "/" }.joined() + rest
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

/// The folders of a sqitch project.
private enum SqitchFolder: String, CaseIterable {
  case deploy, revert, verify

  /// The innermost such folder of a path that ends with `/`; nil where there is none.
  init?(innermostOf directory: String) {
    let path = Array(directory.utf8)
    let folders = Self.allCases.map { (folder: $0, name: Array($0.rawValue.utf8)) }
    var end = path.count - 1
    while end > 0 {
      let start = (path[..<end].lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
      if let match = folders.first(where: { path[start..<end].elementsEqual($0.name) }) {
        self = match.folder
        return
      }
      end = start - 1
    }
    return nil
  }
}

/// The kinds of Flyway's files: `V1.2__name`, `U1.2__name`, `R__name`, `B1.2__name`.
private enum FlywayPrefix: UInt8 {
  case versioned = 0x56
  case undo = 0x55
  case repeatable = 0x52
  case baseline = 0x42

  init?(_ stem: String) {
    var rest = stem.utf8[...]
    guard let prefix = rest.popFirst().flatMap(FlywayPrefix.init(rawValue:)) else { return nil }
    let underscore = UInt8(ascii: "_")
    // Parts of a version are separated by dots or single underscores.
    var digits = 0
    while let byte = rest.popFirst() {
      if byte == underscore, rest.first == underscore {
        guard (digits == 0) == (prefix == .repeatable) else { return nil }
        self = prefix
        return
      }
      guard isDigit(byte) || byte == UInt8(ascii: ".") || byte == underscore else { return nil }
      digits += isDigit(byte) ? 1 : 0
    }
    return nil
  }
}

/// Names, relative to the directory of a migration, under which its way back may lie: what
/// `readMigration` looks for among the neighbours.
package func companionNames(ofMigrationAt path: String) -> [String] {
  FileName(path: path, surroundings: Surroundings()).companionNames
}

/// What the name of a file tells that it is for. Its text may tell more.
///
/// - Parameter surroundings: what lies around it.
package func purpose(ofFileAt path: String, _ surroundings: Surroundings) -> Purpose {
  FileName(path: path, surroundings: surroundings).purpose
}
