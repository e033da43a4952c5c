import Client
import Orders
import Testing
import Venues

extension Client {
  /// Seals a ticket as the screen does.
  func placement(
    _ ticket: Ticket, _ identity: ListIdentity, at id: VenueID, _ now: Moment
  ) throws -> Placement {
    let venue = try #require(VenueCatalogue.venue(id))
    let draft = try venue.place(ticket, identity)
    let request = try venue.seal(draft, seal(at: id, number: identity.number, now))
    return Placement(
      key: ListKey(id, identity.listID(ticket.kind)), identity: identity, ticket: ticket,
      request: request)
  }

  /// Asks for the whole list to be cancelled, as the screen does.
  func cancellation(
    of key: ListKey, _ now: Moment, number: () -> UInt64
  ) throws -> Cancellation {
    let venue = try #require(VenueCatalogue.venue(key.venue))
    let record = try #require(list(key))
    let requests = try venue.drafts(.cancelList(record.reference, identity: nil)).map { draft in
      try venue.seal(draft, seal(at: key.venue, number: number(), now))
    }
    return Cancellation(key: key, leg: nil, requests: requests)
  }

  private func seal(at venue: VenueID, number: UInt64, _ now: Moment) throws -> Seal {
    let time = now.wall.milliseconds - (clockOffset(of: venue) ?? 0)
    return Seal(
      now: Timestamp(milliseconds: time), requestID: Int64(number % 1_000_000),
      credentials: try #require(credentials(of: venue)))
  }
}
