import Diagnostics
import Reporters

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// When output is coloured.
enum ColorChoice: String, CaseIterable {
  case auto, always, never
}

/// Standard output and standard error of the process.
final class Console {
  /// For results. Call `finish` at the end.
  let output: OutputBuffer
  let outputStyle: Style
  /// The width of the terminal that standard output is, or what the variable COLUMNS says, or 80.
  var outputWidth: Int { terminalWidth(STDOUT_FILENO) ?? 80 }
  private let outputState: OutputState
  private let errorStyle: Style
  /// Whether a person may be looking at standard error.
  let showsProgress: Bool

  /// - Parameter isQuiet: no progress.
  init(color: ColorChoice = .auto, isQuiet: Bool = false) {
    let state = OutputState()
    outputState = state
    output = OutputBuffer { state.write($0) }
    outputStyle = Style(isColored: isColored(STDOUT_FILENO, color))
    errorStyle = Style(isColored: isColored(STDERR_FILENO, color))
    showsProgress = !isQuiet && isatty(STDERR_FILENO) == 1
  }

  /// Whether a person can be asked.
  var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Asks a person for a yes. Nothing, and the end of the input, mean no.
  func asks(_ question: String) -> Bool {
    output.flush()
    writeError("\(displayable(question)) [y/N] ")
    guard let answer = readLine()?.lowercased() else { return false }
    return answer == "y" || answer == "yes"
  }

  /// Prints a sentence about something that went wrong.
  func complain(_ sentence: String) {
    complain(at: nil, sentence)
  }

  /// As compilers do: `place: error: sentence`.
  func complain(at place: String?, _ sentence: String) {
    let prefix = place.map { displayable($0) + ": " } ?? ""
    let error = errorStyle.paint("error:", as: .severity(.error))
    writeError("\(prefix)\(error) \(displayable(sentence))\n")
  }

  /// Prints a sentence that is only for information.
  func note(_ sentence: String) {
    writeError("\(errorStyle.paint("note:", as: .note)) \(displayable(sentence))\n")
  }

  /// Prints on standard error as it is.
  func writeError(_ text: String) {
    _ = writeAll(STDERR_FILENO, Array(text.utf8))
  }

  /// Writes what is left.
  ///
  /// - Returns: false if output was lost, other than to a reader that wants no more.
  func finish() -> Bool {
    output.flush()
    guard let failure = outputState.failure, failure != EPIPE else { return true }
    complain("cannot write to standard output: \(reason(failure))")
    return false
  }
}

/// Whether a write failed: then nothing more is written.
private final class OutputState {
  var failure: Int32?

  func write(_ bytes: [UInt8]) {
    if failure == nil { failure = writeAll(STDOUT_FILENO, bytes) }
  }
}

/// Does something that may take long. Where a person waits for longer than a second, a line on standard error says what
/// for; it is gone at the end.
func withProgress<Result: Sendable>(
  _ text: String, isShown: Bool, _ body: () async -> Result
) async -> Result {
  guard isShown else { return await body() }
  let line = Task {
    // Back to the start of the line, and delete it.
    let erase = "\r\u{1B}[K"
    var seconds = 0
    while (try? await Task.sleep(for: .seconds(1))) != nil {
      seconds += 1
      _ = writeAll(STDERR_FILENO, Array("\(erase)\(text) (\(seconds) s)".utf8))
    }
    if seconds > 0 { _ = writeAll(STDERR_FILENO, Array(erase.utf8)) }
  }
  let result = await body()
  line.cancel()
  await line.value
  return result
}

/// - Returns: the error, if not everything could be written.
func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32? {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    if count >= 0 {
      rest = rest.dropFirst(count)
    } else if errno != EINTR {
      return errno
    }
  }
  return nil
}

/// no-color.org and its counterpart: NO_COLOR wins over FORCE_COLOR, an option over both.
private func isColored(_ descriptor: Int32, _ choice: ColorChoice) -> Bool {
  switch choice {
  case .always: return true
  case .never: return false
  case .auto: break
  }
  if !(environmentVariable("NO_COLOR") ?? "").isEmpty { return false }
  if let force = environmentVariable("FORCE_COLOR"), !force.isEmpty { return force != "0" }
  return environmentVariable("TERM") != "dumb" && isatty(descriptor) == 1
}

/// In columns; nil where nobody knows.
private func terminalWidth(_ descriptor: Int32) -> Int? {
  var size = winsize()
  if unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
    return Int(size.ws_col)
  }
  return environmentVariable("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
}

private func environmentVariable(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}

/// Writing to a pipe that nobody reads any more is an error of the write then, not the end of the process.
func ignoreBrokenPipes() {
  signal(SIGPIPE, SIG_IGN)
}

/// Keeps the descriptors of the standard streams from being given to files that are opened later, where the caller has
/// closed them: what is held in their place can be neither read from nor written to, as if it were closed.
func holdStandardStreams() {
  for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
  where fcntl(descriptor, F_GETFD) < 0 {
    // The lowest free descriptor is the one that is missing.
    _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
  }
}

/// Ends the process.
func leave(_ status: ExitStatus) -> Never { exit(status.rawValue) }

/// Waits until another thread ends the process.
func waitForEnd() -> Never {
  while true { pause() }
}
