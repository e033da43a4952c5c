import Exact
import Orders
import Venues

extension TradovateServing {
  /// The one user of the paper exchange, as the venue's credentials name it.
  struct Paper: Sendable {
    let user: String
    let password: String
    let token: String
    let cid: String
    let secret = "paper-sec"
    let accountID: Int64
    let accountName: String
    /// Not the account's: to send it as that is a known mistake (api#34).
    let userID: Int64 = 2_000_001

    init(_ venue: Tradovate) {
      let own = try? venue.paperCredentials()
      user = own?.key ?? ""
      password = own?.tokens["password"] ?? ""
      token = own?.tokens["access_token"] ?? ""
      cid = own?.settings["cid"] ?? ""
      accountID = own?.settings["account_id"].flatMap { Int64($0) } ?? 0
      accountName = own?.settings["account"] ?? ""
    }

    /// The key of an application is optional (Tradovate §2); given, it has to be the right one.
    func isKnownApplication(cid: String?, secret: String?) -> Bool {
      (cid ?? "").isEmpty && (secret ?? "").isEmpty
        || Proof.isSame(cid ?? "", self.cid)
          && (secret.map { Proof.isSame($0, self.secret) } ?? true)
    }

    var errorID: String { "00000000-0000-0000-0000-000000000500" }

    /// Entities have the fields of the Swagger file (Tradovate §3.9, §9).
    var account: JSON {
      [
        "id": .integer(accountID), "name": .string(accountName), "userId": .integer(userID),
        "accountType": "Customer", "active": true, "clearingHouseId": 2, "riskCategoryId": 16,
        "autoLiqProfileId": 57, "marginAccountType": "Speculator", "legalStatus": "Individual",
        "timestamp": "2026-01-02T00:00:00.000Z", "readonly": false,
      ]
    }

    var userEntity: JSON {
      [
        "id": .integer(userID), "name": .string(user), "timestamp": "2026-01-02T00:00:00.000Z",
        "email": "paper@example.com", "status": "Active", "professional": false,
      ]
    }

    var me: JSON {
      [
        "userId": .integer(userID), "name": .string(user), "fullName": .string(user),
        "email": "paper@example.com", "emailVerified": true, "isTrial": false,
      ]
    }
  }

  // MARK: The library of contracts

  /// What is known of a product besides its tick and its value.
  struct Listing: Sendable {
    let product: String
    let description: String
    /// 1 CME, 2 NYMEX, 3 COMEX.
    let exchange: Int64
    let group: Int64
    let digits: Int64
    let months: String
    /// The last day of the contract of December 2026, by the exchange's calendar.
    let expires: String
  }

  static let exchanges = ["CME", "NYMEX", "COMEX"]
  static let groups = ["Equity Index", "Energy", "Metals"]

  static let listings = [
    Listing(
      product: "ES", description: "E-Mini S&P 500", exchange: 1, group: 1, digits: 2,
      months: "HMUZ", expires: "2026-12-18T14:30:00.000Z"),
    Listing(
      product: "MES", description: "Micro E-mini S&P 500", exchange: 1, group: 1, digits: 2,
      months: "HMUZ", expires: "2026-12-18T14:30:00.000Z"),
    Listing(
      product: "NQ", description: "E-Mini NASDAQ 100", exchange: 1, group: 1, digits: 2,
      months: "HMUZ", expires: "2026-12-18T14:30:00.000Z"),
    Listing(
      product: "MNQ", description: "Micro E-mini NASDAQ 100", exchange: 1, group: 1, digits: 2,
      months: "HMUZ", expires: "2026-12-18T14:30:00.000Z"),
    Listing(
      product: "CL", description: "Crude Oil", exchange: 2, group: 2, digits: 2,
      months: "FGHJKMNQUVXZ", expires: "2026-11-20T19:30:00.000Z"),
    Listing(
      product: "GC", description: "Gold", exchange: 3, group: 3, digits: 1,
      months: "GJMQVZ", expires: "2026-12-29T18:30:00.000Z"),
  ]

  func contractID(_ market: Int) -> Int64 {
    desk.instruments[market].fact("contractId").flatMap { Int64($0) } ?? 0
  }

  func market(ofContract id: Int64) -> Int? { desk.specs.indices.first { contractID($0) == id } }

  func contract(_ market: Int) -> JSON {
    [
      "id": .integer(contractID(market)), "name": .string(desk.instruments[market].symbol),
      "contractMaturityId": .integer(contractID(market) + 10_000),
    ]
  }

  func maturity(_ market: Int) -> JSON {
    let listing = listing(market)
    return [
      "id": .integer(contractID(market) + 10_000),
      "productId": .integer(contractID(market) + 20_000), "expirationMonth": 202_612,
      "expirationDate": .string(listing?.expires ?? ""), "isFront": true,
    ]
  }

  func product(_ market: Int) -> JSON {
    let rules = desk.instruments[market]
    let listing = listing(market)
    let name = productName(market)
    return [
      "id": .integer(contractID(market) + 20_000), "name": .string(name), "currencyId": 1,
      "productType": .string(rules.fact("productType") ?? "Futures"),
      "description": .string(listing?.description ?? name),
      "exchangeId": .integer(listing?.exchange ?? 1),
      "contractGroupId": .integer(listing?.group ?? 1),
      "status": .string(rules.isTradable ? rules.status ?? "Verified" : "Locked"),
      "months": .string(listing?.months ?? ""), "isSecured": false,
      "valuePerPoint": .number(rules.valuePerPoint ?? .one), "priceFormatType": "Decimal",
      "priceFormat": .integer(listing?.digits ?? 2), "tickSize": .number(rules.tick ?? .zero),
      "isMicro": .bool(name.hasPrefix("M")),
    ]
  }

  private func productName(_ market: Int) -> String {
    guard case .future(let product, _, _) = desk.instruments[market].instrument else { return "" }
    return product
  }

  private func listing(_ market: Int) -> Listing? {
    let name = productName(market)
    return Self.listings.first { $0.product == name }
  }

  static func named(_ names: [String]) -> [JSON] {
    names.enumerated().map { ["id": .integer(Int64($0.offset) + 1), "name": .string($0.element)] }
  }

  static let currencies: [JSON] = [["id": 1, "name": "USD", "symbol": "$"]]
  static let strategyTypes: [JSON] = [["id": 2, "name": "multibracket", "enabled": true]]
}
