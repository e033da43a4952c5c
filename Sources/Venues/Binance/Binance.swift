import Exact
import Orders

/// Binance Spot: five kinds of list, over REST and over the WebSocket API, and the older OCO.
public struct Binance: Venue {
  /// The venue; it holds nothing.
  public init() {}

  /// What it is called in files: `binance`.
  public let id = VenueID("binance")
  /// What people call it.
  public let title = "Binance"

  static let rest = "rest-api.md"
  static let socket = "web-socket-api.md"
  static let sheet = "sheet"

  /// The pages of binance-spot-api-docs, the page the older OCO is known from, and our choices.
  public var documents: [Document] { Self.documentTable }

  static let documentTable: [Document] = {
    let read = "2026-07-21"
    let pages = [
      (Self.rest, "REST API"), (Self.socket, "WebSocket API"),
      ("web-socket-streams.md", "market streams"), ("user-data-stream.md", "user data stream"),
      ("filters.md", "filters"), ("enums.md", "enumerations"), ("errors.md", "error codes"),
      ("fix-api.md", "FIX API, supported order list types"), ("CHANGELOG.md", "changelog"),
      ("faqs/opo.md", "One-Pays-the-Other lists"),
      ("faqs/trailing-stop-faq.md", "trailing stops"),
      ("testnet/general-info.md", "Spot Testnet"), ("demo-mode/general-info.md", "Demo Mode"),
    ]
    return pages.map { Document($0.0, "binance-spot-api-docs, " + $0.1, version: read) } + [
      Document(
        "apidocs", "binance-docs.github.io/apidocs/spot, New Order List - OCO (TRADE)",
        version: "2023"),
      Document("issues", "what users of the API and its libraries report", version: "2026"),
      Document(Self.sheet, "choices made where no source speaks", version: "2026"),
    ]
  }()

  /// What Binance makes of each kind of list.
  public var capabilities: Capabilities { Self.ability }

  static let ability = Capabilities(
    tradesSpot: true, tradesFutures: false,
    contingencies: Kind.allCases.map(Self.contingency), triggerSource: .last,
    triggerSources: [.last], timesInForce: [.gtc, .ioc, .fok], canCancelLeg: false,
    canAmend: true,
    funds: "a pair holds its quantity once when it sells, and its larger cost when it buys; an "
      + "entry holds its own, and its exits hold theirs when it has filled (what an OPO's entry "
      + "receives is held as it comes)")

  private static func contingency(_ kind: Kind) -> Capabilities.Contingency {
    let isPair = kind == .oco || kind.hasPairOfExits
    return Capabilities.Contingency(
      kind, arming: kind.hasEntry ? .fullFill : nil,
      removal: isPair ? .firstFillOrTrigger : .never, siblingEndsAs: isPair ? "EXPIRED" : "",
      cancelTakesBoth: true, amendSizesBoth: kind == .oco, documented: true,
      source: kind == .oco
        ? Citation("fix-api.md", "List Trigger Instructions")
        : Citation(rest, "Order lists, pending orders; New Order list, \(kind.rawValue)"))
  }

  /// Paper, the two worlds of play money, and live.
  public var hosts: [Hosts] { Self.hostTable }

  static let hostTable = [
    Hosts(
      .paper, rest: "http://127.0.0.1:9400", socket: "ws://127.0.0.1:9400/ws-api/v3",
      marketSocket: "ws://127.0.0.1:9400/ws", source: Citation(Self.sheet, "Binance, paper")),
    Hosts(
      .testnet, rest: "https://testnet.binance.vision",
      socket: "wss://ws-api.testnet.binance.vision/ws-api/v3",
      marketSocket: "wss://stream.testnet.binance.vision/stream",
      source: Citation("testnet/general-info.md", "URLs")),
    Hosts(
      .demo, rest: "https://demo-api.binance.com",
      socket: "wss://demo-ws-api.binance.com/ws-api/v3",
      marketSocket: "wss://demo-stream.binance.com/ws",
      source: Citation("demo-mode/general-info.md", "URLs")),
    Hosts(
      .live, rest: "https://api.binance.com",
      socket: "wss://ws-api.binance.com:443/ws-api/v3",
      marketSocket: "wss://stream.binance.com:9443/ws",
      source: Citation(Self.rest, "General API Information")),
  ]

  /// Which endpoint, which road, where the parameters stand, and who makes the ids.
  public var choices: [Choice] { Self.choiceTable }

  static let choiceTable = [
    Choice(
      "endpoint", "which endpoint takes an OCO",
      ways: [
        Choice.Way("orderList", "orderList/oco, with a leg above and a leg below"),
        Choice.Way("order", "order/oco, deprecated in 2024 and still answered; OCO alone"),
      ], source: Citation(rest, "New OCO - Deprecated")),
    Choice(
      "transport", "how a list is placed",
      ways: [
        Choice.Way("rest", "an HTTP request"),
        Choice.Way("ws", "a frame on the WebSocket API"),
      ], source: Citation(socket, "Place new Order list")),
    Choice(
      "parameters",
      "where an HTTP request carries its parameters; order/oco uses the query "
        + "unless told otherwise, as its page shows",
      ways: [
        Choice.Way("body", "in a form body"),
        Choice.Way("query", "in the query, with an empty body"),
      ], source: Citation(rest, "General Information on Endpoints")),
    Choice(
      "ids", "who makes the client ids",
      ways: [
        Choice.Way("tandem", "we make and send them, so that a lost answer can be looked up"),
        Choice.Way("venue", "the venue makes them"),
      ], source: Citation(rest, "New Order list - OCO, listClientOrderId")),
  ]

  /// How Binance writes the words of a ticket.
  public var spelling: Spelling { Self.words }

  package static let words = Spelling(
    buy: "BUY", sell: "SELL", timesInForce: [(.gtc, "GTC"), (.ioc, "IOC"), (.fok, "FOK")],
    trail: .basisPoints)

  package typealias TypeWords = [(type: LegType, word: String)]

  static let contingentWords: TypeWords = [
    (.stop, "STOP_LOSS"), (.stopLimit, "STOP_LOSS_LIMIT"), (.takeProfit, "TAKE_PROFIT"),
    (.takeProfitLimit, "TAKE_PROFIT_LIMIT"), (.trailingStop, "STOP_LOSS"),
    (.trailingStopLimit, "STOP_LOSS_LIMIT"),
  ]
  // The tables leave LIMIT_MAKER out for belowType; their own example and error -1165 want it.
  static let pairWords: TypeWords =
    [(.limitMaker, "LIMIT_MAKER"), (.limit, "LIMIT_MAKER")] + contingentWords
  static let entryWords: TypeWords = [(.limit, "LIMIT"), (.limitMaker, "LIMIT_MAKER")]
  package static let pendingWords: TypeWords = entryWords + [(.market, "MARKET")] + contingentWords
  // The older OCO has no word for a leg's type: stopLimitPrice and trailingDelta tell it.
  static let olderLimitWords = Array(pairWords.prefix(2))
  static let olderStopWords: TypeWords = [
    (.stopLimit, "STOP_LOSS_LIMIT"), (.stop, "STOP_LOSS"),
    (.trailingStopLimit, "STOP_LOSS_LIMIT"), (.trailingStop, "STOP_LOSS"),
  ]

  package static let timesInForce = ["GTC", "IOC", "FOK"]
  /// Types that rest with a limit once they trigger, and so have a time in force.
  static let triggeredLimits: LegTypeSet = [
    .stopLimit, .takeProfitLimit, .trailingStopLimit,
  ]
  /// A take profit may trail too (faqs/trailing-stop-faq.md); its distance is then said.
  static let trailing: LegTypeSet = [
    .trailingStop, .trailingStopLimit, .takeProfit, .takeProfitLimit,
  ]

  /// The pair without anything between, as in `BTCUSDT`.
  public func symbol(of instrument: Instrument) -> String? {
    guard case .spot(let base, let quote) = instrument else { return nil }
    return base + quote
  }

  /// The pair behind `BTCUSDT`: one of the catalogue, or split before the longest known quote.
  public func instrument(spelled symbol: String) -> Instrument? {
    if let known = Self.catalogue.first(where: { $0.symbol == symbol }) { return known.instrument }
    for quote in Self.quotes where symbol.hasSuffix(quote) && symbol.count > quote.count {
      return Instrument("\(symbol.dropLast(quote.count))/\(quote)")
    }
    return nil
  }

  /// What Binance's pairs are quoted in, longer names first, for a symbol has no separator.
  private static let quotes = [
    "FDUSD", "USDT", "USDC", "TUSD", "BUSD", "USDP", "USDE", "USD1", "EURI", "IDRT", "BIDR",
    "DOGE", "BTC", "ETH", "BNB", "EUR", "TRY", "BRL", "JPY", "GBP", "AUD", "ARS", "COP", "CZK",
    "MXN", "PLN", "RON", "UAH", "ZAR", "NGN", "RUB", "DAI", "PAX", "VAI", "XRP", "TRX", "SOL",
    "DOT", "USD",
  ]

  /// What a ticket says that Binance means differently.
  public func losses(_ ticket: Ticket) -> [Loss] {
    var losses = commonLosses(ticket)
    let legs = ticket.resolvedLegs
    let firstOfPair = ticket.kind == .oco ? 0 : ticket.kind.hasPairOfExits ? 1 : legs.count
    for index in legs.indices.dropFirst(firstOfPair) where legs[index].type?.isLimit == true {
      if legs[index].type == .limit {
        losses.append(
          Loss(
            .leg(index, .type),
            "goes out as LIMIT_MAKER: it is refused where it would trade at once"))
      }
      losses.append(
        Loss(
          .leg(index),
          "its first partial fill takes the other leg away; what is left of it has no stop"))
    }
    if ticket.kind.hasEntry, let entry = legs.first, let loss = Self.unprotected(entry) {
      losses.append(loss)
    }
    if ticket.kind != .oco, choice("endpoint", in: ticket.options) == "order" {
      losses.append(
        Loss(.option("binance.endpoint"), "order/oco takes an OCO alone; this goes to orderList"))
    }
    return losses
  }

  /// Exits wait for the whole of the entry; nil for an entry that cannot fill in part.
  static func unprotected(_ entry: Leg) -> Loss? {
    switch entry.timeInForce {
    case .fok: nil
    case .ioc:
      Loss(
        .leg(0, .timeInForce),
        "an entry that fills in part expires and takes its exits along: what it bought has none")
    default:
      Loss(.leg(0), "while the entry is filled in part, its exits are not in the market")
    }
  }
}
