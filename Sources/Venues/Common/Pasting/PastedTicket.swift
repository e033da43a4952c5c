import Exact
import Orders

/// A ticket that was found in a pasted text, and whose request it was.
///
/// A paste is foreign data: it is bounded, checked, and read by the same decoders that the
/// simulators use. Nothing in it is run, and what cannot be read is refused with one sentence.
public struct PastedTicket: Hashable, Sendable {
  public let ticket: Ticket
  /// The venue whose request it was; nil for a ticket that belongs to none.
  public let venue: VenueID?
  /// What it was: "a curl command".
  public let form: String
  /// What of it the ticket does not carry, and what had to be guessed: one clause each.
  public let remarks: [String]

  /// More than any request has, and little enough to be read between two keys.
  public static let limit = 65_536

  /// Reads a request of any venue, in any of the forms people pass on, or a ticket file.
  public init(reading bytes: [UInt8]) throws(Unreadable) {
    self = try FoundText(bytes).recognized()
  }

  init(_ ticket: Ticket, venue: VenueID?, form: String, remarks: [String]) {
    self.ticket = ticket
    self.venue = venue
    self.form = form
    self.remarks = remarks
  }
}

extension PastedTicket {
  private static let openings = [
    "curl ", "$ curl ", "# text frame to ", "ws ws", "get /", "post /", "put /", "delete /",
    "get http", "post http", "put http", "delete http", "http://", "https://", "{", "```",
    "order/place",
  ]

  /// Whether bytes look like a request rather than like a value of a field.
  ///
  /// A guess from how they begin; reading them is what tells.
  public static func isLikely(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes.prefix(4096), as: UTF8.self).lowercased()
    let start = text.drop { $0.isWhitespace }
    if openings.contains(where: { start.hasPrefix($0) }) { return true }
    if text.split(separator: "&").count > 3, text.split(separator: "=").count > 3 { return true }
    return PlacingPath.first(in: text) != nil
  }
}
