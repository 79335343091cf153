import Diagnostics
import Lint
import Migrations
import TestSupport
import Testing

let updatesSnapshots = environmentVariable("UPDATE_SNAPSHOTS") != nil

/// A page of the rulebook, cut into what tests ask about.
struct RulePage {
  var id: String
  var path: String
  var lines: [String]
  var examples: [RuleExample]
  /// What a fix makes of nothing.
  var strayFences: [FixedFence] = []

  var text: String { lines.joined(separator: "\n") }
  /// The first paragraph.
  var summary: String { lines.dropFirst().first { !$0.isEmpty } ?? "" }
  /// Those of the second level.
  var headings: [String] {
    var isInBlock = false
    return lines.compactMap { line in
      if line.hasPrefix("```") { isInBlock.toggle() }
      return !isInBlock && line.hasPrefix("## ") ? String(line.dropFirst(3)) : nil
    }
  }

  init(id: String) throws {
    self.id = id
    path = "\(packageRoot)/rules/\(id).md"
    lines = try readText(path)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    examples = []
    var start: Int?
    for (index, line) in lines.enumerated() where line.hasPrefix("```") {
      if let opening = start {
        let words = lines[opening].dropFirst(3).split(separator: " ").map(String.init)
        if words.count > 1, words[0] == "sql", words[1] == "fixed" {
          let fence = FixedFence(
            line: opening + 1, words: Array(words.dropFirst(2)),
            lines: Array(lines[(opening + 1)..<index]))
          if examples.indices.last.map({ examples[$0].isBad && examples[$0].fixed == nil }) ?? false
          {
            examples[examples.count - 1].fixed = fence
          } else {
            strayFences.append(fence)
          }
        } else if words.count > 1, words[0] == "sql" {
          examples.append(
            RuleExample(
              rule: id, line: opening + 1, words: Array(words.dropFirst()),
              body: Array(lines[(opening + 1)..<index])))
        }
        start = nil
      } else {
        start = index
      }
    }
  }

  /// Ids of the pages there are.
  static let ids: [String] = {
    let names = (try? fileNames(in: "\(packageRoot)/rules")) ?? []
    return names.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
  }()

  static let all: [RulePage] = ids.compactMap { try? RulePage(id: $0) }
}

/// A fenced block of a page: one or several files, and what the rule says of them.
struct RuleExample: CustomTestStringConvertible {
  var rule: String
  /// Of the opening fence, from 1.
  var line: Int
  var isBad: Bool
  var settings = LintSettings()
  /// Of SQL.
  var files: [ExampleFile] = []
  /// The file behind them whose name ends in `.md`.
  var changelog: ExampleFile?
  /// The file with the whole schema: `-- file: schema.sql schema`.
  var schema: ExampleFile?
  /// The block says where its files begin.
  var namesFiles = false
  /// Files beside the migrations that are no SQL: their lines, by name.
  var sideFiles: [(name: String, lines: [String])] = []
  /// The bytes matter: moved or written differently, it means something else.
  var isExact = false
  /// Words of the fence that mean nothing.
  var unknownWords: [String] = []
  /// What `--fix` makes of it, if the page says so.
  var fixed: FixedFence?

  var testDescription: String { "rules/\(rule).md:\(line)" }

  fileprivate init(rule: String, line: Int, words: [String], body: [String]) {
    self.rule = rule
    self.line = line
    isBad = words[0] == "bad"
    if !isBad, words[0] != "good" { unknownWords.append(words[0]) }
    var path = "001_example.sql"
    var neighbours: Set<String> = []
    var lacksChangelog = false
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      let value = parts.count > 1 ? parts[1] : ""
      switch parts[0] {
      case "path": path = value
      case "exact": isExact = true
      // Said to scripts/rule-examples.
      case "alternatives", "unseen", "once", "fine", "server", "fails": break
      case "neighbours": neighbours = Set(value.split(separator: ",").map(String.init))
      case "transport":
        if let transport = Transport(rawValue: value) {
          settings.runner.transport = transport
        } else {
          unknownWords.append(word)
        }
      case "framework":
        if let choice = FrameworkChoice(value) {
          settings.runner.framework = choice
        } else {
          unknownWords.append(word)
        }
      case "preset":
        if let preset = Preset(rawValue: value) {
          settings.preset = preset
        } else {
          unknownWords.append(word)
        }
      case "pg" where Int(value) != nil:
        settings.postgres = (Int(value) ?? 18)...18
      case "changelog" where value == "absent": lacksChangelog = true
      case "postgres":
        let versions = value.split(separator: "-").compactMap { Int($0) }
        if let first = versions.first, let last = versions.last, first <= last {
          settings.postgres = first...last
          settings.statesPostgres = true
        } else {
          unknownWords.append(word)
        }
      default:
        if !readOption(parts[0], value) { unknownWords.append(word) }
      }
    }
    var isInSchema = false
    for line in body {
      if line.hasPrefix("-- file: "), line.hasSuffix(" schema") {
        schema = ExampleFile(path: String(line.dropFirst(9).dropLast(7)), neighbours: [])
        isInSchema = true
        continue
      }
      if isInSchema, !line.hasPrefix("-- file: ") {
        schema?.lines.append(line)
        continue
      }
      isInSchema = false
      if line.hasPrefix("-- file: "), !line.contains(".sql "), !line.hasSuffix("sql"),
        !line.hasSuffix(".md")
      {
        sideFiles.append((String(line.dropFirst(9)), []))
        continue
      }
      if !sideFiles.isEmpty {
        sideFiles[sideFiles.count - 1].lines.append(line)
        continue
      }
      if line.hasPrefix("-- file: ") {
        namesFiles = true
        let words = line.dropFirst(9).split(separator: " ").map(String.init)
        var file = ExampleFile(path: words[0], neighbours: neighbours)
        for word in words.dropFirst() where !file.understand(word) { unknownWords.append(word) }
        if file.path.hasSuffix(".md") { changelog = file } else { files.append(file) }
        continue
      }
      if changelog != nil {
        changelog?.lines.append(line)
        continue
      }
      if files.isEmpty { files.append(ExampleFile(path: path, neighbours: neighbours)) }
      let last = files.count - 1
      if let mark = Mark(line, under: files[last].lines.count - 1) {
        files[last].marks.append(mark)
      } else {
        files[last].lines.append(line)
      }
    }
    // Those of one example lie beside one another.
    let names = files.map(\.path)
    for file in files.indices { files[file].neighbours.formUnion(names) }
    shareFiles(isAbsent: lacksChangelog)
  }

  /// `option.keys=Description,Ticket`
  private mutating func readOption(_ word: String, _ value: String) -> Bool {
    let options = Registry.rule(rule).map { type(of: $0).info.options } ?? []
    guard let option = options.first(where: { "option.\($0.key)" == word }) else { return false }
    switch option.kind {
    case .flag: settings.options[rule, option.key] = .flag(value == "true")
    case .word: settings.options[rule, option.key] = .word(value)
    case .words:
      settings.options[rule, option.key] = .words(value.split(separator: ",").map(String.init))
    }
    return true
  }

  private mutating func shareFiles(isAbsent: Bool) {
    let names = files.map(\.path) + (files.first?.neighbours ?? [])
    var shared: ProjectChangelog?
    if let changelog {
      shared = .present(
        Changelog(path: changelog.path, bytes: Array(changelog.sql.utf8), migrations: names))
    } else if isAbsent {
      shared = .absent(first: Changelog.firstMigration(among: names))
    }
    for index in files.indices {
      files[index].changelog = shared
      files[index].schema = schema.map {
        ReferredFile(path: $0.path, bytes: Array($0.sql.utf8))
      }
    }
  }

  func surroundings(of file: ExampleFile) -> Surroundings {
    guard !sideFiles.isEmpty else { return Surroundings(names: file.neighbours) }
    let texts = sideFiles.map { ($0.name, Array($0.lines.joined(separator: "\n").utf8)) }
    let own = Surroundings.Directory(
      path: ".", names: file.neighbours.union(sideFiles.map(\.name)),
      texts: Dictionary(uniqueKeysWithValues: texts))
    return Surroundings(directories: [own])
  }

  var inputs: [LintInput] { inputs { $0 } }

  /// Those of the files that are checked, in their order.
  var asked: [ExampleFile] { files.filter(\.isAsked) }
  var askedPlaces: [Int] { files.indices.filter { files[$0].isAsked } }

  /// - Parameter transform: makes of the SQL of each file what takes its place.
  func inputs(_ transform: (String) -> String) -> [LintInput] {
    files.filter { !$0.isOld }.map { file in
      let old = files.first { $0.isOld && $0.path == file.path }
      return LintInput(
        path: file.path, bytes: Array(transform(file.sql).utf8), settings: settings,
        surroundings: surroundings(of: file), changelog: file.changelog, schema: file.schema,
        role: file.hasArrived ? .arrived : .asked,
        base: old.map { .changed(from: Array(transform($0.sql).utf8)) } ?? file.base)
    }
  }
}

/// A block behind a bad one: `sql fixed`, or `sql fixed unsafe` for `--unsafe-fixes`. Of an example of several files, it
/// has those that are changed or new, each below its heading.
struct FixedFence {
  /// Of the opening fence, from 1.
  var line: Int
  var words: [String]
  var lines: [String]

  var isUnsafe: Bool { words == ["unsafe"] }
}

struct ExampleFile {
  var path: String
  var neighbours: Set<String>
  var changelog: ProjectChangelog?
  var schema: ReferredFile?
  /// Without the caret lines.
  var lines: [String] = []
  var marks: [Mark] = []
  /// How it is on the base branch.
  var base = BaseState.unknown
  /// Only the base branch has it.
  var hasArrived = false
  /// The text that a file had on the base branch.
  var isOld = false
  /// As it stands behind its path.
  var word = ""

  init(path: String, neighbours: Set<String>) {
    self.path = path
    self.neighbours = neighbours
  }

  var sql: String { lines.map { $0 + "\n" }.joined() }
  var isAsked: Bool { !isOld && !hasArrived }
  var heading: String { "-- file: \(path)" + (word.isEmpty ? "" : " \(word)") }

  /// Takes in what a heading says about the base branch.
  mutating func understand(_ word: String) -> Bool {
    self.word = word
    switch word {
    case "base": base = .same
    case "new": base = .absent
    case "arrived": hasArrived = true
    case "was": isOld = true
    case _ where word.hasPrefix("renamed="):
      base = .renamed(from: String(word.dropFirst(8)), isChanged: false)
    default: return false
    }
    return true
  }
}

/// A caret line: `--  ^^^^ text` marks the columns of its carets in the line above, `--<^^^ text` those from the start
/// of the line on.
struct Mark: Equatable {
  /// From 0, caret lines left out.
  var line: Int
  /// Columns from 0, in code points.
  var columns: Range<Int>
  var text: String

  init(line: Int, columns: Range<Int>, text: String) {
    self.line = line
    self.columns = columns
    self.text = text
  }

  init?(_ text: String, under line: Int) {
    guard line >= 0, text.hasPrefix("--") else { return nil }
    var rest = text.dropFirst(2)
    let isFromStart = rest.first == "<"
    if isFromStart { rest = rest.dropFirst() } else { rest = rest.drop { $0 == " " } }
    let carets = rest.prefix { $0 == "^" }
    guard !carets.isEmpty || isFromStart else { return nil }
    let end = text.distance(from: text.startIndex, to: carets.endIndex)
    self.line = line
    columns = (isFromStart ? 0 : end - carets.count)..<end
    self.text = String(rest.dropFirst(carets.count).drop { $0 == " " })
  }

  var rendered: String {
    let carets: String
    if columns.lowerBound == 0 {
      carets = "--<" + String(repeating: "^", count: max(0, columns.count - 3))
    } else {
      carets =
        "--" + String(repeating: " ", count: max(0, columns.lowerBound - 2))
        + String(repeating: "^", count: columns.count)
    }
    return text.isEmpty ? carets : "\(carets) \(text)"
  }
}
