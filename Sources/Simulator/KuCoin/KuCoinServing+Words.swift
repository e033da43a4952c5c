import Exact
import Orders
import PaperExchange

/// A refusal in KuCoin's words: mostly with HTTP 200, for its code is what counts (sheet §8).
struct KuCoinRefusal: Error, Hashable, Sendable {
  let status: Int
  let code: String
  let text: String

  init(_ code: String, _ text: String) { self.init(200, code, text) }

  init(_ status: Int, _ code: String, _ text: String) {
    self.status = status
    self.code = code
    self.text = text
  }

  var answer: HTTPResponse {
    HTTPResponse(status, ["code": .string(code), "msg": .string(text)])
  }

  static let missingHeader = KuCoinRefusal(
    "400001",
    "Please check the header of your request for KC-API-KEY, KC-API-SIGN, KC-API-TIMESTAMP, "
      + "KC-API-PASSPHRASE")
  static let badTime = KuCoinRefusal("400002", "KC-API-TIMESTAMP Invalid")
  static let noSuchKey = KuCoinRefusal("400003", "KC-API-KEY not exists")
  static let badPassphrase = KuCoinRefusal("400004", "KC-API-PASSPHRASE error")
  static let badSignature = KuCoinRefusal("400005", "Invalid KC-API-SIGN")
  static let noSuchURL = KuCoinRefusal(404, "404000", "Url Not Found")
  static let tooMany = KuCoinRefusal(429, "429000", "Too Many Requests")
  static let noSuchSymbol = KuCoinRefusal("900001", "symbol not exists")
  static let suspended = KuCoinRefusal("200001", "Order creation for this pair suspended")
  static let poor = KuCoinRefusal("200004", "Balance insufficient!")
  static let crowded = KuCoinRefusal("200003", "Number of orders breached the limit")
  static let duplicate = parameters("validation.createOrder.clientOidDuplicated")
  static let noCancel = parameters("order_not_exist_or_not_allow_to_cancel")
  static let noOrder = parameters("order not exist.")
  // No text for this is documented; the wording is ours (sheet §4).
  static let badRelation = parameters(
    "The prices of the OCO order do not stand on the two sides of the last price.")
  static let coarsePrice = KuCoinRefusal("600100", "Order price increment invalid.")
  static let coarseSize = KuCoinRefusal("600100", "Order size increment invalid.")
  static let small = parameters("Order size below the minimum requirement.")
  static let large = parameters("Order size above the maximum requirement.")
  static let cheap = KuCoinRefusal("600101", "Order funds below the minimum requirement.")

  /// The main business code; its cases are told apart by text.
  static func parameters(_ text: String = "Parameter Error") -> KuCoinRefusal {
    KuCoinRefusal("400100", text)
  }

  static func missing(_ field: String) -> KuCoinRefusal {
    parameters("validation.createOrder.\(field)IsRequired")
  }

  /// A rule of the catalogue in KuCoin's words.
  static func breaking(_ finding: Finding) -> KuCoinRefusal {
    switch finding.rule {
    case "kc-oco-03", "kc-oco-02": parameters("validation.createOrder.clientOidIsInvalid")
    case "kc-oco-04": duplicate
    case "kc-oco-07": parameters("validation.createOrder.symbolNotAvailable")
    case "kc-oco-08": coarsePrice
    case "kc-oco-09": coarseSize
    case "kc-oco-10": cheap
    case "kc-oco-11", "kc-oco-12": badRelation
    case "kc-oco-16": crowded
    default: parameters()
    }
  }

  /// The desk's refusal in KuCoin's words.
  init(_ refusal: PlaceRefusal) {
    switch refusal {
    case .engine(.insufficientFunds, _): self = .poor
    case .engine(.badRelation, _), .engine(.wouldTrigger, _): self = .badRelation
    case .engine(.wouldMatch, _):
      self = .parameters("Post only order will be executed immediately.")
    case .engine(.outOfBounds, _): self = .small
    case .engine: self = .parameters()
    case .inexact(_, .quantity): self = .coarseSize
    case .inexact: self = .coarsePrice
    case .noSuchKind: self = .parameters()
    case .halted: self = .suspended
    }
  }
}

/// How KuCoin spells the ids of lists, of their legs, and of the orders that legs become.
///
/// Its own are 24 hexadecimal digits (Mongo's) and 24 letters and digits; these are made of the
/// desk's numbers in the same shape, so that the same run gives the same ids.
enum KuCoinID {
  private static let listMark = "674c3b6e"
  private static let orderMark = "6720ecd9"
  private static let legMark = "vs93gpqc7d"

  static func list(_ number: Int64) -> String { listMark + hex(number) }

  static func order(_ number: Int64) -> String { orderMark + hex(number) }

  static func leg(_ number: Int64) -> String {
    let digits = String(number, radix: 36)
    return legMark + String(repeating: "0", count: max(0, 14 - digits.count)) + digits
  }

  static func list(named text: String) -> Int64? { number(text, listMark, radix: 16) }

  static func order(named text: String) -> Int64? { number(text, orderMark, radix: 16) }

  static func leg(named text: String) -> Int64? { number(text, legMark, radix: 36) }

  private static func hex(_ number: Int64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
  }

  private static func number(_ text: String, _ mark: String, radix: Int) -> Int64? {
    guard text.utf8.count == 24, text.hasPrefix(mark) else { return nil }
    return Int64(text.dropFirst(mark.count), radix: radix)
  }
}

extension PaperOrder {
  /// The word for a row of the advanced-order store, an OCO's legs among them (sheet §6).
  var storeStatus: String {
    switch status {
    case .filled: "DONE"
    case .canceled, .expired, .rejected: "CANCELLED"
    default: isTriggered ? "TRIGGERED" : "NEW"
    }
  }

  /// The `stop` code of a row of that store: which leg of an OCO, or which stop (sheet §4).
  func stopCode(inList: Bool) -> String {
    if inList {
      let isLimit = !type.isContingent
      return side == .sell ? (isLimit ? "e_l_o" : "l_s_o") : (isLimit ? "l_l_o" : "e_s_o")
    }
    return type.isTakeProfit == (side == .buy) ? "loss" : "entry"
  }

  /// `limit` or `market`.
  var orderWord: String { type.hasPrice ? "limit" : "market" }

  var sideWord: String { side.rawValue }
}

extension Decimal {
  /// `94000.00000000000000000000`: details are padded to twenty digits (sheet §3.4).
  var padded: JSON {
    let text = description
    let digits = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 }
    let zeros = String(repeating: "0", count: max(0, 20 - (digits ?? 0)))
    return .string(digits == nil ? text + "." + zeros : text + zeros)
  }

  var json: JSON { .string(description) }
}

extension KuCoinServing {
  public func venueID(ofOrder order: PaperOrder) -> String {
    desk.list(order.list)?.kind == nil ? KuCoinID.order(order.number) : KuCoinID.leg(order.number)
  }

  public func venueID(ofList list: PaperList) -> String? { KuCoinID.list(list.number) }
}
