import Exact
import Foundation
import Glibc
import Orders
import Simulator
import Venues

/// The five simulators on free ports of this machine, in a thread of their own.
final class ServedVenues {
  private let listening: Listening
  private let stop: Int32
  private let ended = DispatchSemaphore(value: 0)

  /// Serves, with faults armed from the start.
  init(faults: [Fault] = []) throws {
    let moment = Moment.current()
    var simulator = Simulator(now: moment.wall)
    for fault in faults { try simulator.arm(fault, moment) }
    listening = try Listening(
      simulator.venues.map { .venue($0) } + [.control], address: "127.0.0.1", firstPort: 0)
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw ServerFailure(place: "", reason: "no pipe") }
    stop = ends[1]
    let (served, reading, ended, listening) = (simulator, ends[0], ended, listening)
    Thread.detachNewThread {
      Server(served, on: listening).run(until: reading)
      close(reading)
      ended.signal()
    }
  }

  /// Ends the thread and waits for it.
  func end() {
    close(stop)
    ended.wait()
  }

  func port(_ venue: VenueID) -> UInt16 { port(.venue(venue)) }

  var control: String { "http://127.0.0.1:\(port(.control))" }

  func base(_ venue: VenueID) -> String { "http://127.0.0.1:\(port(venue))" }

  private func port(_ door: Simulator.Door) -> UInt16 {
    listening.places.first { $0.door == door }?.port ?? 0
  }
}

extension ServedVenues {
  /// The request that places an OCO here, sealed with a venue's paper keys.
  func placing(at venue: some Venue) throws -> WireRequest {
    let ticket = try TicketFile.read(
      Array(
        """
        {"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"0.01","legs":[
        {"type":"limit","price":"32000"},{"type":"stop_limit","trigger":"29000","price":"28900"}]}
        """.utf8), venues: VenueCatalogue.ids)
    let seal = Seal(
      now: Moment.current().wall, requestID: 1, credentials: try venue.paperCredentials())
    return try venue.seal(try venue.place(ticket, ListIdentity(7)), seal).sent(to: base(venue.id))
  }

  /// How many lists the engine knows.
  func lists(_ caller: Caller) throws -> Int {
    let answer = try caller.ask(.plain(control, "/lists"))
    return try JSONDocument(parsing: answer.body).root["lists"]?.elements.count { _ in true } ?? -1
  }
}
