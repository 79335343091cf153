#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files named on standard input, one path a line, that can be read.
package func filesOnStandardInput() -> [[UInt8]] {
  var files: [[UInt8]] = []
  while let path = readLine() {
    if let bytes = readFile(path) { files.append(bytes) }
  }
  return files
}

/// All bytes of a file; nil if it cannot be read.
package func readFile(_ path: String) -> [UInt8]? {
  guard let file = unsafe fopen(path, "rb") else { return nil }
  defer { unsafe fclose(file) }
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = unsafe fread(&block, 1, block.count, file)
    if count == 0 { return bytes }
    bytes.append(contentsOf: block[..<count])
  }
}
