/// The first bytes of a frame (RFC 6455 section 5.2).
struct FrameHeader {
  let isFinal: Bool
  let opcode: Opcode
  let length: Int
  let mask: MaskKey?

  /// Two bytes, eight of length, four of mask.
  static let longest = 14

  /// What has to be known to judge a header.
  struct Rules {
    let readsMasked: Bool
    let frameLimit: Int
    let isInsideMessage: Bool
  }

  /// The header at the start of the bytes and its size; nil when more bytes are needed.
  ///
  /// Every byte is judged as soon as it is there, in the order of the wire, so the same bytes meet
  /// the same judgement however they arrive.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ rules: Rules
  ) throws(Violation) -> (header: FrameHeader, size: Int)? {
    guard bytes.count >= 1 else { return nil }
    let isFinal = bytes[0] & 0x80 != 0
    let opcode = try opcode(bytes[0], rules)
    guard bytes.count >= 2 else { return nil }
    let isMasked = bytes[1] & 0x80 != 0
    guard isMasked == rules.readsMasked else { throw isMasked ? .masked : .unmasked }
    let short = bytes[1] & 0x7F
    if opcode.isControl, short > 125 { throw .longControl }
    let lengthSize = short == 126 ? 2 : short == 127 ? 8 : 0
    guard
      let length = try length(short, bytes, size: lengthSize, limit: rules.frameLimit)
    else { return nil }
    let size = 2 + lengthSize + (isMasked ? 4 : 0)
    guard bytes.count >= size else { return nil }
    var mask: MaskKey?
    if isMasked {
      mask = MaskKey(UInt32(truncatingIfNeeded: number(bytes, from: size - 4, size: 4)))
    }
    return (FrameHeader(isFinal: isFinal, opcode: opcode, length: length, mask: mask), size)
  }

  private static func opcode(_ byte: UInt8, _ rules: Rules) throws(Violation) -> Opcode {
    guard byte & 0x70 == 0 else { throw .reservedBits }
    guard let opcode = Opcode(rawValue: byte & 0x0F) else { throw .reservedOpcode(byte & 0x0F) }
    switch opcode {
    case .continuation:
      guard rules.isInsideMessage else { throw .nothingToContinue }
    case .text, .binary:
      guard !rules.isInsideMessage else { throw .interruptedMessage }
    case .close, .ping, .pong:
      guard byte & 0x80 != 0 else { throw .fragmentedControl }
    }
    return opcode
  }

  private static func length(
    _ short: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, size: Int, limit: Int
  ) throws(Violation) -> Int? {
    var length = UInt64(short)
    if size > 0 {
      // The top bit is judged on the third byte: nobody waits for the rest of an absurd length.
      if size == 8, bytes.count > 2, bytes[2] & 0x80 != 0 { throw .impossibleLength }
      guard bytes.count >= 2 + size else { return nil }
      length = number(bytes, from: 2, size: size)
      guard length > (size == 2 ? 125 : 0xFFFF) else { throw .longForm }
    }
    guard length <= UInt64(limit) else { throw .longFrame(limit: limit) }
    return Int(length)
  }

  /// A number with its highest byte first.
  @inline(__always)
  private static func number(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, size: Int
  ) -> UInt64 {
    var number: UInt64 = 0
    for at in start..<start + size { number = number << 8 | UInt64(bytes[at]) }
    return number
  }
}

extension FrameHeader {
  /// Appends the header in its shortest form.
  func write(into output: inout [UInt8]) {
    let maskBit: UInt8 = mask == nil ? 0 : 0x80
    output.append((isFinal ? 0x80 : 0) | opcode.rawValue)
    switch length {
    case ...125: output.append(maskBit | UInt8(truncatingIfNeeded: length))
    case ...0xFFFF:
      output.append(maskBit | 126)
      Self.append(UInt64(length), size: 2, to: &output)
    default:
      output.append(maskBit | 127)
      Self.append(UInt64(length), size: 8, to: &output)
    }
    if let mask { Self.append(UInt64(mask.bits), size: 4, to: &output) }
  }

  private static func append(_ number: UInt64, size: Int, to output: inout [UInt8]) {
    for place in (0..<size).reversed() {
      output.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(place))))
    }
  }
}
