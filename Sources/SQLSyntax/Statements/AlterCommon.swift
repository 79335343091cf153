import SQLLexer

/// ALTER … RENAME of any object, column, constraint, attribute or label.
package struct Rename: Sendable {
  /// What gets a new name: OBJECT_TABLE, OBJECT_COLUMN, OBJECT_TABCONSTRAINT, …
  package var object: ObjectType
  /// The relation or object that was named first.
  package var name: QualifiedName
  /// The arguments of a function or aggregate; nil where none are given.
  package var arguments: [FunctionArgument]?
  /// The relation of a trigger, rule or policy.
  package var table: QualifiedName?
  /// The column, constraint or attribute of it that is renamed.
  package var part: Name?
  package var newName: Name
  package var ifExists = false
  package var behavior = DropBehavior.unspecified

  init(object: ObjectType, name: QualifiedName, part: Name? = nil, newName: Name) {
    self.object = object
    self.name = name
    self.part = part
    self.newName = newName
  }
}

/// `ALTER object OWNER TO role`; for relations, that is a command of ALTER TABLE.
package struct AlterOwner: Sendable {
  package var object: NamedObject
  package var owner: RoleSpec
}

/// `ALTER object SET SCHEMA schema`
package struct AlterObjectSchema: Sendable {
  package var object: NamedObject
  package var schema: Name
  package var ifExists = false
}

/// `ALTER object [NO] DEPENDS ON EXTENSION extension`
package struct AlterObjectDepends: Sendable {
  package var object: NamedObject
  package var `extension`: Name
  /// NO: it no longer goes with the extension.
  package var isRemoved: Bool
}

/// What ALTER can do to objects of many kinds.
struct AlterForms: OptionSet {
  let rawValue: UInt8
  static let rename = AlterForms(rawValue: 1)
  static let owner = AlterForms(rawValue: 2)
  static let schema = AlterForms(rawValue: 4)
  static let depends = AlterForms(rawValue: 8)
  /// SET may also be something of the kind's own.
  static let otherSet = AlterForms(rawValue: 16)
  /// SET may also set a parameter, even one with the name "schema".
  static let parameters = AlterForms(rawValue: 32)
}

extension Parser {
  /// RenameStmt, AlterOwnerStmt, AlterObjectSchemaStmt, AlterObjectDependsStmt, as far as a kind of object has them.
  ///
  /// - Returns: false where none of them stands here.
  mutating func alterCommon(
    _ statement: inout Statement, _ object: NamedObject, _ forms: AlterForms
  ) -> Bool {
    switch token().keyword {
    case .rename where forms.contains(.rename):
      advance()
      renameTo(&statement, object)
    case .owner where forms.contains(.owner):
      alterOwner(&statement, object)
    case .set where forms.contains(.schema):
      if forms.contains(.otherSet), !at(.schema, 1) { return false }
      // `SET SCHEMA 'name'`, `SET schema = name`
      if forms.contains(.parameters), !at(.schema, 1) || !atName(.columnOrTable, 2) { return false }
      alterObjectSchema(&statement, object)
    case .no where forms.contains(.depends), .depends where forms.contains(.depends):
      alterObjectDepends(&statement, object)
    default: return false
    }
    return true
  }

  /// `TO name`, behind RENAME.
  mutating func renameTo(
    _ statement: inout Statement, _ object: NamedObject, ifExists: Bool = false
  ) {
    statement.node = .rename
    statement.object = object.object
    expect(.to)
    guard let name = object.name, let newName = self.name() else { return }
    var rename = Rename(object: object.object, name: name, newName: newName)
    rename.arguments = object.arguments
    rename.table = object.table
    rename.ifExists = ifExists
    statement.tree = .rename(rename)
  }

  /// `name TO name`, behind RENAME, of a column, constraint or attribute.
  mutating func renamePart(
    _ statement: inout Statement, _ part: ObjectType, of name: QualifiedName, ifExists: Bool = false
  ) {
    statement.node = .rename
    statement.object = part
    let old = self.name()
    expect(.to)
    guard let newName = self.name() else { return }
    var rename = Rename(object: part, name: name, part: old, newName: newName)
    rename.ifExists = ifExists
    if part == .attribute { rename.behavior = dropBehavior() }
    statement.tree = .rename(rename)
  }

  /// AlterOwnerStmt, from OWNER: `OWNER TO role`
  mutating func alterOwner(_ statement: inout Statement, _ object: NamedObject) {
    statement.node = .alterOwner
    statement.object = object.object
    expect(.owner)
    expect(.to)
    guard let owner = roleSpec() else { return }
    statement.tree = .alterOwner(AlterOwner(object: object, owner: owner))
  }

  /// AlterObjectSchemaStmt, from SET: `SET SCHEMA schema`
  mutating func alterObjectSchema(
    _ statement: inout Statement, _ object: NamedObject, ifExists: Bool = false
  ) {
    statement.node = .alterObjectSchema
    statement.object = object.object
    expect(.set)
    expect(.schema)
    guard let schema = name() else { return }
    statement.tree = .alterObjectSchema(
      AlterObjectSchema(object: object, schema: schema, ifExists: ifExists))
  }

  /// AlterObjectDependsStmt: `[NO] DEPENDS ON EXTENSION extension`
  mutating func alterObjectDepends(_ statement: inout Statement, _ object: NamedObject) {
    statement.node = .alterObjectDepends
    statement.object = object.object
    let isRemoved = eat(.no)
    expect(.depends)
    expect(.on)
    expect(.extension)
    guard let name = name() else { return }
    statement.tree = .alterObjectDepends(
      AlterObjectDepends(object: object, extension: name, isRemoved: isRemoved))
  }
}
