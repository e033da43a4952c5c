import Testing
import WebSocket

/// What arrives means the same however it is cut, spoilt or not.
struct ChunkingTests {
  private static let limits = WebSocketLimits(frameBytes: 400, messageBytes: 700, fragments: 6)

  @Test(arguments: [WebSocketRole.client, .server], [UInt64(11), 12, 13])
  func goodStreamsReadAlikeInAnyPieces(_ role: WebSocketRole, _ seed: UInt64) {
    var dice = Dice(seed)
    for _ in 0..<150 {
      let (bytes, expected) = Self.conversation(to: role, &dice)
      #expect(Outcome(of: bytes, to: role, limits: Self.limits) == Outcome(expected))
      #expect(Outcome(ofEachByte: bytes, to: role, limits: Self.limits) == Outcome(expected))
      let pieces = Self.cut(bytes, &dice)
      #expect(Outcome(feeding: pieces, to: role, limits: Self.limits) == Outcome(expected))
    }
  }

  /// A second, naive decoder judges the same bytes: no violation it sees is accepted, nothing it
  /// accepts is refused.
  @Test(arguments: [WebSocketRole.client, .server], [UInt64(21), 22, 23])
  func spoiltStreamsAreJudgedAsANaiveDecoderJudges(_ role: WebSocketRole, _ seed: UInt64) {
    var dice = Dice(seed)
    var refused = 0
    for round in 0..<1000 {
      var bytes = Self.conversation(to: role, &dice).bytes
      for _ in 0..<dice.roll(1..<4) { Self.spoil(&bytes, &dice) }
      let naive = NaiveDecoder(bytes, role: role, limits: Self.limits)
      let ours = Outcome(of: bytes, to: role, limits: Self.limits)
      #expect(ours.incoming == naive.incoming, "seed \(seed), round \(round)")
      #expect(Outcome(feeding: Self.cut(bytes, &dice), to: role, limits: Self.limits) == ours)
      if let code = naive.code {
        refused += 1
        #expect(ours.violation?.code.rawValue == code, "seed \(seed), round \(round)")
      } else {
        // Of a frame that is not complete we may know more; of those before it we may not.
        let complete = Array(bytes.prefix(naive.consumed))
        let outcome = Outcome(of: complete, to: role, limits: Self.limits)
        #expect(outcome == Outcome(naive.incoming), "seed \(seed), round \(round)")
      }
    }
    #expect(refused > 300)
  }

  @Test func pureNoiseNeverPasses() {
    var dice = Dice(31)
    for _ in 0..<2000 {
      let bytes = dice.bytes(dice.roll(0..<60))
      let naive = NaiveDecoder(bytes, role: .server)
      let ours = Outcome(ofEachByte: bytes, to: .server)
      #expect(ours.incoming == naive.incoming)
      if let code = naive.code { #expect(ours.violation?.code.rawValue == code) }
    }
  }

  /// Random messages in random fragments with control frames between, and what they mean.
  private static func conversation(
    to role: WebSocketRole, _ dice: inout Dice
  ) -> (bytes: [UInt8], expected: [Incoming]) {
    var bytes: [UInt8] = []
    var expected: [Incoming] = []
    func send(_ frame: RawFrame) { bytes += frame.bytes(to: role, key: dice.bytes(4)) }
    func maybeControl() {
      guard dice.oneIn(3) else { return }
      let payload = dice.bytes(dice.roll(0..<126))
      let isPing = dice.oneIn(2)
      send(RawFrame(opcode: isPing ? 9 : 10, payload: payload))
      expected.append(isPing ? .ping(payload) : .pong(payload))
    }
    for _ in 0..<dice.roll(1..<6) {
      let isText = dice.oneIn(2)
      let length = dice.roll(0..<(dice.oneIn(4) ? 350 : 20))
      let payload = isText ? text(length, &dice) : dice.bytes(length)
      let cuts = (0..<dice.roll(0..<5)).map { _ in dice.roll(0..<payload.count + 1) }.sorted()
      let bounds = [0] + cuts + [payload.count]
      for part in 0..<bounds.count - 1 {
        let opcode: UInt8 = part > 0 ? 0 : isText ? 1 : 2
        let piece = Array(payload[bounds[part]..<bounds[part + 1]])
        let isLast = part == bounds.count - 2
        send(RawFrame(isFinal: isLast, opcode: opcode, payload: piece))
        if !isLast { maybeControl() }
      }
      expected.append(isText ? .text(payload) : .binary(payload))
      maybeControl()
    }
    if dice.oneIn(3) {
      send(.close(1000, Array("done".utf8)))
      expected.append(.close(CloseFrame(.normal, reason: "done")))
    }
    return (bytes, expected)
  }

  private static func text(_ count: Int, _ dice: inout Dice) -> [UInt8] {
    let letters = ["a", "é", "€", "😀", " ", "0123456789"]
    return Array((0..<count / 2).map { _ in letters[dice.roll(0..<letters.count)] }.joined().utf8)
      .prefixText(count)
  }

  private static func cut(_ bytes: [UInt8], _ dice: inout Dice) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var at = 0
    while at < bytes.count {
      let end = min(bytes.count, at + dice.roll(0..<(dice.oneIn(2) ? 5 : 90)))
      pieces.append(Array(bytes[at..<end]))
      at = end
    }
    return pieces
  }

  private static func spoil(_ bytes: inout [UInt8], _ dice: inout Dice) {
    guard !bytes.isEmpty else { return }
    let at = dice.roll(0..<bytes.count)
    switch dice.roll(0..<6) {
    case 0: bytes[at] = dice.bytes(1)[0]
    case 1: bytes[at] ^= 1 << UInt8(dice.roll(0..<8))
    case 2: bytes.remove(at: at)
    case 3: bytes.insert(contentsOf: dice.bytes(dice.roll(1..<4)), at: at)
    // Headers stand near the start more often than anywhere else.
    case 4: bytes[min(at, dice.roll(0..<3))] ^= 1 << UInt8(dice.roll(0..<8))
    default: bytes.removeSubrange(at..<min(bytes.count, at + dice.roll(1..<12)))
    }
  }
}

extension [UInt8] {
  /// The longest text of at most so many bytes.
  fileprivate func prefixText(_ count: Int) -> [UInt8] {
    var bytes = Array(prefix(count))
    while !NaiveDecoder.isText(bytes) { bytes.removeLast() }
    return bytes
  }
}
