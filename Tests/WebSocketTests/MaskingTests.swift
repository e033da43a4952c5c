import Testing

@testable import WebSocket

struct MaskingTests {
  /// Against the byte-wise sentence of section 5.3, for every length, phase and alignment that the
  /// wide steps distinguish.
  @Test func wideStepsEqualTheByteRule() {
    var dice = Dice(1)
    for count in 0..<100 {
      let payload = dice.bytes(count + 3)
      let keyBytes = dice.bytes(4)
      let key = MaskKey(keyBytes.reduce(0) { $0 << 8 | UInt32($1) })
      for phase in 0..<8 {
        for start in 0..<3 {
          var bytes = payload
          bytes.withUnsafeMutableBufferPointer {
            key.apply(to: UnsafeMutableBufferPointer(rebasing: $0[start...]), phase: phase)
          }
          let expected = payload.enumerated().map { at, byte in
            at < start ? byte : byte ^ keyBytes[(at - start + phase) % 4]
          }
          #expect(bytes == expected, "\(count) bytes from \(start), phase \(phase)")
        }
      }
    }
  }

  @Test func maskedFramesComeBackInPiecesOfEverySize() throws {
    var dice = Dice(2)
    let payload = dice.bytes(300)
    var encoder = FrameEncoder.client { MaskKey(0x1234_ABCD) }
    var bytes: [UInt8] = []
    try encoder.message(.binary, payload, into: &bytes)
    #expect(!bytes.suffix(300).elementsEqual(payload))
    for size in 1...bytes.count {
      let pieces = stride(from: 0, to: bytes.count, by: size).map {
        Array(bytes[$0..<min($0 + size, bytes.count)])
      }
      #expect(Outcome(feeding: pieces, to: .server) == Outcome([.binary(payload)]))
    }
  }

  @Test func everyFrameHasAKeyOfItsOwn() throws {
    let keys = KeyList([0x0102_0304, 0x0506_0708, 0x090A_0B0C])
    var encoder = FrameEncoder.client { keys.next() }
    var bytes: [UInt8] = []
    try encoder.text("", into: &bytes)
    try encoder.ping(into: &bytes)
    try encoder.close(CloseFrame(), into: &bytes)
    #expect(bytes == hex("81 80 01020304 89 80 05060708 88 80 090a0b0c"))
  }
}
