import ArgumentParser
import Diagnostics
import Migrations
import Reporters
import SQLLexer
import SQLSyntax

struct InspectStatements: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statements",
    abstract: "Print the statements of files, with the parse nodes of PostgreSQL.")

  @OptionGroup var options: InspectOptions

  @Flag(help: "Print the pieces of SQL in DO blocks and functions, too.")
  var bodies = false

  func run() throws {
    throw options.forEachFile { path, bytes, json in
      // A framework's markers end a statement that has no semicolon.
      let migration = readMigration(path: path, bytes: bytes)
      for section in migration.sections where section.kind != .rollback {
        for statement in section.syntax.statements {
          write(statement, of: section.syntax, path: path, to: &json)
          if bodies, let body = statement.body { json.write(body, path: path) }
        }
      }
    }
  }

  private func write(
    _ statement: Statement, of file: SyntaxFile, path: String, to json: inout JSONWriter
  ) {
    json.beginObject()
    json.member("path", path)
    json.member("start", Int(statement.range.start))
    json.member("end", Int(statement.range.end))
    let node = statement.node
    if let node { json.member("node", node.rawValue) }
    if let object = statement.object, node.map(nodesForAnyObject.contains) ?? false {
      json.member("object", object.rawValue)
    }
    if case .alterTable(let tree) = statement.tree, !tree.commands.isEmpty {
      json.key("commands")
      json.beginArray()
      for command in tree.commands { json.string(command.kind.rawValue) }
      json.endArray()
    }
    if statement.isConcurrent { json.member("concurrently", true) }
    writeUses(of: statement, in: file, to: &json)
    json.member("parsed", statement.isRead)
    if let error = statement.syntaxError { json.write(error) }
    json.endObject()
    json.endDocument()
  }
}

/// The relations and columns that a statement uses, as docs/inspect.md defines them.
private func writeUses(of statement: Statement, in file: SyntaxFile, to json: inout JSONWriter) {
  let relations = file.relations(of: statement)
  json.names("reads", relations.read.map(\.description))
  json.names("writes", relations.written.map(\.description))
  if case .createIndex(let index) = statement.tree {
    json.key("columns")
    json.names(file.columns(of: index).map(\.text))
  }
  let checks = statement.checks
  guard !checks.isEmpty else { return }
  json.key("checks")
  json.beginArray()
  for check in checks { json.names(file.columns(of: check).map(\.name.text)) }
  json.endArray()
}

extension JSONWriter {
  /// A member whose value is a list of names; none for an empty list.
  fileprivate mutating func names(_ key: String, _ names: [String]) {
    guard !names.isEmpty else { return }
    self.key(key)
    self.names(names)
  }

  /// A list of names, each once, in the order of their bytes.
  fileprivate mutating func names(_ names: [String]) {
    beginArray()
    for name in Set(names).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      string(name)
    }
    endArray()
  }
}

/// Nodes that are the same for many kinds of object: only the object type tells what they are about.
private let nodesForAnyObject: Set<StatementNode> = [
  .alterObjectSchema, .alterOwner, .alterTable, .comment, .drop, .rename,
]
