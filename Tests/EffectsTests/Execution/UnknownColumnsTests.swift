import Effects
import Testing

/// Tables of the history whose columns nobody can tell.
struct UnknownColumnsTests {
  /// The table was made here, with columns that nobody knows: its constraints are known all the same. Measured on 15.
  @Test func aConstraintThatIsNotThereIsForgiven() {
    let fixture = "CREATE TABLE copy AS SELECT unknown_function(1) AS x;"
    let forgiven = effects(
      after: fixture, of: "ALTER TABLE copy DROP CONSTRAINT IF EXISTS k", isEmpty: false)
    #expect(forgiven.failure == nil)
    #expect(forgiven.lockList == ["public.copy AccessExclusiveLock"])
    let missed = effects(
      after: fixture, of: "ALTER TABLE copy DROP CONSTRAINT k", isEmpty: false)
    #expect(missed.failure?.sqlstate == "42704")
  }
}
