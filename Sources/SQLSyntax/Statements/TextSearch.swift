import SQLLexer

extension Parser {
  /// DefineStmt of text search: `TEXT SEARCH CONFIGURATION | DICTIONARY | PARSER | TEMPLATE name definition`.
  /// Documentation: CREATE TEXT SEARCH ….
  mutating func createTextSearch(_ statement: inout Statement) {
    guard let object = textSearchType() else { return }
    statement.node = .define
    statement.object = object
    let name = qualifiedName()
    _ = definition()
    statement.tree = .createObject(CreateObject(object: object, name: name))
  }

  /// AlterTSDictionaryStmt: `DICTIONARY name definition`; AlterTSConfigurationStmt: `CONFIGURATION name ADD | ALTER | DROP
  /// MAPPING …`; and the common forms. Documentation: ALTER TEXT SEARCH ….
  mutating func alterTextSearch(_ statement: inout Statement) {
    guard let object = textSearchType() else { return }
    let named = namedObject(object)
    let hasOwner = object == .textSearchDictionary || object == .textSearchConfiguration
    let forms: AlterForms = hasOwner ? [.rename, .owner, .schema] : [.rename, .schema]
    if alterCommon(&statement, named, forms) { return }
    var alter = AlterObject(object: named)
    switch object {
    case .textSearchDictionary:
      statement.node = .alterTextSearchDictionary
      alter.options = definition()
    case .textSearchConfiguration:
      statement.node = .alterTextSearchConfiguration
      mapping()
    default: return fail()
    }
    statement.tree = .alterObject(alter)
  }

  /// `ADD | ALTER MAPPING FOR tokens WITH dictionaries`, `ALTER MAPPING [FOR tokens] REPLACE dictionary WITH dictionary`,
  /// `DROP MAPPING [IF EXISTS] FOR tokens`
  private mutating func mapping() {
    let keyword = token().keyword
    guard keyword == .add || keyword == .alter || keyword == .drop else { return fail() }
    advance()
    expect(.mapping)
    if keyword == .drop, eat(.if) { expect(.exists) }
    if keyword != .alter || !at(.replace) {
      expect(.for)
      commaSeparated { $0.skipName() }
    }
    if keyword == .drop { return }
    if keyword == .alter, eat(.replace) {
      skipAnyName()
      expect(.with)
      skipAnyName()
    } else {
      expect(.with)
      commaSeparated { $0.skipAnyName() }
    }
  }
}
