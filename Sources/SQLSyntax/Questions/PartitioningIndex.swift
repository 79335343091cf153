extension Array {
  /// The index of the first element that satisfies a condition, which all elements behind it
  /// satisfy, too.
  package func partitioningIndex(_ satisfies: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if satisfies(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
