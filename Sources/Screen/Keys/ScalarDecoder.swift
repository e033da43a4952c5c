/// Puts the bytes of a UTF-8 scalar together.
struct ScalarDecoder: Sendable {
  enum Step: Equatable {
    case ascii(UInt8)
    case partial
    case scalar(Unicode.Scalar)
    /// A C1 control, as one byte or as the two that UTF-8 makes of it.
    case control(UInt8)
    /// A byte that no scalar starts with.
    case stray(UInt8)
    /// A scalar that broke off; the byte just given does not belong to it.
    case broken([UInt8])
    /// Bytes that together are no scalar.
    case malformed([UInt8])
  }

  private var bytes: [UInt8] = []
  private var needed = 0

  var isPartial: Bool { !bytes.isEmpty }

  mutating func take(_ byte: UInt8) -> Step {
    if bytes.isEmpty { return start(byte) }
    guard allows(byte) else {
      defer { bytes = [] }
      // A continuation byte has no meaning of its own here, above all not that of a control.
      return (0x80...0xBF).contains(byte) ? .malformed(bytes + [byte]) : .broken(bytes)
    }
    bytes.append(byte)
    if bytes.count < needed { return .partial }
    defer { bytes = [] }
    var value = UInt32(bytes[0]) & (needed == 2 ? 0x1F : needed == 3 ? 0x0F : 0x07)
    for byte in bytes[1...] { value = value << 6 | UInt32(byte & 0x3F) }
    if value < 0xA0 { return .control(UInt8(value)) }
    return Unicode.Scalar(value).map(Step.scalar) ?? .stray(byte)
  }

  private mutating func start(_ byte: UInt8) -> Step {
    switch byte {
    case ..<0x80: return .ascii(byte)
    case 0x80...0x9F: return .control(byte)
    case 0xC2...0xDF: needed = 2
    case 0xE0...0xEF: needed = 3
    case 0xF0...0xF4: needed = 4
    default: return .stray(byte)
    }
    bytes = [byte]
    return .partial
  }

  /// Overlong forms, surrogates and values beyond Unicode show in the second byte.
  private func allows(_ byte: UInt8) -> Bool {
    guard bytes.count == 1 else { return (0x80...0xBF).contains(byte) }
    switch bytes[0] {
    case 0xE0: return (0xA0...0xBF).contains(byte)
    case 0xED: return (0x80...0x9F).contains(byte)
    case 0xF0: return (0x90...0xBF).contains(byte)
    case 0xF4: return (0x80...0x8F).contains(byte)
    default: return (0x80...0xBF).contains(byte)
    }
  }
}
