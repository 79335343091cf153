import Effects
import SQLLexer
import SQLSyntax

/// What a DO block does so that a second run passes: the conditions that it asks before, and the
/// errors that it catches after.
struct BlockGuards: Sendable {
  let testsCatalog: Bool
  /// Its statements that are in a loop without a COMMIT.
  let looped: Set<ByteRange>
  /// Of its statements that a loop without a COMMIT repeats for every row of a table: that table.
  let rowLoops: [ByteRange: QualifiedName]
  /// Asks whether rows are there.
  private let testsRows: Bool
  private var catchesAll = false
  /// SQLSTATEs; one that ends in 000 stands for its class.
  private var codes: Set<String> = []

  init(_ body: Body) {
    testsCatalog = body.testsCatalog
    testsRows = body.asksForRows
    looped = body.statementsOfUncommittedLoops
    rowLoops = body.queriesOfUncommittedLoops.compactMapValues { body.wholeTable(readBy: $0) }
    for condition in body.caughtConditions {
      catchesAll = catchesAll || condition.name == "others"
      codes.formUnion(condition.codes)
    }
  }

  /// Whether the second run gets past the hazard.
  func guards(_ hazard: RerunHazard, of statement: Statement) -> Bool {
    if testsCatalog { return true }
    if let sqlstate = hazard.sqlstate { return catches(sqlstate) }
    // A second index or constraint is made without an error; a row may meet a unique index.
    return statement.node == .insert && (testsRows || catches("23505"))
  }

  private func catches(_ sqlstate: String) -> Bool {
    catchesAll || codes.contains(sqlstate) || codes.contains(sqlstate.prefix(2) + "000")
  }
}

extension Body {
  /// The only table of a query that gives all of its rows, one by one.
  fileprivate func wholeTable(readBy statement: Int) -> QualifiedName? {
    let query = text.statements[statement]
    let narrowing: Set<SyntaxKind> = [
      .condition, .limit, .groupBy, .join, .subquery, .setOperation, .with, .functionCall,
    ]
    guard !query.nodes.contains(where: { narrowing.contains(text.nodes[$0].kind) }) else {
      return nil
    }
    let read = text.relations(of: query).read
    return read.count == 1 ? read.first : nil
  }

  /// Has an `EXISTS (`, which is not that of an IF NOT EXISTS.
  fileprivate var asksForRows: Bool {
    zip(text.lexed.tokens, text.lexed.tokens.dropFirst()).contains { word, next in
      word.keyword == .exists && next.kind == .leftParenthesis
    }
  }
}
