#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file or directory that could not be used, and what to do about it.
struct FileProblem: Error, Equatable {
  /// A sentence that names the file, without a full stop.
  var message: String

  static func missing(_ path: String) -> FileProblem { unreadable(path, ENOENT) }
}

enum FileKind {
  case regular, directory, symbolicLink
  /// A pipe, a terminal, …
  case other

  fileprivate init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .directory
    case S_IFLNK: self = .symbolicLink
    default: self = .other
    }
  }
}

/// Offsets are 32 bits wide.
private let largestFile = Int(UInt32.max)

/// What has no size of its own, such as a pipe, is read in pieces of this size.
private let pieceSize = 1 << 16

/// The bytes of a file that a person keeps text in.
///
/// - Throws: if it cannot be opened or read, is too large, or is a directory.
func readFile(_ path: String) throws(FileProblem) -> [UInt8] {
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw unreadable(path, errno) }
  defer { close(descriptor) }
  var status = stat()
  guard unsafe fstat(descriptor, &status) == 0 else { throw unreadable(path, errno) }
  let kind = FileKind(mode: status.st_mode)
  guard kind != .directory else { throw unreadable(path, EISDIR) }
  return try readAll(
    descriptor, name: path, size: kind == .regular ? Int(status.st_size) : nil)
}

func readStandardInput(name: String) throws(FileProblem) -> [UInt8] {
  try readAll(STDIN_FILENO, name: name, size: nil)
}

/// - Parameter size: in bytes, where it is known.
private func readAll(
  _ descriptor: Int32, name: String, size: Int?
) throws(FileProblem) -> [UInt8] {
  guard (size ?? 0) <= largestFile else { throw tooLarge(name) }
  var bytes: [UInt8] = []
  // With room for one byte more than there are, one read shows the end of a file as well. Some files, as those of /proc,
  // say 0 and hold more.
  var room = size.map { $0 == 0 ? pieceSize : $0 + 1 } ?? pieceSize
  while true {
    let piece = try read(descriptor, name: name, atMost: room)
    if piece.isEmpty { return bytes }
    if bytes.isEmpty { bytes = piece } else { bytes += piece }
    guard bytes.count <= largestFile else { throw tooLarge(name) }
    if size != nil, piece.count < room { return bytes }
    room = pieceSize
  }
}

private func read(
  _ descriptor: Int32, name: String, atMost room: Int
) throws(FileProblem) -> [UInt8] {
  var failure: Int32 = 0
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
    var count = 0
    repeat {
      count = unsafe read(descriptor, buffer.baseAddress, room)
    } while count < 0 && errno == EINTR
    failure = count < 0 ? errno : 0
    initialized = max(0, count)
  }
  if failure != 0 { throw unreadable(name, failure) }
  return bytes
}

/// Writes a file, or replaces what is in it: at once, so that nobody ever finds half of it.
///
/// - Parameter isNew: it must not be there yet.
func writeFile(_ path: String, _ bytes: [UInt8], isNew: Bool) throws(FileProblem) {
  // Behind a symbolic link, the file it leads to.
  let target = isNew ? path : realPath(path) ?? path
  var status = stat()
  let mode = unsafe stat(target, &status) == 0 ? status.st_mode & 0o777 : 0o644
  let draft = "\(target).whimbrel-\(getpid())"
  if isNew, isReadable(path) { throw unwritable(path, EEXIST) }
  let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
  guard descriptor >= 0 else { throw unwritable(path, errno) }
  var failure = writeAll(descriptor, bytes)
  if close(descriptor) != 0, failure == nil { failure = errno }
  if failure == nil, unsafe rename(draft, target) != 0 { failure = errno }
  guard let failure else { return }
  _ = unsafe unlink(draft)
  throw unwritable(path, failure)
}

/// Lets everybody run a file, as far as they can read it.
func makeExecutable(_ path: String) throws(FileProblem) {
  guard unsafe chmod(path, 0o755) == 0 else { throw unwritable(path, errno) }
}

/// Makes a directory, and those on the way to it.
func makeDirectories(_ path: String) throws(FileProblem) {
  guard try fileKind(path) == nil else { return }
  let parent = Path.directory(of: path)
  if parent != path { try makeDirectories(parent) }
  guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else { throw unwritable(path, errno) }
}

private func unwritable(_ path: String, _ code: Int32) -> FileProblem {
  FileProblem(message: "cannot write \(path): \(reason(code))")
}

/// What a path leads to, symbolic links followed; nil where there is nothing.
func fileKind(_ path: String) throws(FileProblem) -> FileKind? {
  var status = stat()
  if unsafe stat(path, &status) == 0 { return FileKind(mode: status.st_mode) }
  let reason = errno
  if reason == ENOENT || reason == ENOTDIR {
    if unsafe lstat(path, &status) != 0 { return nil }
    throw FileProblem(
      message: "cannot read \(path): it is a symbolic link to a file that does not exist")
  }
  throw unreadable(path, reason)
}

/// The absolute path without symbolic links; nil where there is no such file.
func realPath(_ path: String) -> String? {
  guard let resolved = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(resolved) }
  return unsafe String(validatingCString: resolved)
}

/// Whether there is a file of this name that can be opened.
func isReadable(_ path: String) -> Bool { unsafe access(path, R_OK) == 0 }

struct DirectoryEntry {
  var name: String
  var kind: FileKind
}

/// What is in a directory, in no order, without `.` and `..`.
///
/// - Parameter invalid: called for each name that is not UTF-8, with what can be shown of it.
func listDirectory(
  _ path: String, invalid: (String) -> Void = { _ in }
) throws(FileProblem) -> [DirectoryEntry] {
  guard let directory = unsafe opendir(path) else {
    throw FileProblem(message: "cannot read the directory \(path): \(reason(errno))")
  }
  defer { unsafe closedir(directory) }
  var entries: [DirectoryEntry] = []
  while let entry = unsafe readdir(directory) {
    let (name, repaired) = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
      let length = MemoryLayout.size(ofValue: unsafe tuple.pointee)
      return unsafe tuple.withMemoryRebound(to: CChar.self, capacity: length) { characters in
        (unsafe String(validatingCString: characters), unsafe String(cString: characters))
      }
    }
    guard let name else {
      invalid(repaired)
      continue
    }
    if name == "." || name == ".." { continue }
    let kind: FileKind
    switch unsafe Int(entry.pointee.d_type) {
    case Int(DT_REG): kind = .regular
    case Int(DT_DIR): kind = .directory
    case Int(DT_LNK): kind = .symbolicLink
    case Int(DT_UNKNOWN): kind = kindOfLink(Path.joined(path, name))
    default: kind = .other
    }
    entries.append(DirectoryEntry(name: name, kind: kind))
  }
  return entries
}

/// Some file systems do not say in a listing what an entry is.
private func kindOfLink(_ path: String) -> FileKind {
  var status = stat()
  return unsafe lstat(path, &status) == 0 ? FileKind(mode: status.st_mode) : .other
}

private func unreadable(_ path: String, _ code: Int32) -> FileProblem {
  FileProblem(message: "cannot read \(path): \(reason(code))")
}

private func tooLarge(_ path: String) -> FileProblem {
  FileProblem(
    message: "\(path) is larger than 4 GiB, the most that whimbrel can read; split it")
}

/// Why the operating system refused, in words.
func reason(_ code: Int32) -> String {
  switch code {
  case ENOENT: "there is no such file or directory"
  case EACCES, EPERM: "permission denied"
  case EISDIR: "it is a directory"
  case EEXIST: "it is there already"
  case EROFS: "the file system can only be read"
  case ELOOP: "its symbolic links lead in a circle"
  case ENAMETOOLONG: "the name is too long"
  case EMFILE, ENFILE: "too many files are open"
  case ENOSPC: "no space is left"
  case EBADF: "it is closed"
  default: "error \(code) of the operating system"
  }
}
