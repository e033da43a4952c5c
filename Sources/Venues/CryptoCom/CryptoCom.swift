import Exact
import Orders

/// Crypto.com Exchange, spot: OCO, OTO and OTOCO lists of its "advanced" order service.
public struct CryptoCom: Venue {
  /// Makes the venue; it has no state.
  public init() {}

  /// The name in tickets and files.
  public let id = VenueID("crypto-com")
  /// The name people use.
  public let title = "Crypto.com"

  static let page = "create-oto"
  static let old = "exchange-docs"
  static let new = "exchange-developer"
  static let conditional = "help-4453247"
  static let pairs = "help-5807203"
  static let advanced = "help-4451025"
  static let tools = "cdcx-cli"
  static let sheet = "sheet"

  /// The page of create-oto, the older and newer pages around it, and the help articles.
  public var documents: [Document] { Self.documentTable }

  static let documentTable = [
    Document(
      Self.page, "POST private/advanced/create-oto, one page", version: "2025-10"),
    Document(
      Self.old, "Exchange API v1, exchange-docs.crypto.com/exchange/v1/rest-ws",
      version: "2025-10"),
    Document(
      Self.new, "exchange-developer.crypto.com, method pages and OpenAPI description",
      version: "2026-05-21"),
    Document(
      Self.conditional, "Help Center 4453247, Stop-Loss and Take-Profit Orders",
      version: "2026"),
    Document(
      Self.pairs, "Help Center 5807203, One-Cancels-the-Other (OCO) Orders", version: "2026"),
    Document(Self.advanced, "Help Center 4451025, Advanced Order Types", version: "2026"),
    Document("help-10511090", "Help Center 10511090, Minimum Order Size FAQ", version: "2026"),
    Document(Self.tools, "crypto-com/cdcx-cli, signing and client sources", version: "2026-05"),
    Document(Self.sheet, "choices made where no source speaks", version: "2026"),
  ]

  /// Spot lists whose triggers watch the mark price.
  public var capabilities: Capabilities { Self.ability }

  static let ability: Capabilities = {
    func list(
      _ kind: Kind, _ removal: Capabilities.Contingency.Removal, _ place: String
    ) -> Capabilities.Contingency {
      Capabilities.Contingency(
        kind, arming: kind.hasEntry ? .fullFill : nil, removal: removal, siblingEndsAs: "CANCELED",
        cancelTakesBoth: kind == .oco, documented: true, source: Citation(Self.new, place))
    }
    return Capabilities(
      tradesSpot: true, tradesFutures: false,
      contingencies: [
        list(.oco, .firstFillOrTrigger, "create-oco, \"partially/fully executed\""),
        list(.oto, .never, "create-oto, \"fully executed\""),
        list(.otoco, .firstFillOrTrigger, "create-otoco, SPOT_ATTACH"),
      ],
      triggerSource: .mark, triggerSources: [.mark, .index, .last],
      timesInForce: [.gtc, .ioc, .fok], canCancelLeg: true, canAmend: true,
      funds: "a limit that rests holds its funds; legs that wait for a trigger hold nothing")
  }()

  /// The paper exchange, the UAT sandbox and production.
  public var hosts: [Hosts] { Self.hostTable }

  static let hostTable: [Hosts] = {
    func row(
      _ environment: Environment, _ rest: String, _ socket: String, _ document: String,
      _ place: String
    ) -> Hosts {
      Hosts(
        environment, rest: rest, socket: socket + "/exchange/v1/user",
        marketSocket: socket + "/exchange/v1/market", source: Citation(document, place))
    }
    return [
      row(.paper, "http://127.0.0.1:9401", "ws://127.0.0.1:9401", Self.tools, "CDCX_REST_URL"),
      row(
        .testnet, "https://uat-api.3ona.co", "wss://uat-stream.3ona.co", Self.old,
        "REST API Root Endpoint, UAT Sandbox"),
      row(
        .live, "https://api.crypto.com", "wss://stream.crypto.com", Self.old,
        "REST API Root Endpoint, Production"),
    ]
  }()

  /// The matters that documents and samples leave open.
  public var choices: [Choice] { Self.choiceTable }

  static let choiceTable = [
    Choice(
      "transport", "how a list is placed: the documents allow both",
      ways: [
        .init("rest", "POST to the REST API, signed"),
        .init("ws", "a frame on the user socket, which signing in has opened"),
      ], source: Citation(page, "Applies To")),
    Choice(
      "ids", "who makes the legs' client ids; without one the venue falls back to the nonce",
      ways: [
        .init("tandem", "each leg is sent with an id of ours"),
        .init("venue", "none is sent, so a list in doubt is hard to find again"),
      ], source: Citation(new, "create-order, client_oid")),
    Choice(
      "entry", "which documents hold for the entry's type and the trigger's source",
      ways: [
        .init("newer", "a market entry, and triggers on the index or last price, are taken too"),
        .init("seed", "the entry is a limit and triggers watch the mark price only"),
      ], source: Citation(page, "Request Params, order_list")),
    Choice(
      "signing",
      "how a list of words inside a leg (exec_inst) is signed: official samples disagree",
      ways: [
        .init("flat", "exec_instPOST_ONLY, as the JavaScript sample and the venue's own tool do"),
        .init("java", "exec_inst[POST_ONLY], as the Java sample does"),
      ], source: Citation(tools, "signing.rs")),
    Choice(
      "channel", "the name of the stream of advanced orders: pages disagree",
      ways: [
        .init("user.advance.order", "as the channel list and the subscribe page spell it"),
        .init("user.advanced.order", "as the method pages spell it"),
      ], source: Citation(new, "subscribe, channels; create-oto")),
  ]

  /// Words in capitals; sources and times in force at length.
  public var spelling: Spelling { Self.words }

  static let words = Spelling(
    buy: "BUY", sell: "SELL",
    timesInForce: [
      (.gtc, "GOOD_TILL_CANCEL"), (.ioc, "IMMEDIATE_OR_CANCEL"), (.fok, "FILL_OR_KILL"),
    ],
    triggerSources: [(.mark, "MARK_PRICE"), (.index, "INDEX_PRICE"), (.last, "LAST_PRICE")])

  /// `BTC_USD` for BTC/USD; futures have other lists, which are not spoken here.
  public func symbol(of instrument: Instrument) -> String? {
    Self.pairSpelling.symbol(of: instrument)
  }

  /// BTC/USD for `BTC_USD`; nil for a perpetual such as `BTCUSD-PERP`.
  public func instrument(spelled symbol: String) -> Instrument? {
    Self.pairSpelling.instrument(spelled: symbol)
  }

  private static let pairSpelling = PairSpelling("_")

  /// What arms, removes and pays for the legs otherwise than a trader may expect.
  public func losses(_ ticket: Ticket) -> [Loss] {
    var losses = commonLosses(ticket)
    switch ticket.kind {
    case .oco:
      losses.append(
        Loss(
          .legs,
          "the first fill of either leg cancels the other: after a partial fill of the limit "
            + "nothing stops the rest"))
    case .oto, .otoco:
      losses.append(
        Loss(
          .legs,
          "exits come to life when the entry has filled completely: until then a partly "
            + "filled entry is unprotected"))
      losses.append(
        Loss(.legs, "nothing is held for an exit: one that fires without the funds is rejected"))
    case .opo, .opoco: break
    }
    guard let form = form(for: ticket), form.slots.count == ticket.legs.count else { return losses }
    let spread = Self.spread(ticket, over: self)
    for (slot, index) in order(ticket.resolvedLegs, in: form).enumerated() {
      losses += legLosses(spread, index, slot: slot)
    }
    return losses
  }

  private func legLosses(_ ticket: Ticket, _ index: Int, slot: Int) -> [Loss] {
    let leg = ticket.leg(at: index)
    var losses: [Loss] = []
    if leg.type?.isContingent == true, leg.triggerBy == nil {
      losses.append(
        Loss(.leg(index, .trigger), "the trigger watches the mark price, which trades do not set"))
    }
    if ticket.kind.hasEntry, index == 0, leg.timeInForce == .ioc {
      losses.append(
        Loss(
          .leg(index, .timeInForce),
          "what the entry gets before its rest is dropped has no exits: they need all of it"))
    }
    if ticket.kind == .oco, leg.type?.isTakeProfit == true {
      losses.append(
        Loss(
          .leg(index, .type),
          "a take profit lies on the limit's side of the market: no leg of this list is a stop"))
    }
    if leg.type == .limitMaker || ticket.options[Self.optionName("exec_inst", slot)] != nil {
      losses.append(
        Loss(
          .leg(index, .type),
          "exec_inst is signed as one of two official samples is; if the answer is 40101, set "
            + "crypto-com.signing to the other"))
    }
    if let notional = ticket.options[Self.optionName("notional", slot)], leg.quantity != nil {
      losses.append(
        Loss(.leg(index, .quantity), "is not sent: the leg is sized by its notional, \(notional)"))
    }
    return losses
  }
}
