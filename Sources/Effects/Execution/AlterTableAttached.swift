import Catalog
import SQLSyntax

/// ENABLE and DISABLE of triggers, rules and row security. Documentation: ALTER TABLE. Nothing but a mark in the
/// catalogue changes [disable_trigger, disable_rule, disable_rls].
extension Replay {
  mutating func alterAttached(
    _ command: AlterTableCommand, _ run: AlterTableRun
  ) throws(ServerError) {
    switch command.kind {
    case .enableRowSecurity: catalog.updateRelation(run.table) { $0.hasRowSecurity = true }
    case .disableRowSecurity: catalog.updateRelation(run.table) { $0.hasRowSecurity = false }
    case .forceRowSecurity: catalog.updateRelation(run.table) { $0.forcesRowSecurity = true }
    case .noForceRowSecurity: catalog.updateRelation(run.table) { $0.forcesRowSecurity = false }
    case .enableRule, .enableAlwaysRule, .enableReplicaRule, .disableRule:
      try enable(.rule, command, run)
    case .enableTriggerAll, .disableTriggerAll, .enableTriggerUser, .disableTriggerUser:
      for (id, attached) in catalog.attached(to: run.table) where attached.kind == .trigger {
        enable(id, command.kind.isEnabling, run)
      }
    default: try enable(.trigger, command, run)
    }
  }

  private mutating func enable(
    _ kind: AttachedObject.Kind, _ command: AlterTableCommand, _ run: AlterTableRun
  ) throws(ServerError) {
    guard let name = command.name else { return }
    switch attachedObject(kind == .rule ? .rule : .trigger, name.text, of: run.table) {
    case .found(let id): enable(id, command.kind.isEnabling, run)
    case .missing:
      let table = catalog[run.table].name
      throw ServerError(
        "42704",
        kind == .rule
          ? "rule \"\(name.text)\" for relation \"\(table)\" does not exist"
          : "trigger \"\(name.text)\" for table \"\(table)\" does not exist")
    case .unknown: break
    }
  }

  /// The triggers that partitions have from their table follow it. Measured on 14 to 18.
  private mutating func enable(_ id: ObjectID, _ isEnabled: Bool, _ run: AlterTableRun) {
    catalog.updateAttached(id) { $0.isEnabled = isEnabled }
    guard !run.only, catalog.attached(id)?.kind == .trigger,
      catalog.relation(run.table)?.kind == .partitionedTable
    else { return }
    for partition in reach(run) {
      guard case .found(let copy)? = catalog.object(.trigger, catalog[id].name, in: partition)
      else {
        continue
      }
      catalog.updateAttached(copy) { $0.isEnabled = isEnabled }
    }
  }
}

extension AlterTableKind {
  fileprivate var isEnabling: Bool {
    switch self {
    case .disableTrigger, .disableTriggerAll, .disableTriggerUser, .disableRule: false
    default: true
    }
  }
}
