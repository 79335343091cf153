import BenchmarkSupport
import Diagnostics
import Lint
import SQLLexer
import SQLSyntax
import SeededRandom

/// Runs damaged files through everything from the lexer to the rules, in this process: a trap ends it, and the exit
/// code is not 0. What can be said of every input is checked besides (see `check`).
///
///     find DIR -name '*.sql' | HostileInputs truncate COUNT SEED     every file cut off at COUNT random bytes
///     find DIR -name '*.sql' | HostileInputs mutate COUNT SEED      COUNT files with some bytes changed
///     find DIR -name '*.sql' | HostileInputs tokens COUNT SEED      COUNT statements with a token changed
///
/// Output: `inputs bytes seconds`. For statements also how long reading one takes per byte (see `TokenMutants`).
@main
struct HostileInputs {
  /// Longer files are mutated in a window of this many bytes, so that many inputs fit into a run.
  static let mutationWindow = 1 << 16
  static let mutationsPerInput = 1...8
  /// Bytes that begin, end or change a token.
  static let meaningful =
    Array("'\"$;:/*-\\()[]{}eEuUxXbB&_.09 \n\r\t\0".utf8) + [0x80, 0xC3, 0xFF]

  static func main() async {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let count = Int(arguments[2]), let seed = UInt64(arguments[3])
    else {
      fatalError("usage: HostileInputs truncate|mutate|tokens COUNT SEED, paths on standard input")
    }
    let files = filesOnStandardInput()
    if arguments[1] == "tokens" { return await TokenMutants(of: files, seed: seed).run(count) }
    let clock = ContinuousClock()
    let start = clock.now
    let work: [@Sendable (Int) async -> (inputs: Int, bytes: Int)] =
      switch arguments[1] {
      case "truncate":
        files.map { file in { await truncations(of: file, count, seed &+ UInt64($0)) } }
      case "mutate":
        (0..<max(1, count / 100)).map { _ in { await mutations(of: files, 100, seed &+ UInt64($0)) }
        }
      default: fatalError("unknown mode \(arguments[1])")
      }
    let done = await concurrently(work)
    print(done.inputs, done.bytes, (clock.now - start) / .seconds(1))
  }

  /// Runs the pieces of work on all cores, and adds up what they did.
  static func concurrently(
    _ work: [@Sendable (Int) async -> (inputs: Int, bytes: Int)]
  ) async -> (inputs: Int, bytes: Int) {
    await withTaskGroup(of: (Int, Int).self) { group in
      for (number, piece) in work.enumerated() {
        group.addTask { await piece(number) }
      }
      var total = (inputs: 0, bytes: 0)
      for await (inputs, bytes) in group {
        total.inputs += inputs
        total.bytes += bytes
      }
      return total
    }
  }

  static func truncations(
    of file: [UInt8], _ count: Int, _ seed: UInt64
  ) async -> (inputs: Int, bytes: Int) {
    var random = SplitMix64(seed: seed)
    var bytes = 0
    for _ in 0..<count {
      let input = Array(file[..<Int.random(in: 0...file.count, using: &random)])
      await check(input)
      bytes += input.count
    }
    return (count, bytes)
  }

  static func mutations(
    of files: [[UInt8]], _ count: Int, _ seed: UInt64
  ) async -> (inputs: Int, bytes: Int) {
    var random = SplitMix64(seed: seed)
    var bytes = 0
    for _ in 0..<count {
      guard let file = files.randomElement(using: &random) else { break }
      let from = Int.random(in: 0...max(0, file.count - mutationWindow), using: &random)
      var input = Array(file[from..<min(file.count, from + mutationWindow)])
      for _ in 0..<Int.random(in: mutationsPerInput, using: &random) {
        mutate(&input, &random)
      }
      await check(input)
      bytes += input.count
    }
    return (count, bytes)
  }

  static func mutate(_ input: inout [UInt8], _ random: inout SplitMix64) {
    guard !input.isEmpty else { return }
    let place = Int.random(in: 0..<input.count, using: &random)
    let end = min(input.count, place + Int.random(in: 1...32, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: input[place] = meaningful.randomElement(using: &random) ?? 0
    case 1: input[place] = UInt8.random(in: 0...255, using: &random)
    case 2: input.insert(meaningful.randomElement(using: &random) ?? 0, at: place)
    case 3: input.removeSubrange(place..<end)
    default: input.insert(contentsOf: Array(input[place..<end]), at: place)
    }
  }

  /// What holds for every input: its tokens tile it, and every finding is a place in it.
  static func check(_ input: [UInt8]) async {
    var position = 0
    for token in lex(input).all {
      precondition(token.length > 0, "a token without bytes at \(token.start)")
      precondition(Int(token.start) >= position, "tokens overlap at \(token.start)")
      requireSpace(input, position..<Int(token.start))
      position = Int(token.end)
    }
    requireSpace(input, position..<input.count)

    for report in await lint([LintInput(path: "hostile.sql", bytes: input)]) {
      for finding in report.findings {
        let range = finding.range
        precondition(range.start <= range.end && Int(range.end) <= input.count, "\(finding.rule)")
      }
    }
  }

  static func requireSpace(_ input: [UInt8], _ range: Range<Int>) {
    precondition(
      input[range].allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) },
      "bytes \(range) are in no token")
  }
}
