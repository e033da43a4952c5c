import Exact
import Orders

/// BingX Spot: one kind of list, an OCO of a limit and a stop limit.
public struct BingX: Venue {
  /// Makes the venue; it holds nothing.
  public init() {}

  /// Its name in files.
  public let id = VenueID("bingx")
  /// Its name on the screen.
  public let title = "BingX"

  static let page = "Create an OCO Order"
  static let site = "docs-v3"
  static let skills = "api-ai-skills"
  static let client = "BingX.Net"
  static let help = "What Is OCO Order?"
  static let sheet = "sheet"

  /// What the facts here are cited from.
  public var documents: [Document] { Self.documentTable }

  static let documentTable = [
    Document(
      Self.page, "POST /openApi/spot/v1/oco/order, bingx-api.github.io/docs", version: "2025"),
    Document(
      Self.site,
      "BingX-API/docs-v3: spot trade, market and account pages, authentication, basic "
        + "information, WebSocket rules", version: "2025-10-29"),
    Document(
      Self.skills, "BingX-API/api-ai-skills: spot-trade and its references", version: "2026-04"),
    Document(Self.client, "BingX.Net, its recorded replies and frames", version: "4.5.0"),
    Document("ccxt", "ccxt, bingx and pro/bingx", version: "4.5.90"),
    Document(Self.help, "BingX Support, article 35514258998937", version: "2026"),
    Document("Order types", "BingX Support, article 14631940809487", version: "2026"),
    Document(Self.sheet, "choices made where no source speaks", version: "2026"),
  ]

  /// What it can do with its one kind of list.
  public var capabilities: Capabilities { Self.ability }

  static let ability = Capabilities(
    tradesSpot: true, tradesFutures: false,
    contingencies: [
      // That a trigger or a fill takes the sibling away is documented; that a first, partial fill
      // does is the cautious reading.
      Capabilities.Contingency(
        .oco, arming: nil, removal: .firstFillOrTrigger, siblingEndsAs: "CANCELED",
        cancelTakesBoth: true, documented: false,
        source: Citation(Self.help, "trigger, execution and cancellation"))
    ],
    triggerSource: .last, triggerSources: [.last], timesInForce: [.gtc], canCancelLeg: false,
    canAmend: false,
    funds: "a sell holds its quantity once, a buy what the dearer of its two prices costs; how "
      + "BingX counts is not documented")

  /// Paper and live; spot has no sandbox.
  public var hosts: [Hosts] { Self.hostTable }

  static let hostTable: [Hosts] = {
    let source = Citation(Self.site, "basic information and WebSocket rules, addresses")
    let (paper, live) = ("ws://127.0.0.1:9402/market", "wss://open-api-ws.bingx.com/market")
    return [
      Hosts(
        .paper, rest: "http://127.0.0.1:9402", socket: paper, marketSocket: paper, source: source),
      // The simulated environment, open-api-vst, is for swaps; spot has none.
      Hosts(
        .live, rest: "https://open-api.bingx.com", socket: live, marketSocket: live,
        source: source),
    ]
  }()

  /// What an option may switch.
  public var choices: [Choice] { Self.choiceTable }

  static let choiceTable = [
    Choice(
      "encoding", "how a placement and a cancel travel",
      ways: [
        Choice.Way("json", "a JSON body"),
        Choice.Way("form", "a body of name=value pairs"),
        Choice.Way("query", "in the query, with an empty body"),
      ], source: Citation(site, "authentication, POST; api-ai-skills and ccxt send the others")),
    Choice(
      "ids", "who makes the ids of the list and its legs",
      ways: [
        Choice.Way("tandem", "we make and send them, so that a lost answer can be looked for"),
        Choice.Way("venue", "the venue makes them"),
      ], source: Citation(page, "Request Parameters, listClientOrderId")),
    Choice(
      "numbers", "how a JSON body writes prices and quantities",
      ways: [
        Choice.Way("string", "as decimal strings, which the basic information page advises"),
        Choice.Way("number", "as JSON numbers, as the parameters' float64 says"),
      ], source: Citation(site, "basic information, decimals; Create an OCO Order, float64")),
  ]

  /// Its words for the sides; it has none for a time in force.
  public var spelling: Spelling { Self.words }

  static let words = Spelling(buy: "BUY", sell: "SELL")

  /// `BTC-USDT`.
  public func symbol(of instrument: Instrument) -> String? {
    Self.pairSpelling.symbol(of: instrument)
  }

  /// The pair behind `BTC-USDT`.
  public func instrument(spelled symbol: String) -> Instrument? {
    Self.pairSpelling.instrument(spelled: symbol)
  }

  private static let pairSpelling = PairSpelling("-")

  /// What a partial fill and a trigger leave without protection, beside what is not sent.
  public func losses(_ ticket: Ticket) -> [Loss] {
    var losses = commonLosses(ticket)
    for (index, leg) in ticket.resolvedLegs.enumerated() {
      switch leg.type {
      case .limitMaker:
        losses.append(Loss(.leg(index, .type), "BingX's OCO has no post-only limit"))
      case .limit where ticket.kind == .oco:
        losses.append(
          Loss(
            .leg(index, .quantity),
            "BingX does not say whether a partial fill ends the stop: count on the rest having "
              + "none"))
      case .stopLimit where ticket.kind == .oco:
        losses.append(
          Loss(
            .leg(index, .price),
            "the trigger takes the limit leg away; the order it places may rest unfilled, and then "
              + "nothing protects"))
      default: break
      }
    }
    return losses
  }
}
