import Glibc

/// Writes files that hold secrets.
enum PrivateFile {
  /// Writes a file beside the path that only its owner can read, then puts it in the path's place:
  /// nobody ever sees half of it, or sees it with looser permissions.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw Failure(path, "the name of a file is empty, or has a NUL character in it")
    }
    var template = Array("\(path).XXXXXX".utf8CString)
    // mkstemp makes it with mode 0600.
    let descriptor = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkstemp($0) } ?? -1
    }
    guard descriptor >= 0 else { throw Failure(path, SystemError.sentence(errno)) }
    let name = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let error = fill(descriptor, bytes)
    guard error == 0, rename(name, path) == 0 else {
      let error = error == 0 ? errno : error
      unlink(name)
      throw Failure(path, SystemError.sentence(error))
    }
  }

  /// 0, or what went wrong.
  private static func fill(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32 {
    var done = 0
    var error: Int32 = 0
    while done < bytes.count, error == 0 {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if count >= 0 { done += count } else if errno != EINTR { error = errno }
    }
    if fsync(descriptor) != 0, error == 0 { error = errno }
    return close(descriptor) == 0 ? error : errno
  }
}
