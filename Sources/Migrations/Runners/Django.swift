import SQLSyntax

/// https://www.djangoproject.com: what `manage.py sqlmigrate` prints. The transaction is part of the
/// text.
struct Django: Runner {
  let framework = Framework.django
  let name = "Django"
  let order = RunOrder.unknown

  func version(_ place: Place) -> Substring? { number(of: place.stem) }

  func transport(_ version: RunnerVersion?) -> Transport { .autocommit }

  func wayOut(for statement: Statement) -> WayOut {
    .directive("write atomic = False into the migration's class")
  }
}
