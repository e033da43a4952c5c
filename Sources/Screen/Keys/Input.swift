/// One thing that happened at the terminal.
public enum Input: Hashable, Sendable {
  case key(Key)
  case mouse(Mouse)
  /// Text that was pasted: data, never keys.
  case paste(Paste)
  /// The window of the terminal got or lost the keyboard.
  case focus(Bool)
  /// A sequence, or bytes, that mean nothing to us; swallowed whole. The first bytes of it.
  case unknown([UInt8])
  case resize(columns: Int, rows: Int)
  /// The shell asks the program to stop (SIGTSTP): answer with `Terminal.suspend()`.
  case suspend
  /// The program runs again after it had been stopped; the terminal has been set up anew.
  case resumed
  /// A signal asks the program to end: SIGTERM, SIGHUP or SIGINT.
  case terminate(signal: Int32)
  /// The terminal is gone.
  case hangup
  /// Another thread has work for the loop (`Waker.wake`).
  case wake
  /// A descriptor given to the loop can be read.
  case readable(Int32)
}

/// Pasted text.
public struct Paste: Hashable, Sendable {
  /// How a paste came to its end.
  public enum Ending: Hashable, Sendable {
    /// The terminal said so.
    case marked
    /// Nothing more came for too long.
    case timedOut
  }

  /// The text as it came, at most `KeyDecoder.pasteLimit` bytes of it.
  public let bytes: [UInt8]
  /// How many bytes were pasted.
  public let count: Int
  public let ending: Ending

  public init(bytes: [UInt8], count: Int, ending: Ending) {
    self.bytes = bytes
    self.count = count
    self.ending = ending
  }

  /// Whether `bytes` is all that was pasted.
  public var isWhole: Bool { bytes.count == count && ending == .marked }
}
