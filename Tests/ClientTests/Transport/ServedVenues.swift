import Client
import Exact
import Foundation
import Glibc
import Orders
import Simulator
import Synchronization
import Testing
import Venues

/// The five simulators on free ports of this machine, in a thread of their own.
final class ServedVenues {
  private let listening: Listening
  private let stop: Int32
  private let ended = DispatchSemaphore(value: 0)
  private let shown = DispatchSemaphore(value: 0)
  private let picture: Picture
  private var hasEnded = false

  /// How everything stood when it was last looked at.
  private final class Picture: Sendable {
    let simulator: Mutex<Simulator>

    init(_ simulator: Simulator) { self.simulator = Mutex(simulator) }
  }

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
    picture = Picture(simulator)
    let (served, reading, ended, listening) = (simulator, ends[0], ended, listening)
    let (picture, shown) = (picture, shown)
    Thread.detachNewThread {
      let server = Server(served, on: listening)
      var word: UInt8 = 0
      repeat {
        server.run(until: reading)
        picture.simulator.withLock { $0 = server.simulator }
        shown.signal()
      } while read(reading, &word, 1) == 1
      close(reading)
      ended.signal()
    }
  }

  /// How everything stands now: the server pauses for as long as a copy takes.
  func look() throws -> Simulator {
    var word: UInt8 = 0
    guard write(stop, &word, 1) == 1, shown.wait(timeout: .now() + 30) == .success else {
      throw ServerFailure(place: "", reason: "the server does not answer")
    }
    return picture.simulator.withLock(\.self)
  }

  /// Ends the thread and waits for it; once is enough.
  func end() {
    guard !hasEnded else { return }
    hasEnded = true
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
  /// The account of a venue here; free ports stand in no row, so each venue is reached by its own.
  func account(_ venue: any Venue, _ keys: Credentials? = nil) throws -> AccountSetup {
    try AccountSetup(
      venue, try keys ?? venue.paperCredentials(), hosts: try hosts(venue, port: port(venue.id)))
  }

  /// A venue's paper hosts at a port of this machine.
  func hosts(_ venue: any Venue, port: UInt16) throws -> Hosts {
    let hosts = try #require(venue.hosts(in: .paper))
    let at = try #require(VenueCatalogue.ids.firstIndex(of: venue.id))
    return hosts.moved(to: "127.0.0.1", port: Int(port) - at, of: venue.id)
  }

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
