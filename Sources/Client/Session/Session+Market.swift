import Orders
import Venues

/// Prices and rules of the instruments that somebody looks at.
extension Session {
  mutating func watch(_ instruments: [Instrument], _ context: inout SessionContext) {
    let wanted = instruments.filter { venue.symbol(of: $0) != nil }
    let dropped = watched.filter { !wanted.contains($0) }
    watched = wanted
    guard stage == .live else { return }
    for instrument in dropped where markets.subscribed.remove(instrument) != nil {
      for draft in (try? venue.drafts(.unsubscribe(instrument))) ?? [] {
        try? say(draft, nil, on: marketPurpose, &context)
      }
    }
    watchAll(&context)
  }

  private var marketPurpose: StreamSocket.Purpose { plan.sharesMarket ? .user : .market }

  /// Asks for what is watched and not told of yet.
  mutating func watchAll(_ context: inout SessionContext) {
    let missing = watched.filter { !markets.subscribed.contains($0) }
    guard stage == .live, !missing.isEmpty else { return }
    for instrument in missing {
      chores.add(.instruments(instrument))
      chores.add(.ticker(instrument))
    }
    if plan.sharesMarket {
      subscribeMarkets(&context)
    } else if let at = socket(.market) {
      if sockets[at].isSpokenTo { subscribeMarkets(&context) }
    } else if markets.reopenAt == nil {
      _ = open(.market, &context)
    }
  }

  /// The socket of prices is open, or has greeted.
  mutating func speakToMarket(_ context: inout SessionContext) {
    guard let at = socket(.market) else { return }
    sockets[at].isSpokenTo = true
    if plan.door == .bearer {
      let drafts = (try? venue.drafts(.login)) ?? []
      for draft in drafts where draft.endpoint.channel == .marketSocket {
        try? say(draft, nil, on: .market, &context)
      }
    } else {
      subscribeMarkets(&context)
    }
  }

  mutating func subscribeMarkets(_ context: inout SessionContext) {
    for instrument in watched where !markets.subscribed.contains(instrument) {
      markets.subscribed.insert(instrument)
      for draft in (try? venue.drafts(.subscribeTicker(instrument))) ?? [] {
        try? say(draft, nil, on: marketPurpose, &context)
      }
    }
  }

  mutating func takeInstruments(_ chore: Chore, _ context: inout SessionContext) {
    guard case .instruments(let asked) = chore.what else { return }
    var found: InstrumentRules?
    var product: InstrumentRules?
    for case .instruments(let all) in chore.contents {
      for rules in all {
        if rules.instrument == asked { found = rules }
        // A product speaks for all of its contracts.
        if case .future(_, month: "", _) = rules.instrument { product = rules }
      }
    }
    guard var rules = found else { return }
    if let product {
      rules.tick = rules.tick ?? product.tick
      rules.lot = rules.lot ?? product.lot
      rules.minimumQuantity = rules.minimumQuantity ?? product.minimumQuantity
      rules.maximumQuantity = rules.maximumQuantity ?? product.maximumQuantity
      rules.valuePerPoint = rules.valuePerPoint ?? product.valuePerPoint
      rules.status = product.status
      rules.isTradable = product.isTradable
    }
    if let contract = rules.fact("contractId") { markets.learn(contract: contract, asked) }
    context.news.append(.instrument(id, rules))
  }

  // MARK: Prices

  mutating func takeMarket(_ symbol: String, _ market: Market) {
    guard
      let instrument = markets.instrument(ofContract: symbol) ?? venue.instrument(spelled: symbol)
    else { return }
    take(instrument, market)
  }

  mutating func take(_ instrument: Instrument, _ market: Market) {
    _ = markets.take(instrument, market)
  }

  mutating func tellMarkets(_ context: inout SessionContext) {
    if let at = markets.reopenAt, at <= context.now.uptime {
      markets.reopenAt = nil
      watchAll(&context)
    }
    guard let due = markets.due, due <= context.now.uptime else { return }
    for instrument in markets.takeChanged() {
      if let market = markets.markets[instrument] {
        context.news.append(.market(id, instrument, market))
      }
    }
    markets.notBefore = context.now.uptime + options.marketPace
  }
}
