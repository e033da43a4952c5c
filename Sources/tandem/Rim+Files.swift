import Glibc

extension Rim {
  /// The bytes of a file that need not be there; none for an empty one.
  func readIfThere(_ path: String, _ limit: Int) throws(Failure) -> [UInt8]? {
    do throws(Failure) {
      return try readFile(path, limit)
    } catch {
      if error.isMissingFile { return nil }
      if error.isEmptyFile { return [] }
      throw error
    }
  }
}

/// Writes whole files.
enum FileOutput {
  /// Writes a file that only its owner can read, whole or not at all, and makes its folder.
  static func write(_ path: String, _ bytes: [UInt8]) throws(Failure) {
    try makeFolder(of: path)
    let draft = "\(path).\(getpid()).new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(path, errno) }
    var error = write(descriptor, bytes)
    if error == 0, fsync(descriptor) != 0 { error = errno }
    if close(descriptor) != 0, error == 0 { error = errno }
    if error == 0, rename(draft, path) != 0 { error = errno }
    if error != 0 {
      unlink(draft)
      throw failure(path, error)
    }
  }

  private static func write(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32 {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }

  /// The folder a file shall lie in, with those above it.
  private static func makeFolder(of path: String) throws(Failure) {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      if mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure(path, errno) }
    }
  }

  private static func failure(_ path: String, _ error: Int32) -> Failure {
    Failure(path, "cannot be written: \(SystemError.sentence(error))")
  }

  /// The names in a folder, sorted; none when there is no such folder.
  static func names(in folder: String) throws(Failure) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw Failure(folder, SystemError.sentence(errno))
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(validatingCString: $0)
        }
      }
      if let name { names.append(name) }
    }
    return names.sorted()
  }
}
