import Exact
import Orders

/// KuCoin Spot (classic account): one kind of list, an OCO of a limit and a stop limit.
public struct KuCoin: Venue {
  public init() {}

  public let id = VenueID("kucoin")
  public let title = "KuCoin"

  static let page = "Add OCO Order"
  static let spec = "openapi-spot-order.json"

  public var documents: [Document] { Self.documentTable }
  public var capabilities: Capabilities { Self.ability }
  public var hosts: [Hosts] { Self.hostTable }

  private static let documentTable = [
    Document(page, "POST /api/v3/oco/order, kucoin.com/docs", version: "2025"),
    Document(
      Self.spec,
      "kucoin-universal-sdk, spec/rest/api/openapi-spot-order.json (marks the OCO "
        + "calls as abandoned, and still documents them)", version: "2025-11"),
    Document(
      "openapi-spot-private.json", "kucoin-universal-sdk, spec/ws/openapi-spot-private.json",
      version: "2025-11"),
    Document("docs-2023", "kucoin.com/docs, OCO Order", version: "2023-12"),
    Document("kucoin-api-docs", "Kucoin/kucoin-api-docs, index.html.md", version: "2023-06"),
    Document("Authentication", "kucoin.com/docs-new, Authentication", version: "2025"),
    Document("sheet", "choices made where no source speaks", version: "2026"),
  ]

  private static let ability = Capabilities(
    tradesSpot: true, tradesFutures: false,
    contingencies: [
      Capabilities.Contingency(
        .oco, arming: nil, removal: .trigger, siblingEndsAs: "CANCELLED", cancelTakesBoth: true,
        documented: false, source: Citation("sheet", "KuCoin §4, trigger / partial fill"))
    ],
    triggerSource: .last, triggerSources: [.last], timesInForce: [.gtc], canCancelLeg: false,
    canAmend: false,
    funds: "nothing is held while the list waits; funds are looked for when a leg triggers")

  private static let servers = Citation(spec, "servers")

  private static let hostTable = [
    Hosts(
      .paper, rest: "http://127.0.0.1:9403", socket: "ws://127.0.0.1:9403",
      marketSocket: "ws://127.0.0.1:9403", source: servers),
    // The bullet call names the socket; this is the value its documentation shows.
    Hosts(
      .live, rest: "https://api.kucoin.com", socket: "wss://ws-api-spot.kucoin.com",
      marketSocket: "wss://ws-api-spot.kucoin.com", source: servers),
  ]

  public let choices: [Choice] = []

  public var spelling: Spelling { Self.words }

  static let words = Spelling(buy: "buy", sell: "sell")

  public func symbol(of instrument: Instrument) -> String? {
    Self.pairSpelling.symbol(of: instrument)
  }

  public func instrument(spelled symbol: String) -> Instrument? {
    Self.pairSpelling.instrument(spelled: symbol)
  }

  private static let pairSpelling = PairSpelling("-")

  public func losses(_ ticket: Ticket) -> [Loss] {
    var losses = commonLosses(ticket)
    if ticket.legs.contains(where: { $0.type == .limitMaker }) {
      losses.append(Loss(.legs, "KuCoin's OCO has no post-only limit"))
    }
    for (index, leg) in ticket.resolvedLegs.enumerated() where ticket.kind == .oco {
      switch leg.type {
      case .limit:
        losses.append(
          Loss(
            .leg(index, .price),
            "count on the stop being gone once this price is touched, even where the limit then "
              + "fills in part or not at all; KuCoin does not say"))
      case .stopLimit:
        losses.append(
          Loss(
            .leg(index, .price),
            "the trigger takes the limit leg away; the order it places may rest unfilled, and then "
              + "nothing protects"))
      default: break
      }
    }
    losses.append(
      Loss(.legs, "nothing is held back: the leg that triggers first may find no funds"))
    return losses
  }
}
