import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

extension Step {
  /// Rows that are written by one transaction.
  private static let batchSize = 10_000

  /// Fixes that write the rows of the statement in batches, each a transaction of its own; where no key is known by which
  /// to cut them, those that give all of them a transaction to themselves.
  func fixes(inBatches table: QualifiedName) -> [Fix] {
    let title = "write the rows in batches"
    let label = "\(table.name.text)_backfill"
    if let batched = batched(table) {
      return fixes(splitting: title, named: label, instead: batched)
    }
    return fixes(splitting: "write the rows in a transaction of their own", named: label)
  }

  /// The same, where they have one already.
  func fixes(onlyInBatches table: QualifiedName) -> [Fix] {
    guard let batched = batched(table) else { return [] }
    return fixes(
      splitting: "write the rows in batches", named: "\(table.name.text)_backfill", instead: batched
    )
  }

  /// A procedure that does what an UPDATE or DELETE does, over the primary key, its call, and its end: they refuse a
  /// transaction. nil where no key is known, or where a batch would not do the same as the whole.
  private func batched(_ table: QualifiedName) -> [String]? {
    guard let key = self.data.batchKey, let statement = statementOfBatch(table, key) else {
      return nil
    }
    return inProcedure(statement, table, key)
  }

  /// A procedure that does a statement batch by batch, from `batch_first` through `batch_last`, its call, and its end.
  func inProcedure(_ statement: String, _ table: QualifiedName, _ key: String) -> [String] {
    let name = text(table.range)
    let schema = table.schema.map { text($0.range) + "." } ?? ""
    let procedure = schema + newName(table, [], "backfill")
    return [
      """
      CREATE OR REPLACE PROCEDURE \(procedure)() LANGUAGE plpgsql AS $backfill$
      DECLARE
        batch_first \(name).\(key)%TYPE;
        batch_last \(name).\(key)%TYPE;
      BEGIN
        SELECT \(key) INTO batch_first FROM \(name) ORDER BY \(key) LIMIT 1;
        WHILE FOUND LOOP
          SELECT \(key) INTO batch_last
          FROM (SELECT \(key) FROM \(name) WHERE \(key) >= batch_first ORDER BY \(key) LIMIT \(Step.batchSize)) AS batch
          ORDER BY \(key) DESC LIMIT 1;
          \(statement);
          COMMIT;
          SELECT \(key) INTO batch_first FROM \(name) WHERE \(key) > batch_last ORDER BY \(key) LIMIT 1;
        END LOOP;
      END
      $backfill$
      """,
      "CALL \(procedure)()",
      "DROP PROCEDURE \(procedure)()",
    ]
  }

  /// The statement for the rows of one batch.
  private func statementOfBatch(_ table: QualifiedName, _ key: String) -> String? {
    let condition: Expression?
    switch statement.tree {
    case .update(let update) where !update.hasFrom: condition = update.condition
    case .delete(let delete) where !delete.hasUsing: condition = delete.condition
    default: return nil
    }
    let whole = text(statement.range)
    guard !whole.contains("$backfill$"), !source.relations(of: statement).read.contains(table),
      isCuttable(key)
    else { return nil }
    let batch = "\(key) BETWEEN batch_first AND batch_last"
    guard let condition else { return "\(whole) WHERE \(batch)" }
    guard condition.range.end == statement.range.end else { return nil }
    let head = text(ByteRange(start: statement.range.start, end: condition.range.start))
    return "\(head)\(batch) AND (\(text(condition.range)))"
  }

  /// Nothing of it stands in the way of a condition at its end, it does not write the key, and none of its words is a
  /// variable of the procedure.
  private func isCuttable(_ key: String) -> Bool {
    let tokens = section.syntax.lexed.tokens[statement.tokens]
    guard let first = tokens.first, first.keyword == .update || first.keyword == .delete else {
      return false
    }
    for (place, token) in zip(tokens.indices, tokens) {
      if token.keyword == .returning || token.keyword == .current { return false }
      if token.keyword == .set, tokens[place + 1].kind == .leftParenthesis { return false }
      let word = text(token.range).lowercased()
      if ["found", "batch_first", "batch_last", "batch"].contains(word) { return false }
      // SET key = …, and the same in a list.
      guard place + 1 < tokens.endIndex, word == key.lowercased() || "\"\(word)\"" == key else {
        continue
      }
      let before = tokens[place - 1]
      if text(tokens[place + 1].range) == "=", before.keyword == .set || before.kind == .comma {
        return false
      }
    }
    return true
  }
}
