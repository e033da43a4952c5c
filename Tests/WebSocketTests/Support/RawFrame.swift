import WebSocket

/// A frame written byte by byte, rightly or wrongly, without the encoder under test.
struct RawFrame {
  enum LengthForm { case shortest, two, eight }

  var isFinal = true
  var reserved: UInt8 = 0
  var opcode: UInt8
  var payload: [UInt8] = []
  var form = LengthForm.shortest
  /// Says another length than the payload has.
  var claims: UInt64?

  static func text(_ text: String) -> RawFrame { RawFrame(opcode: 1, payload: Array(text.utf8)) }
  static func text(_ bytes: [UInt8]) -> RawFrame { RawFrame(opcode: 1, payload: bytes) }
  static func binary(_ bytes: [UInt8]) -> RawFrame { RawFrame(opcode: 2, payload: bytes) }
  static func ping(_ text: String) -> RawFrame { RawFrame(opcode: 9, payload: Array(text.utf8)) }
  static func pong(_ text: String) -> RawFrame { RawFrame(opcode: 10, payload: Array(text.utf8)) }
  static func close(_ payload: [UInt8]) -> RawFrame { RawFrame(opcode: 8, payload: payload) }
  static func close(_ code: UInt16, _ reason: [UInt8] = []) -> RawFrame {
    .close([UInt8(code / 256), UInt8(code % 256)] + reason)
  }
  static func more(_ text: String) -> RawFrame { .more(Array(text.utf8)) }
  static func more(_ bytes: [UInt8]) -> RawFrame { RawFrame(opcode: 0, payload: bytes) }

  /// The same frame with more to follow.
  var unfinished: RawFrame {
    var frame = self
    frame.isFinal = false
    return frame
  }

  /// The bytes as an end sends them to a reader of the given role.
  func bytes(to reader: WebSocketRole, key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]) -> [UInt8] {
    bytes(mask: reader == .server ? key : nil)
  }

  func bytes(mask: [UInt8]?) -> [UInt8] {
    var bytes = [(isFinal ? 0x80 : 0) + reserved * 16 + opcode]
    let flag: UInt8 = mask == nil ? 0 : 128
    let length = claims ?? UInt64(payload.count)
    switch form {
    case .shortest where length < 126: bytes.append(flag + UInt8(length))
    case .two: bytes += [flag + 126, UInt8(length / 256 % 256), UInt8(length % 256)]
    case .shortest where length < 65536:
      bytes += [flag + 126, UInt8(length / 256), UInt8(length % 256)]
    default:
      bytes.append(flag + 127)
      bytes += (0..<8).reversed().map { UInt8(length >> (8 * UInt64($0)) & 255) }
    }
    guard let mask else { return bytes + payload }
    bytes += mask
    return bytes + payload.enumerated().map { $1 ^ mask[$0 % 4] }
  }
}

extension [RawFrame] {
  func bytes(to reader: WebSocketRole) -> [UInt8] { flatMap { $0.bytes(to: reader) } }
}

/// Bytes from hexadecimal digits, spaces allowed.
func hex(_ text: String) -> [UInt8] {
  let digits = text.filter { !$0.isWhitespace }.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count - 1, by: 2).map {
    UInt8(digits[$0] * 16 + digits[$0 + 1])
  }
}
