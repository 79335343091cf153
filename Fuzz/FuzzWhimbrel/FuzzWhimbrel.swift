import Lint
import SQLLexer
import SQLSyntax

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How far an input goes: WHIMBREL_FUZZ=lex, parse or lint (the default).
private let mode = unsafe getenv("WHIMBREL_FUZZ").map { unsafe String(cString: $0) } ?? "lint"

/// libFuzzer's entry. `lint` is asynchronous, so its task is waited for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  switch mode {
  case "lex":
    let lexed = lex(input)
    var position: UInt32 = 0
    for token in lexed.all {
      precondition(token.start >= position && token.length > 0)
      position = token.end
    }
    precondition(position <= count)
  case "parse":
    _ = parse(input)
  default:
    wait { _ = await lint([LintInput(path: "fuzz.sql", bytes: input)]) }
  }
  return 0
}

/// Posted when the task of an input is done. Never freed: `sem_post` may still touch it when the waiting thread goes on.
nonisolated(unsafe) private let done = {
  let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  unsafe sem_init(semaphore, 0, 0)
  return unsafe semaphore
}()

private func wait(for work: @escaping @Sendable () async -> Void) {
  // On this thread, where libFuzzer looks for what goes wrong.
  Task.immediate {
    await work()
    unsafe sem_post(done)
  }
  // The alarm by which libFuzzer measures time interrupts the wait.
  while unsafe sem_wait(done) != 0 {}
}
