import Testing

@testable import WebSocket

/// Against the standard library's own validation.
struct UTF8StreamTests {
  /// Each end of each range of the table, and its neighbours.
  private static let edges: [UInt8] = [
    0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
    0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
  ]

  @Test func aByteIsRefusedExactlyWhenNoTextCouldHaveIt() {
    Self.explore([], UTF8Stream())
  }

  private static func explore(_ prefix: [UInt8], _ stream: UTF8Stream) {
    for byte in edges {
      var next = stream
      let bytes = prefix + [byte]
      let accepts = [byte].withUnsafeBufferPointer { next.accept($0) }
      #expect(accepts == NaiveDecoder.couldBeText(bytes), "\(bytes)")
      guard accepts else { continue }
      #expect(next.isComplete == NaiveDecoder.isText(bytes), "\(bytes)")
      if bytes.count < 4, !next.isComplete { explore(bytes, next) }
    }
  }

  @Test func theFastPathForASCIISeesEveryByte() {
    for count in 1..<80 {
      for at in 0..<count {
        var bytes = [UInt8](repeating: 0x61, count: count)
        bytes[at] = 0xFF
        var stream = UTF8Stream()
        let accepts = bytes.withUnsafeBufferPointer { stream.accept($0) }
        #expect(!accepts, "\(at) of \(count)")
      }
    }
  }

  @Test func randomTextsAndBytesAreJudgedAlike() {
    var dice = Dice(3)
    for _ in 0..<3000 {
      let scalars = (0..<dice.roll(0..<30)).compactMap { _ in
        Unicode.Scalar(UInt32(dice.roll(0..<(dice.oneIn(2) ? 0x80 : 0x11_0000))))
      }
      var bytes = Array(String(String.UnicodeScalarView(scalars)).utf8)
      if dice.oneIn(2), !bytes.isEmpty { bytes[dice.roll(0..<bytes.count)] = dice.bytes(1)[0] }
      let cut = dice.roll(0..<bytes.count + 1)
      var stream = UTF8Stream()
      let accepts = [bytes[..<cut], bytes[cut...]].allSatisfy { part in
        Array(part).withUnsafeBufferPointer { stream.accept($0) }
      }
      #expect((accepts && stream.isComplete) == NaiveDecoder.isText(bytes), "\(bytes)")
    }
  }
}
