/// Into how many parts a parallel run cuts its work: some 32 for each of many cores, so that no
/// thread is left with a large one at the end.
private let partCount = 256

/// Up to this size, in bytes, starting threads takes longer than the work.
private let serialSize = 256 * 1024

/// Whether files are so many, or so large, that threads pay.
func isWorthThreads(_ inputs: [LintInput]) -> Bool {
  guard inputs.count > 1 else { return false }
  var size = 0
  for input in inputs {
    size += input.bytes.count
    if size > serialSize { return true }
  }
  return false
}

/// Maps elements, in any order but with the results in the order of the elements.
func map<Element: Sendable, Result: Sendable>(
  _ elements: [Element], isParallel: Bool,
  _ transform: @escaping @Sendable (Element) async -> Result
) async -> [Result] {
  guard isParallel else { return await elements[...].map(transform) }
  let size = max(1, elements.count / partCount)
  return await withTaskGroup(of: (start: Int, results: [Result]).self) { group in
    for start in stride(from: 0, to: elements.count, by: size) {
      let part = elements[start..<min(start + size, elements.count)]
      group.addTask { (start, await part.map(transform)) }
    }
    var parts: [(start: Int, results: [Result])] = []
    for await part in group { parts.append(part) }
    return parts.sorted { $0.start < $1.start }.flatMap(\.results)
  }
}

extension ArraySlice {
  fileprivate func map<Result>(
    _ transform: @Sendable (Element) async -> Result
  ) async -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(count)
    for element in self { results.append(await transform(element)) }
    return results
  }
}
