import Exact
import Orders
import Venues

/// What everything says of a form as it stands: what it reads as, and each venue's view.
struct LiveTicket: Sendable {
  var reading = FormReading(
    ticket: Ticket(kind: .oco, instrument: .unread, legs: []))
  /// One for each venue of the catalogue, in its order.
  var looks: [VenueLook] = []

  init() {}

  init(
    _ form: TicketForm, venue: VenueID, _ feed: Feed, _ identity: ListIdentity,
    environment: Environment, before: LiveTicket
  ) {
    let instrument = Instrument(form.instrument)
    var world = FormWorld()
    world.now = feed.now
    if let instrument {
      world.market = feed.market(venue, instrument)
      world.instrument =
        VenueCatalogue.venue(venue).flatMap { feed.rules(instrument, at: $0) }
        ?? VenueCatalogue.all.lazy.compactMap { $0.rules(of: instrument) }.first
    }
    world.account = feed.account(venue)
    reading = form.read(world)
    let ticket = reading.ticket
    looks = VenueCatalogue.all.map { venue in
      VenueLook(venue, ticket, feed, identity, environment: environment)
    }
  }

  func look(_ venue: VenueID) -> VenueLook? { looks.first { $0.venue == venue } }
}

/// One venue's view of a ticket.
struct VenueLook: Sendable {
  let venue: VenueID
  /// What it would receive; nil where it cannot be said.
  let draft: Draft?
  /// Why it cannot be said.
  let obstacles: [Inexpressible.Reason]
  let findings: [Finding]
  let losses: [Loss]

  var errors: [Finding] { findings.filter { $0.severity == .error } }

  /// It can be sent, as far as can be told.
  var isFine: Bool { draft != nil && !findings.contains { $0.severity == .error } }

  init(
    _ venue: any Venue, _ ticket: Ticket, _ feed: Feed, _ identity: ListIdentity,
    environment: Environment
  ) {
    self.venue = venue.id
    guard ticket.instrument != .unread else {
      // What a venue would make of no symbol is nothing that anybody should look at.
      obstacles = [Inexpressible.Reason(.instrument, "the symbol is no instrument yet")]
      (draft, findings, losses) = (nil, [], [])
      return
    }
    var obstacles = venue.obstacles(ticket)
    var draft: Draft?
    if obstacles.isEmpty {
      do throws(Inexpressible) {
        draft = try venue.place(ticket, identity)
      } catch {
        obstacles = error.reasons
      }
    }
    self.draft = draft
    self.obstacles = obstacles
    guard draft != nil || !ticket.legs.isEmpty, venue.symbol(of: ticket.instrument) != nil else {
      findings = []
      losses = []
      return
    }
    let inspection = Inspection(
      venue: venue, ticket: ticket, instrument: feed.rules(ticket.instrument, at: venue),
      market: feed.market(venue.id, ticket.instrument), account: feed.account(venue.id),
      environment: environment)
    findings = venue.findings(inspection)
    losses = draft == nil ? [] : venue.losses(ticket)
  }
}

extension Instrument {
  /// Stands where a symbol cannot be read.
  static let unread = Instrument.spot(base: "", quote: "")
}
