/// What a statement says. In a box, so that a statement is small.
package indirect enum StatementTree: Sendable {
  /// Only node and object type are known.
  case classified
  case createTable(CreateTable)
  case alterTable(AlterTable)
  case createIndex(CreateIndex)
  case createObject(CreateObject)
  case alterEnum(AlterEnum)
  case rename(Rename)
  case drop(Drop)
  case truncate(Truncate)
  case reindex(Reindex)
  case transaction(TransactionCommand)
  case variableSet(VariableSet)
  case insert(Insert)
  case update(Update)
  case delete(Delete)
  case doBlock(DoBlock)
}
