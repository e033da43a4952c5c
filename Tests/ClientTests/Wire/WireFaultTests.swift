import Client
import Exact
import Foundation
import Orders
import Simulator
import Testing
import Venues

/// Every fault there is at every venue at once, around a placement and a fill.
///
/// A few take as long as a venue may hide a list that it has; those are for
/// `TANDEM_WIRE=all swift test --filter WireFaultTests`.
@Suite("The client over sockets with faults") struct WireFaultTests {
  /// A fault and where it is armed.
  struct Trouble: Sendable, CustomTestStringConvertible {
    let name: String
    var isSlow = false
    /// Venues that it shuts out for longer than a test lasts.
    var spared: Set<String> = []
    /// A trade still fills what waits for it.
    var letsFill = true
    let fault: @Sendable (VenueID, Instrument) -> Fault

    var testDescription: String { name }

    /// What meets the answer to a placement.
    static func answer(
      _ what: Fault.What, isSlow: Bool = false, spared: Set<String> = []
    ) -> Trouble {
      Trouble(name: "\(what)", isSlow: isSlow, spared: spared) { venue, _ in
        Fault(what, venue: venue, operation: .place)
      }
    }

    static func stream(_ what: Fault.What, times: Int? = nil) -> Trouble {
      Trouble(name: "\(what)") { venue, _ in Fault(what, venue: venue, times: times) }
    }

    static func market(
      _ name: String, letsFill: Bool = true, _ what: @escaping @Sendable (Instrument) -> Fault.What
    ) -> Trouble {
      Trouble(name: name, letsFill: letsFill) { venue, instrument in
        Fault(what(instrument), venue: venue)
      }
    }
  }

  static let all: [Trouble] = [
    .answer(.dropReply), .answer(.delayReply(milliseconds: 2_500)), .answer(.cutReply(bytes: 40)),
    .answer(.httpStatus(504, isExecuted: true)),
    .answer(.httpStatus(503, isExecuted: false), isSlow: true),
    // BingX shuts out for five minutes whoever asks too often, Tradovate for an hour.
    .answer(.rateLimit(seconds: 1), spared: ["bingx"]),
    .answer(.ban(seconds: 1), spared: ["bingx", "tradovate"]),
    .stream(.dropEvent, times: 3), .stream(.duplicateEvent, times: 3),
    .stream(.reorderEvents, times: 2), .stream(.silentStream), .stream(.cutStream),
    .stream(.expireToken), .stream(.clock(milliseconds: 6_000)),
    .stream(.clock(milliseconds: -6_000)),
    .market("tick size") { .tickSize($0, 1_000) }, .market("lot size") { .lotSize($0, 5) },
    .market("halt", letsFill: false) { .halt($0) }, .market("resume") { .resume($0) },
  ]

  private static var chosen: [Trouble] {
    let isAll = ProcessInfo.processInfo.environment["TANDEM_WIRE"] == "all"
    return isAll ? all : all.filter { !$0.isSlow }
  }

  @Test("In the end the truth is known, told and written down", arguments: chosen)
  func fault(_ trouble: Trouble) throws {
    let venues = VenueCatalogue.ids.filter { !trouble.spared.contains($0.name) }
    let bench = try WireBench(venues)
    try bench.goLive()
    var keys: [ListKey] = []
    for venue in venues {
      keys.append(try bench.place(try WireBench.ticket(.oco, at: venue), at: venue))
    }
    try bench.wait("answers") { keys.allSatisfy { !bench.outcome(of: $0).isEmpty } }
    try bench.agree()
    for venue in venues { try bench.arm(trouble.fault(venue, WireBench.instrument(venue))) }
    // What is sent now may be taken or not; a session that is lost just then sends nothing.
    for venue in venues {
      keys.append(try bench.place(try WireBench.ticket(.oco, at: venue), at: venue))
    }
    try bench.wait("outcomes") { keys.allSatisfy { !bench.outcome(of: $0).isEmpty } }
    for venue in venues {
      let ticket = try WireBench.ticket(.oco, at: venue)
      try bench.trade(venue, at: try #require(ticket.legs[0].price))
    }
    if trouble.letsFill {
      try bench.wait("fills") {
        keys[..<venues.count].allSatisfy { bench.client.list($0)?.list.status == .done }
      }
    }
    try bench.disarm()
    for venue in venues where bench.client.state(of: venue) == .refused {
      bench.perform(.reconnect(venue))
    }
    try bench.agree()
    bench.finish()
    #expect(try bench.troubles() == [])
    for key in keys[..<venues.count] { #expect(bench.outcome(of: key) == [.accepted], "\(key)") }
  }

  @Test("No kind of fault is forgotten")
  func everyKind() {
    let instrument = Instrument.spot(base: "BTC", quote: "USDT")
    let venue = VenueID("binance")
    let names = Set(Self.all.map { $0.fault(venue, instrument).what.name })
    #expect(names.count == 17)
  }
}
