/// Runs something over the files named on standard input, as many times as the first argument says (5), and prints a line
/// for each round: `bytes count seconds`. Reading the files is not in the time.
///
/// - Parameter count: how many tokens or statements a file has.
package func printRounds(_ count: ([UInt8]) -> Int) {
  let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5
  let files = filesOnStandardInput()
  let bytes = files.reduce(0) { $0 + $1.count }
  let clock = ContinuousClock()
  for _ in 0..<rounds {
    var sum = 0
    let time = clock.measure {
      for file in files { sum += count(file) }
    }
    print(bytes, sum, time / .seconds(1))
  }
}
