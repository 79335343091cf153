import SQLLexer

/// CREATE TYPE.
package struct CreateType: Sendable {
  package enum Definition: Sendable {
    /// Only the name, for what is to come.
    case shell
    case base([OptionElement])
    case composite([ColumnDefinition])
    case `enum`([String])
    case range([OptionElement])
  }
  package var name: QualifiedName
  package var definition: Definition
}

/// ALTER TYPE … ADD VALUE, RENAME VALUE.
package struct AlterEnum: Sendable {
  package enum Place: Sendable { case before(String), after(String) }
  package var type: QualifiedName
  /// The label that is added; nil for RENAME VALUE.
  package var addedLabel: String?
  package var ifNotExists = false
  /// Where the label goes; nil for the end.
  package var place: Place?
  /// RENAME VALUE
  package var oldLabel: String?
  package var newLabel: String?
  package init(type: QualifiedName) { self.type = type }
}

extension Parser {
  // MARK: CREATE

  /// DefineStmt, CompositeTypeStmt, CreateEnumStmt, CreateRangeStmt: `TYPE name [definition]`,
  /// `TYPE name AS (attributes) | ENUM (labels) | RANGE definition`. Documentation: CREATE TYPE.
  mutating func createType(_ statement: inout Statement) {
    expect(.type)
    guard let name = qualifiedName() else { return }
    let definition: CreateType.Definition
    if eat(.as) {
      guard let read = typeBehindAs(&statement) else { return fail() }
      definition = read
    } else {
      statement.node = .define
      statement.object = .type
      definition = at(.leftParenthesis) ? .base(self.definition()) : .shell
    }
    statement.tree = .createType(CreateType(name: name, definition: definition))
  }

  private mutating func typeBehindAs(_ statement: inout Statement) -> CreateType.Definition? {
    if eat(.enum) {
      statement.node = .createEnum
      return .enum(enumLabels())
    }
    if eat(.range) {
      statement.node = .createRange
      return .range(definition())
    }
    guard at(.leftParenthesis) else { return nil }
    statement.node = .compositeType
    return .composite(attributes())
  }

  /// opt_enum_val_list: `([label, …])`
  private mutating func enumLabels() -> [String] { optionalList { $0.string() } }

  /// OptTableFuncElementList: `([name type [COLLATE …], …])`
  private mutating func attributes() -> [ColumnDefinition] {
    optionalList { $0.attributeDefinition() }
  }

  // MARK: ALTER

  /// AlterTypeStmt, AlterEnumStmt, AlterCompositeTypeStmt and the common forms. Documentation: ALTER TYPE.
  mutating func alterType(_ statement: inout Statement) {
    expect(.type)
    guard let name = qualifiedName() else { return }
    let type = NamedObject(.type, name)
    switch token().keyword {
    case .rename where at(.attribute, 1):
      advance(2)
      renamePart(&statement, .attribute, of: name)
    case .add where at(.value, 1), .rename where at(.value, 1), .drop where at(.value, 1):
      alterEnum(&statement, name)
    case .add, .drop, .alter:
      alterCompositeType(&statement, name)
    case .set where !at(.schema, 1):
      statement.node = .alterType
      advance()
      statement.tree = .alterObject(AlterObject(object: type, options: definition()))
    default:
      if !alterCommon(&statement, type, [.rename, .owner, .schema]) { fail() }
    }
  }

  /// AlterEnumStmt: `ADD VALUE [IF NOT EXISTS] label [BEFORE | AFTER label]`, `RENAME VALUE label TO label`; DROP VALUE is
  /// refused.
  private mutating func alterEnum(_ statement: inout Statement, _ type: QualifiedName) {
    statement.node = .alterEnum
    var alter = AlterEnum(type: type)
    let first = position
    let keyword = token().keyword
    advance(2)
    switch keyword {
    case .add:
      if eat(.if) {
        expect(.not, .exists)
        alter.ifNotExists = true
      }
      alter.addedLabel = string()
      if eat(.before) {
        alter.place = string().map { .before($0) }
      } else if eat(.after) {
        alter.place = string().map { .after($0) }
      }
    case .rename:
      alter.oldLabel = string()
      expect(.to)
      alter.newLabel = string()
    default:
      expectString()
      refuseUnsupported("dropping an enum value is not implemented", at: first)
    }
    statement.tree = .alterEnum(alter)
  }

  /// AlterCompositeTypeStmt: alter_type_cmds
  private mutating func alterCompositeType(_ statement: inout Statement, _ name: QualifiedName) {
    statement.node = .alterTable
    statement.object = .type
    var alter = AlterTable(object: .type, name: name)
    alterTableCommands(&alter)
    statement.tree = .alterTable(alter)
  }
}
