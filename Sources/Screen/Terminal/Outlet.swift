import CNcurses
import Glibc

/// Writes to a terminal without ever waiting for it.
struct Outlet {
  let descriptor: Int32
  private var bytes: [UInt8] = []
  private var written = 0

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  var isEmpty: Bool { bytes.isEmpty }

  mutating func add(_ more: [UInt8]) {
    if bytes.isEmpty { bytes = more } else { bytes += more }
  }

  /// Writes what the terminal takes.
  mutating func flush() {
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
      }
      if count > 0 {
        written += count
      } else if count < 0, errno == EINTR {
        continue
      } else if count < 0, errno == EAGAIN {
        life_set_unfinished(1)
        return
      } else {
        // The terminal is gone; the loop will say so.
        break
      }
    }
    discard()
  }

  mutating func discard() {
    bytes.removeAll(keepingCapacity: bytes.count < 65_536)
    written = 0
    life_set_unfinished(0)
  }
}
