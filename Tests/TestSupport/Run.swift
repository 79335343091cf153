#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a finished process left behind.
package struct RunResult: Equatable, Sendable {
  /// The exit code; the negative number of the signal that ended it, if one did.
  package var status: Int32
  package var standardOutput: String
  package var standardError: String

  package init(status: Int32, standardOutput: String = "", standardError: String = "") {
    self.status = status
    self.standardOutput = standardOutput
    self.standardError = standardError
  }
}

/// Runs the built `whimbrel`, with colours and terminal settings of the environment out of the way.
package func runWhimbrel(
  _ arguments: String..., input: String = "", in directory: TemporaryDirectory,
  environment: [String: String] = [:]
) throws -> RunResult {
  try run(
    whimbrelPath, arguments, input: Array(input.utf8), in: directory.path, environment: environment)
}

/// The executable that was built with the tests: it lies beside them.
package var whimbrelPath: String {
  if let path = environmentVariable("WHIMBREL_BINARY") { return path }
  // The test runner is the bundle itself on Linux; on macOS the bundle is named in an argument.
  let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
  let start = bundle.firstRange(of: ".xctest").map { bundle[..<$0.lowerBound] } ?? bundle[...]
  return directory(of: String(start)) + "/whimbrel"
}

/// Runs a program to its end. Input and output go through files, so nothing can block.
package func run(
  _ program: String, _ arguments: [String], input: [UInt8] = [], in directory: String? = nil,
  environment: [String: String] = [:]
) throws -> RunResult {
  let base = environmentVariable("TMPDIR") ?? "/tmp"
  var paths: [String] = []
  defer { for path in paths { _ = unsafe unlink(path) } }
  for _ in 0..<3 {
    var template = Array("\(base)/whimbrel-run-XXXXXX".utf8CString)
    let descriptor = unsafe mkstemp(&template)
    guard descriptor >= 0 else { throw SystemError("mkstemp", base) }
    close(descriptor)
    paths.append(String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }
  try writeBytes(input, to: paths[0])
  var command = [program] + arguments
  if let directory {
    command = ["/bin/sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", directory] + command
  }
  let status = try spawn(
    command, input: paths[0], output: paths[1], error: paths[2], environment: environment)
  return RunResult(
    status: status, standardOutput: try readText(paths[1]), standardError: try readText(paths[2]))
}

private func spawn(
  _ command: [String], input: String, output: String, error: String,
  environment: [String: String]
) throws -> Int32 {
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
  #else
    var actions = unsafe posix_spawn_file_actions_t()
  #endif
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  unsafe posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
  unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_TRUNC, 0)
  unsafe posix_spawn_file_actions_addopen(&actions, 2, error, O_WRONLY | O_TRUNC, 0)

  var variables = ["PATH": environmentVariable("PATH") ?? "/usr/bin:/bin"]
  for name in ["LD_LIBRARY_PATH", "HOME", "TMPDIR"] { variables[name] = environmentVariable(name) }
  variables.merge(environment) { _, given in given }

  let argumentStrings = unsafe command.map { unsafe strdup($0) } + [nil]
  let variableStrings = unsafe variables.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
  defer { unsafe (argumentStrings + variableStrings).forEach { unsafe free($0) } }
  var process = pid_t()
  let failure = unsafe posix_spawn(
    &process, command[0], &actions, nil, argumentStrings, variableStrings)
  guard failure == 0 else {
    errno = failure
    throw SystemError("spawn", command[0])
  }
  var status: Int32 = 0
  while unsafe waitpid(process, &status, 0) < 0 {
    guard errno == EINTR else { throw SystemError("waitpid", command[0]) }
  }
  let signal = status & 0x7F
  return signal == 0 ? (status >> 8) & 0xFF : -signal
}
