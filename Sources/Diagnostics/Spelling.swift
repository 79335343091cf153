/// No word that a user may choose from is longer; longer input is not compared.
private let longestComparedWord = 64

/// The candidate that a misspelt word most likely stands for: at most one edit in three letters away, in any case.
///
/// - Returns: nil where none is near. Among equally near ones, the first.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let letters = Array(word.lowercased().unicodeScalars)
  guard letters.count <= longestComparedWord else { return nil }
  var best: String?
  var bestDistance = max(1, letters.count / 3) + 1
  for candidate in candidates {
    let other = Array(candidate.lowercased().unicodeScalars)
    guard abs(other.count - letters.count) < bestDistance else { continue }
    let distance = editDistance(letters, other)
    if distance < bestDistance {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/// `; did you mean "…"?` where a candidate is near, else nothing: the end of a sentence about an unknown word.
package func suggestion(for word: String, among candidates: some Sequence<String>) -> String {
  nearest(to: word, among: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
}

/// Levenshtein's distance, in which two neighbours that changed places count as one edit (optimal string alignment).
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for row in left.indices {
    var current = [row + 1]
    current.reserveCapacity(right.count + 1)
    for column in right.indices {
      let substitution = previous[column] + (left[row] == right[column] ? 0 : 1)
      var distance = min(substitution, previous[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        distance = min(distance, beforePrevious[column - 1] + 1)
      }
      current.append(distance)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count]
}
