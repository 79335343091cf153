import SQLLexer
import SQLSyntax

/// Statements that have no tree: what they say is looked up among their words.
extension RerunHazards {
  mutating func findByTokens() {
    switch statement.node {
    case .alterDomain: alterDomain()
    case .alterPublication: alterPublication()
    case .alterObjectSchema: setSchema()
    case .copy: copy()
    default: break
    }
  }

  private mutating func alterDomain() {
    guard let action = tokens.domainAction else { return }
    let domain = action.domain.description
    guard let constraint = action.constraint else {
      return addAgain(
        "constraint without a name on domain \(domain)", .fills(action.domain),
        at: statement.range,
        remedy: "name it (ADD CONSTRAINT name …), and put "
          + "ALTER DOMAIN \(tokens.sql(action.domain)) DROP CONSTRAINT IF EXISTS name; before it")
    }
    let subject = "constraint \(constraint.name.description) of domain \(domain)"
    if action.adds {
      addFails(
        "42710", subject, .makes(constraint), at: statement.range,
        remedy: "put this before it: ALTER DOMAIN \(tokens.sql(action.domain)) "
          + "DROP CONSTRAINT IF EXISTS \(tokens.sql(constraint.name));")
    } else if !action.ifExists {
      addLacksIfExists(
        "DROP CONSTRAINT IF EXISTS", "42704", subject, .removes(constraint), at: statement.range)
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
