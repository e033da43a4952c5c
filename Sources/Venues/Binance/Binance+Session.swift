extension Binance {
  public var plan: SessionPlan { Self.sessionPlan }

  /// Pings come every 20 seconds and connections live 24 hours; 6000 weight a minute and 100 orders
  /// in 10 seconds are what exchangeInfo's sample says.
  ///
  /// A request that came later than its receive window (5 seconds unless said) cannot enter the
  /// engine any more, and the engine answers within 10: a list that is not found after both was
  /// never placed.
  static let sessionPlan: SessionPlan = {
    var plan = SessionPlan(
      .signature, silence: 70_000, age: 23 * 3_600_000, patience: 15_000,
      sources: [
        Citation(socket, "General API Information"), Citation(socket, "User Data Stream requests"),
        Citation(rest, "Timing security"), Citation(rest, "HTTP Return Codes"),
      ])
    plan.budget = [
      SessionPlan.Budget("X-MBX-USED-WEIGHT-1M", .used(of: 6000)),
      SessionPlan.Budget("X-MBX-ORDER-COUNT-10S", .used(of: 100)),
    ]
    return plan
  }()
}
