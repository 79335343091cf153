/// A name that PostgreSQL makes up, before its number: `table_column_suffix`, cut to 63 bytes so that the longer of
/// the first two parts gives way. Documentation: none; measured on 15 (makeObjectName).
///
/// - Parameters:
///   - first: the table's name.
///   - second: the columns' names, one underscore apart; empty for none.
package func implicitName(_ first: String, _ second: String, _ suffix: String) -> String {
  let limit = 63
  var first = Array(first.utf8)
  var second = Array(second.utf8)
  let overhead = (second.isEmpty ? 0 : 1) + (suffix.isEmpty ? 0 : suffix.utf8.count + 1)
  while first.count + second.count > max(limit - overhead, 0) {
    if first.count > second.count { first.removeLast() } else { second.removeLast() }
  }
  var name = whole(first)
  if !second.isEmpty { name += "_" + whole(second) }
  if !suffix.isEmpty { name += "_" + suffix }
  return name
}

/// The same with the first number behind it that makes it free; with none, if it is free as it is.
package func implicitName(
  _ first: String, _ second: String, _ suffix: String, unless isTaken: (String) -> Bool
) -> String {
  func name(_ number: Int) -> String {
    implicitName(first, second, suffix + (number == 0 ? "" : String(number)))
  }
  return name(firstFreeNumber { isTaken(name($0)) })
}

/// The text of bytes whose last character may have been cut.
private func whole(_ bytes: [UInt8]) -> String {
  var bytes = bytes[...]
  while let last = bytes.last, last & 0xC0 == 0x80 {
    let lead = bytes.lastIndex { $0 & 0xC0 != 0x80 } ?? bytes.startIndex
    let length = bytes[lead] >= 0xF0 ? 4 : bytes[lead] >= 0xE0 ? 3 : 2
    if bytes.endIndex - lead == length { break }
    bytes = bytes[..<lead]
  }
  if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
  return String(decoding: bytes, as: UTF8.self)
}

/// The first of the numbers from 0 whose name is free. PostgreSQL tries them one after the other; behind the first few
/// hundred, where that would take ever longer, those below a free one are taken to be in use.
private func firstFreeNumber(_ isTaken: (Int) -> Bool) -> Int {
  let triedOneByOne = 256
  for number in 0..<triedOneByOne where !isTaken(number) { return number }
  var low = triedOneByOne
  var step = triedOneByOne
  while isTaken(low + step) {
    low += step
    step *= 2
  }
  var high = low + step
  while low + 1 < high {
    let middle = (low + high) / 2
    if isTaken(middle) { low = middle } else { high = middle }
  }
  return isTaken(low) ? high : low
}
