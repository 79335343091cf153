import SQLLexer

/// What a publication publishes: PublicationObjSpec.
package enum PublishedObject: Sendable {
  case table(QualifiedName, only: Bool, columns: [Name], condition: Expression?)
  /// TABLES IN SCHEMA; nil for CURRENT_SCHEMA.
  case schema(Name?)
}

/// CREATE PUBLICATION.
package struct CreatePublication: Sendable {
  package var name: Name
  /// FOR ALL TABLES
  package var isForAllTables = false
  package var objects: [PublishedObject] = []
  package var options: [OptionElement] = []

  init(name: Name) { self.name = name }
}

/// ALTER PUBLICATION … ADD, SET, DROP.
package struct AlterPublication: Sendable {
  package enum Action: Sendable { case add, set, drop }
  package var name: Name
  package var action = Action.set
  package var objects: [PublishedObject] = []
  /// SET (options)
  package var options: [OptionElement] = []

  init(name: Name) { self.name = name }
}

/// CREATE SUBSCRIPTION.
package struct CreateSubscription: Sendable {
  package var name: Name
  package var publications: [Name]
  package var options: [OptionElement]
}

/// ALTER SUBSCRIPTION, without its common forms.
package struct AlterSubscription: Sendable {
  package enum Action: Sendable {
    case setOptions, connection, refresh, addPublications, dropPublications, setPublications
    case enable, disable, skip
  }
  package var name: Name
  package var action: Action
  package var publications: [Name] = []
  package var options: [OptionElement] = []
}

extension Parser {
  // MARK: Publications

  /// CreatePublicationStmt: `PUBLICATION name [FOR ALL TABLES | FOR objects] [WITH definition]`. Documentation: CREATE
  /// PUBLICATION.
  mutating func createPublication(_ statement: inout Statement) {
    statement.node = .createPublication
    expect(.publication)
    guard let name = name() else { return }
    var publication = CreatePublication(name: name)
    var list = PublicationObjectList()
    if eat(.for) {
      if eat(.all) {
        expect(.tables)
        publication.isForAllTables = true
      } else {
        publishedObjects(&list, of: statement)
      }
    }
    publication.objects = list.objects
    publication.options = optionalDefinition()
    refuse(list)
    statement.tree = .createPublication(publication)
  }

  /// AlterPublicationStmt: `PUBLICATION name SET definition`, `PUBLICATION name ADD | SET | DROP objects`, and the common
  /// forms. Documentation: ALTER PUBLICATION.
  mutating func alterPublication(_ statement: inout Statement) {
    expect(.publication)
    let publication = namedObject(.publication)
    if alterCommon(&statement, publication, [.rename, .owner]) { return }
    guard let name = publication.name?.name else { return }
    statement.node = .alterPublication
    var alter = AlterPublication(name: name)
    switch token().keyword {
    case .add: alter.action = .add
    case .set: alter.action = .set
    case .drop: alter.action = .drop
    default: return fail()
    }
    advance()
    if alter.action == .set, at(.leftParenthesis) {
      alter.options = definition()
    } else {
      var list = PublicationObjectList()
      publishedObjects(&list, of: statement)
      alter.objects = list.objects
      refuse(list)
    }
    statement.tree = .alterPublication(alter)
  }

  /// opt_definition: `WITH definition`
  private mutating func optionalDefinition() -> [OptionElement] { eat(.with) ? definition() : [] }

  /// pub_obj_list, where an object without a word before it is of the kind of the one before.
  private mutating func publishedObjects(
    _ list: inout PublicationObjectList, of statement: Statement
  ) {
    commaSeparated { parser in
      var first = parser.position
      guard let spec = parser.publicationObject() else { return }
      // PostgreSQL has no place for these, and points at the statement.
      if spec.isExtended { first = statement.tokens.lowerBound }
      let kind: PublicationObject.Kind
      switch (spec.kind, list.objects.last) {
      case (.continuation, .table): kind = .table
      case (.continuation, .schema): kind = .schema
      case (.continuation, nil):
        list.refuse("invalid publication object list", at: first)
        kind = .table
      default: kind = spec.kind
      }
      if kind == .table, spec.name == nil { list.refuse("invalid table name", at: first) }
      if kind == .schema, let message = spec.refusalAsSchema { list.refuse(message, at: first) }
      if kind == .table, let name = spec.name {
        list.objects.append(
          .table(name, only: spec.only, columns: spec.columns, condition: spec.condition))
      } else {
        list.objects.append(.schema(spec.name?.name))
      }
    }
  }

  /// preprocess_pubobj_list: PostgreSQL looks at the list when it has read the statement.
  private mutating func refuse(_ list: PublicationObjectList) {
    if let refusal = list.refusal { refuse(refusal.message, at: refusal.token) }
  }

  /// PublicationObjSpec: `TABLE relation [(columns)] [WHERE (condition)]`, `TABLES IN SCHEMA name`, or either without its
  /// words.
  private mutating func publicationObject() -> PublicationObject? {
    var spec = PublicationObject()
    if at(.tables, then: .in) {
      advance(2)
      expect(.schema)
      spec.kind = .schema
      if !eat(.currentSchema) { spec.name = singleName() }
      return spec
    }
    if eat(.currentSchema) { return spec }
    if eat(.table) { spec.kind = .table }
    let first = position
    guard let relation = relation() else { return nil }
    spec.name = relation.name
    spec.only = relation.only
    spec.isRelation = position > first + 1
    spec.isExtended = relation.only || tokens[position - 1].kind == .operator
    spec.columns = optionalColumnList()
    if eat(.where) { spec.condition = parenthesisedExpression() }
    return spec
  }

  // MARK: Subscriptions

  /// CreateSubscriptionStmt: `SUBSCRIPTION name CONNECTION 'connection' PUBLICATION names [WITH definition]`.
  /// Documentation: CREATE SUBSCRIPTION.
  mutating func createSubscription(_ statement: inout Statement) {
    statement.node = .createSubscription
    expect(.subscription)
    guard let name = name() else { return }
    expect(.connection)
    expectString()
    expect(.publication)
    let publications = names()
    let options = optionalDefinition()
    statement.tree = .createSubscription(
      CreateSubscription(name: name, publications: publications, options: options))
  }

  /// AlterSubscriptionStmt, and the common forms. Documentation: ALTER SUBSCRIPTION.
  mutating func alterSubscription(_ statement: inout Statement) {
    expect(.subscription)
    let subscription = namedObject(.subscription)
    if alterCommon(&statement, subscription, [.rename, .owner]) { return }
    guard let name = subscription.name?.name else { return }
    statement.node = .alterSubscription
    var alter = AlterSubscription(name: name, action: .enable)
    let keyword = token().keyword
    switch keyword {
    case .set, .add, .drop, .connection, .refresh, .enable, .disable, .skip: advance()
    default: return fail()
    }
    switch keyword {
    case .set where at(.leftParenthesis):
      alter.action = .setOptions
      alter.options = definition()
    case .set, .add, .drop:
      expect(.publication)
      alter.action =
        keyword == .set
        ? .setPublications : keyword == .add ? .addPublications : .dropPublications
      alter.publications = names()
      alter.options = optionalDefinition()
    case .connection:
      alter.action = .connection
      expectString()
    case .refresh:
      alter.action = .refresh
      expect(.publication)
      alter.options = optionalDefinition()
    case .skip:
      alter.action = .skip
      alter.options = definition()
    case .disable: alter.action = .disable
    default: break
    }
    statement.tree = .alterSubscription(alter)
  }
}

/// pub_obj_list
private struct PublicationObjectList {
  var objects: [PublishedObject] = []
  /// What is wrong with the first object of which something is.
  var refusal: (message: String, token: Int)?

  mutating func refuse(_ message: String, at token: Int) {
    if refusal == nil { refusal = (message, token) }
  }
}

/// One of pub_obj_list as it stands there.
private struct PublicationObject {
  enum Kind { case table, schema, continuation }
  var kind = Kind.continuation
  /// nil for CURRENT_SCHEMA.
  var name: QualifiedName?
  var only = false
  /// More than a single word: only a table is named so.
  var isRelation = false
  /// extended_relation_expr: with ONLY or `*`.
  var isExtended = false
  var columns: [Name] = []
  var condition: Expression?

  /// What cannot be said of a schema.
  var refusalAsSchema: String? {
    if condition != nil { return "WHERE clause not allowed for schema" }
    if !columns.isEmpty { return "column specification not allowed for schema" }
    return isRelation ? "invalid schema name" : nil
  }
}
