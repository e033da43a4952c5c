import Testing
import WebSocket

struct LimitTests {
  private static let small = WebSocketLimits(frameBytes: 200, messageBytes: 300, fragments: 3)

  private static func outcome(_ frames: [RawFrame], _ limits: WebSocketLimits = small) -> Outcome {
    let bytes = frames.bytes(to: .server)
    let whole = Outcome(of: bytes, to: .server, limits: limits)
    #expect(Outcome(ofEachByte: bytes, to: .server, limits: limits) == whole)
    return whole
  }

  private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

  @Test func aFrameMayBeAsLongAsItsLimit() {
    #expect(
      Self.outcome([.binary(Self.zeros(200))]) == Outcome([.binary(Self.zeros(200))]))
    #expect(Self.outcome([.binary(Self.zeros(201))]) == Outcome([], .longFrame(limit: 200)))
  }

  @Test func aMessageMayBeAsLongAsItsLimit() {
    let two = [RawFrame.binary(Self.zeros(200)).unfinished, .more(Self.zeros(100))]
    #expect(Self.outcome(two) == Outcome([.binary(Self.zeros(300))]))
    let more = [RawFrame.binary(Self.zeros(200)).unfinished, .more(Self.zeros(101))]
    #expect(Self.outcome(more) == Outcome([], .longMessage(limit: 300)))
  }

  @Test func aMessageMayHaveAsManyFragmentsAsItsLimit() {
    let three = [RawFrame.text("a").unfinished, .more("b").unfinished, .ping("p"), .more("c")]
    #expect(
      Self.outcome(three + three) == Outcome([.ping("p"), .text("abc"), .ping("p"), .text("abc")]))
    let empty =
      [RawFrame.text("").unfinished] + [RawFrame](repeating: .more("").unfinished, count: 3)
    #expect(Self.outcome(empty) == Outcome([], .manyFragments(limit: 3)))
  }

  /// The refusal comes with the header, before one byte of the payload.
  @Test func aLengthIsRefusedBeforeItsPayload() {
    let header = RawFrame(opcode: 2, form: .eight, claims: 1 << 40)
    #expect(Self.outcome([header]) == Outcome([], .longFrame(limit: 200)))
    #expect(Violation.longFrame(limit: 200).code == .tooBig)
    #expect(Violation.longMessage(limit: 200).code == .tooBig)
    #expect(Violation.manyFragments(limit: 200).code == .tooBig)
  }

  @Test(arguments: [1 << 63, .max, 1 << 63 | 5] as [UInt64])
  func theTopBitOfALengthIsRefusedAtItsByte(_ length: UInt64) {
    let frame = RawFrame(opcode: 2, form: .eight, claims: length)
    #expect(Self.outcome([frame]) == Outcome([], .impossibleLength))
    let third = Array(frame.bytes(to: .server).prefix(3))
    #expect(Outcome(of: third, to: .server) == Outcome([], .impossibleLength))
  }

  @Test func lengthsAreSpeltInTheirShortestForm() {
    for count in [0, 1, 124, 125] {
      let payload = Self.zeros(count)
      let two = RawFrame(opcode: 2, payload: payload, form: .two)
      #expect(Self.outcome([two]) == Outcome([], .longForm))
      let eight = RawFrame(opcode: 2, payload: payload, form: .eight)
      #expect(Self.outcome([eight]) == Outcome([], .longForm))
    }
    let long = RawFrame(opcode: 2, payload: Self.zeros(65535), form: .eight)
    #expect(Outcome(of: long.bytes(to: .client), to: .client) == Outcome([], .longForm))
    let right = RawFrame(opcode: 2, payload: Self.zeros(126), form: .two)
    #expect(Self.outcome([right]) == Outcome([.binary(Self.zeros(126))]))
  }

  @Test func masksBelongToClientsOnly() {
    let frame = RawFrame.text("a")
    #expect(Outcome(of: frame.bytes(mask: nil), to: .server) == Outcome([], .unmasked))
    #expect(Outcome(of: frame.bytes(mask: [1, 2, 3, 4]), to: .client) == Outcome([], .masked))
    #expect(Outcome(of: [0x81, 0x01], to: .server) == Outcome([], .unmasked))
  }

  /// A violation is final, and what was complete before it is not lost.
  @Test func nothingIsReadAfterAViolation() {
    let bytes = [RawFrame.text("a"), .more("b")].bytes(to: .client)
    let good = RawFrame.text("c").bytes(to: .client)
    #expect(
      Outcome(feeding: [bytes, good], to: .client) == Outcome([.text("a")], .nothingToContinue))
  }

  @Test func everySentenceFitsACloseFrame() {
    let violations: [Violation] = [
      .reservedBits, .reservedOpcode(15), .fragmentedControl, .longControl, .unmasked, .masked,
      .longForm, .impossibleLength, .nothingToContinue, .interruptedMessage,
      .longFrame(limit: .max), .longMessage(limit: .max), .manyFragments(limit: .max), .badText,
      .halfCloseCode, .badCloseCode(.max), .badCloseReason,
    ]
    for violation in violations {
      var bytes: [UInt8] = []
      let close = CloseFrame(violation.code, reason: violation.description)
      #expect(throws: Never.self) { try FrameEncoder.server().close(close, into: &bytes) }
    }
  }
}
