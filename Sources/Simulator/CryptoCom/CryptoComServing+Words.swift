import Exact
import Orders
import PaperExchange
import Venues

/// Why Crypto.com refuses: its own code, the HTTP status that goes with it, and its text.
///
/// Codes, names and statuses are those of "Response and Reason Codes". As recorded from the venue
/// (ccxt's cryptocom, exceptions), a message is the code's name.
struct CryptoComFault: Error, Hashable, Sendable {
  var status: Int
  var code: Int64
  var message: String
  /// Ids of an order that was taken in and then rejected.
  var result: JSON?

  init(_ status: Int, _ code: Int64, _ message: String) {
    self.status = status
    self.code = code
    self.message = message
  }

  // The request.
  static let badRequest = Self(400, 40001, "BAD_REQUEST")
  static let methodNotFound = Self(400, 40002, "METHOD_NOT_FOUND")
  static let invalidRequest = Self(400, 40003, "INVALID_REQUEST")
  static let argument = Self(400, 40004, "MISSING_OR_INVALID_ARGUMENT")
  static let invalidDate = Self(400, 40005, "INVALID_DATE")
  static let duplicateRequest = Self(400, 40006, "DUPLICATE_REQUEST")
  static let unauthorized = Self(401, 40101, "UNAUTHORIZED")
  static let invalidNonce = Self(400, 40102, "INVALID_NONCE")
  static let illegalAddress = Self(401, 40103, "IP_ILLEGAL")
  static let tooManyChannels = Self(400, 40107, "EXCEED_MAX_SUBSCRIPTIONS")
  static let notFound = Self(200, 40401, "NOT_FOUND")
  /// What is not below the API's root is no method.
  static let notHere = Self(404, 40401, "NOT_FOUND")
  static let timeout = Self(408, 40801, "REQUEST_TIMEOUT")
  static let tooMany = Self(429, 42901, "TOO_MANY_REQUESTS")

  static func broken(_ status: Int) -> Self { Self(status, 50001, "ERR_INTERNAL") }

  /// As recorded from a subscription (ccxt's pro cryptocom, handleErrorMessage).
  static func channel(_ name: String) -> Self {
    let json: JSON = ["channels": .array([.string(name)])]
    return Self(400, 40004, "invalid channel " + json.text)
  }

  // The order.
  static let duplicateID = Self(400, 204, "DUPLICATE_CLORDID")
  static let notTradable = Self(400, 208, "INSTRUMENT_NOT_TRADABLE")
  static let instrument = Self(400, 209, "INVALID_INSTRUMENT")
  static let orderID = Self(500, 212, "INVALID_ORDERID")
  static let quantity = Self(400, 213, "INVALID_ORDERQTY")
  /// The same code, as recorded for a quantity that is not a multiple of its step.
  static let quantityFormat = Self(400, 213, "Invalid quantity format")
  static let feeCurrency = Self(500, 215, "INVALID_FEE_CURRENCY")
  static let orderType = Self(400, 218, "INVALID_ORDTYPE")
  static let instruction = Self(500, 219, "INVALID_EXECINST")
  static let side = Self(400, 220, "INVALID_SIDE")
  static let timeInForce = Self(400, 221, "INVALID_TIF")
  static let matching = Self(400, 224, "REJ_BY_MATCHING_ENGINE")
  static let reference = Self(400, 229, "INVALID_REF_PRICE")
  static let referenceType = Self(400, 230, "INVALID_REF_PRICE_TYPE")
  static let funds = Self(500, 306, "INSUFFICIENT_AVAILABLE_BALANCE")
  static let price = Self(400, 308, "INVALID_PRICE")
  static let closed = Self(500, 309, "MARKET_IS_NOT_OPEN")
  static let tooLarge = Self(400, 314, "EXCEEDS_MAX_ORDER_SIZE")
  static let farAway = Self(400, 315, "FAR_AWAY_LIMIT_PRICE")
  static let noActiveOrder = Self(500, 316, "NO_ACTIVE_ORDER")
  static let tooManyOrders = Self(400, 318, "EXCEEDS_MAX_ALLOWED_ORDERS")
  static let tooSmall = Self(500, 415, "BELOW_MIN_ORDER_SIZE")
  static let fillOrKill = Self(500, 43003, "FILL_OR_KILL")
  static let immediate = Self(500, 43004, "IMMEDIATE_OR_CANCEL")
  static let postOnly = Self(500, 43005, "POST_ONLY_REJ")
  static let notApplicable = Self(500, 130_008, "NON_APPLICABLE")

  /// Refusals that come after an order has got its id (ccxt's cryptocom, exceptions: their recorded
  /// answers have a result with the ids).
  var isOfAnOrder: Bool { [306, 314, 315, 415].contains(code) }
}

extension CryptoComFault {
  /// What each rule of the venue is refused with; a row with a field holds for that field only.
  private static let table: [(rule: String, field: LegField?, fault: Self)] = [
    ("cdc-list-01", nil, .argument), ("cdc-list-02", nil, .notTradable),
    ("cdc-list-03", nil, .instrument), ("cdc-list-04", nil, .argument),
    ("cdc-oco-01", nil, .orderType),
    ("cdc-oco-02", .quantity, .quantity), ("cdc-oco-02", nil, .side),
    ("cdc-oco-03", .price, .price), ("cdc-oco-03", nil, .reference),
    ("cdc-oco-05", nil, .referenceType),
    ("cdc-oto-01", .side, .side), ("cdc-oto-01", nil, .orderType),
    ("cdc-otoco-01", .side, .side), ("cdc-otoco-01", nil, .orderType),
    ("cdc-otoco-02", nil, .reference),
    ("cdc-trg-01", nil, .reference), ("cdc-trg-02", nil, .price),
    ("cdc-trg-03", nil, .reference), ("cdc-trg-04", nil, .reference),
    ("cdc-trg-05", nil, .farAway),
    ("cdc-px-01", .trigger, .reference), ("cdc-px-01", nil, .price),
    ("cdc-qty-01", nil, .quantityFormat), ("cdc-qty-02", nil, .tooSmall),
    ("cdc-cid-01", nil, .argument), ("cdc-tif-01", .timeInForce, .postOnly),
    ("cdc-tif-01", nil, .instruction), ("cdc-tif-02", nil, .timeInForce),
    ("cdc-bal-01", nil, .funds), ("cdc-cap-01", nil, .tooManyOrders),
    ("cdc-clk-01", nil, .invalidNonce), ("cdc-all-01", nil, .quantity),
    ("cdc-all-02", nil, .quantity), ("cdc-all-03", nil, .timeInForce),
    ("cdc-all-04", nil, .argument), ("cdc-all-05", nil, .duplicateID),
    ("cdc-all-06", nil, .referenceType), ("cdc-all-07", nil, .argument),
    ("cdc-all-08", nil, .argument),
  ]

  init(_ finding: Finding) {
    let field: LegField? = if case .legField(_, let field) = finding.field { field } else { nil }
    let row = Self.table.first {
      $0.rule == finding.rule && ($0.field == nil || $0.field == field)
    }
    self = row?.fault ?? .argument
  }

  init(_ refusal: PlaceRefusal) {
    self =
      switch refusal {
      case .engine(let reason, _): Self(reason)
      case .inexact(_, .price): .price
      case .inexact(_, .trigger): .reference
      case .inexact: .quantityFormat
      case .noSuchKind: .orderType
      case .halted: .closed
      }
  }

  /// The code of the engine's reason; for an order that has ended, the `reason` of its record.
  init(_ reason: Reason) {
    self =
      switch reason {
      case .insufficientFunds: .funds
      case .wouldMatch: .postOnly
      case .wouldTrigger, .badRelation: .reference
      case .unfilledIOC: .immediate
      case .unfilledFOK: .fillOrKill
      case .outOfBounds: .quantity
      case .malformed: .argument
      default: .matching
      }
  }

  /// The `reason` of an order that ended so: a code of the same table; nil where it says none.
  static func reason(_ reason: Reason?) -> Int64? {
    switch reason {
    case .insufficientFunds, .wouldMatch, .wouldTrigger, .badRelation, .unfilledIOC, .unfilledFOK,
      .outOfBounds, .insufficientLiquidity, .noMarket:
      reason.map { Self($0).code }
    default: nil
    }
  }
}

extension CryptoComServing {
  static let spelling = CryptoCom().spelling

  /// Every type with its word, as the forms have them.
  static let types: [(type: LegType, word: String)] = CryptoCom().forms.flatMap(\.slots)
    .flatMap(\.types)

  static func word(_ type: LegType) -> String {
    types.first { $0.type == type }?.word ?? ""
  }

  static func type(_ word: String) -> LegType? {
    types.first { $0.word == word }?.type
  }

  /// PENDING waits for its trigger or its entry, ACTIVE is in the book (sheet §6).
  static func word(_ order: PaperOrder) -> String {
    switch order.status {
    case .dormant, .waiting: "PENDING"
    case .working, .partlyFilled: "ACTIVE"
    case .filled: "FILLED"
    case .canceled: "CANCELED"
    case .rejected: "REJECTED"
    // An order that may not rest is cancelled (codes 43003 and 43004).
    case .expired:
      switch order.reason {
      case .unfilledIOC, .unfilledFOK, .insufficientLiquidity: "CANCELED"
      default: "EXPIRED"
      }
    case .unknown: "NEW"
    }
  }

  // MARK: Ids

  /// Ids are numbers beyond 2^53, as the venue's are; each can be turned back into what it names.
  enum Series: Int64 {
    case order = 6_142_909_895_000_000_000
    /// Of an advanced order once the exchange has it.
    case exchangeOrder = 6_530_219_466_000_000_000
    case rejected = 6_142_908_600_000_000_000
    case trade = 6_142_909_898_000_000_000
    case match = 4_611_686_018_000_000_000
    case publicTrade = 4_611_686_017_000_000_000

    func id(_ number: Int64) -> String { String(rawValue &+ number) }

    func number(_ id: String) -> Int64? {
      guard let id = Int64(id) else { return nil }
      let number = id.subtractingReportingOverflow(rawValue)
      return number.overflow || !(1...1_000_000_000).contains(number.partialValue)
        ? nil : number.partialValue
    }
  }

  /// Ids of lists are JSON numbers; in steps of 2^10 · 5^3 they survive clients that read them as
  /// binary floating point.
  static func listID(_ number: Int64) -> Int64 {
    6_498_090_546_000_000_000 &+ number &* 128_000
  }

  static func listNumber(_ id: String) -> Int64? {
    guard let id = Int64(id), id > listID(0) else { return nil }
    let (number, rest) = (id - listID(0)).quotientAndRemainder(dividingBy: 128_000)
    return rest == 0 ? number : nil
  }
}

extension CryptoComServing {
  public func venueID(ofOrder order: PaperOrder) -> String { Series.order.id(order.number) }

  public func venueID(ofList list: PaperList) -> String? { String(Self.listID(list.number)) }
}
