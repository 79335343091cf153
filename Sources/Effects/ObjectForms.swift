package import SQLSyntax

extension ObjectType {
  /// The words behind CREATE and DROP, in capitals; nil for the parts of other objects.
  package var words: String? { ObjectForms(self)?.words }
}

/// What the language offers for a kind of object, and what the server says where an object is there
/// already, or is not.
struct ObjectForms {
  enum Creation {
    /// CREATE … IF NOT EXISTS
    case ifNotExists
    /// CREATE OR REPLACE …
    case orReplace
    /// Neither.
    case plain
  }
  /// The words behind CREATE and DROP, in capitals.
  let words: String
  let creation: Creation
  /// SQLSTATE of a second CREATE. [create_*]
  let duplicate: String
  /// SQLSTATE of a second DROP. [drop_*]
  let undefined: String

  private init(
    _ words: String, _ creation: Creation, duplicate: String = "42710", undefined: String = "42704"
  ) {
    self.words = words
    self.creation = creation
    self.duplicate = duplicate
    self.undefined = undefined
  }

  /// For messages: `materialized view`.
  var noun: String { words.lowercased() }

  /// - Returns: nil for the parts of other objects, and for what no statement makes.
  init?(_ object: ObjectType) {
    switch object {
    case .table: self.init("TABLE", .ifNotExists, duplicate: "42P07", undefined: "42P01")
    case .foreignTable:
      self.init("FOREIGN TABLE", .ifNotExists, duplicate: "42P07", undefined: "42P01")
    case .materializedView:
      self.init("MATERIALIZED VIEW", .ifNotExists, duplicate: "42P07", undefined: "42P01")
    case .sequence: self.init("SEQUENCE", .ifNotExists, duplicate: "42P07", undefined: "42P01")
    case .view: self.init("VIEW", .orReplace, duplicate: "42P07", undefined: "42P01")
    case .index: self.init("INDEX", .ifNotExists, duplicate: "42P07")
    case .schema: self.init("SCHEMA", .ifNotExists, duplicate: "42P06", undefined: "3F000")
    case .extension: self.init("EXTENSION", .ifNotExists)
    case .foreignServer: self.init("SERVER", .ifNotExists)
    case .userMapping: self.init("USER MAPPING", .ifNotExists)
    case .statistics: self.init("STATISTICS", .ifNotExists)
    case .collation: self.init("COLLATION", .ifNotExists)
    case .function: self.init("FUNCTION", .orReplace, duplicate: "42723", undefined: "42883")
    case .procedure: self.init("PROCEDURE", .orReplace, duplicate: "42723", undefined: "42883")
    case .routine: self.init("ROUTINE", .plain, duplicate: "42723", undefined: "42883")
    case .aggregate: self.init("AGGREGATE", .orReplace, duplicate: "42723", undefined: "42883")
    case .trigger: self.init("TRIGGER", .orReplace)
    case .rule: self.init("RULE", .orReplace)
    case .language: self.init("LANGUAGE", .orReplace)
    case .transform: self.init("TRANSFORM", .orReplace)
    case .operator: self.init("OPERATOR", .plain, duplicate: "42723", undefined: "42883")
    case .database: self.init("DATABASE", .plain, duplicate: "42P04", undefined: "3D000")
    case .textSearchConfiguration:
      self.init("TEXT SEARCH CONFIGURATION", .plain, duplicate: "23505")
    case .textSearchDictionary: self.init("TEXT SEARCH DICTIONARY", .plain, duplicate: "23505")
    case .textSearchParser: self.init("TEXT SEARCH PARSER", .plain, duplicate: "23505")
    case .textSearchTemplate: self.init("TEXT SEARCH TEMPLATE", .plain, duplicate: "23505")
    case .accessMethod: self.init("ACCESS METHOD", .plain)
    case .cast: self.init("CAST", .plain)
    case .conversion: self.init("CONVERSION", .plain)
    case .domain: self.init("DOMAIN", .plain)
    case .eventTrigger: self.init("EVENT TRIGGER", .plain)
    case .foreignDataWrapper: self.init("FOREIGN DATA WRAPPER", .plain)
    case .operatorClass: self.init("OPERATOR CLASS", .plain)
    case .operatorFamily: self.init("OPERATOR FAMILY", .plain)
    case .policy: self.init("POLICY", .plain)
    case .publication: self.init("PUBLICATION", .plain)
    case .role: self.init("ROLE", .plain)
    case .subscription: self.init("SUBSCRIPTION", .plain)
    case .tablespace: self.init("TABLESPACE", .plain)
    case .type: self.init("TYPE", .plain)
    case .attribute, .column, .default, .domainConstraint, .largeObject, .parameter,
      .tableConstraint:
      return nil
    }
  }
}
