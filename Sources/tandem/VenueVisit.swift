import Client
import Orders
import Venues

/// What a connection to one venue has shown.
struct VenueVisit {
  private let venue: any Venue
  private let line: VerbClient
  private let start: Int64
  private let state: SessionState

  /// - Parameter start: When connecting began, on the clock that nobody sets.
  init(_ venue: any Venue, _ line: VerbClient, since start: Int64) {
    self.venue = venue
    self.line = line
    self.start = start
    state = line.client.state(of: venue.id) ?? .offline
  }

  /// Whether the venue answered at all, if only with a no.
  var isReached: Bool { state == .live || state == .refused }

  var all: [Diagnosis] {
    guard state == .live else { return [connection] + (state == .refused ? [keys] : []) }
    return [connection, clock, keys, rights, budget]
  }

  private func say(
    _ check: String, _ verdict: Diagnosis.Verdict, _ sentence: String
  ) -> Diagnosis {
    Diagnosis(check, verdict, sentence, venue: venue.id)
  }

  private var connection: Diagnosis {
    let way = line.connections.filter { $0.venue == venue.id }.map(\.connection.state)
    var steps: [String] = []
    for step in way.map({ $0.rawValue.replacing("_", with: " ") }) where steps.last != step {
      steps.append(step)
    }
    let road = steps.joined(separator: ", ")
    let reason = line.client.reason(of: venue.id).map { ": \($0)" } ?? ""
    guard state == .live else {
      return say("connection", .fail, "\(state.words)\(reason) (\(road))")
    }
    let took = Moment.current().uptime - start
    let latency = line.client.latency(of: venue.id).map { ", an answer takes \($0) ms" } ?? ""
    return say("connection", .ok, "live after \(took) ms\(latency) (\(road))")
  }

  /// More than this is close to what venues refuse, and says that no service sets our clock.
  private static let strangeOffset: Int64 = 1_000

  private var clock: Diagnosis {
    guard let offset = line.client.clockOffset(of: venue.id) else {
      return say("clock", .skip, "the venue does not tell its time")
    }
    let way = offset < 0 ? "behind" : "ahead of"
    let sentence = "ours is \(abs(offset)) ms \(way) the venue's; requests have the venue's time"
    return say("clock", abs(offset) > Self.strangeOffset ? .warn : .ok, sentence)
  }

  private var keys: Diagnosis {
    state == .live
      ? say("keys", .ok, "the venue knows them")
      : say("keys", .fail, line.client.reason(of: venue.id) ?? "the venue refuses them")
  }

  private var rights: Diagnosis {
    let account = line.client.account(of: venue.id) ?? Account()
    let held = account.balances.map { " and has \(Words.count($0.count, "balance"))" } ?? ""
    switch account.canTrade {
    case true: return say("rights", .ok, "the account may trade\(held)")
    case false: return say("rights", .fail, "the account may not trade")
    case nil: return say("rights", .ok, "the account answers\(held); what it may is not told")
    }
  }

  private var budget: Diagnosis {
    let lines = line.client.budget(of: venue.id)?.lines ?? []
    guard !lines.isEmpty else { return say("budget", .skip, "the venue does not tell it") }
    let words = lines.map { "\($0.header) \($0.of - $0.used) left of \($0.of)" }
    let isTight = line.client.budget(of: venue.id)?.isTight == true
    return say("budget", isTight ? .warn : .ok, words.joined(separator: ", "))
  }
}
