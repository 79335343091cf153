import SQLLexer
import SQLSyntax

@testable import Catalog

/// The table on which the expressions of `ExpressionTextTests` were measured, as a scope.
struct ExpressionFixture: ExpressionScope {
  /// CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'happy'); CREATE DOMAIN app.mail AS text …; app.positive AS int …;
  /// CREATE FUNCTION app.slug(text) RETURNS text …, app.twice(int) RETURNS int …; CREATE SEQUENCE app.seq.
  static let table = """
    CREATE TABLE app.t (
      id int, small int2, big int8, price numeric(10,2), total numeric, ratio float8, single real,
      name varchar(50), email text, code char(5), plain varchar, active bool, born date,
      created timestamp, updated timestamptz, precise timestamp(3), span interval, uid uuid,
      data jsonb, raw json, tags text[], labels varchar(20)[], nums int[], mood app.mood,
      moods app.mood[], mail app.mail, pos app.positive, ip inet, net cidr, period daterange,
      range int4range, blob bytea, at time, vec tsvector, flags bit(3), nm name, o oid,
      "Odd" text, "order" int)
    """

  private enum Object: Int32, CaseIterable {
    case t = 1
    case mood, mail, positive, slug, twice, seq

    var id: ObjectID { ObjectID(number: rawValue) }
  }

  private var columns: [(name: String, type: DataType)] = []

  init() {
    let file = parse(Array(Self.table.utf8))
    guard case .createTable(let table) = file.statements[0].tree else { return }
    columns = table.columns.compactMap { column in
      guard let type = column.type else { return nil }
      return (column.name.text, DataType(type, in: file) { self.type($0) })
    }
  }

  func column(_ name: String) -> (number: Int16, type: DataType?)? {
    guard let place = columns.firstIndex(where: { $0.name == name }) else { return nil }
    return (Int16(place + 1), columns[place].type)
  }

  func type(_ name: QualifiedName) -> ObjectID? {
    let object = object(name, among: [.mood, .mail, .positive])
    return object?.id
  }

  func relation(_ name: QualifiedName) -> ObjectID? { object(name, among: [.t, .seq])?.id }

  func function(_ name: QualifiedName, arguments: Int) -> CalledUserFunction? {
    guard let found = object(name, among: [.slug, .twice]) else { return nil }
    let type = DataType(found == .slug ? "text" : "int4")
    return CalledUserFunction(id: found.id, arguments: [type], isVariadic: false, result: type)
  }

  func baseType(of type: ObjectID) -> DataType? {
    switch type {
    case Object.mail.id: DataType("text")
    case Object.positive.id: DataType("int4")
    default: nil
    }
  }

  func attribute(_ name: String, of type: ObjectID) -> DataType? { nil }

  private func qualifiedName(_ id: ObjectID) -> String {
    Object(rawValue: id.number).map { "app.\($0)" } ?? ""
  }

  private func object(_ name: QualifiedName, among objects: [Object]) -> Object? {
    guard name.schema == nil || name.schema?.text == "app" else { return nil }
    return objects.first { "\($0)" == name.name.text }
  }

  // MARK: Printing

  func name(of number: Int16) -> String { quotedName(columns[Int(number) - 1].name) }

  func text(_ expression: BoundExpression) -> String {
    expression.pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .column(let number): name(of: number)
      case .object(let id): qualifiedName(id)
      }
    }.joined()
  }
}
