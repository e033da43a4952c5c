import Exact
import Orders
import Venues

/// One venue's request as the review shows it: sealed, and read back from its own bytes.
struct ReviewItem {
  let venue: any Venue
  private let meant: Ticket
  let look: VenueLook
  /// What would be sent; nil where nothing can be.
  private(set) var request: WireRequest?
  /// What the bytes say.
  private(set) var reading: Reading?
  /// Why it must not be sent.
  private(set) var obstacles: [String] = []

  init(_ ticket: Ticket, flaws: [String], _ venue: any Venue, _ app: App) {
    self.venue = venue
    meant = ticket
    look = VenueLook(
      venue, ticket, app.feed, app.identity, environment: app.setup.environment)
    obstacles = flaws
    if let refusal = app.journalRefusal { obstacles.append(refusal) }
    if let obstacle = app.reachObstacle(venue.id) { obstacles.append(obstacle) }
    guard let draft = look.draft else {
      obstacles += look.obstacles.map(\.text)
      return
    }
    do {
      let request = try app.seal(draft, at: venue)
      self.request = request
      let reading = try venue.read(request)
      self.reading = reading
      obstacles += Self.differences(reading.ticket, ticket, venue)
      if !reading.unknown.isEmpty {
        obstacles.append("the request holds parameters nobody knows: \(reading.unknown)")
      }
    } catch {
      obstacles.append("\(error)")
    }
  }

  /// What the bytes say, its legs in the order in which the ticket has them.
  var ticketRead: Ticket? {
    guard var ticket = reading?.ticket, let form = venue.form(for: ticket) else { return nil }
    let legs = ticket.legs
    let order = venue.order(meant.resolvedLegs, in: form)
    guard order.count == legs.count else { return ticket }
    for (slot, index) in order.enumerated() { ticket.legs[index] = legs[slot] }
    return ticket
  }

  var canSend: Bool { request != nil && obstacles.isEmpty && look.errors.isEmpty }

  /// In what the bytes say something else than the ticket; nothing may be sent then.
  ///
  /// A venue may have one word for two types, and need not repeat its own default; everything that
  /// costs money must be there, the same.
  static func differences(_ read: Ticket, _ meant: Ticket, _ venue: any Venue) -> [String] {
    var found: [String] = []
    func compare<Value: Equatable>(_ name: String, _ read: Value?, _ meant: Value?) {
      guard read != meant else { return }
      let (left, right) = (read.map { "\($0)" } ?? "none", meant.map { "\($0)" } ?? "none")
      found.append("THE REQUEST IS NOT THE TICKET: \(name) is \(left), not \(right)")
    }
    compare("kind", read.kind.rawValue, meant.kind.rawValue)
    compare("instrument", read.instrument.description, meant.instrument.description)
    guard let form = venue.form(for: meant) else { return found }
    let order = venue.order(meant.resolvedLegs, in: form)
    let (said, wanted) = (read.resolvedLegs, meant.resolvedLegs)
    guard said.count == wanted.count, order.count == said.count else {
      compare("number of legs", said.count, wanted.count)
      return found
    }
    for (slot, index) in order.enumerated() {
      let (left, right) = (said[slot], wanted[index])
      let name = "leg \(index + 1)"
      compare("\(name) side", left.side?.rawValue, right.side?.rawValue)
      compare("\(name) quantity", left.quantity, right.quantity)
      compare("\(name) price", left.price, right.type?.hasPrice == true ? right.price : nil)
      compare("\(name) trigger", left.trigger, right.trigger)
      compare("\(name) trail", left.trail?.text, right.trail?.text)
      let word = { (type: LegType?) in type.flatMap { form.slots[slot].word(for: $0) } }
      if word(left.type) != word(right.type) {
        compare("\(name) type", left.type?.words, right.type?.words)
      }
      if let tif = left.timeInForce, right.timeInForce != nil {
        compare("\(name) time in force", tif.rawValue, right.timeInForce?.rawValue)
      }
    }
    return found
  }
}

extension Ticket {
  /// What each leg does, in a sentence; the lead says how it depends on the others.
  func sentences(triggerSource: TriggerSource) -> [(lead: String, text: String)] {
    resolvedLegs.enumerated().map { index, leg in
      (lead(ofLeg: index), Self.sentence(leg, instrument, triggerSource))
    }
  }

  private func lead(ofLeg index: Int) -> String {
    switch kind.role(at: index) {
    case .entry: "first"
    case .exit: kind.hasPairOfExits ? (index == 1 ? "then either" : "or") : "then"
    case .pair: index == 0 ? "either" : "or"
    }
  }

  private static func sentence(
    _ leg: Leg, _ instrument: Instrument, _ standard: TriggerSource
  ) -> String {
    let side = leg.side?.rawValue ?? "trade"
    let size = leg.quantity.map(Figures.price) ?? "what the entry brought of"
    var text = "\(side) \(size) \(instrument)"
    guard let type = leg.type else { return text }
    if type.hasPrice {
      text += " at \(leg.price.map(Figures.price) ?? "no price")"
      text += leg.side == .buy ? " or less" : " or more"
    } else {
      text += " at the market"
    }
    if type == .limitMaker { text += ", as maker only" }
    if let tif = leg.timeInForce { text += ", \(tif.rawValue.uppercased())" }
    if let expire = leg.expire { text += ", until \(expire)" }
    guard type.isContingent else { return text }
    let source = (leg.triggerBy ?? standard).rawValue
    if type.isTrailing {
      let trail = leg.trail.map(\.text) ?? "?"
      let start = leg.trigger.map { ", starting at \(Figures.price($0))" } ?? ""
      return "when the \(source) price turns by \(trail)\(start): \(text)"
    }
    // A stop that sells fires below; a take-profit the other way round.
    let falls = (leg.side == .sell) == type.isStop
    let trigger = leg.trigger.map(Figures.price) ?? "?"
    return "when the \(source) price \(falls ? "falls" : "rises") to \(trigger): \(text)"
  }
}
