import Exact
import Orders
import PaperExchange

/// A refusal in BingX's words.
struct BingXFault: Error, Hashable {
  let code: Int64
  let text: String
  /// Refused before any business: such an answer has a time, and no `debugMsg`.
  var isGateway = false
  var status = 200
}

// Codes and texts stand here once. "Errors" is the table of that name in the venue's page of
// POST /openApi/spot/v1/trade/order; "base-info" its common error codes; "error-codes" the page of
// api-ai-skills. Where none has a text for the case, the comment says that it was chosen.
extension BingXFault {
  // MARK: The entrance

  /// Observed of unknown paths and wrong methods; error-codes, 100400 "Request routing error".
  static let noSuchPath = gateway(100400, "this api is not exist")
  /// base-info, 100413.
  static let noKey = gateway(100413, "Null apiKey")
  static let wrongKey = gateway(100413, "Incorrect apiKey")
  /// error-codes, 100412 "Request is missing the signature parameter".
  static let noSignature = gateway(100412, "Request is missing the signature parameter")
  /// The sheet's sample of a gateway error, §8.
  static let wrongSignature = gateway(
    100001, "Signature verification failed due to signature mismatch")
  /// Errors, 100421, as it is received: without the advice that the table appends.
  static let wrongTime = gateway(100421, "Null timestamp or timestamp mismatch")
  /// Errors, 80014.
  static let unreadableTime = gateway(80014, "timestamp is invalid")

  /// Errors, 100410; HTTP 429 is "rate-limited by the system" (error-codes, HTTP).
  static func tooMany(until: Timestamp, status: Int = 429) -> BingXFault {
    var fault = gateway(
      100410,
      "code:100410:The endpoint trigger frequency limit rule is currently in the disabled period "
        + "and will be unblocked after \(until.milliseconds)")
    fault.status = status
    return fault
  }

  /// base-info, 100421 and 100500.
  static func busy(status: Int) -> BingXFault {
    if status == 504 { return BingXFault(code: 101500, text: "RPC timeout", status: status) }
    return BingXFault(
      code: 100500, text: "The current system is busy, please try again later", status: status)
  }

  // MARK: Parameters

  /// base-info, 100400.
  static let missingArguments = business(100400, "miss arguments")
  static let invalidParameter = business(100400, "Invalid parameter")
  static let invalidSymbol = business(100400, "invalid symbol, send symbol like BTC-USDT")
  static let noQuantity = business(
    100400, "quantity/quoteOrderQty can't both be lte 0 in limit order")
  static let sameOrder = business(
    100400, "The same order can only be submitted once per second.")
  /// Errors, 100400.
  static let noPrice = business(100400, "price can't be lte 0 in limit order")
  /// Create an OCO Order, listClientOrderId: "only supports numeric strings".
  static let notNumeric = business(100400, "clientOrderId only supports numeric strings")
  /// Place order, newClientOrderId: "Only letters, numbers and _ … from 1 to 40".
  static let oddClientID = business(
    100400, "clientOrderID only supports letters, numbers and _, with 1 to 40 characters")
  /// The code is the sheet's choice (§8, duplicates); error-codes say "duplicate clientOrderID".
  static let duplicate = business(100400, "duplicate clientOrderID")

  // MARK: Market and account

  /// Errors, 100421.
  static let noContract = business(100421, "CheckUserAndSymbol: contract not exist")
  static let symbolClosed = business(
    100421,
    "The symbol you request is not available to place order currently, please verify symbol's "
      + "status by api:/openApi/spot/v1/common/symbols")
  /// Errors, 100490.
  static let symbolOffline = business(100490, "spot symbol is offline")
  /// base-info, 100204.
  static let noData = business(100204, "No data")
  /// Errors, 100202.
  static let noFunds = business(100202, "Insufficient assets, please verify the assets status")
  /// error-codes, 100421 "LIMIT pending orders reached max (1000)".
  static let tooManyResting = business(100421, "LIMIT pending orders reached max (1000)")
  /// error-codes, 101215; spot's own is not documented.
  static let wouldTake = business(
    101215, "Post Only order was cancelled because it would have been filled immediately")

  /// base-info, 100400: "The minimum amount per order is *".
  static func tooSmall(_ least: Decimal) -> BingXFault {
    business(100400, "The minimum amount per order is \(least)")
  }

  /// Chosen after the text for too small an amount: none is documented.
  static func tooLarge(_ most: Decimal) -> BingXFault {
    business(100400, "The maximum amount per order is \(most)")
  }

  /// Errors, 100440, whose sample has these figures and ratios.
  static func farFromMarket(_ price: Decimal, last: Decimal) -> BingXFault {
    let (most, least) = ((try? last * 5) ?? last, (try? last * fifth) ?? last)
    return business(
      100440,
      "check price diverge fail, entrustPrice to \(price > most ? "high" : "low"), userID: "
        + "\(BingXServing.userID),entrustPrice:\(price), indexPrice:\(last),tradePrice: \(last), "
        + "maxEntrustPriceDiverge:\(most), minEntrustPriceDiverge:\(least),"
        + "minDivergeRatio:0.2000000000,maxDivergeRatio:5.0000000000")
  }

  static let fifth = Decimal(mantissa: 2, scale: 1) ?? .zero

  /// The relation is that of "What Is OCO Order?"; code and text are chosen, for none is
  /// documented.
  static func wrongRelation(_ side: Side) -> BingXFault {
    let (limit, trigger) = side == .sell ? ("greater", "lower") : ("lower", "greater")
    return business(
      100400,
      "the limit price should be \(limit) than the current price, and the trigger price \(trigger)")
  }

  // MARK: Orders

  /// Errors, 100400.
  static let notCancelable = business(
    100400,
    "the order you want to cancel is FILLED or CANCELLED already, or is not a valid order id "
      + ",please verify")
  /// error-codes, 100404 "Order does not exist".
  static let noSuchOrder = business(100404, "order not exist")

  private static func gateway(_ code: Int64, _ text: String) -> BingXFault {
    BingXFault(code: code, text: text, isGateway: true)
  }

  private static func business(_ code: Int64, _ text: String) -> BingXFault {
    BingXFault(code: code, text: text)
  }
}

extension BingXServing {
  /// What the venue says of a ticket that breaks a rule; of several the first row here speaks.
  static func fault(
    of findings: [Finding], in ticket: Ticket, _ rules: InstrumentRules
  )
    -> BingXFault?
  {
    let side = ticket.legs.first?.side ?? .sell
    let table: [(rule: String, fault: BingXFault)] = [
      ("bx-oco-01", .symbolOffline), ("bx-oco-02", .symbolClosed), ("bx-oco-05", .noPrice),
      ("bx-all-08", .tooManyResting), ("bx-oco-03", .wrongRelation(side)),
      ("bx-oco-04", .wrongRelation(side)), ("bx-oco-08", amountFault(of: ticket, rules)),
      ("bx-oco-14", .noFunds),
    ]
    if findings.isEmpty { return nil }
    let broken = table.first { row in findings.contains { $0.rule == row.rule } }
    return broken?.fault ?? .invalidParameter
  }

  private static func amountFault(of ticket: Ticket, _ rules: InstrumentRules) -> BingXFault {
    let worth = ticket.resolvedLegs.compactMap { leg -> Decimal? in
      guard let quantity = leg.quantity, let price = leg.price else { return nil }
      return try? quantity * price
    }
    if let most = rules.maximumNotional, let dearest = worth.max(), dearest > most {
      return .tooLarge(most)
    }
    return .tooSmall(rules.minimumNotional ?? .zero)
  }

  /// What the venue says when its desk does not place.
  static func fault(_ refusal: PlaceRefusal, _ side: Side, _ rules: InstrumentRules) -> BingXFault {
    switch refusal {
    case .halted: .symbolOffline
    case .noSuchKind, .inexact: .invalidParameter
    case .engine(let reason, _):
      switch reason {
      case .insufficientFunds: .noFunds
      case .badRelation, .wouldTrigger: .wrongRelation(side)
      case .wouldMatch: .wouldTake
      case .outOfBounds: .tooSmall(rules.minimumNotional ?? .zero)
      case .noMarket: .noData
      default: .invalidParameter
      }
    }
  }

  /// The paper account, in answers that name it.
  static let userID: Int64 = 1_000_001

  // MARK: Words

  /// The status words of orders and legs; NEW is a stop that waits (sheet, BingX §6).
  static func status(_ order: PaperOrder) -> String {
    switch order.status {
    case .dormant, .waiting: "NEW"
    case .working: "PENDING"
    case .partlyFilled: "PARTIALLY_FILLED"
    case .filled: "FILLED"
    case .canceled, .expired: "CANCELED"
    case .rejected: "FAILED"
    case .unknown: ""
    }
  }

  static func word(_ side: Side) -> String { side == .buy ? "BUY" : "SELL" }

  static func side(_ word: String) throws(BingXFault) -> Side {
    switch word {
    case "BUY": .buy
    case "SELL": .sell
    default: throw .invalidParameter
    }
  }

  // MARK: Ids

  // Nineteen digits, as the venue's, which a double cannot hold; each kind has its own range, so
  // that a list's id never names an order.
  private static let firstOrderID: Int64 = 1_827_963_000_000_000_000
  private static let firstListID: Int64 = 1_927_963_000_000_000_000
  private static let firstTradeID: Int64 = 36_000_000

  static func orderID(_ order: PaperOrder) -> Int64 { firstOrderID + order.number }

  static func orderNumber(_ id: String) -> Int64? { number(id, from: firstOrderID) }

  static func listID(_ list: PaperList) -> Int64 { firstListID + list.number }

  static func listNumber(_ id: String) -> Int64? { number(id, from: firstListID) }

  static func tradeID(_ fill: PaperFill) -> Int64 { firstTradeID + fill.number }

  private static func number(_ id: String, from first: Int64) -> Int64? {
    guard let id = Int64(id), id > first else { return nil }
    return id - first
  }
}

extension BingXServing {
  public func venueID(ofOrder order: PaperOrder) -> String { String(Self.orderID(order)) }

  public func venueID(ofList list: PaperList) -> String? { String(Self.listID(list)) }
}
