import SQLSyntax

/// https://alembic.sqlalchemy.org: what `alembic upgrade --sql` prints. The transactions are part of the
/// text.
struct Alembic: Runner {
  let framework = Framework.alembic
  let name = "Alembic"
  let marks: [Mark] = [.begins("running upgrade "), .begins("running downgrade ")]
  let order = RunOrder.unknown

  /// Revisions stand in the text.
  func version(_ place: Place) -> Substring? { nil }

  func transport(_ version: RunnerVersion?) -> Transport { .autocommit }

  func wayOut(for statement: Statement) -> WayOut {
    .directive("wrap it in op.get_context().autocommit_block() where the revision is written")
  }
}
