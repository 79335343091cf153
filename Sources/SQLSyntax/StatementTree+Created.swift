extension StatementTree {
  /// What a CREATE of other than a table or index has in common with all others; nil for other statements.
  package var createdObject: CreateObject? {
    switch self {
    case .createObject(let created): return created
    case .createSequence(let sequence):
      var created = CreateObject(object: .sequence, name: sequence.name)
      created.ifNotExists = sequence.ifNotExists
      created.isTemporary = sequence.persistence == .temporary
      return created
    case .createDomain(let domain):
      return CreateObject(object: .domain, name: domain.name)
    case .createSchema(let schema):
      var created = CreateObject(object: .schema, name: schema.name.map { QualifiedName(name: $0) })
      created.ifNotExists = schema.ifNotExists
      return created
    case .createStatistics(let statistics):
      var created = CreateObject(object: .statistics, name: statistics.name)
      created.ifNotExists = statistics.ifNotExists
      return created
    case .createView(let view):
      var created = CreateObject(object: .view, name: view.name)
      created.orReplace = view.orReplace
      created.isTemporary = view.persistence == .temporary
      return created
    case .createMaterializedView(let view):
      var created = CreateObject(object: .materializedView, name: view.name)
      created.ifNotExists = view.ifNotExists
      return created
    case .createRule(let rule):
      var created = CreateObject(object: .rule, name: QualifiedName(name: rule.name))
      created.orReplace = rule.orReplace
      created.table = rule.table
      return created
    default: return nil
    }
  }
}
