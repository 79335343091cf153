extension Statement {
  /// The constraints that it defines, of tables, columns and domains.
  package var constraints: [ConstraintDefinition] {
    switch tree {
    case .createTable(let table): table.columns.flatMap(\.constraints) + table.constraints
    case .alterTable(let alter):
      alter.commands.flatMap { command in
        command.constraint.map { [$0] } ?? command.column?.constraints ?? []
      }
    case .createDomain(let domain): domain.constraints
    case .alterDomain(let alter):
      if case .addConstraint(let constraint) = alter.action { [constraint] } else { [] }
    default: []
    }
  }
}
