/// All rules, in the order of their ids.
package enum Registry {
  package static let rules: [any Rule] = [
    AddingPrimaryKey(),
    AddingUniqueConstraint(),
    AllowWithoutReason(),
    BackfillWithDDL(),
    CascadeReaches(),
    CertainFailure(),
    ChangingColumnType(),
    ConcurrentIndexNotAlone(),
    ConcurrentlyInTransaction(),
    ConstraintNotValid(),
    DeleteWithoutWhere(),
    DropCascade(),
    DropColumn(),
    DropDatabase(),
    DropIndexNotConcurrent(),
    DropObject(),
    DropSchema(),
    DropTable(),
    EmptyRollback(),
    IfNotExistsHidesDifference(),
    IndexNotConcurrent(),
    IrreversibleMigration(),
    LocksSeveralTables(),
    LongWorkUnderLock(),
    MissingIfExists(),
    MissingIfNotExists(),
    MissingRollback(),
    NonTransactionalInTransaction(),
    NotRerunnable(),
    NotValidNeverValidated(),
    ReindexNotConcurrent(),
    RollbackExcess(),
    RollbackFails(),
    RollbackIncomplete(),
    RollbackLosesData(),
    SetNotNull(),
    SyntaxErrorRule(),
    TruncateTable(),
    UnparsedStatement(),
    UnusedAllow(),
    ValidateInSameTransaction(),
  ]

  private static let byID = Dictionary(
    uniqueKeysWithValues: rules.map { (type(of: $0).info.id, $0) })

  package static func rule(_ id: String) -> (any Rule)? { byID[id] }
}
