/// The bytes of a file of SQL, UTF-8 or nearly so: bytes that are not are checked all the same.
func readText(_ file: InputFile) -> Result<[UInt8], FileProblem> {
  do throws(FileProblem) {
    let bytes =
      file.isStandardInput ? try readStandardInput(name: file.path) : try readFile(file.path)
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw FileProblem(
        message: "\(file.path) is UTF-16, as its byte order mark says; save it as UTF-8, "
          + "for example with iconv -f UTF-16 -t UTF-8")
    }
    return .success(bytes)
  } catch {
    return .failure(error)
  }
}

/// The same for a file of a run; nil for one that was only expected and is not there.
func readText(_ run: RunFile) -> Result<[UInt8], FileProblem>? {
  let result = readText(run.file)
  if run.isExpected, case .failure(let problem) = result, problem == .missing(run.file.path) {
    return nil
  }
  return result
}
