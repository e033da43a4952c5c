import Testing
import WebSocket

struct FrameEncoderTests {
  /// Against frames written byte by byte, at the lengths where the form changes.
  @Test(arguments: [0, 1, 125, 126, 127, 65535, 65536])
  func lengthsTakeTheirShortestForm(_ count: Int) throws {
    let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    var client = FrameEncoder.client { MaskKey(0x37FA_213D) }
    var server = FrameEncoder.server()
    var toServer: [UInt8] = []
    var toClient: [UInt8] = []
    try client.message(.binary, payload, into: &toServer)
    try server.message(.binary, payload, into: &toClient)
    #expect(toServer == RawFrame.binary(payload).bytes(to: .server))
    #expect(toClient == RawFrame.binary(payload).bytes(to: .client))
  }

  @Test func framesAreAppended() throws {
    var encoder = FrameEncoder.server()
    var bytes: [UInt8] = []
    try encoder.text("é", into: &bytes)
    try encoder.ping(Array("x".utf8), into: &bytes)
    try encoder.close(CloseFrame(.goingAway, reason: "off"), into: &bytes)
    #expect(bytes == hex("81 02 c3 a9  89 01 78  88 05 03 e9 6f 66 66"))
  }

  @Test func fragmentsMayHoldControlFramesButNoMessages() throws {
    var encoder = FrameEncoder.server()
    var bytes: [UInt8] = []
    try encoder.fragment(.text, [0xE2, 0x82], isLast: false, into: &bytes)
    #expect(encoder.isInsideMessage)
    try encoder.ping(into: &bytes)
    #expect(throws: SendRefusal.messageUnderWay) { try encoder.text("x", into: &bytes) }
    #expect(throws: SendRefusal.otherKindUnderWay) {
      try encoder.fragment(.binary, [1], isLast: true, into: &bytes)
    }
    #expect(throws: SendRefusal.notText) {
      try encoder.fragment(.text, [0x41], isLast: true, into: &bytes)
    }
    #expect(throws: SendRefusal.notText) {
      try encoder.fragment(.text, [], isLast: true, into: &bytes)
    }
    try encoder.fragment(.text, [0xAC], isLast: true, into: &bytes)
    #expect(!encoder.isInsideMessage)
    try encoder.text("x", into: &bytes)
    #expect(bytes == hex("01 02 e2 82  89 00  80 01 ac  81 01 78"))
  }

  @Test func whatMayNotBeSentIsRefused() {
    var encoder = FrameEncoder.server()
    var bytes: [UInt8] = []
    let long = [UInt8](repeating: 0x61, count: 126)
    #expect(throws: SendRefusal.notText) { try encoder.message(.text, [0xFF], into: &bytes) }
    #expect(throws: SendRefusal.longControl(126)) { try encoder.ping(long, into: &bytes) }
    #expect(throws: SendRefusal.longControl(126)) { try encoder.pong(long, into: &bytes) }
    for code: UInt16 in [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000] {
      #expect(throws: SendRefusal.badCloseCode(code)) {
        try encoder.close(CloseFrame(CloseCode(code)), into: &bytes)
      }
    }
    #expect(throws: SendRefusal.reasonWithoutCode) {
      try encoder.close(CloseFrame(reason: "x"), into: &bytes)
    }
    #expect(throws: SendRefusal.longReason(124)) {
      try encoder.close(
        CloseFrame(.normal, reason: String(repeating: "é", count: 62)), into: &bytes)
    }
    #expect(bytes.isEmpty)
  }
}
