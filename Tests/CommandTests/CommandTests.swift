import TestSupport
import Testing

@Test func theExecutableRuns() throws {
  let directory = try TemporaryDirectory()
  let result = try runWhimbrel("--version", in: directory)
  #expect(result.status == 0)
}
