/// Whether a name comes before another in the order in which people number files: `2_x` before `10_x`. Digits compare by
/// value, everything else byte by byte; equal numbers (`1` and `01`) are told apart by what follows, then by their zeros.
func isOrderedBefore(_ left: String, _ right: String) -> Bool {
  let left = left.utf8
  let right = right.utf8
  var leftIndex = left.startIndex
  var rightIndex = right.startIndex
  while leftIndex < left.endIndex, rightIndex < right.endIndex {
    if isDigit(left[leftIndex]), isDigit(right[rightIndex]) {
      let leftNumber = number(in: left, from: &leftIndex)
      let rightNumber = number(in: right, from: &rightIndex)
      if leftNumber.count != rightNumber.count { return leftNumber.count < rightNumber.count }
      for (one, other) in zip(leftNumber, rightNumber) where one != other { return one < other }
    } else if left[leftIndex] != right[rightIndex] {
      return left[leftIndex] < right[rightIndex]
    } else {
      leftIndex = left.index(after: leftIndex)
      rightIndex = right.index(after: rightIndex)
    }
  }
  if (leftIndex == left.endIndex) != (rightIndex == right.endIndex) {
    return leftIndex == left.endIndex
  }
  return left.lexicographicallyPrecedes(right)
}

/// The digits of a number without leading zeros; the index goes behind it.
private func number(
  in text: String.UTF8View, from index: inout String.Index
) -> Substring.UTF8View {
  let end = text[index...].firstIndex { !isDigit($0) } ?? text.endIndex
  let start = text[index..<end].firstIndex { $0 != UInt8(ascii: "0") } ?? end
  index = end
  return text[start..<end]
}

private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

/// The order in which a walk comes across files: name by name.
func isPathOrderedBefore(_ left: String, _ right: String) -> Bool {
  let left = left.split(separator: "/")
  let right = right.split(separator: "/")
  for (one, other) in zip(left, right) where one != other {
    return isOrderedBefore(String(one), String(other))
  }
  return left.count < right.count
}
