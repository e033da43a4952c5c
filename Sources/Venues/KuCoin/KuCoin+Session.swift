import Exact

extension KuCoin {
  public var plan: SessionPlan { Self.sessionPlan }

  /// A token lasts 24 hours and is fetched anew with each socket; the client pings, in JSON, as
  /// often as the token says.
  static let sessionPlan: SessionPlan = {
    var plan = SessionPlan(
      .token, silence: 45_000, age: 23 * 3_600_000, patience: 10_000,
      sources: [
        Citation("kucoin-api-docs", "Websocket Feed"),
        Citation("kucoin-api-docs", "Request Rate Limit"),
      ])
    plan.greets = true
    plan.ping = 18_000
    plan.sharesMarket = true
    plan.budget = [
      SessionPlan.Budget("gw-ratelimit-remaining", .left(ofHeader: "gw-ratelimit-limit"))
    ]
    return plan
  }()

  /// The bullet call names the place; its token and a number of ours go with it.
  public func address(
    of channel: Channel, _ hosts: Hosts, token: StreamToken?, number: Int64
  ) -> String? {
    guard let token, let base = token.endpoint ?? hosts.base(for: channel) else { return nil }
    let place = base.hasSuffix("/") ? base : base + "/"
    return place + "?token=" + Percent.encode(token.token) + "&connectId=\(number)"
  }
}
