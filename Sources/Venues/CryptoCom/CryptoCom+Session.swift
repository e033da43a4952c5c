extension CryptoCom {
  public var plan: SessionPlan { Self.sessionPlan }

  /// A heartbeat comes every 30 seconds; the first request waits a second after connecting, for
  /// limits are pro-rated to the calendar second (Websocket notes).
  ///
  /// Placements are asynchronous and there is no list id of ours: an order that is not found may
  /// still be on its way.
  static let sessionPlan: SessionPlan = {
    var plan = SessionPlan(
      .login, silence: 75_000, age: 24 * 3_600_000, patience: 15_000,
      sources: [
        Citation(old, "Websocket Heartbeats"), Citation(old, "Websocket Root Endpoints, notes"),
        Citation(old, "Rate Limits"),
      ])
    plan.pause = 1000
    plan.answersLater = true
    return plan
  }()
}
