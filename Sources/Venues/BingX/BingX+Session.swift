import Exact
import Orders

extension BingX {
  public var plan: SessionPlan { Self.sessionPlan }

  /// Listen keys last an hour and are extended every half; a ping comes every 30 seconds.
  ///
  /// What is asked may be asked five times a second at least, and lists may be placed and cancelled
  /// twice (sheet §3); beyond that the venue answers nothing for five minutes. A little is left for
  /// requests that overtake each other.
  /// "Wait 2 seconds and repeat once" before a list that is not found is believed (sheet §8).
  static let sessionPlan: SessionPlan = {
    var plan = SessionPlan(
      .token, silence: 75_000, age: 24 * 3_600_000, patience: 10_000,
      sources: [Citation(site, "listen key"), Citation(site, "WebSocket rules")])
    plan.renewal = 30 * 60_000
    plan.sharesMarket = true
    plan.packs = true
    plan.spacing = 250
    plan.changesASecond = 2
    plan.budget = [SessionPlan.Budget("X-RateLimit-Requests-Remain", .left(ofHeader: nil))]
    return plan
  }()

  /// The listen key stands in the address.
  public func address(
    of channel: Channel, _ hosts: Hosts, token: StreamToken?, number: Int64
  ) -> String? {
    guard let base = hosts.base(for: channel), let token else { return nil }
    return base + "?listenKey=" + Percent.encode(token.token)
  }

  /// A frame's id is a number in the form of a UUID.
  public func number(ofFrame frame: WireRequest) -> String? {
    guard case .success(let document) = Verdict.document(frame.body.bytes) else { return nil }
    return document.root["id"]?.text.map(Self.requestNumber)
  }

  /// NEW is a limit that works and a stop that waits; single orders do not tell which they are.
  public func status(_ word: String, of type: LegType) -> OrderStatus? {
    Self.status(word, type)
  }
}
