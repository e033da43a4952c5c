import WebSocket

/// A second reading of RFC 6455: the whole input at once, frame after frame, with the standard
/// library's own UTF-8 and no thought of speed.
struct NaiveDecoder {
  let role: WebSocketRole
  let limits: WebSocketLimits
  private(set) var incoming: [Incoming] = []
  /// The close code of the first violation.
  private(set) var code: UInt16?
  /// How many bytes belong to frames that are complete.
  private(set) var consumed = 0

  private struct Fault: Error { let code: UInt16 }

  private var message: (opcode: Int, bytes: [UInt8], frames: Int)?

  init(_ bytes: [UInt8], role: WebSocketRole, limits: WebSocketLimits = .standard) {
    self.role = role
    self.limits = limits
    do {
      while try step(bytes.map(Int.init)) {}
    } catch {
      code = (error as? Fault)?.code
    }
  }

  /// Reads one complete frame; false when there is none, or none after a close.
  private mutating func step(_ all: [Int]) throws -> Bool {
    if case .close = incoming.last { return false }
    let rest = Array(all[consumed...])
    guard rest.count >= 2 else { return false }
    let (opcode, final) = (rest[0] % 16, rest[0] / 128 == 1)
    func refuse(_ wrong: Bool, _ code: UInt16 = 1002) throws {
      if wrong { throw Fault(code: code) }
    }
    try refuse(rest[0] / 16 % 8 != 0)
    try refuse(![0, 1, 2, 8, 9, 10].contains(opcode))
    try refuse(opcode >= 8 && !final)
    try refuse(opcode == 0 && message == nil)
    try refuse((opcode == 1 || opcode == 2) && message != nil)
    try refuse((rest[1] / 128 == 1) != (role == .server))
    var length = UInt64(rest[1] % 128)
    try refuse(opcode >= 8 && length > 125)
    var at = 2
    if length > 125 {
      let size = length == 126 ? 2 : 8
      guard rest.count >= 2 + size else { return false }
      let long = rest[2..<2 + size].reduce(UInt64(0)) { $0 * 256 + UInt64($1) }
      try refuse(long > UInt64(Int64.max) || long < (size == 2 ? 126 : 65536))
      length = long
      at += size
    }
    try refuse(length > UInt64(limits.frameBytes), 1009)
    let mask = role == .server ? Array(rest[at...].prefix(4)) : [0, 0, 0, 0]
    if role == .server { at += 4 }
    if opcode < 8, rest.count >= at {
      try refuse((message?.frames ?? 0) + 1 > limits.fragments, 1009)
      try refuse((message?.bytes.count ?? 0) + Int(length) > limits.messageBytes, 1009)
    }
    guard rest.count >= at + Int(length) else { return false }
    let payload = rest[at..<at + Int(length)].enumerated().map { UInt8($1 ^ mask[$0 % 4]) }
    try take(opcode, final, payload)
    consumed += at + Int(length)
    return true
  }

  private mutating func take(_ opcode: Int, _ final: Bool, _ payload: [UInt8]) throws {
    switch opcode {
    case 8: incoming.append(.close(try close(payload)))
    case 9: incoming.append(.ping(payload))
    case 10: incoming.append(.pong(payload))
    default:
      let kind = message?.opcode ?? opcode
      let bytes = (message?.bytes ?? []) + payload
      if kind == 1, !(final ? Self.isText(bytes) : Self.couldBeText(bytes)) {
        throw Fault(code: 1007)
      }
      message = final ? nil : (kind, bytes, (message?.frames ?? 0) + 1)
      if final { incoming.append(kind == 1 ? .text(bytes) : .binary(bytes)) }
    }
  }

  private func close(_ payload: [UInt8]) throws -> CloseFrame {
    if payload.isEmpty { return CloseFrame() }
    guard payload.count > 1 else { throw Fault(code: 1002) }
    let code = Int(payload[0]) * 256 + Int(payload[1])
    let mayTravel = [1000, 1001, 1002, 1003] + Array(1007...1014) + Array(3000...4999)
    guard mayTravel.contains(code) else { throw Fault(code: 1002) }
    guard let reason = String(validating: payload.dropFirst(2), as: UTF8.self) else {
      throw Fault(code: 1007)
    }
    return CloseFrame(CloseCode(UInt16(code)), reason: reason)
  }

  static func isText(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

  /// Whether some text begins with these bytes.
  static func couldBeText(_ bytes: [UInt8]) -> Bool {
    let ends: [[UInt8]] = [
      [], [0x80], [0x90], [0xA0], [0x80, 0x80], [0xA0, 0x80], [0x90, 0x80], [0x80, 0x80, 0x80],
      [0x90, 0x80, 0x80],
    ]
    return ends.contains { isText(bytes + $0) }
  }
}
