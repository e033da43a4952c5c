import Client
import Exact
import Orders
import Simulator
import Testing
import Venues

/// The same over TLS, with certificates that prove who answers, and with some that do not.
@Suite("The client over TLS") struct WireTLSTests {
  /// KuCoin is not among them: its simulator knows nothing of the front, and tells the address of
  /// a stream without TLS.
  static let venues = VenueCatalogue.ids.filter { $0.name != "kucoin" }

  /// A venue behind a front: the paper hosts with `https` and `wss`.
  private static func account(
    _ served: ServedVenues, _ venue: any Venue, behind front: TLSFront
  ) throws -> AccountSetup {
    let plain = try served.hosts(venue, port: front.port)
    func secured(_ address: String) -> String {
      address.replacing("http://", with: "https://").replacing("ws://", with: "wss://")
    }
    return try AccountSetup(
      venue, try venue.paperCredentials(),
      hosts: Hosts(
        .paper, rest: secured(plain.rest), socket: plain.socket.map(secured),
        marketSocket: plain.marketSocket.map(secured), source: plain.source))
  }

  private static func options(trusting authority: TestAuthority) -> CurlTransport.Options {
    var options = CurlTransport.Options.standard
    options.authorities = authority.path
    return options
  }

  @Test("Placed, filled, cut, resumed and cancelled behind TLS")
  func good() throws {
    let authority = try TestAuthority()
    var fronts: [TLSFront] = []
    let bench = try WireBench(
      Self.venues, options: WireBench.hearing, transport: Self.options(trusting: authority)
    ) { served, venue in
      let front = try TLSFront(authority, to: served.port(venue.id))
      fronts.append(front)
      return try Self.account(served, venue, behind: front)
    }
    try bench.goLive()
    var keys: [ListKey] = []
    for venue in Self.venues {
      keys.append(try bench.place(try WireBench.ticket(.oco, at: venue), at: venue))
      let far = try WireBench.far(try WireBench.ticket(.oco, at: venue))
      keys.append(try bench.place(far, at: venue))
    }
    try bench.wait("answers") { keys.allSatisfy { !bench.outcome(of: $0).isEmpty } }
    try bench.agree()
    for venue in Self.venues {
      let ticket = try WireBench.ticket(.oco, at: venue)
      try bench.trade(venue, at: try #require(ticket.legs[0].price))
      try bench.arm(Fault(.cutStream, venue: venue))
    }
    try bench.wait("lost streams") {
      Self.venues.allSatisfy { bench.states[$0]?.contains(.stale) == true }
    }
    try bench.agree()
    for (index, key) in keys.enumerated() {
      #expect(bench.outcome(of: key) == [.accepted], "\(key)")
      #expect(bench.client.list(key)?.list.status == (index % 2 == 0 ? .done : .open), "\(key)")
      if index % 2 == 1 { try bench.cancel(key) }
    }
    try bench.wait("cancelled lists") {
      keys.allSatisfy { bench.client.list($0)?.isOpen == false }
    }
    try bench.agree()
    #expect(fronts.allSatisfy { $0.greeted > 0 })
    bench.finish()
    #expect(try bench.troubles() == [])
  }

  @Test("An answer over TLS leads to no stream without it")
  func plainStream() throws {
    let venue = VenueID("kucoin")
    let authority = try TestAuthority()
    var front: TLSFront?
    let bench = try WireBench(
      [venue], transport: Self.options(trusting: authority)
    ) { served, venue in
      let made = try TLSFront(authority, to: served.port(venue.id))
      front = made
      return try Self.account(served, venue, behind: made)
    }
    try bench.wait("a refusal") { bench.client.state(of: venue) == .refused }
    #expect(bench.client.reason(of: venue) == "there is no address of its stream, or none with TLS")
    #expect(front?.greeted == 1)
  }

  /// What is wrong with a certificate.
  enum Flaw: CaseIterable {
    case name, expired, unknown

    var sentence: String {
      switch self {
      case .name: "its certificate is for another name"
      case .expired: "its certificate has expired"
      case .unknown: "its certificate is signed by nobody who is trusted here"
      }
    }
  }

  @Test(
    "Who cannot prove who they are hear nothing, and the session says why",
    arguments: Flaw.allCases)
  func bad(_ flaw: Flaw) throws {
    // Keeps whatever comes through, were it the first byte.
    let server = ScriptedServer { visitor, _ in
      if visitor.request() != nil { visitor.answer("never") }
    }
    defer { server.end() }
    let authority = try TestAuthority()
    let stranger = try TestAuthority()
    var fronts: [TLSFront] = []
    let bench = try WireBench(
      Self.venues, transport: Self.options(trusting: authority)
    ) { served, venue in
      let front = try TLSFront(
        flaw == .unknown ? stranger : authority, to: server.port,
        names: flaw == .name ? "DNS:elsewhere.test" : "DNS:localhost,IP:127.0.0.1",
        validity: flaw == .expired ? (-7200, -3600) : (-60, 3600))
      fronts.append(front)
      return try Self.account(served, venue, behind: front)
    }
    try bench.wait("reasons") { Self.venues.allSatisfy { bench.client.reason(of: $0) != nil } }
    for (venue, front) in zip(Self.venues, fronts) {
      let reason = "127.0.0.1:\(front.port): \(flaw.sentence)"
      #expect(bench.client.reason(of: venue) == reason)
      let key = try bench.place(try WireBench.ticket(.oco, at: venue), at: venue)
      guard case .notSent(let sentence)? = bench.outcome(of: key).last else {
        Issue.record("\(venue): \(bench.outcome(of: key))")
        continue
      }
      #expect(sentence.hasSuffix(reason), "\(sentence)")
      #expect(bench.states[venue]?.isDisjoint(with: [.signingIn, .catchingUp, .live]) == true)
    }
    #expect(server.requests.isEmpty)
    bench.finish()
    #expect(try bench.troubles() == [])
  }
}
