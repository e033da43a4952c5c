import Exact
import Orders
import Venues

/// What it costs to validate, encode and sign one OCO, for each venue and for all of them together.
struct SpeedBench {
  private struct Subject {
    let venue: any Venue
    let ticket: Ticket
    let inspection: Inspection
    let seal: Seal
  }

  private static let spot = """
    {"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"0.01",
     "legs":[{"type":"limit","price":"32000"},
             {"type":"stop_limit","trigger":"29000","price":"28900","tif":"gtc"}]}
    """
  private static let future = """
    {"kind":"oco","instrument":"ESZ6","side":"sell","quantity":"1",
     "legs":[{"type":"limit","price":"6600","tif":"gtc"},
             {"type":"stop","trigger":"6400","tif":"gtc"}]}
    """

  func run() throws {
    let subjects = try VenueCatalogue.all.map(Self.subject)
    let watch = Stopwatch()
    print("one OCO, one core; median of \(watch.rounds) rounds (least…most)")
    for subject in subjects {
      print("\(subject.venue.id)")
      print("  rule pass            \(watch.measure { Self.check(subject) }.text)")
      print("  encode               \(watch.measure { Self.encode(subject) }.text)")
      print("  encode, seal         \(watch.measure { Self.seal(subject) }.text)")
      print("  rules, encode, seal  \(watch.measure { Self.all(subject) }.text)")
    }
    let together = watch.measure { subjects.reduce(0) { $0 &+ Self.all($1) } }
    print("\(subjects.count) venues: rules, encode, seal  \(together.text)")
  }

  private static func subject(_ venue: any Venue) throws -> Subject {
    let text = venue.capabilities.tradesSpot ? spot : future
    let ticket = try TicketFile.read(Array(text.utf8), venues: VenueCatalogue.ids)
    let last = StartingMarket.last(of: ticket.instrument)
    let market = Market(last: last, bid: last, ask: last, mark: last)
    let inspection = Inspection(
      venue: venue, ticket: ticket, instrument: venue.rules(of: ticket.instrument), market: market)
    let seal = Seal(
      now: Timestamp(milliseconds: 1_700_000_000_000), requestID: 1,
      credentials: try venue.paperCredentials())
    return Subject(venue: venue, ticket: ticket, inspection: inspection, seal: seal)
  }

  private static func check(_ subject: Subject) -> Int {
    subject.venue.findings(subject.inspection).count
  }

  private static func encode(_ subject: Subject) -> Int {
    (try? subject.venue.place(subject.ticket, ListIdentity(7)))?.parameters.count ?? 0
  }

  private static func seal(_ subject: Subject) -> Int {
    guard let draft = try? subject.venue.place(subject.ticket, ListIdentity(7)) else { return 0 }
    return (try? subject.venue.seal(draft, subject.seal))?.body.bytes.count ?? 0
  }

  /// As for a key in the form: a fresh inspection of the ticket, every rule, the request, its
  /// signature.
  private static func all(_ subject: Subject) -> Int {
    let inspection = Inspection(
      venue: subject.venue, ticket: subject.ticket, instrument: subject.inspection.instrument,
      market: subject.inspection.market)
    return subject.venue.findings(inspection).count &+ seal(subject)
  }
}
