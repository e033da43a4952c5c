import Glibc

/// A descriptor that is open for reading, closed when nobody holds it any more.
final class OpenFile {
  /// How the user calls it.
  let name: String
  private let descriptor: Int32
  private let isOurs: Bool
  private let status: stat

  /// Opens the path, or takes standard input for `-`.
  convenience init(_ path: String) throws(Failure) {
    if path == FileInput.standardInput {
      try self.init(descriptor: STDIN_FILENO, name: "standard input", isOurs: false)
    } else {
      try self.init(descriptor: OpenFile.open(path), name: path, isOurs: true)
    }
  }

  /// Takes a descriptor, and closes it at the end when it is ours.
  init(descriptor: Int32, name: String, isOurs: Bool) throws(Failure) {
    var status = stat()
    let result = fstat(descriptor, &status)
    let error = errno
    self.name = name
    self.descriptor = descriptor
    self.isOurs = isOurs
    self.status = status
    guard result == 0 else {
      throw Failure(name, SystemError.sentence(error))
    }
    try checkKind()
  }

  deinit {
    if isOurs {
      close(descriptor)
    }
  }

  /// Everything in it, or a failure when that is nothing or more than the limit.
  func contents(limit: Int) throws(Failure) -> [UInt8] {
    if isRegular && status.st_size > limit {
      throw tooLarge(limit)
    }
    try waitForWriter()
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 {
        break
      } else if count > 0 {
        bytes.append(contentsOf: chunk[..<count])
        // A pipe or a growing file shows its size only while it is read.
        guard bytes.count <= limit else { throw tooLarge(limit) }
      } else {
        try retry(after: errno)
      }
    }
    guard !bytes.isEmpty else {
      throw Failure(name, SystemError.emptyFile)
    }
    return bytes
  }

  /// Refuses a file that others can read or change, or that belongs to somebody else.
  func checkPrivate() throws(Failure) {
    guard status.st_uid == geteuid() else {
      throw Failure(name, "belongs to another user")
    }
    let repair = isOurs ? "; run chmod 600 \(OpenFile.shellWord(name))" : ""
    guard status.st_mode & (S_IRGRP | S_IROTH) == 0 else {
      throw Failure(name, "is readable by others\(repair)")
    }
    guard status.st_mode & (S_IWGRP | S_IWOTH) == 0 else {
      throw Failure(name, "is writable by others\(repair)")
    }
  }

  // MARK: - Parts

  /// The path as a shell must be given it: somebody will paste the advice.
  private static func shellWord(_ path: String) -> String {
    let word = path.hasPrefix("-") ? "./\(path)" : path
    let plain = word.utf8.allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        || UInt8(ascii: "+")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "_")
    }
    guard !plain else { return word }
    let parts = word.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }

  private var kind: mode_t { status.st_mode & S_IFMT }
  private var isRegular: Bool { kind == S_IFREG }

  /// Opens without waiting, so that a device or a pipe without a writer can be told apart first.
  private static func open(_ path: String) throws(Failure) -> Int32 {
    guard !path.isEmpty else {
      throw Failure("", "the name of a file is empty")
    }
    guard !path.utf8.contains(0) else {
      throw Failure(path, "has a NUL character in its name")
    }
    while true {
      let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
      if descriptor >= 0 {
        return descriptor
      }
      switch errno {
      case EINTR: continue
      // What `open` says about a socket, and about a device without a driver.
      case ENXIO, ENODEV: throw Failure(path, "is a socket or a device, not a file")
      case let error: throw Failure(path, SystemError.sentence(error))
      }
    }
  }

  private func checkKind() throws(Failure) {
    switch kind {
    case S_IFREG, S_IFIFO:
      break
    case S_IFDIR:
      throw Failure(name, SystemError.sentence(EISDIR))
    case S_IFCHR where !isOurs, S_IFSOCK where !isOurs:
      // Standard input may be a terminal, `/dev/null` or a socket: the user connected it.
      break
    default:
      throw Failure(name, "is a device, not a file; - reads standard input")
    }
  }

  /// Makes reading wait again, and waits until a named pipe has had a writer.
  private func waitForWriter() throws(Failure) {
    guard isOurs else { return }
    let flags = fcntl(descriptor, F_GETFL)
    guard flags >= 0, fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) >= 0 else {
      throw Failure(name, SystemError.sentence(errno))
    }
    if kind == S_IFIFO {
      try waitUntilReadable()
    }
  }

  private func retry(after error: Int32) throws(Failure) {
    switch error {
    case EINTR: break
    case EAGAIN: try waitUntilReadable()
    default: throw Failure(name, SystemError.sentence(error))
    }
  }

  private func waitUntilReadable() throws(Failure) {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&request, 1, -1) < 0 {
      guard errno == EINTR else { throw Failure(name, SystemError.sentence(errno)) }
    }
  }

  private func tooLarge(_ limit: Int) -> Failure {
    let mebibyte = 1 << 20
    let size = limit % mebibyte == 0 ? "\(limit / mebibyte) MiB" : "\(limit) bytes"
    return Failure(name, "is larger than the limit of \(size)")
  }
}
