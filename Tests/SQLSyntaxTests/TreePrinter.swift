import SQLLexer

@testable import SQLSyntax

/// Prints what was read of a text: per statement its words, its tree by reflection, and its nodes. What is empty, false or
/// nil is left out, so that a snapshot shows what the statement says.
struct TreePrinter {
  private let file: SyntaxFile
  private var lines: [String] = []

  /// The trees of all statements of a text.
  static func print(_ file: SyntaxFile) -> String {
    var printer = TreePrinter(file: file)
    for statement in file.statements { printer.print(statement, indent: 0) }
    return printer.lines.joined(separator: "\n") + "\n"
  }

  private init(file: SyntaxFile) { self.file = file }

  private mutating func print(_ statement: Statement, indent: Int) {
    if indent == 0 { add("> " + words(statement.range), indent) }
    let node = statement.node?.rawValue ?? "no statement"
    add([node, statement.object?.rawValue].compactMap { $0 }.joined(separator: " "), indent)
    if let error = statement.syntaxError {
      add("error: \(error.message), expected: \(error.expected ?? "-")", indent + 1)
    }
    if let stop = statement.unreadFrom { add("unread from: \(words(stop))", indent + 1) }
    print("", statement.tree, indent: indent + 1)
    if let root = statement.nodes.last { printNodes(statement.nodes, last: root, indent + 1) }
    if indent == 0 { lines.append("") }
  }

  // MARK: Values

  private mutating func print(_ label: String, _ value: Any, indent: Int) {
    let prefix = label.isEmpty ? "" : label + ": "
    switch value {
    case let name as QualifiedName: add(prefix + name.description, indent)
    case let name as Name: add(prefix + name.text + (name.isQuoted ? " (quoted)" : ""), indent)
    case let range as ByteRange: if label != "range" { add(prefix + words(range), indent) }
    case let expression as Expression: add(prefix + words(expression.range), indent)
    case let query as Query: add(prefix + words(query.range), indent)
    case let inner as SyntaxFile:
      add(prefix + "text", indent)
      var printer = TreePrinter(file: inner)
      for statement in inner.statements { printer.print(statement, indent: indent + 1) }
      lines += printer.lines
    case let statement as Statement: print(statement, indent: indent)
    case let flag as Bool: if flag { add(label, indent) }
    case let text as String: add(prefix + text, indent)
    case let number as any BinaryInteger:
      if "\(number)" != "0" { add("\(prefix)\(number)", indent) }
    case let attributes as ConstraintAttributes: addWords(prefix, attributes.words, indent)
    case let options as TableLike.Options: addWords(prefix, options.words, indent)
    case let places as RangeSet<Int>: addWords(prefix, places.ranges.map { "\($0)" }, indent)
    // Pieces stand in the tree, too.
    case is LexedText, is Range<Int>, is [PLPiece]: break
    default: reflect(prefix, label, value, indent)
    }
  }

  private mutating func reflect(_ prefix: String, _ label: String, _ value: Any, _ indent: Int) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      if let some = mirror.children.first { print(label, some.value, indent: indent) }
    case .collection, .set:
      for child in mirror.children { print(label, child.value, indent: indent) }
    case .enum:
      guard let child = mirror.children.first else {
        // The case that says nothing.
        let name = "\(value)"
        if !["none", "unspecified", "permanent"].contains(name) { add(prefix + name, indent) }
        return
      }
      add(prefix + (child.label ?? ""), indent)
      print("", child.value, indent: indent + 1)
    case .struct, .tuple, .class:
      if !label.isEmpty { add(label, indent) }
      for child in mirror.children {
        print(
          child.label ?? "", child.value, indent: label.isEmpty ? indent : indent + 1)
      }
    default: add("\(prefix)\(value)", indent)
    }
  }

  // MARK: Nodes

  private mutating func printNodes(_ range: Range<Int>, last: Int, _ indent: Int) {
    // Roots stand one behind the other; the last one ends the range.
    var roots: [Int] = []
    var index = last
    while index >= range.lowerBound {
      roots.append(index)
      index -= Int(file.nodes[index].size)
    }
    for root in roots.reversed() { printNode(root, indent) }
  }

  private mutating func printNode(_ index: Int, _ indent: Int) {
    let node = file.nodes[index]
    let detail = node.detail == .notKeyword ? "" : " " + node.detail.spelling.uppercased()
    add("(\(node.kind)\(detail)) \(words(node, in: file))", indent)
    if node.size > 1 {
      printNodes((index - Int(node.size) + 1)..<index, last: index - 1, indent + 1)
    }
  }

  private func words(_ node: SyntaxNode, in file: SyntaxFile) -> String {
    guard !node.tokens.isEmpty, node.tokens.upperBound <= file.lexed.tokens.count else { return "" }
    let tokens = file.lexed.tokens[node.tokens]
    return words(ByteRange(start: tokens.first?.start ?? 0, end: tokens.last?.end ?? 0))
  }

  /// The text of a range in one line.
  private func words(_ range: ByteRange) -> String {
    file.text(range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private mutating func addWords(_ prefix: String, _ words: [String], _ indent: Int) {
    if !words.isEmpty { add(prefix + words.joined(separator: " "), indent) }
  }

  private mutating func add(_ line: String, _ indent: Int) {
    lines.append(String(repeating: "  ", count: indent) + line)
  }
}

extension ConstraintAttributes {
  fileprivate var words: [String] {
    let all: [(ConstraintAttributes, String)] = [
      (.deferrable, "deferrable"), (.notDeferrable, "notDeferrable"),
      (.initiallyDeferred, "initiallyDeferred"), (.initiallyImmediate, "initiallyImmediate"),
      (.enforced, "enforced"), (.notEnforced, "notEnforced"), (.notValid, "notValid"),
      (.noInherit, "noInherit"), (.inherit, "inherit"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}

extension TableLike.Options {
  fileprivate var words: [String] {
    let all: [(TableLike.Options, String)] = [
      (.comments, "comments"), (.compression, "compression"), (.constraints, "constraints"),
      (.defaults, "defaults"), (.identity, "identity"), (.generated, "generated"),
      (.indexes, "indexes"), (.statistics, "statistics"), (.storage, "storage"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}
