extension StatementTree {
  /// What CREATE makes, whichever tree it has; nil for tables and indexes, and for other statements.
  package var created: CreateObject? {
    var created: CreateObject
    switch self {
    case .createObject(let object): return object
    case .createView(let view):
      created = CreateObject(object: .view, name: view.name)
      created.orReplace = view.orReplace
      created.isTemporary = view.persistence == .temporary
    case .createMaterializedView(let view):
      created = CreateObject(object: .materializedView, name: view.name)
      created.ifNotExists = view.ifNotExists
    case .createSequence(let sequence):
      created = CreateObject(object: .sequence, name: sequence.name)
      created.ifNotExists = sequence.ifNotExists
      created.isTemporary = sequence.persistence == .temporary
    case .createDomain(let domain):
      created = CreateObject(object: .domain, name: domain.name)
    case .createSchema(let schema):
      created = CreateObject(object: .schema, name: schema.name.map { QualifiedName(name: $0) })
      created.ifNotExists = schema.ifNotExists
    case .createStatistics(let statistics):
      created = CreateObject(object: .statistics, name: statistics.name)
      created.ifNotExists = statistics.ifNotExists
    case .createRule(let rule):
      created = CreateObject(object: .rule, name: QualifiedName(name: rule.name))
      created.orReplace = rule.orReplace
      created.table = rule.table
    case .createRole(let role):
      created = CreateObject(object: .role, name: QualifiedName(name: role.name))
    case .createFunction(let function):
      created = CreateObject(object: function.object, name: function.name)
      created.orReplace = function.orReplace
    case .createAggregate(let aggregate):
      created = CreateObject(object: .aggregate, name: aggregate.name)
      created.orReplace = aggregate.orReplace
    case .createTrigger(let trigger):
      created = CreateObject(object: .trigger, name: QualifiedName(name: trigger.name))
      // A constraint trigger has no OR REPLACE.
      created.orReplace = trigger.orReplace
      created.table = trigger.table
    case .createEventTrigger(let trigger):
      created = CreateObject(object: .eventTrigger, name: QualifiedName(name: trigger.name))
    case .createPolicy(let policy):
      created = CreateObject(object: .policy, name: QualifiedName(name: policy.name))
      created.table = policy.table
    case .createType(let type):
      created = CreateObject(object: .type, name: type.name)
    case .createExtension(let made):
      created = CreateObject(object: .extension, name: QualifiedName(name: made.name))
      created.ifNotExists = made.ifNotExists
    case .createPublication(let publication):
      created = CreateObject(object: .publication, name: QualifiedName(name: publication.name))
    case .createSubscription(let subscription):
      created = CreateObject(object: .subscription, name: QualifiedName(name: subscription.name))
    default: return nil
    }
    return created
  }
}
