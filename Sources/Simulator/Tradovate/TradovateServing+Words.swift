import Exact
import Orders
import PaperExchange

// What the venue says when it does not do what it was asked.
//
// A refused order is HTTP 200 with a reason of the Swagger enumeration and a free text (Tradovate
// §8). Texts that were seen are cited; the others are this exchange's own, for the venue documents
// none.

extension TradovateServing {
  /// A reason of `failureReason` and `rejectReason`, with its text.
  struct Failure: Hashable, Sendable {
    let reason: String
    let text: String

    init(_ reason: String, _ text: String) {
      self.reason = reason
      self.text = text
    }

    /// A wrong account, or a contract that the venue does not have (api#34, api#45).
    static let denied = Failure("UnknownReason", "Access is denied")
    /// Forum 5823, in the words of the capability map.
    static let combination = Failure("InvalidPrice", "Wrong OCO combination")
    static let missingPrice = Failure("InvalidPrice", "Price is not specified for this order type")
    static let tick = Failure("InvalidPrice", "Price is not a multiple of the tick size")
    static let wrongSide = Failure("InvalidPrice", "Stop price is on the wrong side of the market")
    static let notPositive = Failure("InvalidPrice", "Price is invalid")
    /// As users of the web platform see it.
    static let tooMany = Failure(
      "MaxOrderQtyLimitReached", "Your maximum order quantity has been reached.")
    /// "There is no InsufficientMargin enum: it comes as free text" (Tradovate §4).
    static let margin = Failure("UnknownReason", "Insufficient margin to place the order")
    static let closed = Failure("SessionClosed", "Trading session is closed")
    static let contract = Failure("InvalidContract", "The contract is not ready to trade")
    static let tooLate = Failure("TooLate", "The order has ended already")
    static let noQuote = Failure("NoQuote", "No quote for the contract")
    static let trailing = Failure(
      "TrailingStopNonOrderQtyModify", "Only the quantity of a trailing stop can be changed")
    static let unsupported = Failure("Unsupported", "The request is not supported")
    static let expired = Failure("OtherExecutionRelated", "Expire time is in the past")
    static let bounds = Failure("OtherExecutionRelated", "Order quantity is out of bounds")
    /// Forum 4464: the command is taken, and then refused with this.
    static let timeInForce = Failure("OtherExecutionRelated", "cannot modify time-in-force")
    static let parent = Failure("ParentRejected", "Parent order was rejected")
    /// An operator's tag that is not registered at the exchange (capability map).
    static let tag = Failure("OtherExecutionRelated", "Unregistered Tag50")

    var reply: Reply {
      .ok(["failureReason": .string(reason), "failureText": .string(text)])
    }
  }

  /// What the venue says to a ticket that breaks a rule, by the rule's id; nil where it says
  /// nothing, for not everything a trader is warned of is refused.
  static func refusal(of finding: Finding, _ options: Options) -> Reply? {
    switch finding.rule {
    case "tv-all-01": Failure.denied.reply
    case "tv-all-02": Failure("TradingLocked", "Account is locked").reply
    case "tv-all-03": Failure.contract.reply
    case "tv-all-04": Failure.tooMany.reply
    case "tv-all-05": Failure.tick.reply
    case "tv-all-06": Failure.missingPrice.reply
    case "tv-all-07": .violation("expireTime", "", "Expire Time should be specified for GTD")
    case "tv-all-09", "tv-all-13": violation(of: finding, options)
    case "tv-oco-03", "tv-oco-04", "tv-oco-05", "tv-oco-06": Failure.combination.reply
    case "tv-oso-06": Failure.wrongSide.reply
    // The rest is advice: the documentation's own sample has a Market leg (tv-oco-02), a bracket
    // may have any action (tv-oso-02, the schema), and where an exit stands is looked at when it
    // comes to the market (tv-oso-03, tv-oso-04).
    default: nil
    }
  }

  private static func violation(of finding: Finding, _ options: Options) -> Reply {
    guard case .option(let path) = finding.field else { return Failure.unsupported.reply }
    let name = path.split(separator: ".").last.map(String.init) ?? path
    let value = options[path]?.description ?? ""
    return .violation(name, value, "\(name) has an invalid value")
  }

  /// What an engine's reason is called, in answers and in reports.
  static func failure(for reason: Reason, isPair: Bool) -> Failure {
    switch reason {
    case .wouldTrigger, .badRelation: isPair ? .combination : .wrongSide
    case .insufficientFunds: .margin
    case .outOfBounds: .bounds
    case .outOfTime: .expired
    case .noMarket: .noQuote
    case .insufficientLiquidity, .unfilledIOC, .unfilledFOK:
      Failure("NotEnoughLiquidity", "Not enough liquidity")
    case .listRefused, .siblingRefused, .entryCanceled, .entryExpired: .parent
    case .sessionEnd: .closed
    case .user, .sibling, .siblingExpired, .wouldMatch, .malformed: .unsupported
    }
  }

  static func failure(for refusal: PlaceRefusal, isPair: Bool) -> Failure {
    switch refusal {
    case .engine(let reason, _): failure(for: reason, isPair: isPair)
    case .inexact(_, .quantity): .bounds
    case .inexact: .tick
    case .noSuchKind: .unsupported
    case .halted: .closed
    }
  }

  /// The word of `ordStatus`; a partial fill and a waiting stop have none of their own (§6).
  static func word(for status: OrderStatus) -> String {
    switch status {
    case .dormant: "Suspended"
    case .waiting, .working, .partlyFilled: "Working"
    case .filled: "Filled"
    case .canceled: "Canceled"
    case .expired: "Expired"
    case .rejected: "Rejected"
    case .unknown: "PendingNew"
    }
  }

  /// A moment as the venue writes it, always with milliseconds; clients read it with that pattern.
  static func stamp(_ time: Timestamp) -> JSON {
    let text = time.iso
    return .string(text.utf8.contains(UInt8(ascii: ".")) ? text : text.dropLast() + ".000Z")
  }

  /// The day a trade belongs to: from 17:00 in Chicago on it is the next, 22:00 UTC in summer.
  static func tradeDate(_ time: Timestamp) -> JSON {
    let day = Timestamp(milliseconds: time.milliseconds + 2 * 3_600_000).iso
    let parts = day.prefix { $0 != "T" }.split(separator: "-").map { Int64($0) ?? 0 }
    guard parts.count == 3 else { return .null }
    return ["year": .integer(parts[0]), "month": .integer(parts[1]), "day": .integer(parts[2])]
  }
}

extension TradovateServing.Reply {
  /// No token, a wrong one, or one too old: 401 (Tradovate §8); the text is that of refused orders.
  static let denied = Self.status(401, "Access is denied")
  static let forbidden = Self.status(403, "Access is denied")
  static let notFound = Self.status(404, "The requested resource could not be found.")

  static func notAllowed(_ method: String) -> Self {
    .status(405, "HTTP method not allowed, supported methods: \(method)")
  }

  static func malformed(_ reason: String) -> Self {
    .status(400, "The request content was malformed:\n\(reason)")
  }

  static func missing(_ member: String) -> Self {
    .malformed("Object is missing required member '\(member)'")
  }

  /// A business refusal of what is not an order call (Tradovate §8).
  static func error(_ text: String) -> Self { .ok(["errorText": .string(text)]) }

  /// A field that the venue does not take (partner, Error Handling).
  static func violation(_ field: String, _ value: String, _ description: String) -> Self {
    .violations([(field, value, description)])
  }

  static func violations(_ list: [(field: String, value: String, text: String)]) -> Self {
    .ok([
      "violations": .array(
        list.map {
          [
            "constraint": .string($0.field), "value": .string($0.value),
            "description": .string($0.text),
          ]
        })
    ])
  }

  /// Seen by users whose password, or key, was wrong.
  static let wrongPassword = Self.error(
    "Incorrect username or password. Please try again, noting that passwords are case-sensitive.")
}
