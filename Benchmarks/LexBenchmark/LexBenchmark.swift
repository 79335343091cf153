import BenchmarkSupport
import SQLLexer

/// Lexes the files named on standard input some times over, and prints how long each round took.
///
///     find DIR -name '*.sql' | LexBenchmark ROUNDS
///
/// Output: one line a round, `bytes tokens seconds`.
@main
struct LexBenchmark {
  static func main() {
    printRounds { file in
      let lexed = lex(file)
      return lexed.tokens.count + lexed.trivia.count
    }
  }
}
