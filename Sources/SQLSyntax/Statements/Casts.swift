import SQLLexer

extension Parser {
  /// CreateCastStmt: `CAST (source AS target) WITH FUNCTION function | WITHOUT FUNCTION | WITH INOUT
  /// [AS IMPLICIT | ASSIGNMENT]`. Documentation: CREATE CAST.
  mutating func createCast(_ statement: inout Statement) {
    statement.node = .createCast
    expect(.cast)
    var created = CreateObject(object: .cast)
    created.types = castTypes()
    if eat(.without) {
      expect(.function)
    } else {
      expect(.with)
      if !eat(.inout) {
        expect(.function)
        _ = functionWithArgTypes()
      }
    }
    // cast_context
    if eat(.as), !eat(.implicit) { expect(.assignment) }
    statement.tree = .createObject(created)
  }

  /// CreateTransformStmt: `TRANSFORM FOR type LANGUAGE name (FROM SQL WITH FUNCTION function, TO SQL WITH FUNCTION
  /// function)`, one of them or both. Documentation: CREATE TRANSFORM.
  mutating func createTransform(_ statement: inout Statement, orReplace: Bool) {
    statement.node = .createTransform
    expect(.transform)
    expect(.for)
    var created = CreateObject(object: .transform)
    created.orReplace = orReplace
    created.types = [typeName()]
    expect(.language)
    skipName()
    expect(.leftParenthesis)
    let isFrom = eat(.from)
    if !isFrom { expect(.to) }
    transformFunction()
    if eat(.comma) {
      expect(isFrom ? .to : .from)
      transformFunction()
    }
    expect(.rightParenthesis)
    statement.tree = .createObject(created)
  }

  /// `SQL WITH FUNCTION function`
  private mutating func transformFunction() {
    expect(.sql)
    expect(.with)
    expect(.function)
    _ = functionWithArgTypes()
  }

  /// CreateConversionStmt: `[DEFAULT] CONVERSION name FOR 'encoding' TO 'encoding' FROM function`. Documentation: CREATE
  /// CONVERSION.
  mutating func createConversion(_ statement: inout Statement) {
    statement.node = .createConversion
    _ = eat(.default)
    expect(.conversion)
    let name = qualifiedName()
    expect(.for)
    expectString()
    expect(.to)
    expectString()
    expect(.from)
    skipAnyName()
    statement.tree = .createObject(CreateObject(object: .conversion, name: name))
  }

  /// DefineStmt of a collation: `COLLATION [IF NOT EXISTS] name definition | FROM other`. Documentation: CREATE COLLATION.
  mutating func createCollation(_ statement: inout Statement) {
    statement.node = .define
    statement.object = .collation
    expect(.collation)
    let ifNotExists = eatIfNotExists()
    var created = CreateObject(object: .collation, name: qualifiedName())
    created.ifNotExists = ifNotExists
    if eat(.from) { skipAnyName() } else { _ = definition() }
    statement.tree = .createObject(created)
  }

  /// AlterCollationStmt: `COLLATION name REFRESH VERSION`, and the common forms. Documentation: ALTER COLLATION.
  mutating func alterCollation(_ statement: inout Statement) {
    expect(.collation)
    let collation = namedObject(.collation)
    if alterCommon(&statement, collation, [.rename, .owner, .schema]) { return }
    statement.node = .alterCollation
    expect(.refresh)
    expect(.version)
    statement.tree = .alterObject(AlterObject(object: collation))
  }
}
