import BenchmarkSupport
import SQLLexer

/// Lexes the files named on standard input some times over, and prints how long each round took.
///
///     find DIR -name '*.sql' | LexBenchmark ROUNDS
///
/// Output: one line a round, `bytes tokens seconds`. Reading the files is not in the time.
@main
struct LexBenchmark {
  static func main() {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5
    let files = filesOnStandardInput()
    let bytes = files.reduce(0) { $0 + $1.count }
    let clock = ContinuousClock()
    for _ in 0..<rounds {
      var tokens = 0
      let time = clock.measure {
        for file in files {
          let lexed = lex(file)
          tokens += lexed.tokens.count + lexed.trivia.count
        }
      }
      print(bytes, tokens, time / .seconds(1))
    }
  }
}
