import BenchmarkSupport
import SQLSyntax

/// Lexes and parses the files named on standard input some times over, and prints how long each round took.
///
///     find DIR -name '*.sql' | ParseBenchmark ROUNDS
///
/// Output: one line a round, `bytes statements seconds`.
@main
struct ParseBenchmark {
  static func main() {
    printRounds { parse($0).statements.count }
  }
}
