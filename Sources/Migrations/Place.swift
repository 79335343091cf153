/// The path of a file, cut into what names of migrations are made of.
struct Place {
  let path: String
  /// The directories of the path, the innermost last.
  let folders: [Substring]
  /// Without the directories.
  let name: Substring
  /// Without its extension.
  let stem: Substring
  /// The extension with its dot, as written.
  let suffix: Substring

  init(_ path: String) {
    self.path = path
    var folders = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { Substring($0) }
    name = folders.popLast() ?? ""
    self.folders = folders
    let dot = name.utf8.lastPlace(of: UInt8(ascii: ".")) ?? name.endIndex
    stem = name[..<dot]
    suffix = name[dot...]
  }

  /// The directory that holds the file.
  var folder: Substring { folders.last ?? "" }

  /// The directory that holds that one.
  var folderAbove: Substring { folders.dropLast().last ?? "" }

  /// With its closing `/`; empty where the path has none.
  var directory: String { folders.map { $0 + "/" }.joined() }

  /// `004_x.up.sql`, `004_x.down.sql`: what stands before the direction.
  var stemOfPair: Substring? {
    guard let dot = stem.utf8.lastPlace(of: UInt8(ascii: ".")) else { return nil }
    let direction = stem[dot...]
    return direction == ".up" || direction == ".down" ? stem[..<dot] : nil
  }
}

/// The digits at the start of a name.
func leadingDigits(_ name: Substring) -> Substring {
  let digits = name.utf8.prefix(while: isDigit)
  return name[..<digits.endIndex]
}

/// The number of a name such as `004_x`; nil where anything but `separator` follows the digits.
func number(of name: Substring, before separator: Character = "_") -> Substring? {
  let digits = leadingDigits(name)
  guard !digits.isEmpty, digits.endIndex < name.endIndex, name[digits.endIndex] == separator
  else { return nil }
  return digits
}

/// What stands before the first `_`: all of it where there is none.
func beforeUnderscore(_ name: Substring) -> Substring {
  name[..<(name.utf8.firstIndex(of: UInt8(ascii: "_")) ?? name.endIndex)]
}
