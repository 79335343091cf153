#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the operating system refused, and why.
package struct SystemError: Error, CustomStringConvertible {
  package var description: String

  init(_ operation: String, _ path: String) {
    description = "\(operation) \(path): error \(errno)"
  }
}

package func readBytes(_ path: String) throws -> [UInt8] {
  let descriptor = unsafe open(path, O_RDONLY)
  guard descriptor >= 0 else { throw SystemError("open", path) }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = unsafe read(descriptor, &chunk, chunk.count)
    guard count >= 0 else { throw SystemError("read", path) }
    if count == 0 { return bytes }
    bytes += chunk[..<count]
  }
}

/// The text of a file, with what is not UTF-8 repaired.
package func readText(_ path: String) throws -> String {
  String(decoding: try readBytes(path), as: UTF8.self)
}

package func writeText(_ text: String, to path: String) throws {
  try writeBytes(Array(text.utf8), to: path)
}

package func writeBytes(_ bytes: [UInt8], to path: String) throws {
  let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  guard descriptor >= 0 else { throw SystemError("open", path) }
  defer { close(descriptor) }
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { throw SystemError("write", path) }
    rest = rest.dropFirst(count)
  }
}

/// The names in a directory, in order.
package func fileNames(in directory: String) throws -> [String] {
  guard let stream = unsafe opendir(directory) else { throw SystemError("opendir", directory) }
  defer { unsafe closedir(stream) }
  var names: [String] = []
  while let entry = unsafe readdir(stream) {
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
      unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted()
}

package func environmentVariable(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}

/// A directory that is there as long as the value is.
package final class TemporaryDirectory {
  /// Absolute, without symbolic links.
  package let path: String

  package init() throws {
    let base = environmentVariable("TMPDIR") ?? "/tmp"
    var template = Array("\(base)/whimbrel-test-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil, let real = unsafe realpath(template, nil) else {
      throw SystemError("mkdtemp", base)
    }
    path = unsafe String(cString: real)
    unsafe free(real)
  }

  /// Writes a file, and the directories on the way to it.
  ///
  /// - Returns: its absolute path.
  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String {
    try write(name, bytes: Array(text.utf8))
  }

  @discardableResult
  package func write(_ name: String, bytes: [UInt8]) throws -> String {
    makeDirectory(TestSupport.directory(of: name))
    let file = "\(path)/\(name)"
    try writeBytes(bytes, to: file)
    return file
  }

  package func makeDirectory(_ name: String) {
    var current = path
    for part in name.split(separator: "/") {
      current += "/\(part)"
      _ = unsafe mkdir(current, 0o755)
    }
  }

  package func link(_ name: String, to target: String) throws {
    guard unsafe symlink(target, "\(path)/\(name)") == 0 else { throw SystemError("symlink", name) }
  }

  /// A file of zeros that takes no room on the disk.
  package func makeSparseFile(_ name: String, size: Int) throws {
    let file = try write(name, "")
    guard unsafe truncate(file, off_t(size)) == 0 else { throw SystemError("truncate", file) }
  }

  package func setMode(_ name: String, _ mode: UInt32) {
    _ = unsafe chmod("\(path)/\(name)", mode_t(mode))
  }

  deinit {
    _ = try? run("/bin/sh", ["-c", "chmod -R u+rwX \"$1\"; rm -rf \"$1\"", "sh", path])
  }
}
