import Orders
import Venues

/// A look at everything that is open, so that nothing that was missed stays missed.
struct Survey: Sendable {
  /// What it is for.
  enum Purpose: Sendable {
    /// Before a session is live.
    case catchUp
    /// While it is: does the venue say what the stream said?
    case audit
  }

  let purpose: Purpose
  /// Calls whose answers are still missing.
  var left: Set<Chore.What> = []
  /// Lists the venue told as open.
  var lists: Set<Int> = []
  /// Legs whose status was told.
  var legs: Set<Blotter.Place> = []
  var trouble: String?
  var isSecond = false

  init(_ purpose: Purpose) { self.purpose = purpose }
}

extension Session {
  /// Everything that may have been missed is asked for; the stream tells already.
  mutating func catchUp(_ context: inout SessionContext) {
    go(.catchingUp, &context)
    // With many lists the answers may take their time.
    stageDue = context.now.uptime + options.requestTimeout * 6
    survey = Survey(.catchUp)
    begin(survey: .catchUp)
    chores.add(.account)
    survey?.left.insert(.account)
    if venue.capabilities.tradesFutures {
      chores.add(.positions)
      survey?.left.insert(.positions)
    }
    pump(&context)
  }

  mutating func begin(survey purpose: Survey.Purpose) {
    for what in [Chore.What.openLists(page: 1), .openOrders] {
      chores.add(what)
      survey?.left.insert(what)
    }
  }

  mutating func audit(_ context: inout SessionContext) {
    nextAudit = options.audit.map { context.now.uptime + $0 }
    guard survey == nil, !blotter.open.isEmpty else { return }
    wants.survey = true
  }

  /// A call that may be part of a survey has its answers.
  mutating func surveyed(_ chore: Chore, _ context: inout SessionContext) {
    guard survey != nil else { return }
    switch chore.what {
    case .openLists(let page): takeOpen(chore, page: page, context.now.wall)
    case .openOrders: takeOpenOrders(chore, context.now.wall)
    default: break
    }
    guard survey?.left.remove(chore.what) != nil else { return }
    if let trouble = chore.trouble ?? (chore.contents.isEmpty ? chore.refusal?.sentence : nil),
      chore.slot == nil, chore.what != .account, chore.what != .positions
    {
      survey?.trouble = trouble
    }
    if survey?.left.isEmpty == true { turn(&context) }
  }

  private mutating func takeOpen(_ chore: Chore, page: Int, _ heard: Timestamp) {
    var count = 0
    // Parts that a list leaves out, where the venue has them elsewhere; ids first.
    takeOpenOrders(chore, heard)
    for case .lists(let lists) in chore.contents {
      count += lists.count
      for list in lists {
        // Some venues tell of ended lists, too; those that nobody asked for stay untold.
        let isEnded = list.status == .done || list.status == .canceled || list.status == .rejected
        if isEnded, blotter.slot(of: list) == nil { continue }
        guard let slot = take(list, isAnswer: true, heard) else { continue }
        survey?.lists.insert(slot)
        for order in list.orders where order.status != .unknown {
          if let place = blotter.place(of: order) { survey?.legs.insert(place) }
        }
      }
    }
    guard count >= 100, page < 50, chore.trouble == nil else { return }
    chores.add(.openLists(page: page + 1))
    survey?.left.insert(.openLists(page: page + 1))
  }

  private mutating func takeOpenOrders(_ chore: Chore, _ heard: Timestamp) {
    for case .orders(let orders) in chore.contents {
      for order in orders {
        guard let place = blotter.findPlace(of: order) else { continue }
        blotter.apply(OrderReport(order: order), to: place, isAnswer: true, heard)
        if order.status != .unknown { survey?.legs.insert(place) }
      }
    }
  }

  /// What the first look left open is asked about list by list; after that the session is live.
  private mutating func turn(_ context: inout SessionContext) {
    guard let survey else { return }
    if let trouble = survey.trouble {
      self.survey = nil
      switch survey.purpose {
      case .catchUp: lose(trouble, &context)
      // What could not be looked at is looked at again, a little later.
      case .audit: wants.survey = true
      }
      return
    }
    if !survey.isSecond {
      self.survey?.isSecond = true
      for slot in blotter.open where doubts[slot] == nil && !isTold(slot, survey) {
        chores.add(.list(slot))
        self.survey?.left.insert(.list(slot))
      }
      if self.survey?.left.isEmpty == false { return }
    }
    self.survey = nil
    if survey.purpose == .catchUp { live(&context) }
  }

  private func isTold(_ slot: Int, _ survey: Survey) -> Bool {
    guard survey.lists.contains(slot) else { return false }
    let orders = blotter.entries[slot].record.list.orders
    return !orders.isEmpty
      && orders.indices.allSatisfy { leg in
        orders[leg].status.isFinal || survey.legs.contains(Blotter.Place(slot: slot, leg: leg))
      }
  }

  private mutating func live(_ context: inout SessionContext) {
    stage = .live
    stageDue = nil
    backoff.reset()
    denials = 0
    nextAudit = options.audit.map { context.now.uptime + $0 }
    replay(&context)
    enter(.caughtUp, nil, &context)
    for slot in doubts.keys { doubts[slot]?.due = context.now.uptime }
    watchAll(&context)
  }
}
