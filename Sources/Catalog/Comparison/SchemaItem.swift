/// One thing of a schema that can be compared with the same thing of another: a table, a column, a constraint, …
package struct SchemaItem: Sendable {
  /// What a person would call the same thing in both schemas.
  package struct Identity: Hashable, Sendable {
    package var kind: Kind
    /// `app.users`; of what has its name only together with a table or a domain, the owner's.
    package var relation: String
    /// The name of the part; the arguments of a function; empty where `relation` is all of it.
    package var part: String

    package init(_ kind: Kind, _ relation: String, part: String = "") {
      self.kind = kind
      self.relation = relation
      self.part = part
    }
  }

  /// In the words of PostgreSQL's documentation.
  package enum Kind: Hashable, Sendable {
    case schema, table, column, constraint, index, view, sequence
    case materializedView
    case type, domain
    case function, procedure, aggregate
    case trigger, rule, policy
    /// PostgreSQL's word for any other, such as `extension`.
    case other(String)

    package var word: String {
      switch self {
      case .materializedView: "materialized view"
      case .other(let word): word
      default: "\(self)"
      }
    }
  }

  /// What can differ between two things of the same identity.
  package enum Property: String, CaseIterable, Sendable {
    case kind, type, nullability, `default`, identity, generation, collation
    /// Of a constraint, an index, a trigger, a rule, a policy, a view.
    case definition
    case validity, persistence
    case partitionKey = "partition key"
    case bound, parents
    case rowSecurity = "row security"
    case forcedRowSecurity = "forced row security"
    case parameters, tablespace
    case accessMethod = "access method"
    case labels, language, result, volatility, security, body
    case enabled
    case owner
    case columns, reads
    case comment
  }

  package enum Value: Hashable, Sendable {
    case known(String)
    case unknown
  }

  /// How sure it is that the thing is there, and was made by the history.
  package enum Certainty: Comparable, Sendable {
    /// Nothing of the history has made it: that it is there is concluded from its being used.
    case assumed
    /// Made with IF NOT EXISTS where nobody knows whether it was there before.
    case mayBeOlder
    case certain
  }

  package var identity: Identity
  /// What is not in here the thing does not have.
  package var properties: [Property: Value] = [:]
  package var certainty = Certainty.certain
  /// Things that it is part of: it comes and goes with any of them.
  package var owners: [Identity] = []
  /// The object, or the part of one, in the catalogue that it was read from.
  package var address: ObjectAddress
  package var origin: Origin

  init(_ identity: Identity, _ address: ObjectAddress, _ origin: Origin) {
    self.identity = identity
    self.address = address
    self.origin = origin
  }

  package subscript(property: Property) -> Value? { properties[property] }
}

extension SchemaItem.Identity: Comparable, CustomStringConvertible {
  package static func < (left: Self, right: Self) -> Bool { left.sortKey < right.sortKey }

  private var sortKey: (String, String, String) { (relation, kind.word, part) }

  /// `column app.users.email`, `trigger touch on app.users`, `function app.f(integer)`.
  package var description: String { "\(kind.word) \(name)" }

  /// Without its kind.
  package var name: String {
    switch kind {
    case .column: "\(relation).\(part)"
    case .constraint, .trigger, .rule, .policy: "\(part) on \(relation)"
    case .function, .procedure, .aggregate: "\(relation)(\(part))"
    default: relation
    }
  }
}

/// Things of a schema as they were at one moment.
package struct SchemaSnapshot: Sendable {
  package private(set) var items: [SchemaItem.Identity: SchemaItem] = [:]

  package init(_ items: some Sequence<SchemaItem> = []) {
    for item in items { self.items[item.identity] = item }
  }

  package subscript(identity: SchemaItem.Identity) -> SchemaItem? { items[identity] }
}
