import Catalog
import Effects
package import SQLLexer
import SQLSyntax

/// Functions whose bodies name something that a statement takes away. PostgreSQL does not know of them, for to it a body is
/// a string (documentation: Dependency Tracking); they fail when they are called.
package struct BrokenBodies: Sendable {
  /// The place of the name that is taken away.
  package var place: ByteRange
  /// `phone of users`, `users`
  package var subject: String
  /// With their schemas.
  package var functions: [String]
  /// Triggers of the table call them, and they ask for the field of NEW or OLD.
  package var areOfTriggers: Bool
}

/// What the steps of a section take away that bodies of functions may name.
struct LostNames {
  private struct Loss {
    var step: Int
    var place: ByteRange
    var table: ObjectID
    var name: QualifiedName
    /// The schema of the table.
    var schema: String
    /// nil: the relation itself.
    var column: String?
    var path: SearchPath
  }

  private var losses: [Loss] = []

  /// Notes what a step takes away, if it does what it says.
  mutating func enter(_ stop: Stop, _ server: Replay, at step: Int) {
    guard !stop.context.isRolledBack else { return }
    switch stop.statement.tree {
    case .rename(let rename) where rename.object == .column:
      add(rename.name, rename.part, rename.part?.range, step, server)
    case .rename(let rename) where RelationKind(rename.object) != nil:
      add(rename.name, nil, rename.name.range, step, server)
    case .alterObjectSchema(let alter) where RelationKind(alter.object.object) != nil:
      if let name = alter.object.name { add(name, nil, name.range, step, server) }
    case .alterTable(let alter):
      for command in alter.commands where command.kind == .dropColumn {
        add(alter.name, command.name, command.range, step, server)
      }
    case .drop(let drop) where drop.object.isRelation && drop.object != .index:
      for name in drop.names { add(name, nil, name.range, step, server) }
    default: return
    }
  }

  private mutating func add(
    _ table: QualifiedName, _ column: Name?, _ place: ByteRange?, _ step: Int, _ server: Replay
  ) {
    guard let id = server.find(table)?.id, let place,
      let schema = server.catalog[id].container
    else { return }
    losses.append(
      Loss(
        step: step, place: place, table: id, name: table, schema: server.catalog[schema].name,
        column: column?.text, path: server.session.path))
  }

  /// Looks for what is still named when the section is through.
  func end(_ server: inout Replay, _ words: inout BodyWords, _ steps: inout [ReplayedStep]) {
    let left = losses.filter { loss in
      let effects = steps[loss.step].effects
      return effects.failure == nil && !effects.skips && !isThere(loss, server)
    }
    for loss in left {
      var direct: [String] = []
      var ofTriggers: [String] = []
      let name = loss.column ?? loss.name.name.text
      for function in words.functions(naming: name, in: server.catalog) {
        switch use(of: loss, in: function, &server) {
        case .field: ofTriggers.append(shortLabel(server.catalog.qualifiedName(function)))
        case .name: direct.append(shortLabel(server.catalog.qualifiedName(function)))
        case nil: continue
        }
      }
      let table = loss.name.description
      let subject = loss.column.map { "\($0) of \(table)" } ?? table
      for (names, areOfTriggers) in [(ofTriggers, true), (direct, false)] where !names.isEmpty {
        steps[loss.step].clients.brokenBodies.append(
          BrokenBodies(
            place: loss.place, subject: subject, functions: names, areOfTriggers: areOfTriggers))
      }
    }
  }

  /// Something has the name again, or nobody knows.
  private func isThere(_ loss: Loss, _ server: Replay) -> Bool {
    switch server.catalog.relation(loss.name, path: loss.path) {
    case .missing: return loss.column != nil
    case .unknown: return true
    case .found(let id):
      guard let column = loss.column, let relation = server.catalog.relation(id) else {
        return true
      }
      return relation.column(named: column) != nil
        || relation.hasUnknownColumns && id != loss.table
    }
  }

  private enum Use { case field, name }

  /// How the body of a function names what is lost; nil where it does not.
  private func use(of loss: Loss, in function: ObjectID, _ server: inout Replay) -> Use? {
    guard let body = server.body(of: function) else { return nil }
    guard let column = loss.column else {
      return body.reachedStatements.contains { names(loss, in: body.text, $0).any } ? .name : nil
    }
    let isOfTrigger = server.catalog.attached(to: loss.table).contains {
      $0.attached.function == function
    }
    if isOfTrigger, body.text.hasField(column, of: ["new", "old"]) {
      return isOfOtherTriggers(function, loss, column, server) ? .name : .field
    }
    let arguments = server.catalog.function(function)?.argumentNames ?? []
    let variables = body.block?.declarations.map(\.name.text) ?? []
    guard !arguments.contains(column), !variables.contains(column) else { return nil }
    let isNamed = body.reachedStatements.contains { statement in
      let relations = names(loss, in: body.text, statement)
      guard relations.any else { return false }
      return body.text.names(
        column, in: statement, qualifiedBy: relations.all ? nil : loss.name.name.text)
    }
    return isNamed ? .name : nil
  }

  /// Triggers of other tables that have such a column call the function as well: it may look at TG_TABLE_NAME.
  private func isOfOtherTriggers(
    _ function: ObjectID, _ loss: Loss, _ column: String, _ server: Replay
  ) -> Bool {
    server.catalog.dependencyCandidates(on: function).contains { dependency in
      let trigger = dependency.dependent.object
      guard server.catalog.contains(trigger), !server.catalog[trigger].isDropped,
        server.catalog.attached(trigger)?.function == function,
        let table = server.catalog[trigger].container, table != loss.table
      else { return false }
      return server.catalog.relation(table)?.column(named: column) != nil
    }
  }

  /// Whether a statement names the table, and whether it names no other.
  private func names(
    _ loss: Loss, in source: SyntaxFile, _ statement: Statement
  ) -> (any: Bool, all: Bool) {
    let relations = source.relations(of: statement)
    let all = relations.read.union(relations.written)
    let own = all.filter { name in
      name.name.text == loss.name.name.text
        && (name.schema.map { $0.text == loss.schema } ?? loss.path.schemas.contains(loss.schema))
    }
    return (!own.isEmpty, own.count == all.count)
  }
}

extension SyntaxFile {
  /// `record.field` stands somewhere.
  fileprivate func hasField(_ field: String, of records: [String]) -> Bool {
    let tokens = lexed.tokens
    return tokens.indices.dropFirst(2).contains { place in
      isName(tokens[place], field) && isDot(tokens[place - 1])
        && records.contains { isName(tokens[place - 2], $0) }
    }
  }

  /// A statement names a column, and not behind AS, where it would be a new name.
  ///
  /// - Parameter qualifier: it must stand before it; nil where none needs to, or any.
  fileprivate func names(
    _ column: String, in statement: Statement, qualifiedBy qualifier: String?
  ) -> Bool {
    let tokens = lexed.tokens
    let places = self.tokens(in: statement.range)
    for place in places {
      guard isName(tokens[place], column) else { continue }
      let isQualified = place >= places.lowerBound + 2 && isDot(tokens[place - 1])
      if let qualifier {
        if isQualified, isName(tokens[place - 2], qualifier) { return true }
      } else if isQualified {
        if !isName(tokens[place - 2], "new"), !isName(tokens[place - 2], "old") { return true }
      } else if place == places.lowerBound || !isName(tokens[place - 1], "as"),
        place + 1 == tokens.count || bytes[Int(tokens[place + 1].start)] != UInt8(ascii: "(")
      {
        return true
      }
    }
    return false
  }

  private func isDot(_ token: Token) -> Bool {
    token.end - token.start == 1 && bytes[Int(token.start)] == UInt8(ascii: ".")
  }

  /// An identifier or key word that spells a name.
  private func isName(_ token: Token, _ name: String) -> Bool {
    switch token.kind {
    case .quotedIdentifier: Name(token, in: bytes).text == name
    case .identifier, .keyword:
      token.length > Name.longest
        ? Name(token, in: bytes).text == name
        : bytes[token.range.indices].lazy.map(lowercased).elementsEqual(name.utf8)
    default: false
    }
  }
}
