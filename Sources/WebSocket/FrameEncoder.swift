/// Writes frames in their shortest form.
public struct FrameEncoder: Sendable {
  /// A message that is being sent in fragments.
  private struct OpenMessage {
    let kind: MessageKind
    var text = UTF8Stream()
  }

  private let nextKey: (@Sendable () -> MaskKey)?
  private var open: OpenMessage?

  private init(nextKey: (@Sendable () -> MaskKey)?) { self.nextKey = nextKey }

  /// Frames of a server, which are not masked.
  public static func server() -> FrameEncoder { FrameEncoder(nextKey: nil) }

  /// Frames of a client.
  ///
  /// - Parameter nextKey: Gives each frame its own key; it must not be foreseeable (section 5.3).
  public static func client(nextKey: @escaping @Sendable () -> MaskKey) -> FrameEncoder {
    FrameEncoder(nextKey: nextKey)
  }

  public var role: WebSocketRole { nextKey == nil ? .server : .client }

  /// Whether a message sent in fragments has not ended.
  public var isInsideMessage: Bool { open != nil }

  /// Appends a whole message in one frame.
  public mutating func message(
    _ kind: MessageKind, _ payload: [UInt8], into output: inout [UInt8]
  ) throws(SendRefusal) {
    guard open == nil else { throw .messageUnderWay }
    try fragment(kind, payload, isLast: true, into: &output)
  }

  /// Appends a whole text message in one frame.
  public mutating func text(
    _ text: String, into output: inout [UInt8]
  ) throws(SendRefusal) {
    try message(.text, Array(text.utf8), into: &output)
  }

  /// Appends the next fragment of a message; the first one begins it.
  ///
  /// Control frames may be written between fragments, other messages may not. A refused fragment
  /// changes nothing.
  public mutating func fragment(
    _ kind: MessageKind, _ payload: [UInt8], isLast: Bool, into output: inout [UInt8]
  ) throws(SendRefusal) {
    var message = open ?? OpenMessage(kind: kind)
    guard message.kind == kind else { throw .otherKindUnderWay }
    if kind == .text {
      let isText = payload.withUnsafeBufferPointer { message.text.accept($0) }
      guard isText, !isLast || message.text.isComplete else { throw .notText }
    }
    let opcode = open == nil ? kind.opcode : .continuation
    write(opcode, payload, isFinal: isLast, into: &output)
    open = isLast ? nil : message
  }

  /// Appends a ping, at most 125 bytes.
  public func ping(
    _ payload: [UInt8] = [], into output: inout [UInt8]
  ) throws(SendRefusal) {
    try control(.ping, payload, into: &output)
  }

  /// Appends a pong, at most 125 bytes.
  public func pong(
    _ payload: [UInt8] = [], into output: inout [UInt8]
  ) throws(SendRefusal) {
    try control(.pong, payload, into: &output)
  }

  /// Appends a close frame.
  public func close(_ close: CloseFrame, into output: inout [UInt8]) throws(SendRefusal) {
    write(.close, try close.payload(), isFinal: true, into: &output)
  }

  private func control(
    _ opcode: Opcode, _ payload: [UInt8], into output: inout [UInt8]
  ) throws(SendRefusal) {
    guard payload.count <= 125 else { throw .longControl(payload.count) }
    write(opcode, payload, isFinal: true, into: &output)
  }

  private func write(
    _ opcode: Opcode, _ payload: [UInt8], isFinal: Bool, into output: inout [UInt8]
  ) {
    // Only at first: to reserve for each of many small frames would copy the output every time.
    if output.isEmpty { output.reserveCapacity(FrameHeader.longest + payload.count) }
    let mask = nextKey?()
    FrameHeader(isFinal: isFinal, opcode: opcode, length: payload.count, mask: mask)
      .write(into: &output)
    let start = output.count
    output.append(contentsOf: payload)
    guard let mask else { return }
    output.withUnsafeMutableBufferPointer {
      mask.apply(to: UnsafeMutableBufferPointer(rebasing: $0[start...]), phase: 0)
    }
  }
}
