import ArgumentParser

/// Options about changing what is found.
struct FixOptions: ParsableArguments {
  @Flag(help: "Fix what can be fixed so that the migrations do the same, more safely.")
  var fix = false

  @Flag(help: "Fix as well what changes what a migration does, or how many there are.")
  var unsafeFixes = false

  @Flag(help: "Print what would be fixed as a diff, and change nothing.")
  var diff = false

  @Flag(
    help: """
      Fix also migrations that are on the base branch and whose runner keeps checksums of what it has run.
      """)
  var fixApplied = false

  /// What they ask for; nil for no fixes.
  func settings(git: GitOptions) throws -> FixRequest? {
    guard fix || diff || unsafeFixes else {
      if fixApplied { throw ValidationError("--fix-applied goes with --fix or --diff") }
      return nil
    }
    if git.staged {
      throw ValidationError(
        "--staged looks at what is in the index, and fixes change what is in the work tree; "
          + "leave one of them out")
    }
    return FixRequest(
      isUnsafeAllowed: unsafeFixes, changesApplied: fixApplied, isDiff: diff)
  }
}

/// What is to be fixed.
struct FixRequest: Sendable {
  var isUnsafeAllowed: Bool
  /// Migrations that may have run are changed though their runner keeps checksums.
  var changesApplied: Bool
  /// Nothing is changed; what would be is printed.
  var isDiff: Bool
}
