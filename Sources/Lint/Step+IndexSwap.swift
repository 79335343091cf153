import Catalog
import Migrations
import SQLLexer
import SQLSyntax

/// One index in place of another.
extension Step {
  /// The new index, and then the end of the old one, in an order that leaves no gap. A name that is to stay is passed on.
  ///
  /// - Parameters:
  ///   - end: of the CREATE INDEX.
  ///   - old: the index that goes, as the catalogue has its name.
  ///   - schema: as it stands before the name of the old one, with the period; nil where nothing does.
  ///   - isGuarded: the old one goes with IF EXISTS.
  ///   - takenNames: which the new one cannot have.
  func swapping(
    _ index: CreateIndex, upTo end: UInt32, for old: String, in schema: String? = nil,
    isGuarded: Bool = false, takenNames: [String]
  ) -> String {
    let rest = ByteRange(start: index.table.range.start, end: end)
    guard let quoted = quotation(rest) else {
      return "build the new index first, with CREATE INDEX CONCURRENTLY and another name"
    }
    let hasSameName = index.name?.text == old
    let name =
      index.name.flatMap { hasSameName ? nil : text($0.range) }
      ?? sqlName(implicitName(old, "", "new") { takenNames.contains($0) })
    let ownSchema = index.table.schema.map { text($0.range) + "." }
    let oldSchema = schema ?? ownSchema ?? ""
    let newSchema = ownSchema ?? oldSchema
    let guarded = isGuarded ? "IF EXISTS " : ""
    return """
      CREATE \(index.isUnique ? "UNIQUE " : "")INDEX CONCURRENTLY \(name) ON \(quoted);
      DROP INDEX CONCURRENTLY \(guarded)\(oldSchema)\(sqlName(old));
      """ + (hasSameName ? "\nALTER INDEX \(newSchema)\(name) RENAME TO \(sqlName(old));" : "")
  }
}
