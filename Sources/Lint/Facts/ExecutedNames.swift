import SQLLexer
import SQLSyntax

extension Body {
  /// The relations and functions that its EXECUTEs of texts that are put together name without a schema, functions as
  /// `f()`; nil where their texts do not tell.
  var namesExecuted: Set<String>? {
    var names: Set<String> = []
    for executed in textsExecuted {
      guard let found = executed?.namesWithoutSchemaIfKnown else { return nil }
      names.formUnion(found)
    }
    return names
  }

  /// The tables to which its EXECUTEs of texts that are put together attach partitions.
  var tablesAttachedTo: [QualifiedName] {
    textsExecuted.flatMap { $0?.statements ?? [] }.compactMap { statement in
      guard case .alterTable(let alter) = statement.tree, !alter.name.isTemplate,
        alter.commands.contains(where: { $0.kind == .attachPartition })
      else { return nil }
      return alter.name
    }
  }

  /// What its EXECUTEs of texts that are put together run; nil for one whose text does not tell.
  private var textsExecuted: [SyntaxFile?] {
    guard hasDynamicSQL else { return [] }
    let finder = DynamicSQLFinder(self)
    let texts = ComposedText(source: text, assigned: finder.assigned)
    return finder.executes.map { execute in
      execute.query.text.flatMap { texts.text(of: Int($0.node)) }.map { parse(Array($0.utf8)) }
    }
  }
}

/// Puts texts together as an expression does. What is not constant stays a placeholder, which the parser takes for a name.
private struct ComposedText {
  let source: SyntaxFile
  /// By the name of the variable.
  let assigned: [String: [Expression]]

  private static let name = "${name}"
  private static let literal = "'value'"
  /// Variables that hold each other are followed so far.
  private static let deepest = 8

  func text(of node: Int, depth: Int = 0) -> String? {
    guard depth <= ComposedText.deepest else { return nil }
    let parts = source.parts(of: node)
    switch source.nodes[node].kind {
    case .constant: return source.string(node)
    case .typeCast:
      if let constant = source.string(node) { return constant }
      return parts.first.flatMap { text(of: $0, depth: depth + 1) }
    case .operator where source.operatorName(node) == "||":
      return joined(parts, depth)
    case .columnReference:
      guard let name = source.name(of: source.nodes[node]), name.qualifiers.isEmpty,
        let values = assigned[name.name.text]
      else { return ComposedText.name }
      // One that is assigned more than once may hold anything.
      return values.count == 1 ? text(of: Int(values[0].node), depth: depth + 1) : nil
    case .functionCall: return text(ofCall: parts, depth)
    default: return ComposedText.name
    }
  }

  private func joined(_ parts: [Int], _ depth: Int) -> String? {
    var all = ""
    for part in parts {
      guard let text = text(of: part, depth: depth + 1) else { return nil }
      all += text
    }
    return all
  }

  private func text(ofCall parts: [Int], _ depth: Int) -> String? {
    guard let first = parts.first, let name = source.name(of: source.nodes[first])?.name.text
    else { return nil }
    let given = Array(parts.dropFirst())
    switch name {
    case "quote_literal", "quote_nullable": return ComposedText.literal
    case "concat": return joined(given, depth)
    case "format": return given.first.flatMap { source.string($0) }.flatMap(formatted)
    default: return ComposedText.name
    }
  }

  /// `%I` and `%s` become names, `%L` a literal.
  private func formatted(_ pattern: String) -> String? {
    var text: [UInt8] = []
    var bytes = Array(pattern.utf8)[...]
    while let byte = bytes.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        text.append(byte)
        continue
      }
      // The place and the width say nothing of what stands there.
      let kind = bytes.firstIndex { $0 | 0x20 >= UInt8(ascii: "a") || $0 == UInt8(ascii: "%") }
      guard let kind else { return nil }
      switch bytes[kind] {
      case UInt8(ascii: "%"): text.append(bytes[kind])
      case UInt8(ascii: "L"): text += ComposedText.literal.utf8
      case UInt8(ascii: "I"), UInt8(ascii: "s"): text += ComposedText.name.utf8
      default: return nil
      }
      bytes = bytes[(kind + 1)...]
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension SyntaxFile {
  /// As `namesWithoutSchema`, and what definitions name; nil where a placeholder may stand for more than a name.
  fileprivate var namesWithoutSchemaIfKnown: Set<String>? {
    guard lexed.errors.isEmpty, !nodes.contains(where: { $0.kind == .template }) else { return nil }
    var names: [QualifiedName] = []
    for statement in statements {
      guard statement.isRead else { return nil }
      let own = statement.relationNames
      let relations = relations(of: statement)
      guard !(own.isEmpty && relations.read.isEmpty && relations.written.isEmpty) else {
        return nil
      }
      names += own + relations.read + relations.written
    }
    let calls = namesWithoutSchema.filter { $0.hasSuffix("()") }
    let unqualified = names.filter { $0.schema == nil }
    guard !unqualified.contains(where: \.isTemplate), !calls.contains(where: \.isTemplate)
    else { return nil }
    return calls.union(unqualified.map(\.name.text))
  }
}
