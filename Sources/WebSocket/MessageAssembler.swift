/// Turns bytes, in pieces of any size, into messages and control frames.
///
/// It holds one message under way and one control frame at most, within its limits. The first
/// violation ends it: the same one is thrown for whatever comes later. After a close frame
/// nothing is read any more.
public struct MessageAssembler: Sendable {
  private let limits: WebSocketLimits
  private var decoder: FrameDecoder
  /// The frame whose payload is arriving.
  private var frame: FrameHeader?
  /// The message that is arriving, if one is.
  private var kind: MessageKind?
  private var fragments = 0
  private var message: [UInt8] = []
  private var text = UTF8Stream()
  private var control: [UInt8] = []
  private var violation: Violation?

  /// Whether a close frame has been read.
  public private(set) var isClosed = false

  /// Bytes kept of a message that has not come whole.
  public var heldBytes: Int { message.count + control.count }

  public init(role: WebSocketRole, limits: WebSocketLimits = .standard) {
    self.limits = limits
    decoder = FrameDecoder(role: role, frameLimit: limits.frameBytes)
  }

  /// Reads bytes and appends what they complete.
  ///
  /// What was complete before a violation is appended too.
  public mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, into incoming: inout [Incoming]
  ) throws(Violation) {
    if let violation { throw violation }
    var input = bytes
    do throws(Violation) {
      while !isClosed, try readFrame(&input, into: &incoming) {}
    } catch {
      violation = error
      message = []
      throw error
    }
  }

  /// Reads bytes and appends what they complete.
  public mutating func read(
    _ bytes: [UInt8], into incoming: inout [Incoming]
  ) throws(Violation) {
    try bytes.withUnsafeBufferPointer { (buffer) throws(Violation) in
      try read(buffer, into: &incoming)
    }
  }

  /// Reads up to the end of one frame; false when the input ends before it does.
  private mutating func readFrame(
    _ input: inout UnsafeBufferPointer<UInt8>, into incoming: inout [Incoming]
  ) throws(Violation) -> Bool {
    let current: FrameHeader
    if let frame {
      current = frame
    } else {
      let header = try decoder.header(from: &input, isInsideMessage: kind != nil)
      guard let header else { return false }
      try begin(header)
      frame = header
      current = header
    }
    if current.opcode.isControl {
      decoder.payload(from: &input, into: &control)
      guard decoder.isAtFrameEnd else { return false }
      incoming.append(try takeControl(current.opcode))
    } else {
      try readData(&input)
      guard decoder.isAtFrameEnd else { return false }
      if current.isFinal { incoming.append(try takeMessage()) }
    }
    frame = nil
    return true
  }

  private mutating func begin(_ header: FrameHeader) throws(Violation) {
    if header.opcode.isControl { return }
    if header.opcode != .continuation { kind = header.opcode == .text ? .text : .binary }
    fragments += 1
    guard fragments <= limits.fragments else { throw .manyFragments(limit: limits.fragments) }
    guard header.length <= limits.messageBytes - message.count else {
      throw .longMessage(limit: limits.messageBytes)
    }
  }

  private mutating func readData(
    _ input: inout UnsafeBufferPointer<UInt8>
  ) throws(Violation) {
    let start = message.count
    decoder.payload(from: &input, into: &message)
    guard kind == .text else { return }
    let isText = message.withUnsafeBufferPointer {
      text.accept(UnsafeBufferPointer(rebasing: $0[start...]))
    }
    guard isText else { throw .badText }
  }

  private mutating func takeMessage() throws(Violation) -> Incoming {
    guard text.isComplete else { throw .badText }
    let bytes = message
    let isText = kind == .text
    message = []
    kind = nil
    fragments = 0
    return isText ? .text(bytes) : .binary(bytes)
  }

  private mutating func takeControl(_ opcode: Opcode) throws(Violation) -> Incoming {
    let payload = control
    control = []
    switch opcode {
    case .ping: return .ping(payload)
    case .pong: return .pong(payload)
    default:
      let close = try CloseFrame(payload: payload)
      isClosed = true
      message = []
      return .close(close)
    }
  }
}
