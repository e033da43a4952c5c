import Orders
import Testing

@testable import Venues

/// A message that tells no time has no event id: two that look alike may both be news.
@Suite struct CopyTests {
  @Test(arguments: [
    (
      "kucoin",
      #"{"type":"message","subject":"orderChange","data":{"orderId":"1","type":"update"@}}"#,
      #","ts":1730211033335000000"#
    ),
    (
      "bingx",
      #"{"dataType":"spot.executionReport","data":{"i":"1","x":"NEW","X":"PENDING","z":"0"@}}"#,
      #","E":1720876278637"#
    ),
    (
      "crypto-com",
      #"{"method":"subscribe","code":0,"result":{"channel":"user.order","data":[{"order_id":"1","#
        + #""status":"ACTIVE"@}]}}"#,
      #","update_time":"1700000000123""#
    ),
  ])
  func onlyATimedMessageCanBeACopy(_ id: String, _ text: String, _ time: String) throws {
    let venue = try #require(VenueCatalogue.venue(VenueID(id)))
    func eventID(_ time: String) -> String?? {
      let message = text.split(separator: "@").joined(separator: time)
      guard case .order(let report)? = venue.events(message).first else { return nil }
      return report.eventID
    }
    #expect(eventID("") == .some(nil))
    #expect(eventID(time) == eventID(time))
    #expect((eventID(time) ?? nil) != nil)
  }
}
