extension Tradovate {
  public var plan: SessionPlan { Self.sessionPlan }

  /// The venue says `o` first, and `[]` is due from the client every 2.5 seconds.
  ///
  /// A token is renewed well before the 80 minutes that the shorter of two pages says.
  ///
  /// There is no id that a list could be looked up by but what its orders' commands carry.
  static let sessionPlan: SessionPlan = {
    var plan = SessionPlan(
      .bearer, silence: 10_000, age: 24 * 3_600_000, patience: 10_000,
      sources: [
        Citation("partner", "Access Token Request"), Citation("partner", "Connection Overview"),
      ])
    plan.greets = true
    plan.ping = 2500
    plan.renewal = 60 * 60_000
    return plan
  }()

  /// A frame's number is its second line.
  public func number(ofFrame frame: WireRequest) -> String? {
    let lines = frame.body.bytes.split(
      separator: 10, maxSplits: 2, omittingEmptySubsequences: false)
    return lines.count > 1 ? String(decoding: lines[1], as: UTF8.self) : nil
  }
}
