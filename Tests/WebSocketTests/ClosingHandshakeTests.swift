import Testing
import WebSocket

struct ClosingHandshakeTests {
  typealias State = ClosingHandshake.State
  typealias Event = ClosingHandshake.Event
  typealias Sending = ClosingHandshake.Sending

  /// Every step there is, read off section 7; all others do not exist.
  private static let steps: [State: [Event: State]] = [
    .open: [
      .closeSent: .weClose, .closeRead: .theyClose, .transportEnded: .lost, .protocolBroken: .lost,
    ],
    .weClose: [.closeRead: .closed, .transportEnded: .lost, .protocolBroken: .lost],
    .theyClose: [.closeSent: .closed, .transportEnded: .lost],
    .closed: [.transportEnded: .closed],
    .lost: [.transportEnded: .lost],
  ]

  @Test func theTableIsTotal() {
    for state in State.allCases {
      for event in Event.allCases {
        #expect(
          ClosingHandshake.next(state, event) == Self.steps[state]?[event], "\(state), \(event)")
      }
    }
  }

  /// Section 5.5.1: after our close frame nothing is sent; theirs may wait for the message under
  /// way.
  @Test func whatMayStillBeSent() {
    let allowed: [State: Set<Sending>] = [
      .open: Set(Sending.allCases), .theyClose: [.fragment, .close],
    ]
    let ways: [State: [Event]] = [
      .open: [], .weClose: [.closeSent], .theyClose: [.closeRead],
      .closed: [.closeSent, .closeRead], .lost: [.transportEnded],
    ]
    for (state, way) in ways {
      var closing = ClosingHandshake()
      for event in way { closing.take(event) }
      #expect(closing.state == state)
      for sending in Sending.allCases {
        #expect(
          closing.allows(sending) == allowed[state, default: []].contains(sending),
          "\(sending) while \(state)")
      }
      #expect(closing.reads == (state == .open || state == .weClose))
    }
  }

  @Test func theServerEndsTheTransport() {
    var closing = ClosingHandshake()
    #expect(closing.duty(.server) == .keep)
    closing.take(.closeRead)
    #expect(closing.duty(.client) == .keep)
    closing.take(.closeSent)
    #expect(closing.duty(.server) == .end)
    #expect(closing.duty(.client) == .awaitEnd)
    var broken = ClosingHandshake()
    broken.take(.protocolBroken)
    #expect(broken.duty(.client) == .end)
  }

  @Test func whatCannotHappenChangesNothing() {
    var closing = ClosingHandshake()
    closing.take(.closeSent)
    let isTaken = closing.take(.closeSent)
    #expect(!isTaken)
    #expect(closing.state == .weClose)
  }
}
