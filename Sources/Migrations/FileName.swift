/// What the name of a file tells about it, whatever its text. Names are those of golang-migrate,
/// sqlx, Diesel, Hasura, Flyway, sqitch, node-pg-migrate and of the many teams that have no tool.
struct FileName {
  /// Directory with its closing `/`; empty where the path has none.
  let directory: Substring
  /// Without directory and extension.
  let stem: Substring
  /// With its dot, as written.
  let suffix: Substring
  private let neighbours: Set<String>

  init(path: String, neighbours: Set<String>) {
    let nameStart = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    directory = path[..<nameStart]
    let name = path[nameStart...]
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    stem = name[..<dot]
    suffix = name[dot...]
    self.neighbours = neighbours
  }

  /// The name alone says in which direction the file runs, as in `004_x.up.sql`.
  var statesDirection: Bool {
    purpose == .rollback || upStem != nil
  }

  var purpose: Purpose {
    let lower = stem.lowercased()
    switch sqitchFolder {
    case "revert": return .rollback
    case "verify": return .verification
    default: break
    }
    switch flywayPrefix {
    case "V": return .migration
    case "U": return .rollback
    case "R": return .repeatable
    case "B": return .schema
    default: break
    }
    if isRollback(lower) { return .rollback }
    return ["schema", "structure"].contains(lower) ? .schema : .migration
  }

  /// Names, relative to the directory of the file, under which its way back may lie: the likeliest
  /// first.
  var companionNames: [String] {
    var names: [String] = []
    if sqitchFolder == "deploy" {
      // sqitch keeps deploy/a/b.sql's way back in revert/a/b.sql.
      let inside = directory.split(separator: "/").reversed().prefix { $0 != "deploy" }.reversed()
      let up = String(repeating: "../", count: inside.count + 1)
      names.append((up + "revert/" + inside.map { $0 + "/" }.joined()) + stem + suffix)
    }
    if flywayPrefix == "V" { names.append("U" + stem.dropFirst() + suffix) }
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
    guard let name = companionNames.first(where: neighbours.contains) else { return nil }
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
  private var upStem: Substring? {
    if stem == "up" { return stem.prefix(0) }
    return stem.hasSuffix(".up") || stem.hasSuffix("_up") ? stem.dropLast(2) : nil
  }

  private func isRollback(_ stem: String) -> Bool {
    if ["down", "rollback", "undo"].contains(stem) { return true }
    let endings = [".down", ".rollback", ".undo", ".revert", "_rollback"]
    if endings.contains(where: { stem.hasSuffix($0) }) { return true }
    // `005_mark_as_down.sql` goes forward: an ending that is also a word needs its counterpart.
    guard stem.hasSuffix("_down") else { return false }
    let number = stem.dropLast(5)
    if neighbours.isEmpty || number.utf8.allSatisfy(isDigit) { return true }
    let base = self.stem.dropLast(5)
    return neighbours.contains("\(base)\(suffix)") || neighbours.contains("\(base)_up\(suffix)")
  }

  /// The folder of sqitch's that the file is in: the innermost, where there are several.
  private var sqitchFolder: Substring? {
    directory.split(separator: "/").last { ["deploy", "revert", "verify"].contains($0) }
  }

  /// V, U, R or B of Flyway's `V1.2__name`, `R__name`.
  private var flywayPrefix: Character? {
    guard let first = stem.first, ["V", "U", "R", "B"].contains(first) else { return nil }
    guard let version = stem.dropFirst().range(of: "__") else { return nil }
    let isVersion = version.utf8.allSatisfy { isDigit($0) || "._".utf8.contains($0) }
    guard isVersion, version.isEmpty == (first == "R") else { return nil }
    return first
  }
}

extension Substring {
  /// What stands before the first occurrence of a separator; nil where there is none.
  fileprivate func range(of separator: String) -> Substring? {
    var rest = self
    while !rest.isEmpty {
      if rest.hasPrefix(separator) { return self[..<rest.startIndex] }
      rest = rest.dropFirst()
    }
    return nil
  }
}

/// Names, relative to the directory of a migration, under which its way back may lie: what
/// `readMigration` looks for among the neighbours.
package func companionNames(ofMigrationAt path: String) -> [String] {
  FileName(path: path, neighbours: []).companionNames
}
