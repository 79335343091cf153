import Effects
import Testing

@Suite struct OracleTests {
  /// The effects of a statement, against what was measured.
  @Test(arguments: oracleCases)
  func agreesWithTheTable(_ oracle: OracleCase) throws {
    let effects = try #require(effects(of: oracle.setup + oracle.sql).last)
    #expect((effects.transactionRefusal != nil) == oracle.isRefused)
    switch oracle.second {
    case .fails(let sqlstate):
      #expect(effects.rerun.first?.sqlstate == sqlstate)
    case .unchanged:
      #expect(effects.rerun.isEmpty)
    case .again:
      try #require(effects.rerun.count == 1)
      #expect(effects.rerun[0].sqlstate == nil)
    case .unmeasured:
      break
    }
  }

  @Test func namesEveryCaseOnce() {
    var ids: Set<String> = []
    for oracle in oracleCases {
      #expect(ids.insert(oracle.id).inserted, "\(oracle.id) is there twice")
    }
  }
}
