import Catalog
import SQLLexer
import SQLSyntax

/// Sequences. Documentation: CREATE SEQUENCE, ALTER SEQUENCE.
extension Replay {
  /// [create_sequence, create_sequence_owned]
  mutating func createSequence(_ statement: CreateSequence) throws(ServerError) {
    let isTemporary = statement.persistence == .temporary
    let schema = try creationSchema(of: statement.name, isTemporary: isTemporary)
    let known = catalog.object(.relation, statement.name.name.text, in: schema)
    if case .found(let existing)? = known {
      effects.relations[statement.name.range] = touched(existing)
      guard statement.ifNotExists else { throw .relationExists(statement.name) }
      effects.skips = true
      return
    }
    try refuseTakenType(statement.name, in: schema)
    var relation = Relation(kind: .sequence)
    relation.persistence =
      isTemporary ? .temporary : statement.persistence == .unlogged ? .unlogged : .permanent
    relation.sequence = SequenceDefinition(type: .int8)
    relation.mayBeOlder = statement.ifNotExists && mayBeTaken(statement.name, in: schema)
    let id = create(relation, named: statement.name, in: schema)
    try apply(statement.options, to: id)
  }

  /// ShareRowExclusiveLock, and a new file where numbers change; SET LOGGED and UNLOGGED are ALTER TABLE's.
  /// [alter_sequence_increment, alter_sequence_owned_by]
  mutating func alterSequence(_ statement: AlterSequence) throws(ServerError) {
    guard
      let id = try relation(statement.name, orAssume: .sequence, ifExists: statement.ifExists)
    else {
      effects.skips = true
      return
    }
    let name = catalog[id].name
    guard let relation = catalog.relation(id), relation.kind == .sequence else {
      throw ServerError("42809", "\"\(name)\" is not a sequence")
    }
    lock(id, .shareRowExclusive)
    let isRewritten = statement.options.contains {
      if case .ownedBy = $0 { false } else { true }
    }
    if isRewritten { effects.emptied.append(touched(id)) }
    try apply(statement.options, to: id)
  }

  mutating func apply(
    _ options: [SequenceOption], to id: ObjectID
  ) throws(ServerError) {
    for option in options {
      switch option {
      case .type(let type):
        let type = try dataType(type)
        if let type { catalog.updateRelation(id) { $0.sequence?.type = type } }
      case .ownedBy(let owner): try setOwner(owner, of: id)
      case .increment(let value): set("INCREMENT BY", source.text(value), of: id)
      case .minimum(let value): set("MINVALUE", source.text(value), of: id)
      case .maximum(let value): set("MAXVALUE", source.text(value), of: id)
      case .start(let value): set("START WITH", source.text(value), of: id)
      case .cache(let value): set("CACHE", source.text(value), of: id)
      case .noMinimum: set("MINVALUE", nil, of: id)
      case .noMaximum: set("MAXVALUE", nil, of: id)
      case .cycle: set("CYCLE", "", of: id)
      case .noCycle: set("CYCLE", nil, of: id)
      case .logged, .unlogged, .name, .restart: break
      }
    }
  }

  private mutating func set(_ option: String, _ value: String?, of id: ObjectID) {
    catalog.updateRelation(id) { $0.sequence?.options[option] = value }
  }

  /// OWNED BY: AccessShareLock on the table. [create_sequence_owned, alter_sequence_owned_by]
  private mutating func setOwner(
    _ owner: QualifiedName, of id: ObjectID
  ) throws(ServerError) {
    let isOfIdentity = catalog.relation(id)?.sequence?.isOfIdentity ?? false
    if isOfIdentity {
      throw ServerError("0A000", "cannot change ownership of identity sequence")
    }
    guard let tableName = owner.qualifiers.last else {
      if owner.name.text == "none" {
        catalog.updateRelation(id) { $0.sequence?.owner = nil }
        return
      }
      throw ServerError("42601", "invalid OWNED BY option")
    }
    let table = try existingRelation(
      QualifiedName(qualifiers: owner.qualifiers.dropLast(), name: tableName))
    lock(table, .accessShare)
    guard let relation = catalog.relation(table) else { return }
    if !relation.isAssumed, relation.persistence != .temporary,
      catalog[table].container != catalog[id].container
    {
      throw ServerError("55000", "sequence must be in same schema as table it is linked to")
    }
    let column = try existingColumn(owner.name, of: table)
    let address = ObjectAddress(table, .column(column))
    catalog.updateRelation(id) { $0.sequence?.owner = address }
    catalog.addDependency(Dependency(ObjectAddress(id), on: address, .auto))
  }
}
