import Diagnostics
import Migrations
import TOMLKit

/// Reads a whimbrel.toml.
///
/// - Throws: everything that is wrong with it, with line and column.
package func readConfiguration(
  _ text: [UInt8], vocabulary: Vocabulary
) throws(ConfigurationErrors) -> Configuration {
  guard let document = String(validating: text, as: UTF8.self), !text.contains(0) else {
    let valid = validPrefix(of: text)
    let message = "the file is not UTF-8 text; save it as UTF-8"
    throw ConfigurationErrors(errors: locate([(valid, message)], in: text))
  }
  let root: TOMLNode
  do {
    root = TOMLNode(try TOMLTable(string: document))
  } catch {
    throw ConfigurationErrors(errors: [syntaxError(error)])
  }
  var reader = ConfigurationReader(places: TOMLPlaces(text), vocabulary: vocabulary)
  let configuration = reader.read(root)
  guard reader.errors.isEmpty else {
    throw ConfigurationErrors(errors: locate(reader.errors, in: text))
  }
  return configuration
}

private func syntaxError(_ error: any Error) -> ConfigurationError {
  guard let error = error as? TOMLParseError else {
    return ConfigurationError(line: 1, column: 1, message: "this is not TOML: \(error)")
  }
  let place = error.source.begin
  return ConfigurationError(
    line: max(1, place.line), column: max(1, place.column),
    message: "this is not TOML: \(error.description)")
}

/// How many bytes are text: up to the first NUL or the first that is not UTF-8.
private func validPrefix(of text: [UInt8]) -> Int {
  var parser = Unicode.UTF8.ForwardParser()
  var bytes = text.makeIterator()
  var length = 0
  while case .valid(let scalar) = parser.parseScalar(from: &bytes), scalar.first != 0 {
    length += scalar.count
  }
  return length
}

/// Turns byte offsets into lines and columns, in one pass.
private func locate(_ errors: [(offset: Int, message: String)], in text: [UInt8])
  -> [ConfigurationError]
{
  var located: [ConfigurationError] = []
  var line = 1
  var column = 1
  var offset = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  // A stable order: errors of one place stay as they were found.
  let ordered = errors.enumerated().sorted {
    ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
  }
  for (_, error) in ordered {
    while offset < min(error.offset, text.count) {
      if text[offset] == 0x0A {
        line += 1
        column = 0
      }
      offset += 1
      if offset >= text.count || text[offset] & 0xC0 != 0x80 { column += 1 }
    }
    located.append(ConfigurationError(line: line, column: column, message: error.message))
  }
  return located
}

/// Turns a TOML document into a configuration, and collects everything that is wrong on the way.
private struct ConfigurationReader {
  let places: TOMLPlaces
  let vocabulary: Vocabulary
  var errors: [(offset: Int, message: String)] = []

  mutating func read(_ root: TOMLNode) -> Configuration {
    var configuration = Configuration()
    let keys = [
      "preset", "rules", "postgres", "framework", "transport", "timeouts", "exclude", "fail-on",
      "changelog", "schema", "baseline", "overrides",
    ]
    forEachMember(of: root, [], keys: keys) { reader, key, value, path in
      switch key {
      case "preset": configuration.preset = reader.preset(value, path)
      case "rules": (configuration.rules, configuration.options) = reader.rules(value, path)
      case "postgres": configuration.postgres = reader.postgres(value, path)
      case "framework": configuration.framework = reader.framework(value, path)
      case "transport": configuration.transport = reader.choice(value, path, noun: "transport")
      case "timeouts": configuration.timeouts = reader.choice(value, path, noun: "timeouts")
      case "exclude": configuration.exclude = reader.globs(value, path)
      case "fail-on": configuration.failOn = reader.choice(value, path, noun: "severity")
      case "changelog":
        configuration.changelog = reader.file(value, path, such: "migrations/CHANGELOG.md")
      case "schema": configuration.schema = reader.file(value, path, such: "schema.sql")
      case "baseline": configuration.baseline = reader.file(value, path, such: "whimbrel.baseline")
      default: configuration.overrides = reader.overrides(value, path)
      }
    }
    return configuration
  }

  /// Calls back for each member whose key is known, and complains about the others.
  private mutating func forEachMember(
    of node: TOMLNode, _ path: [String], keys: [String],
    _ body: (inout ConfigurationReader, String, TOMLNode, [String]) -> Void
  ) {
    guard case .table(let members) = node else {
      return complain(value: path, expected: "a table", found: node)
    }
    for (key, value) in members {
      let memberPath = path + [key]
      if keys.contains(key) {
        body(&self, key, value, memberPath)
      } else {
        complain(key: memberPath, unknown("key", key, known: keys).description)
      }
    }
  }

  private mutating func preset(_ node: TOMLNode, _ path: [String]) -> String? {
    guard let name = string(node, path) else { return nil }
    if vocabulary.presets.contains(name) { return name }
    complain(value: path, unknown("preset", name, known: vocabulary.presets).description)
    return nil
  }

  private mutating func rules(
    _ node: TOMLNode, _ path: [String]
  ) -> (severities: [String: Severity?], options: RuleOptions) {
    var rules: [String: Severity?] = [:]
    var options = RuleOptions()
    guard case .table(let members) = node else {
      complain(value: path, expected: "a table", found: node)
      return (rules, options)
    }
    for (id, value) in members {
      let rulePath = path + [id]
      guard vocabulary.rules.contains(id) else {
        complain(key: rulePath, unknownRule(id, known: vocabulary.rules).description)
        continue
      }
      if case .table(let stated) = value {
        if stated.isEmpty {
          complain(
            value: rulePath,
            "nothing is said of the rule; write { severity = \"error\" }")
        }
        let known = vocabulary.options[id] ?? []
        let keys = ["severity"] + known.map(\.key)
        forEachMember(of: value, rulePath, keys: keys) { reader, key, value, path in
          if let option = known.first(where: { $0.key == key }) {
            options[id, key] = reader.option(option, value, path)
          } else if let severity = reader.severity(value, path) {
            rules[id] = severity
          }
        }
      } else if let severity = severity(value, rulePath) {
        rules[id] = severity
      }
    }
    return (rules, options)
  }

  private mutating func option(
    _ option: RuleOption, _ node: TOMLNode, _ path: [String]
  ) -> OptionValue? {
    switch option.kind {
    case .flag:
      if case .boolean(let flag) = node { return .flag(flag) }
      complain(value: path, expected: "true or false", found: node)
      return nil
    case .word(_, let known):
      guard let word = string(node, path) else { return nil }
      if known.contains(word) { return .word(word) }
      complain(value: path, unknown(option.key, word, known: known).description)
      return nil
    case .words:
      let words = strings(node, path).compactMap { text, place in
        if text.contains(where: { $0 != " " }) { return text }
        complain(value: place, "an empty text stands for nothing; leave it out")
        return nil
      }
      return .words(words)
    }
  }

  /// The path of a file.
  private mutating func file(
    _ node: TOMLNode, _ path: [String], such example: String
  ) -> String? {
    guard let name = string(node, path) else { return nil }
    if !name.isEmpty, name.last != "/" { return name }
    complain(value: path, "\"\(name)\" is no file; write a path such as \"\(example)\"")
    return nil
  }

  /// - Returns: nil where the value is wrong, `.some(nil)` for "off".
  private mutating func severity(_ node: TOMLNode, _ path: [String]) -> Severity?? {
    guard let name = string(node, path) else { return nil }
    if name == "off" { return .some(nil) }
    if let severity = Severity(name: name) { return severity }
    let known = ["off"] + Severity.allCases.map(\.name)
    complain(value: path, unknown("severity", name, known: known).description)
    return nil
  }

  private mutating func postgres(_ node: TOMLNode, _ path: [String]) -> ClosedRange<Int>? {
    do throws(InvalidValue) {
      switch node {
      case .integer(let version): return try postgresVersions(from: version, to: version)
      case .string(let text): return try postgresVersions(text)
      default:
        complain(
          value: path, expected: "a version such as 15 or a range such as \"14-18\"", found: node)
      }
    } catch {
      complain(value: path, error.description)
    }
    return nil
  }

  private mutating func framework(_ node: TOMLNode, _ path: [String]) -> FrameworkChoice? {
    guard let word = string(node, path) else { return nil }
    do throws(InvalidValue) {
      return try frameworkChoice(word)
    } catch {
      complain(value: path, error.description)
      return nil
    }
  }

  private mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ node: TOMLNode, _ path: [String], noun: String
  ) -> Choice? {
    guard let word = string(node, path) else { return nil }
    do throws(InvalidValue) {
      return try Config.choice(word, noun: noun)
    } catch {
      complain(value: path, error.description)
      return nil
    }
  }

  private mutating func globs(_ node: TOMLNode, _ path: [String]) -> [Glob] {
    strings(node, path).compactMap { pattern, place in
      if pattern.contains(where: { $0 != "/" && $0 != "." }) { return Glob(pattern) }
      complain(
        value: place, "\"\(pattern)\" matches no file; write a pattern such as \"legacy/**\"")
      return nil
    }
  }

  /// The strings of an array, each with its path.
  private mutating func strings(
    _ node: TOMLNode, _ path: [String]
  ) -> [(text: String, path: [String])] {
    guard case .array(let elements) = node else {
      complain(value: path, expected: "an array of strings", found: node)
      return []
    }
    var strings: [(text: String, path: [String])] = []
    for (index, element) in elements.enumerated() {
      let place = path + [String(index)]
      if let text = string(element, place) { strings.append((text, place)) }
    }
    return strings
  }

  private mutating func overrides(_ node: TOMLNode, _ path: [String]) -> [Configuration.Override] {
    guard case .array(let elements) = node else {
      complain(value: path, expected: "an array of tables, each under [[overrides]]", found: node)
      return []
    }
    var overrides: [Configuration.Override] = []
    for (index, element) in elements.enumerated() {
      let elementPath = path + [String(index)]
      var override = Configuration.Override()
      var hasPaths = false
      let keys = ["paths", "preset", "rules", "framework", "transport", "timeouts"]
      forEachMember(of: element, elementPath, keys: keys) { reader, key, value, path in
        switch key {
        case "paths":
          hasPaths = true
          override.paths = reader.globs(value, path)
        case "preset": override.preset = reader.preset(value, path)
        case "rules": (override.rules, override.options) = reader.rules(value, path)
        case "framework": override.framework = reader.framework(value, path)
        case "timeouts": override.timeouts = reader.choice(value, path, noun: "timeouts")
        default: override.transport = reader.choice(value, path, noun: "transport")
        }
      }
      if case .table = element, !hasPaths {
        complain(key: elementPath, "the override does not say for which files; add paths = [\"…\"]")
      }
      overrides.append(override)
    }
    return overrides
  }

  private mutating func string(_ node: TOMLNode, _ path: [String]) -> String? {
    if case .string(let text) = node { return text }
    complain(value: path, expected: "a string", found: node)
    return nil
  }

  private mutating func complain(value path: [String], expected: String, found node: TOMLNode) {
    let name = path.last(where: { Int($0) == nil }) ?? "the document"
    complain(value: path, "\(name) must be \(expected), not \(node.typeName)")
  }

  private mutating func complain(value path: [String], _ message: String) {
    errors.append((places.value(path), message))
  }

  private mutating func complain(key path: [String], _ message: String) {
    errors.append((places.key(path), message))
  }
}
