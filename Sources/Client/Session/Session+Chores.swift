import Exact
import Orders
import Venues

/// Questions to the venue, and what their answers mean.
extension Session {
  mutating func startChores(_ context: inout SessionContext) {
    guard stage == .catchingUp || stage == .live else { return }
    while chores.activeCount < options.parallelCalls, quietUntil <= context.now.uptime,
      let what = chores.takeNext(at: context.now.uptime)
    {
      start(what, &context)
    }
  }

  private mutating func start(_ what: Chore.What, _ context: inout SessionContext) {
    guard let call = call(for: what), let drafts = try? venue.drafts(call), !drafts.isEmpty else {
      // The venue has no such call: as good as an answer that says nothing.
      chores.forget(what)
      return finish(Chore(what: what, left: 0, asked: context.now.uptime), &context)
    }
    let number = chores.start(what, requests: drafts.count, at: context.now.uptime)
    for draft in drafts {
      do throws(SealFailure) {
        try ask(draft, .chore(number), &context)
      } catch {
        failChore(number, "\(error)", &context)
      }
    }
  }

  private func call(for what: Chore.What) -> Call? {
    switch what {
    case .openLists(let page): return .openLists(page: page)
    case .openOrders: return .openOrders(nil)
    case .account: return .account
    case .positions: return venue.capabilities.tradesFutures ? .positions : nil
    case .list(let slot): return .queryList(blotter.entries[slot].record.reference)
    case .order(let slot, let leg):
      let record = blotter.entries[slot].record
      guard record.list.orders.indices.contains(leg) else { return nil }
      return .queryOrder(record.reference(to: record.list.orders[leg]))
    case .probe(let slot, let step): return probe(slot, step)
    case .ticker(let instrument): return .ticker(instrument)
    case .instruments(let instrument): return .instruments(instrument)
    }
  }

  mutating func takeChore(_ number: Int, _ answer: Answer, _ context: inout SessionContext) {
    let chore = chores.change(number) { chore in
      chore.left -= 1
      switch answer {
      case .accepted(let content): chore.contents.append(content)
      case .refused(let refusal) where refusal.isAnAnswer: chore.refusal = refusal
      case .refused(let refusal), .inDoubt(let refusal), .later(let refusal, _):
        chore.trouble = refusal.sentence
      }
    }
    if case .refused(let refusal) = answer, refusal.reason == .permission, plan.door == .bearer {
      return tokenEnded(refusal.sentence, &context)
    }
    if case .refused(let refusal) = answer, refusal.reason == .clock { renewClock(&context) }
    if let chore { finish(chore, &context) }
  }

  mutating func failChore(_ number: Int, _ reason: String, _ context: inout SessionContext) {
    let chore = chores.change(number) { chore in
      chore.left -= 1
      chore.trouble = reason
    }
    if let chore { finish(chore, &context) }
  }

  /// Asks for the venue's time anew, unless that is under way or waits for its turn.
  mutating func renewClock(_ context: inout SessionContext) {
    guard clockDue == nil, !errands.values.contains(where: { $0.what == .clock }),
      let draft = try? venue.drafts(.serverTime).first
    else { return }
    try? ask(draft, .clock, &context)
  }

  // MARK: Answers

  private mutating func finish(_ chore: Chore, _ context: inout SessionContext) {
    switch chore.what {
    case .openLists, .openOrders: break
    case .account, .positions: takeAccount(chore, &context)
    case .list(let slot): finishAsking(slot, chore, &context)
    case .order(let slot, _):
      absorb(chore.contents, slot, context.now.wall)
      // Without an answer it is as unclear as before.
      if chore.trouble != nil { blotter.doubt(slot) }
    case .probe(let slot, let step): finishProbe(slot, step, chore, &context)
    case .ticker(let instrument):
      for case .market(let market) in chore.contents { take(instrument, market) }
    case .instruments: takeInstruments(chore, &context)
    }
    surveyed(chore, &context)
  }

  private mutating func takeAccount(_ chore: Chore, _ context: inout SessionContext) {
    var isTold = false
    for case .account(let told) in chore.contents {
      isTold = true
      if chore.what == .account { account.balances = told.balances }
      if !told.positions.isEmpty || chore.what == .positions {
        account.positions = told.positions.map { position in
          var position = position
          position.symbol = markets.symbol(ofContract: position.symbol) ?? position.symbol
          return position
        }
      }
      account.canTrade = told.canTrade ?? account.canTrade
      account.takerFeeRate = told.takerFeeRate ?? account.takerFeeRate
    }
    if isTold { context.news.append(.account(id, account)) }
  }

  /// Takes what was answered about one list.
  ///
  /// - Returns: the legs of which a status was told.
  @discardableResult
  mutating func absorb(_ contents: [Content], _ slot: Int, _ heard: Timestamp) -> Set<Int> {
    var told: Set<Int> = []
    // Ids first: they say which of the orders that follow are meant.
    for case .orders(let orders) in contents {
      for order in orders where order.clientOrderID != nil { absorb(order, slot, heard, &told) }
    }
    for content in contents {
      switch content {
      case .list(let list): absorb(list, slot, heard, &told)
      case .lists(let lists):
        for list in lists where isMeant(list, slot) { absorb(list, slot, heard, &told) }
      default: break
      }
    }
    for content in contents {
      switch content {
      case .order(let order): absorb(order, slot, heard, &told)
      case .orders(let orders): for order in orders { absorb(order, slot, heard, &told) }
      default: break
      }
    }
    return told
  }

  private func isMeant(_ list: OrderList, _ slot: Int) -> Bool {
    if blotter.slot(of: list) == slot { return true }
    let id = blotter.entries[slot].record.list.venueListID
    return id != nil && list.venueListID == id
  }

  private mutating func absorb(
    _ list: OrderList, _ slot: Int, _ heard: Timestamp, _ told: inout Set<Int>
  ) {
    var list = list
    // A query by our own id need not repeat it.
    if blotter.slot(of: list) == nil {
      list.clientListID = blotter.entries[slot].record.list.clientListID
    }
    guard blotter.slot(of: list) == slot else { return }
    take(list, isAnswer: true, heard)
    for order in list.orders where order.status != .unknown {
      if let place = blotter.place(of: order), place.slot == slot { told.insert(place.leg) }
    }
  }

  private mutating func absorb(
    _ order: Order, _ slot: Int, _ heard: Timestamp, _ told: inout Set<Int>
  ) {
    guard let place = blotter.findPlace(of: order), place.slot == slot else { return }
    blotter.apply(OrderReport(order: order), to: place, isAnswer: true, heard)
    if order.status != .unknown { told.insert(place.leg) }
  }
}

extension Refusal {
  /// Whether the no says how things stand, not how the venue is.
  var isAnAnswer: Bool {
    switch reason {
    case .notFound, .alreadyDone, .duplicateID: true
    default: false
    }
  }
}

extension ListRecord {
  /// How the venue is told which list is meant.
  public var reference: ListReference {
    ListReference(
      instrument: instrument ?? .spot(base: "", quote: ""), kind: list.kind ?? .oco,
      venueListID: list.venueListID, clientListID: list.clientListID,
      venueOrderIDs: list.orders.compactMap(\.venueOrderID),
      clientOrderIDs: list.orders.compactMap(\.clientOrderID))
  }

  /// How the venue is told which of the list's orders is meant.
  public func reference(to order: Order) -> OrderReference {
    OrderReference(
      instrument: instrument ?? .spot(base: "", quote: ""), venueOrderID: order.venueOrderID,
      clientOrderID: order.clientOrderID)
  }
}
