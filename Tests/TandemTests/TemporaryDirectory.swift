import Glibc

/// A directory of a test's own, gone with the test.
final class TemporaryDirectory {
  struct Problem: Error {
    let what: String
  }

  let root: String
  private var names: Set<String> = []

  init() throws {
    var template = Array("/tmp/tandem-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw Problem(what: "no temporary directory: \(errno)") }
    root = made
  }

  deinit {
    names.forEach { unlink("\(root)/\($0)") }
    rmdir(root)
  }

  /// A path in the directory; what a test puts there is removed at the end.
  func path(_ name: String) -> String {
    names.insert(name)
    return "\(root)/\(name)"
  }

  /// Writes a file and returns its path.
  @discardableResult
  func file(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o600) throws -> String {
    let target = path(name)
    let descriptor = open(target, O_WRONLY | O_CREAT | O_TRUNC, mode)
    guard descriptor >= 0 else { throw Problem(what: "\(target): \(errno)") }
    defer { close(descriptor) }
    fchmod(descriptor, mode)
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
      throw Problem(what: "\(target): \(errno)")
    }
    return target
  }

  func text(_ name: String) throws -> String {
    try contents(of: path(name))
  }
}

/// A whole file as text, read without the code under test.
func contents(of path: String) throws -> String {
  guard let file = fopen(path, "r") else {
    throw TemporaryDirectory.Problem(what: "\(path): \(errno)")
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65536)
  while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
    bytes += chunk[..<count]
  }
  return String(decoding: bytes, as: UTF8.self)
}
