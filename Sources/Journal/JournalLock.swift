import Glibc

/// The right to add to a journal, held as long as this lives.
///
/// The kernel gives it back however the program ends. It is taken on a file beside the journal, for
/// SQLite drops its own locks when anybody in this process closes the journal itself. That file
/// stays: a lock on a file that was taken away keeps nobody out.
final class JournalLock {
  private let descriptor: Int32

  init(beside path: String) throws(JournalFailure) {
    let name = "\(path).lock"
    let descriptor = Glibc.open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0o600)
    guard descriptor >= 0 else { throw JournalFile.failure(errno, "the lock \(name)") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let error = errno
      let holder = Self.holder(descriptor)
      close(descriptor)
      guard error == EWOULDBLOCK else { throw JournalFile.failure(error, "the lock \(name)") }
      let whom = holder.map { " (process \($0))" } ?? ""
      throw JournalFailure(
        .held, "the journal \(path) is held by another Tandem\(whom): this one only looks")
    }
    self.descriptor = descriptor
    // Only to be shown to others, so that it may fail.
    let text = Array("\(getpid())\n".utf8)
    _ = ftruncate(descriptor, 0)
    _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  deinit {
    // Said aloud, for a child that is being started has the descriptor, too, for a moment.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Who wrote the number of its process into the file.
  private static func holder(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    let digits = bytes.prefix(max(0, count)).prefix { (48...57).contains($0) }
    return Int32(String(decoding: digits, as: UTF8.self))
  }
}
