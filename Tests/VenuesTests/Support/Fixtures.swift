import Crypto
import Exact
import Orders
import Testing

@testable import Venues

/// A file beside the tests.
func testFile(_ path: String, from here: String = #filePath) throws -> [UInt8] {
  let folder = here.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
  return try readFile(folder.joined(separator: "/") + "/" + path)
}

func ticket(_ json: String) throws -> Ticket {
  try TicketFile.read(Array(json.utf8), venues: VenueCatalogue.ids)
}

func decimal(_ text: String) throws -> Decimal { try Decimal(parsing: text) }

extension Venue {
  /// Credentials from the lines of a file's section.
  func credentials(
    _ lines: [String: String], _ environment: Environment = .live
  ) throws -> Credentials {
    try credentials(
      from: CredentialValues(
        venue: id, environment: environment, values: lines.mapValues { Secret($0) }))
  }

  /// The sealed request of a draft, at a fixed moment.
  func sealed(
    _ draft: Draft, at milliseconds: Int64 = 1_700_000_000_000, id requestID: Int64 = 1,
    _ credentials: Credentials
  ) throws -> WireRequest {
    try seal(
      draft,
      Seal(
        now: Timestamp(milliseconds: milliseconds), requestID: requestID, credentials: credentials))
  }

  func answer(_ body: String, status: Int = 200, to operation: VenueOperation) -> Answer {
    decode(Response(status: status, body: Array(body.utf8)), to: operation)
  }

  func events(_ text: String) -> [VenueEvent] { events(in: Array(text.utf8)) }
}

/// Foundation, which some test imports, has an `Operation` of its own.
typealias VenueOperation = Venues.Operation

extension WireRequest {
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

extension Answer {
  var isInDoubt: Bool { if case .inDoubt = self { true } else { false } }
}
