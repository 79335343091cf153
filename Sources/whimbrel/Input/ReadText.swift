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
