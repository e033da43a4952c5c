/// Takes frames apart that come in pieces of any size.
///
/// It holds at most the bytes of one header; a payload goes straight from the input to where it
/// belongs, so no byte is looked for twice and nothing is ever removed from a buffer's front.
struct FrameDecoder {
  private let readsMasked: Bool
  private let frameLimit: Int
  /// The start of a header that the input broke off.
  private var head: [UInt8] = []
  private var mask: MaskKey?
  private var length = 0
  private var received = 0

  init(role: WebSocketRole, frameLimit: Int) {
    readsMasked = role.readsMasked
    self.frameLimit = frameLimit
  }

  /// Whether the payload of the last header is complete.
  var isAtFrameEnd: Bool { received == length }

  /// Takes a header off the input; nil when the input ends before it does.
  mutating func header(
    from input: inout UnsafeBufferPointer<UInt8>, isInsideMessage: Bool
  ) throws(Violation) -> FrameHeader? {
    let rules = FrameHeader.Rules(
      readsMasked: readsMasked, frameLimit: frameLimit, isInsideMessage: isInsideMessage)
    if head.isEmpty {
      guard let (header, size) = try FrameHeader.read(input, rules) else {
        head.append(contentsOf: input)
        input = UnsafeBufferPointer(rebasing: input[input.count...])
        return nil
      }
      input = UnsafeBufferPointer(rebasing: input[size...])
      begin(header)
      return header
    }
    while let byte = input.first {
      head.append(byte)
      input = UnsafeBufferPointer(rebasing: input[1...])
      guard let header = try Self.read(head, rules) else { continue }
      head.removeAll(keepingCapacity: true)
      begin(header)
      return header
    }
    return nil
  }

  /// Appends what the input has of the payload, unmasked.
  mutating func payload(
    from input: inout UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]
  ) {
    let count = min(length - received, input.count)
    guard count > 0 else { return }
    let start = bytes.count
    let piece = UnsafeBufferPointer(rebasing: input[..<count])
    // One allocation of the right size, but only if all of it is here: a length alone is a promise
    // of the peer, and no reason to hold memory.
    if start == 0, count == length { bytes = Array(piece) } else { bytes.append(contentsOf: piece) }
    input = UnsafeBufferPointer(rebasing: input[count...])
    if let mask {
      bytes.withUnsafeMutableBufferPointer {
        mask.apply(to: UnsafeMutableBufferPointer(rebasing: $0[start...]), phase: received)
      }
    }
    received += count
  }

  private mutating func begin(_ header: FrameHeader) {
    mask = header.mask
    length = header.length
    received = 0
  }

  private static func read(
    _ bytes: [UInt8], _ rules: FrameHeader.Rules
  ) throws(Violation) -> FrameHeader? {
    try bytes.withUnsafeBufferPointer { (buffer) throws(Violation) in
      try FrameHeader.read(buffer, rules)?.header
    }
  }
}
