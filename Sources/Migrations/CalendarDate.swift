/// What stands where a day should, read as ISO 8601 writes it: `2025-11-10`, with or without a time behind it.
package enum CalendarDate: Equatable, Sendable {
  case day
  /// Written as a day that no calendar has: the last one of its month, and that month's number; nil where there is no
  /// such month.
  case noSuchDay(lastOfMonth: Int?)
  case otherForm

  package init(_ text: String) {
    let bytes = Array(text.utf8)
    let form = Array("dddd-dd-dd".utf8)
    guard bytes.count >= form.count,
      zip(bytes, form).allSatisfy({ $1 == UInt8(ascii: "d") ? isDigit($0) : $0 == $1 }),
      bytes.count == form.count || bytes[form.count] == UInt8(ascii: "T")
        || isSpace(bytes[form.count])
    else {
      self = .otherForm
      return
    }
    func number(_ range: Range<Int>) -> Int {
      bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    guard (1...12).contains(month) else {
      self = .noSuchDay(lastOfMonth: nil)
      return
    }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let last = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    self = (1...last).contains(day) ? .day : .noSuchDay(lastOfMonth: last)
  }
}
