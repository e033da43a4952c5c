import Exact
import Orders

/// Tradovate futures: an OCO of two orders, and an OSO of an entry with one or two brackets.
public struct Tradovate: Venue {
  /// Nothing is configured: a venue is its tables.
  public init() {}

  /// The name in files and options.
  public let id = VenueID("tradovate")
  /// The name people use.
  public let title = "Tradovate"

  static let page = "placeOCO"
  static let swagger = "swagger"
  static let sheet = "sheet"

  /// What facts are cited from.
  public var documents: [Document] { Self.documentTable }

  static let documentTable = [
    Document(Self.page, "/order/placeOCO, Tradovate API documentation", version: "2022"),
    Document("site", "other pages of the Tradovate API documentation", version: "2022"),
    Document(
      Self.swagger,
      "tradovate/example-api-csharp-trading, services-api/docs, made from the "
        + "official Swagger", version: "2021"),
    Document("tut", "tradovate/example-api-js", version: "2022"),
    Document("faq", "tradovate/example-api-faq", version: "2022"),
    Document("partner", "partner.tradovate.com", version: "2026"),
    Document(
      "map", "Broker Capability Map, what Tradovate can hold server-side", version: "2026-08-19"),
    Document("api#28", "tradovate/api, issue 28, recorded traffic", version: "2018-05"),
    Document("api#34", "tradovate/api, issue 34", version: "2018"),
    Document("forum", "community.tradovate.com, thread by number", version: "2026"),
    Document(Self.sheet, "choices made where no source speaks", version: "2026"),
  ]

  /// What its order lists can do.
  public var capabilities: Capabilities { Self.ability }

  static let ability = Capabilities(
    tradesSpot: false, tradesFutures: true,
    contingencies: [
      // That a fill cancels the other leg is documented; what a partial fill does is not.
      Capabilities.Contingency(
        .oco, arming: nil, removal: .fullFill, siblingEndsAs: "Canceled", cancelTakesBoth: true,
        documented: false, source: Citation(Self.page, "Request, other")),
      Capabilities.Contingency(
        .oto, arming: .fullFill, removal: .never, siblingEndsAs: "Canceled",
        cancelTakesBoth: true, documented: false, source: Citation(Self.sheet, "Tradovate §4")),
      Capabilities.Contingency(
        .otoco, arming: .fullFill, removal: .fullFill, siblingEndsAs: "Canceled",
        cancelTakesBoth: true, documented: false, source: Citation(Self.sheet, "Tradovate §4")),
    ],
    triggerSource: .last, triggerSources: [.last], timesInForce: [.day, .fok, .gtc, .gtd, .ioc],
    canCancelLeg: true, canAmend: true,
    funds: "working orders count toward used margin; the risk check may refuse any of them")

  /// Paper, demo and live.
  public var hosts: [Hosts] { Self.hostTable }

  static let hostTable: [Hosts] = {
    let source = Citation("tut", "URLs of the demo and live environments")
    return [
      Hosts(
        .paper, rest: "http://127.0.0.1:9404/v1", socket: "ws://127.0.0.1:9404/v1/websocket",
        marketSocket: "ws://127.0.0.1:9404/v1/websocket", source: source),
      Hosts(
        .demo, rest: "https://demo.tradovateapi.com/v1",
        socket: "wss://demo.tradovateapi.com/v1/websocket",
        marketSocket: "wss://md.tradovateapi.com/v1/websocket", source: source),
      Hosts(
        .live, rest: "https://live.tradovateapi.com/v1",
        socket: "wss://live.tradovateapi.com/v1/websocket",
        marketSocket: "wss://md.tradovateapi.com/v1/websocket", source: source),
    ]
  }()

  /// What sources disagree on, or what may be said in several ways.
  public var choices: [Choice] { Self.choiceTable }

  static let choiceTable = [
    Choice(
      "transport", "How a list is placed",
      ways: [
        .init("rest", "a POST"), .init("ws", "a frame on the trading socket, with the same body"),
      ], source: Citation("tut", "WebSocket requests")),
    Choice(
      "path", "How the path of a placing POST is written; frames are always lower case",
      ways: [
        .init("camel", "/order/placeOCO, as the documentation has it"),
        .init("lower", "/order/placeoco, as the Swagger file has it"),
      ], source: Citation(page, "endpoint")),
    Choice(
      "stop_field", "Which field carries the trigger of a Stop",
      ways: [
        .init("stopPrice", "as the documentation's remarks and recorded traffic have it"),
        .init("price", "as the partner page Place OCO has it"),
      ], source: Citation("partner", "Place OCO")),
    Choice(
      "mit", "Which field carries the trigger of an MIT; no source settles it",
      ways: [
        .init("price", "as the Swagger sample has it"),
        .init("stopPrice", "as the capability map guesses"),
      ], source: Citation("map", "MIT")),
    Choice(
      "ids", "Whose ids an order list carries",
      ways: [
        .init("tandem", "ours: clOrdId names each leg, and text the list"),
        .init("venue", "only the venue's, which tell nothing after a time-out"),
      ], source: Citation(swagger, "PlaceOCO, clOrdId and text")),
    Choice(
      "token", "How the token stands in a socket's authorize frame",
      ways: [
        .init("raw", "as it is: the protocol chapter and the C# client"),
        .init("quoted", "in double quotes: the reusable socket of the tutorial"),
      ], source: Citation("tut", "EX-05 and EX-06")),
  ]

  /// The words of a ticket as the wire has them.
  public var spelling: Spelling { Self.words }

  static let words = Spelling(
    buy: "Buy", sell: "Sell",
    timesInForce: [
      (.day, "Day"), (.fok, "FOK"), (.gtc, "GTC"), (.gtd, "GTD"), (.ioc, "IOC"),
    ],
    trail: .distance)

  /// Product, month letter, last digit of the year.
  public func symbol(of instrument: Instrument) -> String? {
    guard case .future(let product, let month, let year) = instrument else { return nil }
    return product + month + year.suffix(1)
  }

  /// Prices and positions name a contract by its number only; the catalogue knows the paper ones.
  public func instrument(spelled symbol: String) -> Instrument? {
    if let first = symbol.utf8.first, (48...57).contains(first),
      let known = Self.catalogue.first(where: { $0.fact("contractId") == symbol })
    {
      return known.instrument
    }
    guard let instrument = Instrument(symbol), !instrument.isSpot else { return nil }
    return instrument
  }

  /// What it means differently, or leaves open, for this ticket.
  public func losses(_ ticket: Ticket) -> [Loss] {
    var losses = commonLosses(ticket)
    for (index, leg) in ticket.legs.enumerated() {
      if leg.timeInForce == nil {
        losses.append(
          Loss(
            .leg(index, .timeInForce), "is sent as Day: the order ends with the trading session"))
      }
      if leg.type == .takeProfit {
        losses.append(
          Loss(
            .leg(index, .trigger),
            "becomes an MIT, and no source settles which field carries its price; look at the "
              + "order before you rely on it"))
      }
      if leg.type?.isTrailing == true {
        losses.append(
          Loss(.leg(index, .trail), "is sent as pegDifference, whose unit is not documented"))
      }
    }
    losses.append(contentsOf: contingencyLosses(ticket.kind))
    return losses
  }

  private func contingencyLosses(_ kind: Kind) -> [Loss] {
    var losses: [Loss] = []
    if kind == .oto || kind == .otoco {
      losses.append(
        Loss(
          .leg(0),
          "the exits are sent when the entry has filled; of a partial fill nothing is documented, "
            + "so a partly filled entry may stand unprotected"))
    }
    if kind == .oco || kind == .otoco {
      losses.append(
        Loss(
          .legs,
          "a fill cancels the other leg; of a partial fill nothing is documented, so both may "
            + "fill"))
    }
    return losses
  }
}
