/// Whether a name comes before another in the order in which people number files: `2_x` before `10_x`. Digits compare by
/// value, everything else byte by byte; equal numbers (`1` and `01`) are told apart by what follows, then by their zeros.
func isOrderedBefore(_ left: String, _ right: String) -> Bool {
  let left = left.utf8.span
  let right = right.utf8.span
  var (place, otherPlace) = (0, 0)
  while place < left.count, otherPlace < right.count {
    if isDigit(left[place]), isDigit(right[otherPlace]) {
      let own = number(in: left, from: &place)
      let other = number(in: right, from: &otherPlace)
      if own.count != other.count { return own.count < other.count }
      for (digit, otherDigit) in zip(own, other) where left[digit] != right[otherDigit] {
        return left[digit] < right[otherDigit]
      }
    } else if left[place] != right[otherPlace] {
      return left[place] < right[otherPlace]
    } else {
      place += 1
      otherPlace += 1
    }
  }
  if (place == left.count) != (otherPlace == right.count) { return place == left.count }
  for place in 0..<min(left.count, right.count) where left[place] != right[place] {
    return left[place] < right[place]
  }
  return left.count < right.count
}

/// The digits of a number without leading zeros; the place goes behind it.
private func number(in text: borrowing Span<UInt8>, from place: inout Int) -> Range<Int> {
  while place < text.count, text[place] == UInt8(ascii: "0") { place += 1 }
  let start = place
  while place < text.count, isDigit(text[place]) { place += 1 }
  return start..<place
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
