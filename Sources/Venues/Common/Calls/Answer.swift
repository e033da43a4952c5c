import Exact
import Orders

/// A venue's reply as it came from the transport.
public struct Response: Sendable {
  public let status: Int
  public let headers: [(name: String, value: String)]
  public let body: [UInt8]

  public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A header by its name, whatever its case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// What a reply means for what was asked.
///
/// These are three different things everywhere: yes, no, and not known; the fourth says that
/// nothing was done and it may be asked again later.
public enum Answer: Hashable, Sendable {
  case accepted(Content)
  case refused(Refusal)
  /// It may or may not have happened; only evidence settles it.
  case inDoubt(Refusal)
  /// Not done, and not to be asked again before this many milliseconds.
  case later(Refusal, afterMilliseconds: Int64?)
}

/// Why a venue did not do what it was asked, in its own words.
public struct Refusal: Hashable, Sendable {
  /// What kind of no it is.
  public enum Reason: String, Sendable {
    /// The ticket breaks one of the venue's rules.
    case rule
    case funds
    case priceRelation = "price_relation"
    case filter
    case duplicateID = "duplicate_id"
    case notFound = "not_found"
    /// Nothing is left to cancel or amend: it has already ended.
    case alreadyDone = "already_done"
    case signature
    case clock
    case permission
    case malformed
    case rateLimit = "rate_limit"
    case banned
    case halted
    case overloaded
    case venueFault = "venue_fault"
    case unreadable
    case other
  }

  public var httpStatus: Int
  /// The venue's code, as text; empty where it sent none.
  public var code: String
  public var text: String
  public var reason: Reason

  public init(httpStatus: Int, code: String, text: String, reason: Reason) {
    self.httpStatus = httpStatus
    self.code = code
    self.text = text
    self.reason = reason
  }
}

/// What an accepted reply says.
public enum Content: Hashable, Sendable {
  /// Done; nothing more was said.
  case nothing
  case list(OrderList)
  case lists([OrderList])
  case order(Order)
  case orders([Order])
  case instruments([InstrumentRules])
  case market(Market)
  case account(AccountState)
  case accounts([AccountName])
  case serverTime(Timestamp)
  case token(StreamToken)
}

/// What an account reply says.
public struct AccountState: Hashable, Sendable {
  public var balances: [Balance]
  public var positions: [Position]
  public var canTrade: Bool?
  public var takerFeeRate: Decimal?

  public init(
    balances: [Balance], positions: [Position] = [], canTrade: Bool? = nil,
    takerFeeRate: Decimal? = nil
  ) {
    self.balances = balances
    self.positions = positions
    self.canTrade = canTrade
    self.takerFeeRate = takerFeeRate
  }
}

/// One of the accounts behind a login.
public struct AccountName: Hashable, Sendable {
  public var id: String
  public var name: String
  public var isActive: Bool

  public init(id: String, name: String, isActive: Bool) {
    self.id = id
    self.name = name
    self.isActive = isActive
  }
}

/// What opens a stream.
///
/// The token itself is secret.
public struct StreamToken: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  public var token: String
  /// Where to connect, when the venue says.
  public var endpoint: String?
  public var expires: Timestamp?
  public var pingMilliseconds: Int64?
  public var pongMilliseconds: Int64?
  /// A second token for prices, where the venue has one.
  public var marketToken: String?
  public var userID: String?

  public init(token: String) { self.token = token }

  public var description: String { "StreamToken(••••)" }

  public var customMirror: Mirror { Mirror(self, children: []) }
}
