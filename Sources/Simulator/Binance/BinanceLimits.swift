import Exact
import Orders

/// What was used of Binance's limits (rest-api.md, LIMITS; the sheet's section 8.3).
struct BinanceLimits: Hashable, Sendable {
  /// Request weight of a minute.
  private(set) var weight = RateMeter(limit: 6_000, window: 60_000)
  private(set) var tenSeconds = RateMeter(limit: 100, window: 10_000)
  private(set) var day = RateMeter(limit: 200_000, window: 86_400_000)
  private(set) var raw = RateMeter(limit: 300_000, window: 300_000)
  private(set) var connections = RateMeter(limit: 300, window: 300_000)
  private(set) var bannedUntil: Timestamp?
  /// Requests that came after a 429 in spite of it, and bans so far.
  private var ignored = 0
  private var bans = 0

  /// "Failing to back off after receiving 429s will result in an automated IP ban"; after how many
  /// is said nowhere.
  private static let patience = 100
  /// "From 2 minutes to 3 days".
  private static let shortestBan: Int64 = 120_000
  private static let longestBan: Int64 = 3 * 86_400_000

  /// Lets a request in, or says why not.
  mutating func enter(at now: Timestamp) throws(BinanceFault) {
    if let until = bannedUntil {
      if now < until { throw .banned(until: until) }
      bannedUntil = nil
    }
    let isFine = raw.take(at: now)
    if isFine, weight.take(0, at: now), weight.used < weight.limit {
      ignored = 0
      return
    }
    ignored += 1
    if ignored > Self.patience {
      ignored = 0
      let span = min(Self.shortestBan << min(bans, 20), Self.longestBan)
      bans += 1
      let until = Timestamp(milliseconds: now.milliseconds + span)
      bannedUntil = until
      throw .banned(until: until)
    }
    throw .tooHeavy(weight.limit, until: end(of: weight, now))
  }

  mutating func spend(_ cost: Int, at now: Timestamp) { _ = weight.take(cost, at: now) }

  /// Whether so many orders more may be placed now.
  mutating func roomForOrders(_ count: Int, at now: Timestamp) throws(BinanceFault) {
    _ = tenSeconds.take(0, at: now)
    _ = day.take(0, at: now)
    if tenSeconds.used + count > tenSeconds.limit {
      throw .tooManyOrders(
        tenSeconds.limit, per: "10 SECOND", until: end(of: tenSeconds, now))
    }
    if day.used + count > day.limit {
      throw .tooManyOrders(day.limit, per: "1 DAY", until: end(of: day, now))
    }
  }

  mutating func placed(_ count: Int, at now: Timestamp) {
    _ = tenSeconds.take(count, at: now)
    _ = day.take(count, at: now)
  }

  mutating func connect(at now: Timestamp) -> Bool { connections.take(at: now) }

  /// Puts the meters' windows right, so that they can be read.
  mutating func look(at now: Timestamp) {
    _ = weight.take(0, at: now)
    _ = tenSeconds.take(0, at: now)
    _ = day.take(0, at: now)
  }

  private func end(of meter: RateMeter, _ now: Timestamp) -> Timestamp {
    Timestamp(milliseconds: now.milliseconds + meter.rest(at: now))
  }
}

// MARK: As they are told

extension BinanceLimits {
  /// `exchangeInfo`.
  var rules: JSON {
    [
      Self.row("REQUEST_WEIGHT", "MINUTE", 1, weight.limit),
      Self.row("ORDERS", "SECOND", 10, tenSeconds.limit),
      Self.row("ORDERS", "DAY", 1, day.limit),
      Self.row("RAW_REQUESTS", "MINUTE", 5, raw.limit),
    ]
  }

  /// `rateLimit/order`.
  var orders: [JSON] {
    [
      Self.row("ORDERS", "SECOND", 10, tenSeconds.limit, count: tenSeconds.used),
      Self.row("ORDERS", "DAY", 1, day.limit, count: day.used),
    ]
  }

  /// The `rateLimits` of an answer on the WebSocket API.
  func told(withOrders: Bool) -> JSON {
    .array(
      (withOrders ? orders : [])
        + [Self.row("REQUEST_WEIGHT", "MINUTE", 1, weight.limit, count: weight.used)])
  }

  private static func row(
    _ type: String, _ interval: String, _ number: Int64, _ limit: Int, count: Int? = nil
  ) -> JSON {
    var members = [
      JSONMember("rateLimitType", .string(type)), JSONMember("interval", .string(interval)),
      JSONMember("intervalNum", .integer(number)), JSONMember("limit", .integer(Int64(limit))),
    ]
    if let count { members.append(JSONMember("count", .integer(Int64(count)))) }
    return .object(members)
  }
}
