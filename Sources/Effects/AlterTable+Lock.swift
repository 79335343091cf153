package import SQLSyntax

extension AlterTable {
  /// ALTER TABLE takes the strongest lock of all its commands on its table from the start: whether that is an
  /// AccessExclusiveLock. Measured on 14 to 18: alter_constraint_trigger_mixed, add_fk_and_column_together.
  package var takesAccessExclusiveLock: Bool {
    commands.contains(where: \.takesAccessExclusiveLock)
  }
}

extension AlterTableCommand {
  fileprivate var takesAccessExclusiveLock: Bool {
    switch kind {
    case .addConstraint: constraint?.kind != .foreignKey
    // ShareRowExclusiveLock
    case .enableTrigger, .enableAlwaysTrigger, .enableReplicaTrigger, .enableTriggerAll,
      .enableTriggerUser, .disableTrigger, .disableTriggerAll, .disableTriggerUser:
      false
    // ShareUpdateExclusiveLock; of storage parameters, some rare ones need more.
    case .validateConstraint, .setStatistics, .setOptions, .resetOptions, .setRelOptions,
      .resetRelOptions, .clusterOn, .dropCluster, .attachPartition:
      false
    case .detachPartition: !isConcurrent
    case .detachPartitionFinalize: false
    default: true
    }
  }
}
