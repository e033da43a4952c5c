import Exact
import Orders
import PaperExchange
import Venues

/// An error in Binance's words: the HTTP status, its code and its text.
///
/// Codes and texts are those of errors.md unless a line says otherwise. What was only seen in
/// reports of users is marked with where; what no source says is the sheet's choice.
struct BinanceFault: Error, Hashable, Sendable {
  let status: Int
  let code: Int64
  let text: String
  /// For refusals that end: when it may be tried again.
  var retryAfter: Timestamp?

  init(_ code: Int64, _ text: String, status: Int = 400, retryAfter: Timestamp? = nil) {
    self.status = status
    self.code = code
    self.text = text
    self.retryAfter = retryAfter
  }

  var json: JSON { ["code": .integer(code), "msg": .string(text)] }
}

// MARK: The request itself (errors.md, 11xx)

extension BinanceFault {
  static let unreadable = BinanceFault(-1100, "Illegal characters found in a parameter.")
  static let duplicate = BinanceFault(-1101, "Duplicate values for a parameter detected.")

  static func tooMany(_ most: Int, _ count: Int) -> BinanceFault {
    BinanceFault(-1101, "Too many parameters; expected '\(most)' and received '\(count)'.")
  }

  static func illegal(_ name: String, _ range: String) -> BinanceFault {
    BinanceFault(
      -1100, "Illegal characters found in parameter '\(name)'; legal range is '\(range)'.")
  }

  static func missing(_ name: String) -> BinanceFault {
    BinanceFault(
      -1102, "Mandatory parameter '\(name)' was not sent, was empty/null, or malformed.")
  }

  static func missing(_ name: String, or other: String) -> BinanceFault {
    BinanceFault(-1102, "Param '\(name)' or '\(other)' must be sent, but both were empty/null!")
  }

  static func tooLarge(_ name: String, _ most: Int64) -> BinanceFault {
    BinanceFault(-1102, "'\(name)' contains unexpected value. Cannot be greater than \(most).")
  }

  static func unread(_ read: Int, of sent: Int) -> BinanceFault {
    BinanceFault(
      -1104,
      "Not all sent parameters were read; read '\(read)' parameter(s) but was sent '\(sent)'.")
  }

  static func empty(_ name: String) -> BinanceFault {
    BinanceFault(-1105, "Parameter '\(name)' was empty.")
  }

  static func notRequired(_ name: String) -> BinanceFault {
    BinanceFault(-1106, "Parameter '\(name)' sent when not required.")
  }

  static func overflow(_ name: String) -> BinanceFault {
    BinanceFault(-1108, "Parameter '\(name)' overflowed.")
  }

  static func precision(_ name: String) -> BinanceFault {
    BinanceFault(-1111, "Parameter '\(name)' has too much precision.")
  }

  static let timeInForce = BinanceFault(-1115, "Invalid timeInForce.")
  static let orderType = BinanceFault(-1116, "Invalid orderType.")
  static let side = BinanceFault(-1117, "Invalid side.")
  static let symbol = BinanceFault(-1121, "Invalid symbol.")
  static let listenKey = BinanceFault(-1125, "This listenKey does not exist.")
  static let longSpan = BinanceFault(-1127, "More than 24 hours between startTime and endTime.")
  static let badCombination = BinanceFault(-1128, "Combination of optional parameters invalid.")
  // Seen by users of the older OCO (sheet, section 8.2).
  static let stopLimitAlone = BinanceFault(
    -1128,
    "Combination of optional parameters invalid. Recommendation: 'stopLimitTimeInForce' should "
      + "also be sent.")

  static func invalid(_ name: String) -> BinanceFault {
    BinanceFault(-1130, "Data sent for parameter '\(name)' is not valid.")
  }

  static let strategyType = BinanceFault(-1134, "strategyType was less than 1000000.")
  static let json = BinanceFault(-1135, "Invalid JSON Request")
  // Seen by users of the WebSocket API (binance-us-api-docs, issue 126).
  static let paramsNotObject = BinanceFault(
    -1135, "Invalid 'params' in JSON request; expected an object.")
  static let cancelRestrictions = BinanceFault(-1145, "Invalid cancelRestrictions")
  static let timeUnit = BinanceFault(
    -1194, "Invalid value for time unit; expected either MICROSECOND or MILLISECOND.")
  static let pegPriceType = BinanceFault(-1210, "Invalid pegPriceType.")
  static let pegOffsetType = BinanceFault(-1211, "Invalid pegOffsetType.")
  static let unsupported = BinanceFault(-1020, "This operation is not supported.")
}

// MARK: Who asks, and when (errors.md, 10xx, 20xx; status 401 as users report it)

extension BinanceFault {
  static let unauthorized = BinanceFault(
    -1002, "You are not authorized to execute this request.", status: 401)
  static let late = BinanceFault(
    -1021, "Timestamp for this request is outside of the recvWindow.")
  static let early = BinanceFault(
    -1021, "Timestamp for this request was 1000ms ahead of the server's time.")
  static let signature = BinanceFault(-1022, "Signature for this request is not valid.")
  static let keyFormat = BinanceFault(-2014, "API-key format invalid.", status: 401)
  static let key = BinanceFault(
    -2015, "Invalid API-key, IP, or permissions for action.", status: 401)
  // Not among the documented codes; what session.logon answers to such keys (users' reports).
  static let keyKind = BinanceFault(-4056, "HMAC_SHA256 API key is not supported.")

  static func tooHeavy(_ limit: Int, until: Timestamp) -> BinanceFault {
    BinanceFault(
      -1003,
      "Too much request weight used; current limit is \(limit) request weight per 1 MINUTE. "
        + "Please use WebSocket Streams for live updates to avoid polling the API.",
      status: 429, retryAfter: until)
  }

  static func tooManyOrders(_ limit: Int, per span: String, until: Timestamp) -> BinanceFault {
    BinanceFault(
      -1015, "Too many new orders; current limit is \(limit) orders per \(span).", status: 429,
      retryAfter: until)
  }

  static func banned(until: Timestamp) -> BinanceFault {
    BinanceFault(
      -1003,
      "Way too much request weight used; IP banned until \(until.milliseconds). Please use "
        + "WebSocket Streams for live updates to avoid bans.",
      status: 418, retryAfter: until)
  }

  /// HTTP 5xx: "the execution status is UNKNOWN" (rest-api.md, HTTP Return Codes).
  static func broken(_ status: Int) -> BinanceFault {
    switch status {
    case 502:
      BinanceFault(
        -1006,
        "An unexpected response was received from the message bus. Execution status unknown.",
        status: status)
    case 503:
      BinanceFault(
        -1001, "Internal error; unable to process your request. Please try again.", status: status)
    case 408, 504:
      BinanceFault(
        -1007,
        "Timeout waiting for response from backend server. Send status unknown; execution status "
          + "unknown.", status: status)
    default:
      BinanceFault(
        -1000, "An unknown error occurred while processing the request.", status: status)
    }
  }
}

// MARK: What the engine, and the gate before it, refuse

extension BinanceFault {
  static func filter(_ name: String) -> BinanceFault {
    BinanceFault(-1013, "Filter failure: \(name)")
  }

  static func rejected(_ text: String) -> BinanceFault { BinanceFault(-2010, text) }

  static let ocoType = BinanceFault(-1158, "Order type not supported in OCO.")

  static func ocoIceberg(_ name: String) -> BinanceFault {
    BinanceFault(
      -1160,
      "Parameter '\(name)' is not supported if aboveTimeInForce/belowTimeInForce is not GTC.")
  }

  static let buyLimitBelow = BinanceFault(-1165, "A limit order in a buy OCO must be below.")
  static let sellLimitAbove = BinanceFault(-1166, "A limit order in a sell OCO must be above.")
  static let bothLimits = BinanceFault(-1168, "At least one OCO order must be contingent.")
  static let buyStopAbove = BinanceFault(-1196, "A stop loss order in a buy OCO must be above.")
  static let sellStopBelow = BinanceFault(-1197, "A stop loss order in a sell OCO must be below.")
  static let buyProfitBelow = BinanceFault(
    -1198, "A take profit order in a buy OCO must be below.")
  static let sellProfitAbove = BinanceFault(
    -1199, "A take profit order in a sell OCO must be above.")
  static let opoWorkingBuys = BinanceFault(-1222, "Working order in an OPO list must be a bid.")
  static let opoPendingSells = BinanceFault(-1223, "Pending orders in an OPO list must be asks.")

  static func opoWorkingNeeds(_ name: String) -> BinanceFault {
    BinanceFault(-1224, "Working order must include the '\(name)' tag.")
  }

  static func opoPendingHas(_ name: String) -> BinanceFault {
    BinanceFault(-1225, "Pending orders should not include the '\(name)' tag.")
  }

  static let composition = BinanceFault(-1014, "Unsupported order combination.")
  /// Two ids alike within one list (sheet, section 8.2).
  static let sameIDs = BinanceFault(-1013, "Duplicate order sent.")
  static let usedID = rejected("Duplicate order sent.")
  static let closed = rejected("Market is closed.")
  static let funds = rejected("Account has insufficient balance for requested action.")
  static let takes = rejected("Order would immediately match and take.")
  static let triggers = rejected("Order would trigger immediately.")
  static let relation = rejected("The relationship of the prices for the orders is not correct.")
  static let noTrailing = rejected("Trailing stop orders are not supported for this symbol.")
  static let noPegs = rejected("Pegged orders are not supported for this symbol.")
  static let noBook = rejected("Order book liquidity is less than symbol minimum quantity.")
  static let icebergSize = BinanceFault(-1013, "IcebergQty exceeds QTY.")
  static let nothing = BinanceFault(-1013, "Price * QTY is zero or less.")

  static let unknownOrder = BinanceFault(-2011, "Unknown order sent.")
  static let restricted = BinanceFault(
    -2011, "Order was not canceled due to cancel restrictions.")
  static let noOrder = BinanceFault(-2013, "Order does not exist.")
  static let noSuchID = BinanceFault(-2039, "Client order ID is not correct for this order ID.")
  static let amendGrows = BinanceFault(
    -2038, "Order amend (quantity increase) is not supported.")
  static let amendNothing = BinanceFault(
    -2038, "The requested action would change no state; rejecting.")
  static let amendPending = BinanceFault(
    -2038, "Order amend (pending OPO order) is not supported.")

  static let subscribed = BinanceFault(-2035, "User Data Stream subscription already active.")
  static let notSubscribed = BinanceFault(-2036, "User Data Stream subscription not active.")
  static let noMoreSubscriptions = BinanceFault(
    -2042, "Maximum subscription ID reached for this connection.")
}

// MARK: The engine's reasons

extension BinanceFault {
  init(_ refusal: PlaceRefusal, legs: [Leg]) {
    switch refusal {
    case .halted: self = .closed
    case .noSuchKind: self = .unsupported
    case .inexact(_, .quantity): self = .filter("LOT_SIZE")
    case .inexact(_, .trail): self = .filter("TRAILING_DELTA")
    case .inexact: self = .filter("PRICE_FILTER")
    case .engine(let reason, let leg):
      switch reason {
      case .insufficientFunds: self = .funds
      case .wouldMatch: self = .takes
      case .wouldTrigger: self = .triggers
      case .badRelation: self = .relation
      case .outOfBounds: self = .filter("NOTIONAL")
      case .noMarket, .insufficientLiquidity: self = .noBook
      default:
        // The exchange knows no take profit that trails.
        let isTrailing = legs.indices.contains(leg) && legs[leg].trail != nil
        self = isTrailing ? .noTrailing : .composition
      }
    }
  }
}

/// Binance's words for where orders and lists stand, and why they ended (enums.md).
enum BinanceWord {
  static func status(_ status: OrderStatus) -> String {
    switch status {
    case .dormant: "PENDING_NEW"
    case .waiting, .working, .unknown: "NEW"
    case .partlyFilled: "PARTIALLY_FILLED"
    case .filled: "FILLED"
    case .canceled: "CANCELED"
    case .expired: "EXPIRED"
    case .rejected: "REJECTED"
    }
  }

  /// OTOCO, OPO and OPOCO are all called OTO.
  static func contingency(_ kind: Kind) -> String { kind == .oco ? "OCO" : "OTO" }

  /// `eR`, `expiryReason` (user-data-stream.md, Order Expiry Reason).
  static func expiry(_ reason: Reason) -> String {
    switch reason {
    case .sibling, .siblingExpired: "OCO_TRIGGER"
    case .entryExpired, .entryCanceled: "OTO_PHASE_ONE_EXPIRED"
    case .unfilledIOC: "UNFILLED_IOC_QUANTITY_EXPIRED"
    case .unfilledFOK: "UNFILLED_FOK_ORDER_EXPIRED"
    case .insufficientLiquidity, .noMarket: "INSUFFICIENT_LIQUIDITY"
    case .user, .outOfTime, .sessionEnd: "EXCHANGE_CANCELED"
    case .siblingRefused, .listRefused, .insufficientFunds, .wouldMatch, .wouldTrigger,
      .badRelation, .outOfBounds, .malformed:
      "REJECTED"
    }
  }

  /// `r` (user-data-stream.md, Order Reject Reason).
  static func rejection(_ reason: Reason?) -> String {
    switch reason {
    case .insufficientFunds: "INSUFFICIENT_BALANCES"
    case .wouldTrigger: "STOP_PRICE_WOULD_TRIGGER_IMMEDIATELY"
    case .wouldMatch: "WOULD_MATCH_IMMEDIATELY"
    case .badRelation: "OCO_BAD_PRICES"
    default: "NONE"
    }
  }

  static func timeInForce(_ order: PaperOrder) -> String {
    guard let timeInForce = order.asked.timeInForce else { return "GTC" }
    return Binance.words.word(timeInForce) ?? "GTC"
  }

  static func type(_ type: LegType) -> String {
    Binance.pendingWords.first { $0.type == type }?.word ?? "LIMIT"
  }
}
