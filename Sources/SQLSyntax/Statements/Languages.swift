import SQLLexer

extension Parser {
  /// CreatePLangStmt: `[TRUSTED] [PROCEDURAL] LANGUAGE name [HANDLER function [INLINE function] [VALIDATOR function]]`.
  /// Documentation: CREATE LANGUAGE.
  mutating func createLanguage(_ statement: inout Statement, orReplace: Bool) {
    statement.node = .createLanguage
    _ = eat(.trusted)
    _ = eat(.procedural)
    expect(.language)
    guard let name = singleName() else { return }
    guard eat(.handler) else {
      // Without a handler it is the extension of that name.
      statement.node = .createExtension
      statement.tree = .createExtension(
        CreateExtension(name: name.name, ifNotExists: orReplace))
      return
    }
    // handler_name
    skipAnyName()
    if eat(.inline) { skipAnyName() }
    // opt_validator
    if eat(.no) {
      expect(.validator)
    } else if eat(.validator) {
      skipAnyName()
    }
    var created = CreateObject(object: .language, name: name)
    created.orReplace = orReplace
    statement.tree = .createObject(created)
  }

  /// CreateAmStmt: `ACCESS METHOD name TYPE INDEX | TABLE HANDLER function`. Documentation: CREATE ACCESS METHOD.
  mutating func createAccessMethod(_ statement: inout Statement) {
    statement.node = .createAccessMethod
    expect(.access)
    expect(.method)
    let name = singleName()
    expect(.type)
    if !eat(.index) { expect(.table) }
    expect(.handler)
    skipAnyName()
    statement.tree = .createObject(CreateObject(object: .accessMethod, name: name))
  }

  /// CreateAssertionStmt: `ASSERTION name CHECK (condition) [attributes]`, which PostgreSQL reads and refuses.
  mutating func createAssertion() {
    let first = position - 1
    expect(.assertion)
    skipAnyName()
    expect(.check)
    _ = parenthesisedExpression()
    _ = constraintAttributeSpec()
    if failure == nil { refuseUnsupported("CREATE ASSERTION is not yet implemented", at: first) }
  }
}
