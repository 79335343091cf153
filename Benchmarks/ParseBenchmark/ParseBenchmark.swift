import BenchmarkSupport
import SQLSyntax

/// Lexes and parses the files named on standard input some times over, and prints how long each round took.
///
///     find DIR -name '*.sql' | ParseBenchmark ROUNDS
///
/// Output: one line a round, `bytes statements seconds`. Reading the files is not in the time.
@main
struct ParseBenchmark {
  static func main() {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5
    let files = filesOnStandardInput()
    let bytes = files.reduce(0) { $0 + $1.count }
    let clock = ContinuousClock()
    for _ in 0..<rounds {
      var statements = 0
      let time = clock.measure {
        for file in files { statements += parse(file).statements.count }
      }
      print(bytes, statements, time / .seconds(1))
    }
  }
}
