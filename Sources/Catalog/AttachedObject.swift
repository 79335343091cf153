package import SQLSyntax

/// What has a name only together with its table: a trigger, a rule, a policy.
package struct AttachedObject: Sendable {
  package enum Kind: String, Sendable { case trigger, rule, policy }

  package var kind: Kind
  /// The function of a trigger.
  package var function: ObjectID?
  /// Of a trigger.
  package var events: CreateTrigger.Events = []
  /// Of a trigger: it runs once for each row.
  package var isForEachRow = false
  /// UPDATE OF (…), and what WHEN, USING, WITH CHECK or a rule's query mention of the table.
  package var columns: Set<Int16> = []
  /// What its expressions or queries mention otherwise.
  package var reads: Set<ObjectAddress> = []
  package var isEnabled = true
  /// Of a trigger: a partition has it because its table does.
  package var isFromParent = false
  /// Of a trigger.
  package var timing = CreateTrigger.Timing.after
  /// Of a trigger: UPDATE OF, in the order written.
  package var updateColumns: [Int16] = []
  /// Of a policy.
  package var command = CreatePolicy.Command.all
  package var isPermissive = true
  /// USING and WITH CHECK of a policy.
  package var condition: BoundExpression?
  package var check: BoundExpression?

  package init(kind: Kind) { self.kind = kind }
}

/// Any other object: what a migration can ask of it is whether it is there, and what depends on it.
package struct OtherObject: Sendable {
  package var type: ObjectType
  /// What it mentions: the tables of a publication, the columns of extended statistics.
  package var reads: Set<ObjectAddress> = []
  /// Of a subscription: it has no slot at the publisher, so that DROP needs none of it.
  package var isSlotless = false
  /// Of a publication: no option says which changes.
  package var publishesEverything = false

  package init(type: ObjectType) { self.type = type }
}
