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
      obstacles += look.obstacles.map(app.form.sentence(of:))
      return
    }
    do {
      let request = try app.seal(draft, at: venue)
      self.request = request
      let reading = try venue.read(request)
      self.reading = reading
      obstacles += reading.differences(from: ticket, venue)
      if !reading.unknown.isEmpty {
        obstacles.append("the request holds parameters nobody knows: \(reading.unknown)")
      }
    } catch {
      obstacles.append("\(error)")
    }
  }

  /// What the bytes say, its legs in the order in which the ticket has them.
  var ticketRead: Ticket? { reading?.ticket(inTheOrderOf: meant, venue) }

  var canSend: Bool { request != nil && obstacles.isEmpty && look.errors.isEmpty }
}

extension Ticket {
  /// What each leg does, in a sentence; the lead says how it depends on the others.
  public func sentences(triggerSource: TriggerSource) -> [(lead: String, text: String)] {
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
