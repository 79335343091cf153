#if canImport(Glibc)
  // The environment is handed on as it is; nothing in this process changes it.
  @unsafe @preconcurrency import Glibc
#elseif canImport(Musl)
  @unsafe @preconcurrency import Musl
#else
  import Darwin
#endif

/// What is read from a pipe at once.
private let pieceSize = 1 << 16

/// A program that runs beside this one.
final class ChildProcess {
  /// What a program that has ended leaves.
  struct Outcome {
    /// The exit code, or 128 and more where a signal ended it.
    var status: Int32
    var output: [UInt8]
    var error: [UInt8]
  }

  private let id: pid_t
  private var input: Int32
  private var output: Int32
  private var error: Int32
  private var rest: ArraySlice<UInt8>

  /// Starts a program, which is looked for on the PATH.
  ///
  /// - Parameter input: what it reads from its standard input.
  /// - Returns: nil where it cannot be started: mostly, it is not there.
  init?(_ program: String, _ arguments: [String], input: [UInt8] = []) {
    guard let toChild = pipeEnds(), let fromChild = pipeEnds(), let complaints = pipeEnds() else {
      return nil
    }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, toChild.read, STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, fromChild.write, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, complaints.write, STDERR_FILENO)
    let words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var id = pid_t()
    let failure = unsafe posix_spawnp(&id, program, &actions, nil, words, environ)
    for end in [toChild.read, fromChild.write, complaints.write] { close(end) }
    (self.id, self.input, output, error) = (id, toChild.write, fromChild.read, complaints.read)
    rest = input[...]
    guard failure == 0 else {
      closeAll()
      return nil
    }
    if input.isEmpty { closeInput() }
  }

  /// Waits for the end.
  func finish() -> Outcome {
    var outcome = Outcome(status: 0, output: [], error: [])
    while output >= 0 || error >= 0 {
      var ends = [
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: error, events: Int16(POLLIN), revents: 0),
        pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
      ]
      guard unsafe poll(&ends, nfds_t(ends.count), -1) >= 0 else {
        if errno == EINTR { continue }
        break
      }
      if ends[0].revents != 0, !append(from: output, to: &outcome.output) {
        close(output)
        output = -1
      }
      if ends[1].revents != 0, !append(from: error, to: &outcome.error) {
        close(error)
        error = -1
      }
      if ends[2].revents != 0 { writeInput() }
    }
    closeAll()
    var status: Int32 = 0
    while unsafe waitpid(id, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    outcome.status = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    return outcome
  }

  /// - Returns: whether there may be more.
  private func append(from descriptor: Int32, to bytes: inout [UInt8]) -> Bool {
    var count = 0
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: pieceSize) { buffer, initialized in
      count = unsafe read(descriptor, buffer.baseAddress, pieceSize)
      initialized = max(0, count)
    }
    bytes += piece
    return count > 0 || count < 0 && errno == EINTR
  }

  /// Writes a piece that a pipe that is ready takes without waiting.
  private func writeInput() {
    let piece = rest.prefix(Int(PIPE_BUF))
    let count = unsafe piece.withUnsafeBytes { unsafe write(input, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { return }
    // One that wants no more is not to be waited for.
    rest = count < 0 ? [] : rest.dropFirst(count)
    if rest.isEmpty { closeInput() }
  }

  private func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  private func closeAll() {
    closeInput()
    if output >= 0 { close(output) }
    if error >= 0 { close(error) }
    (output, error) = (-1, -1)
  }
}

/// A pipe whose ends no other program inherits.
private func pipeEnds() -> (read: Int32, write: Int32)? {
  var ends: [Int32] = [-1, -1]
  guard unsafe pipe(&ends) == 0 else { return nil }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  return (ends[0], ends[1])
}
