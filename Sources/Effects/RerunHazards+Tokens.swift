import SQLLexer
import SQLSyntax

/// Statements whose trees do not say enough: what they say is looked up among their words.
extension RerunHazards {
  mutating func findByTokens() {
    switch statement.node {
    case .copy: copy()
    default: break
    }
  }

  /// `ALTER PUBLICATION name ADD | DROP TABLE …`
  mutating func alterPublication(_ alter: AlterPublication) {
    guard alter.action != .set else { return }
    addFails(
      alter.action == .add ? "42710" : "42704", "member of publication \(alter.name.text)", nil,
      at: statement.range,
      remedy: "write ALTER PUBLICATION \(tokens.sql(alter.name)) SET …, with all its members")
  }

  /// `ALTER object [IF EXISTS] name SET SCHEMA schema`: the second time, it is no longer where it
  /// was.
  mutating func setSchema(_ alter: AlterObjectSchema) {
    let object = alter.object.object
    guard let forms = ObjectForms(object), object != .extension, !alter.ifExists else { return }
    let isRelation = forms.undefined == "42P01"
    addFails(
      forms.undefined, "\(forms.noun) \(alter.object.name?.description ?? "")", nil,
      at: statement.range,
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
