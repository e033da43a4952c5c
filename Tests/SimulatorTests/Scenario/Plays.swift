import Exact
import Orders
import Testing
import Venues

@testable import Simulator

/// Short ways to play a scenario.
enum Plays {
  static let venues = VenueCatalogue.all

  static func run(
    _ path: String, at venue: String = "binance", ticket: String = ScenarioFileTests.ticket,
    start: String = "30000", more: String = ""
  ) throws -> ScenarioRun {
    let text = #"{"ticket":\#(ticket),"start":"\#(start)","path":[\#(path)]\#(more)}"#
    let venue = try #require(VenueCatalogue.venue(VenueID(venue)))
    return try ScenarioFile.read(Array(text.utf8)).play(at: venue)
  }

  /// "1 accepted", "2 expired", … of the legs, in the order told.
  static func story(_ run: ScenarioRun) -> [String] {
    run.steps.flatMap { step in
      step.events.compactMap { event in
        event.leg.map { "\(step.number): \($0 + 1) \(event.what)" }
      }
    }
  }
}
