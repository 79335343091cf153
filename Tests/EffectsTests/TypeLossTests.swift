import Catalog
import SQLSyntax
import Testing

@testable import Effects

/// What becomes of values that a new type cannot hold, said beforehand and tried on the server that is installed here.
@Suite(.enabled(if: Oracle.isInstalled, "scripts/postgres finds no PostgreSQL server"))
struct TypeLossTests {
  /// A type, a value of it, and the type that its column gets; by a cast in USING where that is said.
  private struct Change {
    var old: String
    var value: String
    var new: String
    var isExplicit = false
  }

  private static let changes: [Change] = [
    Change(old: "numeric(10,4)", value: "1.2345", new: "numeric(10,2)"),
    Change(old: "numeric(10,4)", value: "1.2345", new: "numeric(14,4)"),
    Change(old: "numeric(12,2)", value: "123456", new: "numeric(6,2)"),
    Change(old: "numeric", value: "1.2345", new: "numeric(10,2)"),
    Change(old: "numeric", value: "1.5", new: "integer"),
    Change(old: "numeric(10,0)", value: "12", new: "integer"),
    Change(old: "numeric", value: "1.23456789012345678", new: "double precision"),
    Change(old: "numeric(12,4)", value: "1.2345", new: "money"),
    Change(old: "double precision", value: "1.7", new: "bigint"),
    Change(old: "double precision", value: "1.23456789", new: "real"),
    Change(old: "double precision", value: "1.2345", new: "numeric(6,2)"),
    Change(old: "real", value: "1.5", new: "double precision"),
    Change(old: "bigint", value: "9007199254740993", new: "double precision"),
    Change(old: "integer", value: "16777217", new: "real"),
    Change(old: "integer", value: "16777217", new: "double precision"),
    Change(old: "bigint", value: "2147483648", new: "integer"),
    Change(old: "integer", value: "-32769", new: "smallint"),
    Change(old: "smallint", value: "-32768", new: "integer"),
    Change(old: "integer", value: "123456", new: "numeric(6,2)"),
    Change(old: "smallint", value: "12345", new: "numeric(7,2)"),
    Change(old: "text", value: "'abcdef'", new: "varchar(3)"),
    Change(old: "text", value: "'abcdef'", new: "varchar(3)", isExplicit: true),
    Change(old: "varchar(20)", value: "'abcdef'", new: "char(3)"),
    Change(old: "varchar(20)", value: "'abcdef'", new: "varchar(40)"),
    Change(old: "varchar(20)", value: "'abcdef'", new: "text"),
    Change(old: "text", value: "repeat('x', 70)", new: "name"),
    Change(old: "bit varying(8)", value: "B'10101'", new: "bit varying(3)"),
    Change(old: "bit varying(8)", value: "B'10101'", new: "bit varying(3)", isExplicit: true),
    Change(old: "bit(5)", value: "B'10101'", new: "bit(3)"),
    Change(old: "timestamp", value: "'2026-01-02 03:04:05.678901'", new: "date"),
    Change(old: "timestamptz", value: "'2026-01-02 03:04:05.678901'", new: "date"),
    Change(old: "timestamp", value: "'2026-01-02 03:04:05.678901'", new: "time"),
    Change(old: "timestamptz", value: "'2026-01-02 03:04:05.678901'", new: "timetz"),
    Change(old: "timestamp", value: "'2026-01-02 03:04:05.678901'", new: "timestamp(3)"),
    Change(old: "timestamp(3)", value: "'2026-01-02 03:04:05.678'", new: "timestamp"),
    Change(old: "timestamptz", value: "'2026-01-02 03:04:05.678901'", new: "timestamptz(0)"),
    Change(old: "timetz", value: "'03:04:05+02'", new: "time"),
    Change(old: "interval", value: "'3 days 04:05:06'", new: "time"),
    Change(old: "interval", value: "'00:00:01.234567'", new: "interval(2)"),
    Change(old: "inet", value: "'10.1.2.3/8'", new: "cidr"),
    Change(old: "cidr", value: "'10.0.0.0/8'", new: "inet"),
    Change(old: "numeric(10,4)[]", value: "'{1.2345}'", new: "numeric(10,2)[]"),
  ]

  @Test func agreesWithTheServer() throws {
    var sql = "SET timezone = 'UTC';\n"
    for (index, change) in Self.changes.enumerated() {
      sql += """
        CREATE TABLE t\(index) (c \(change.old));
        INSERT INTO t\(index) VALUES (\(change.value));
        SELECT c::text AS before FROM t\(index) \\gset

        """
      if let condition = condition(loss(change)) {
        sql += "SELECT count(*) AS found FROM t\(index) WHERE \(condition) \\gset\n"
        sql += "\\echo @ \(index) found :found\n"
      }
      let using = change.isExplicit ? " USING c::\(change.new)" : ""
      sql += """
        ALTER TABLE t\(index) ALTER COLUMN c TYPE \(change.new)\(using);
        \\echo @ \(index) state :SQLSTATE
        SELECT c::text = :'before' AS kept FROM t\(index) \\gset
        \\echo @ \(index) kept :kept

        """
    }
    let answers = try Oracle.answers(to: sql)
    for (index, change) in Self.changes.enumerated() {
      let what = "\(change.old) to \(change.new)\(change.isExplicit ? " by a cast" : "")"
      let loss = loss(change)
      if condition(loss) != nil { #expect(answers["\(index) found"] == "1", "\(what)") }
      switch loss {
      case .changes:
        #expect(answers["\(index) state"] == "00000", "\(what)")
        #expect(answers["\(index) kept"] == "f", "\(what)")
      case .stops(_, let sqlstate, _):
        #expect(answers["\(index) state"] == sqlstate, "\(what)")
      case nil:
        #expect(answers["\(index) state"] == "00000", "\(what)")
        #expect(answers["\(index) kept"] == "t", "\(what)")
      case .readsTimeZone: Issue.record("\(what)")
      }
    }
  }

  @Test func readsTheTimeZone() {
    for (old, new) in [("timestamp", "timestamptz"), ("timestamptz", "timestamp")] {
      #expect(loss(Change(old: old, value: "", new: new)) == .readsTimeZone)
    }
  }

  private func loss(_ change: Change) -> TypeLoss? {
    .of(type(change.old), to: type(change.new), isExplicit: change.isExplicit)
  }

  private func condition(_ loss: TypeLoss?) -> String? {
    switch loss {
    case .changes(_, let finding), .stops(_, _, let finding):
      finding.map {
        $0.split(separator: "#", omittingEmptySubsequences: false).joined(separator: "c")
      }
    default: nil
    }
  }

  private func type(_ text: String) -> DataType {
    let file = parse(Array("ALTER TABLE t ALTER c TYPE \(text)".utf8))
    guard case .alterTable(let alter)? = file.statements.first?.tree,
      let type = alter.commands.first?.newType
    else { return DataType("unknown") }
    return DataType(type, in: file) { _ in nil }
  }
}
