import SQLLexer
import SQLSyntax

/// Statements whose trees do not say enough: what they say is looked up among their words.
extension RerunHazards {
  mutating func findByTokens() {
    switch statement.node {
    case .alterPublication: alterPublication()
    case .alterObjectSchema: setSchema()
    case .copy: copy()
    default: break
    }
  }

  /// `ALTER PUBLICATION name ADD | DROP TABLE …`
  private mutating func alterPublication() {
    guard let (name, action) = tokens.name(2) else { return }
    let adds = tokens.at(action, .add)
    guard adds || tokens.at(action, .drop) else { return }
    addFails(
      adds ? "42710" : "42704", "member of publication \(name.description)", nil,
      at: statement.range,
      remedy: "write ALTER PUBLICATION \(tokens.sql(name)) SET …, with all its members")
  }

  /// `ALTER object [IF EXISTS] name SET SCHEMA schema`: the second time, it is no longer where it
  /// was.
  private mutating func setSchema() {
    guard let object = statement.object, let forms = ObjectForms(object),
      object != .extension, tokens.place(of: .if, .exists) == nil
    else { return }
    let words = forms.words.split(separator: " ").count
    let name = tokens.name(1 + words)?.name.description ?? ""
    let isRelation = forms.undefined == "42P01"
    addFails(
      forms.undefined, "\(forms.noun) \(name)", nil, at: statement.range,
      remedy: isRelation
        ? "write ALTER \(forms.words) IF EXISTS … SET SCHEMA …"
        : "ask the catalogue in a DO block before")
  }

  /// `COPY table FROM …` has no ON CONFLICT.
  private mutating func copy() {
    guard tokens.place(of: .from) != nil, let (table, _) = tokens.name(1) else { return }
    addAgain(
      "rows of \(table.description)", .fills(table),
      at: statement.range.upTo(table.range),
      remedy: "copy into a temporary table, then INSERT … SELECT … ON CONFLICT DO NOTHING")
  }
}
