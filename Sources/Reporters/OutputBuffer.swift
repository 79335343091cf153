/// What everything that prints writes to: it collects bytes and hands them on in large pieces.
package final class OutputBuffer {
  /// Beyond this many bytes the buffer is handed on.
  private static let capacity = 1 << 16

  private var bytes: [UInt8] = []
  private let drain: ([UInt8]) -> Void

  /// - Parameter drain: takes the bytes, in order; called when the buffer is full and by `flush`.
  package init(drain: @escaping ([UInt8]) -> Void) {
    self.drain = drain
    bytes.reserveCapacity(OutputBuffer.capacity + 1024)
  }

  package func write(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    if bytes.count >= OutputBuffer.capacity { flush() }
  }

  func write(_ text: Substring.UTF8View) {
    bytes.append(contentsOf: text)
  }

  package func write(byte: UInt8) {
    bytes.append(byte)
  }

  package func write(number: Int) {
    write(String(number))
  }

  func write(spaces count: Int) {
    for _ in 0..<max(0, count) { bytes.append(0x20) }
  }

  package func flush() {
    guard !bytes.isEmpty else { return }
    drain(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
