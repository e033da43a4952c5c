import Glibc

/// Turns the bytes a terminal sends into what happened at the keyboard.
///
/// Pure: bytes and expired time-outs in, inputs out; the same ones however the bytes are cut.
/// A character comes only from a byte that stands outside every sequence, whether the sequence is
/// known, unknown, nested, cut off or never ended; in doubt a key is lost, never a digit typed.
public struct KeyDecoder: Sendable {
  /// What the decoder waits for; how long is for the loop to say.
  public enum Patience: Hashable, Sendable {
    /// The Escape key alone, or the start of a sequence?
    case escape
    /// The end of a string that the terminal began.
    case string
    /// The end of a paste.
    case paste
  }

  /// The most bytes of a paste that are kept.
  public static let pasteLimit = 262_144
  /// The most bytes of a sequence that are kept; more of them are swallowed all the same.
  public static let sequenceLimit = 64

  enum State: Equatable, Sendable {
    case ground
    /// ESC, once or twice.
    case escape
    /// The Escape key was given out, but it may have been a sequence that came late.
    case afterEscape
    /// ESC and an intermediate byte: an Alt key when nothing follows.
    case escapeIntermediate
    case csi
    case ss3
    /// `ESC [ [`, the function keys of the Linux console.
    case consoleKey
    /// The three bytes of an X10 mouse report.
    case mouseBytes
    case string
    case stringEscape
    case paste
  }

  let table: KeyTable
  var state = State.ground
  /// The current sequence from its ESC, in its seven-bit form, bounded.
  var sequence: [UInt8] = []
  var isOverlong = false
  /// The sequence began after its ESC had been given out as a key, so it must not act again.
  var isLate = false
  /// ESC came twice: Alt and a key that sends a sequence.
  var isAlt = false
  var scalar = ScalarDecoder()
  var pasted: [UInt8] = []
  var pastedCount = 0
  /// How much of the paste's end marker has been seen.
  var markerLength = 0

  public init(table: KeyTable = KeyTable()) {
    self.table = table
  }

  /// What to wait for before calling `timeoutElapsed`; nil when only bytes can go on.
  public var patience: Patience? {
    switch state {
    case .escape, .escapeIntermediate, .stringEscape: .escape
    case .string: .string
    case .paste: .paste
    default: nil
    }
  }

  /// Reads some bytes.
  public mutating func feed(_ bytes: some Sequence<UInt8>) -> [Input] {
    var inputs: [Input] = []
    let isDone: Void? = bytes.withContiguousStorageIfAvailable {
      feed(UnsafeRawBufferPointer($0), &inputs)
    }
    if isDone == nil {
      Array(bytes).withUnsafeBytes { feed($0, &inputs) }
    }
    return inputs
  }

  mutating func feed(_ bytes: UnsafeRawBufferPointer, _ inputs: inout [Input]) {
    var at = 0
    while at < bytes.count {
      if state == .paste {
        at += readPaste(UnsafeRawBufferPointer(rebasing: bytes[at...]), &inputs)
      } else {
        take(bytes[at], &inputs)
        at += 1
      }
    }
  }

  /// No byte came for as long as `patience` deserves.
  public mutating func timeoutElapsed() -> [Input] {
    var inputs: [Input] = []
    switch state {
    case .escape:
      inputs = Array(repeating: .key(Key(.escape)), count: sequence.count)
      reset(.afterEscape)
    case .escapeIntermediate:
      if sequence.count == 2, !isAlt {
        inputs = [.key(Key(.character(Unicode.Scalar(sequence[1])), .alt))]
        reset()
      } else {
        swallow(&inputs)
      }
    case .stringEscape:
      swallow(&inputs)
      state = .afterEscape
    case .string: swallow(&inputs)
    case .paste: endPaste(.timedOut, &inputs)
    default: break
    }
    return inputs
  }

  mutating func take(_ byte: UInt8, _ inputs: inout [Input]) {
    switch state {
    case .ground: takeGround(byte, &inputs)
    case .escape: takeEscape(byte, &inputs)
    case .afterEscape: takeAfterEscape(byte, &inputs)
    case .escapeIntermediate: takeIntermediate(byte, &inputs)
    case .csi: takeCSI(byte, &inputs)
    case .ss3: takeSS3(byte, &inputs)
    case .consoleKey: takeConsoleKey(byte, &inputs)
    case .mouseBytes: takeMouseByte(byte, &inputs)
    case .string: takeString(byte, &inputs)
    case .stringEscape: takeStringEscape(byte, &inputs)
    case .paste: break
    }
  }

  // MARK: The sequence so far

  mutating func begin(_ state: State, _ bytes: [UInt8]) {
    sequence = bytes
    isOverlong = false
    self.state = state
  }

  mutating func keep(_ byte: UInt8) {
    if sequence.count < Self.sequenceLimit {
      sequence.append(byte)
    } else {
      isOverlong = true
    }
  }

  mutating func reset(_ state: State = .ground) {
    sequence.removeAll(keepingCapacity: true)
    isOverlong = false
    isLate = false
    isAlt = false
    self.state = state
  }

  /// Reports the sequence as unknown and forgets it.
  mutating func swallow(_ inputs: inout [Input]) {
    inputs.append(.unknown(sequence))
    reset()
  }

  /// Ends the sequence with what it means.
  mutating func finish(_ meaning: Input?, _ inputs: inout [Input]) {
    guard let meaning, !isOverlong, !isLate else { return swallow(&inputs) }
    if isAlt, case .key(let key) = meaning {
      inputs.append(.key(Key(key.code, key.modifiers.union(.alt))))
    } else {
      inputs.append(meaning)
    }
    reset()
  }
}
