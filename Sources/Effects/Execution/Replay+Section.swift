package import Catalog
import Diagnostics
package import Migrations
package import SQLSyntax

extension Replay {
  /// A server on which a file that holds a whole schema has been run.
  package init(schema: Migration, version: Int) {
    self.init(version: version, isEmpty: true)
    beginFile(0)
    for section in schema.sections where section.kind == .up {
      run(section.syntax, transport: .autocommit) { _, _, _, _ in }
    }
    endSession()
  }

  /// Executes what takes the schema forward in a migration, each section as its runner sends it.
  ///
  /// - Parameter visit: as that of `run`, with the text of the section.
  package mutating func runForward(
    _ migration: Migration,
    _ visit: (Statement, SyntaxFile, Effects, inout Replay) -> Void = { _, _, _, _ in }
  ) {
    for section in migration.sections where section.kind == .up {
      run(section) { statement, _, effects, replay in
        visit(statement, section.syntax, effects, &replay)
      }
    }
  }

  /// Executes the statements of a text one after the other, as a runner sends them. What is rolled back is taken back when
  /// its transaction ends.
  ///
  /// - Parameter visit: gets each statement with its transaction and its effects; the replay stands behind the statement.
  package mutating func run(
    _ source: SyntaxFile, transport: Transport, isOneString: Bool = false,
    _ visit: (Statement, TransactionContext, Effects, inout Replay) -> Void
  ) {
    let statements = source.statements
    var finder = TransactionRefusals()
    let refusals = statements.map { finder.refusal(of: $0, in: source) }
    let contexts = TransactionState.contexts(
      of: statements, refusals: refusals, transport: transport, isOneString: isOneString)
    for (index, statement) in statements.enumerated() {
      let context = contexts[index]
      enter(context)
      let effects = execute(
        statement, in: source, inTransaction: context.opening != nil, refusal: refusals[index])
      visit(statement, context, effects, &self)
    }
    endSection()
  }

  /// Executes a section as its runner sends it.
  package mutating func run(
    _ section: Section, _ visit: (Statement, TransactionContext, Effects, inout Replay) -> Void
  ) {
    run(
      section.syntax, transport: section.transport, isOneString: section.isOneString, visit)
  }

  /// Goes on to a statement of this transaction: ends what SET LOCAL set, and takes back what was rolled back.
  package mutating func enter(_ context: TransactionContext) {
    let isFirst = self.context?.number != context.number
    if isFirst { beginTransaction() }
    if isFirst || !context.isRolledBack { takeBack() }
    if context.isRolledBack, rolledBack == nil { rolledBack = catalog.mark() }
    self.context = context
  }

  /// Goes on to another text.
  package mutating func endSection() {
    takeBack()
    context = nil
  }

  private mutating func takeBack() {
    guard let mark = rolledBack else { return }
    catalog.undo(to: mark)
    rolledBack = nil
  }

  /// A state to which `undo` returns, which gives the mark back.
  package mutating func mark() -> Catalog.Mark { catalog.mark() }

  /// Takes back what was done to the catalogue since the mark; the session stays as it is.
  package mutating func undo(to mark: Catalog.Mark) { catalog.undo(to: mark) }

  /// The same, but keeps what was done, so that `redo` can do it again.
  package mutating func takeBack(to mark: Catalog.Mark) -> Catalog.Redo {
    catalog.takeBack(to: mark)
  }

  package mutating func redo(_ redo: Catalog.Redo) { catalog.redo(redo) }

  /// Gives a mark back: what was done since then stays.
  package mutating func release(_ mark: Catalog.Mark) { catalog.release(mark) }

  /// What a name stands for where the replay stands; nil where nothing is known of it.
  package func find(_ name: QualifiedName) -> TouchedRelation? {
    // Not `map(touched)`: a method as a value holds a copy of the whole model.
    guard let id = catalog.relation(name, path: session.path).id else { return nil }
    return touched(id)
  }
}
