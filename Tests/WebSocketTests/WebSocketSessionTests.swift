import Testing
import WebSocket

struct WebSocketSessionTests {
  private static func receive(
    _ frames: [RawFrame], _ session: inout WebSocketSession
  ) -> [WebSocketSession.Event] {
    var events: [WebSocketSession.Event] = []
    session.receive(frames.bytes(to: .server), into: &events)
    return events
  }

  @Test func pingsAreAnsweredInOrderAndBeforeWhatWaits() throws {
    var session = WebSocketSession(.server())
    try session.send("data")
    let events = Self.receive([.ping("a"), .text("t"), .ping("b")], &session)
    #expect(events == [.incoming(.ping("a")), .incoming(.text("t")), .incoming(.ping("b"))])
    let expected = [RawFrame.pong("a"), .pong("b"), .text("data")].bytes(to: .client)
    #expect(session.takeOutgoing() == expected)
    #expect(session.takeOutgoing().isEmpty)
  }

  @Test func aFloodOfPingsLeavesOnlyTheNewestPongs() {
    var session = WebSocketSession(.server(), limits: WebSocketLimits(waitingPongs: 3))
    for _ in 0..<10 {
      _ = Self.receive((0..<100).map { .ping("\($0)") }, &session)
    }
    let expected = [RawFrame.pong("97"), .pong("98"), .pong("99")].bytes(to: .client)
    #expect(session.takeOutgoing() == expected)
  }

  @Test func theirCloseIsAnsweredWithItsCode() throws {
    var session = WebSocketSession(.server())
    let events = Self.receive([.ping("a"), .close(4001, Array("bye".utf8)), .text("x")], &session)
    #expect(
      events == [
        .incoming(.ping("a")), .incoming(.close(CloseFrame(CloseCode(4001), reason: "bye"))),
      ])
    #expect(session.takeOutgoing() == [RawFrame.pong("a"), .close(4001)].bytes(to: .client))
    #expect(session.closing.state == .closed)
    #expect(session.duty == .end)
    #expect(throws: SendRefusal.closing(.closed)) { try session.send("late") }
    #expect(Self.receive([.text("x")], &session).isEmpty)
  }

  @Test func anEmptyCloseIsAnsweredEmpty() {
    var session = WebSocketSession(.server())
    _ = Self.receive([.close([])], &session)
    #expect(session.takeOutgoing() == hex("88 00"))
  }

  @Test func theirCloseWaitsForTheMessageUnderWay() throws {
    var session = WebSocketSession(.server())
    try session.sendFragment(.text, Array("a".utf8), isLast: false)
    _ = Self.receive([.close(1000)], &session)
    #expect(session.closing.state == .theyClose)
    #expect(throws: SendRefusal.closing(.theyClose)) { try session.ping() }
    #expect(session.takeOutgoing() == RawFrame.text("a").unfinished.bytes(to: .client))
    try session.sendFragment(.text, Array("b".utf8), isLast: true)
    #expect(session.takeOutgoing() == [RawFrame.more("b"), .close(1000)].bytes(to: .client))
    #expect(session.closing.state == .closed)
  }

  @Test func ourCloseStillReadsWhatTheySend() throws {
    var session = WebSocketSession(.server())
    try session.close(CloseFrame(.goingAway, reason: "night"))
    #expect(throws: SendRefusal.closing(.weClose)) { try session.send("late") }
    #expect(throws: SendRefusal.closing(.weClose)) { try session.close(CloseFrame(.normal)) }
    let events = Self.receive([.text("t"), .ping("p"), .close(1001)], &session)
    #expect(
      events == [
        .incoming(.text("t")), .incoming(.ping("p")), .incoming(.close(CloseFrame(.goingAway))),
      ])
    #expect(
      session.takeOutgoing() == RawFrame.close(1001, Array("night".utf8)).bytes(to: .client))
    #expect(session.duty == .end)
  }

  @Test func aViolationClosesWithItsCodeAndSentence() {
    var session = WebSocketSession(.server())
    let events = Self.receive([.text("good"), .text([0xFF]), .text("never")], &session)
    #expect(events == [.incoming(.text("good")), .failed(.badText)])
    let reason = Array("a text message is not UTF-8".utf8)
    #expect(session.takeOutgoing() == RawFrame.close(1007, reason).bytes(to: .client))
    #expect(session.closing.state == .lost)
    #expect(session.duty == .end)
    #expect(Self.receive([.text("never")], &session).isEmpty)
  }

  @Test func aLostTransportDropsWhatWaits() throws {
    var session = WebSocketSession(.server())
    try session.send("data")
    _ = Self.receive([.ping("a")], &session)
    session.transportEnded()
    #expect(session.closing.state == .lost)
    #expect(session.takeOutgoing().isEmpty)
  }

  @Test func twoSessionsUnderstandEachOther() throws {
    var client = WebSocketSession(.client { MaskKey(0xDEAD_BEEF) })
    var server = WebSocketSession(.server())
    var heard: [WebSocketSession.Event] = []
    try client.send("order")
    try client.ping([1])
    try client.close(CloseFrame(.normal))
    server.receive(client.takeOutgoing(), into: &heard)
    #expect(
      heard == [
        .incoming(.text("order")), .incoming(.ping([1])),
        .incoming(.close(CloseFrame(.normal))),
      ])
    heard = []
    client.receive(server.takeOutgoing(), into: &heard)
    #expect(heard == [.incoming(.pong([1])), .incoming(.close(CloseFrame(.normal)))])
    #expect(client.closing.state == .closed)
    #expect(client.duty == .awaitEnd)
  }
}
