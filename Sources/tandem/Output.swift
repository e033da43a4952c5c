import Glibc
import Synchronization

/// Text on its way to a descriptor, in few and large writes.
final class Output: Sink {
  private let descriptor: Int32
  private let name: String
  private let state = Mutex(State())

  private struct State {
    var buffer: [UInt8] = []
    var error: Int32?
    /// The error is told once, however often it is asked for.
    var isTold = false
    var isClosed = false
  }

  private static let capacity = 64 * 1024

  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  func write(_ text: String) {
    state.withLock { state in
      guard state.error == nil && !state.isClosed else { return }
      state.buffer.append(contentsOf: text.utf8)
      if state.buffer.count >= Self.capacity {
        drain(&state)
      }
    }
  }

  var isClosed: Bool {
    state.withLock { $0.isClosed }
  }

  /// A reader that went away (`| head`) is no failure: nobody is left to be told.
  func flush() throws(Failure) {
    let error = state.withLock { state in
      drain(&state)
      defer { state.isTold = state.error != nil }
      return state.isTold ? nil : state.error
    }
    if let error {
      throw Failure(name, "cannot be written: \(SystemError.sentence(error))")
    }
  }

  private func drain(_ state: inout State) {
    var done = 0
    while done < state.buffer.count && state.error == nil && !state.isClosed {
      let count = state.buffer.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if count >= 0 {
        done += count
      } else {
        recover(from: errno, &state)
      }
    }
    state.buffer.removeAll(keepingCapacity: true)
  }

  private func recover(from error: Int32, _ state: inout State) {
    switch error {
    case EINTR:
      break
    case EAGAIN:
      // Somebody made the terminal non-blocking for us; wait instead of losing text.
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&request, 1, -1)
    case EPIPE:
      state.isClosed = true
    default:
      state.error = error
    }
  }
}
