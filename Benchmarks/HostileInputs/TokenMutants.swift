import BenchmarkSupport
import SQLLexer
import SQLSyntax
import SeededRandom

/// Statements with one token dropped, doubled, exchanged with the next, or replaced by another statement's.
///
/// Each goes through `HostileInputs.check`, and reading it is timed. Output: `inputs bytes seconds`, then nanoseconds
/// per byte: the median and the largest, and the statement that took it.
struct TokenMutants {
  static let longestStatement = 4096
  /// A statement is timed in so many bytes of copies of it: what a run of the parser costs once is not its fault.
  static let timedBytes = 4096
  static let timings = 3
  /// What takes so many times the median is timed again, this often: the machine may have been busy elsewhere.
  static let suspicion = 3.0
  static let timingsOfSuspects = 30

  let statements: [[UInt8]]
  let seed: UInt64

  init(of files: [[UInt8]], seed: UInt64) {
    self.seed = seed
    statements = files.flatMap { file in
      parse(file).statements.lazy.map(\.range.indices).filter { $0.count <= Self.longestStatement }
        .map { Array(file[$0]) }
    }
  }

  func run(_ count: Int) async {
    guard !statements.isEmpty else { fatalError("there are no statements") }
    let clock = ContinuousClock()
    let start = clock.now
    var bytes = 0
    var costs: [Double] = []
    for number in 0..<count {
      let mutant = mutant(number)
      bytes += mutant.count
      await HostileInputs.check(mutant)
      costs.append(cost(of: mutant, timings: Self.timings))
    }
    let median = costs.sorted()[count / 2]
    for number in 0..<count where costs[number] > Self.suspicion * median {
      costs[number] = cost(of: mutant(number), timings: Self.timingsOfSuspects)
    }
    let worst = costs.indices.max { costs[$0] < costs[$1] } ?? 0
    print(count, bytes, (clock.now - start) / .seconds(1), median, costs[worst])
    print(String(decoding: mutant(worst), as: UTF8.self))
  }

  /// Nanoseconds per byte that reading takes.
  func cost(of statement: [UInt8], timings: Int) -> Double {
    let copy = statement + Array("\n;\n".utf8)
    let copies = 1 + Self.timedBytes / copy.count
    let text = Array(repeatElement(copy, count: copies).joined())
    let clock = ContinuousClock()
    var best = Duration.seconds(3600)
    for _ in 0..<timings {
      best = min(best, clock.measure { precondition(!parse(text).bytes.isEmpty) })
    }
    return best / .nanoseconds(text.count)
  }

  /// Mutant `number` of this seed, always the same.
  func mutant(_ number: Int) -> [UInt8] {
    var random = SplitMix64(seed: seed &+ UInt64(number))
    let statement = statements[Int.random(in: 0..<statements.count, using: &random)]
    let tokens = lex(statement).tokens
    guard let index = tokens.indices.randomElement(using: &random) else { return statement }
    let token = Array(statement[tokens[index].range.indices])
    var changed = tokens[index].range.indices
    var replacement: [UInt8] = []
    switch Int.random(in: 0..<5, using: &random) {
    case 0: break
    case 1: replacement = token + [0x20] + token
    case 2 where index + 1 < tokens.count:
      let next = tokens[index + 1].range.indices
      replacement = Array(statement[next]) + [0x20] + token
      changed = changed.lowerBound..<next.upperBound
    default: replacement = foreignToken(&random)
    }
    return Array(statement[..<changed.lowerBound]) + [0x20] + replacement + [0x20]
      + Array(statement[changed.upperBound...])
  }

  private func foreignToken(_ random: inout SplitMix64) -> [UInt8] {
    let other = statements[Int.random(in: 0..<statements.count, using: &random)]
    guard let token = lex(other).tokens.randomElement(using: &random) else { return [] }
    return Array(other[token.range.indices])
  }
}
