import Orders
import PaperExchange

/// Pairs at venues whose reference or removal differs: Crypto.com and Tradovate.
enum MorePairCards {
  static let cryptoCom: [Card] = {
    func card(
      _ number: String, _ situation: String, _ sentence: String, _ steps: [Card.Step],
      _ outcome: [String], _ story: [String] = []
    ) -> Card {
      Card(
        number: number, venue: "crypto-com", kind: .oco, situation: situation, sentence: sentence,
        orders: [Legs.target, Legs.stop], steps: steps, outcome: outcome, story: story)
    }
    return [
      card(
        "cc-1", "the limit fills", "§6: A first fill: B CANCELED", [.trade(32_000)],
        ["filled 10", "canceled sibling", "done"]),
      card(
        "cc-2", "the stop triggers, at the mark", "§4: reference = mark by default, also for spot",
        [.trade(28_990), .mark(29_000)], ["canceled sibling", "filled 10", "done"],
        ["1 triggered at 29000", "0 canceled: sibling", "1 filled 10 at 28990"]),
      card(
        "cc-2b", "the last price alone triggers nothing", "§4: reference = mark", [.trade(28_000)],
        ["working", "waiting", "open"]),
      card(
        "cc-3", "partial fill, then the stop's price", "§4: \"partially/fully executed\"",
        [.sized(32_000, 4), .mark(28_000)], ["partly_filled 4", "canceled sibling", "open"]),
      card(
        "cc-4", "a gap through the stop", "§4: STOP_LOSS fires a MARKET order",
        [.quote(27_990, 28_010), .mark(28_000)], ["canceled sibling", "filled 10", "done"],
        ["1 triggered at 28000", "0 canceled: sibling", "1 filled 10 at 27990"]),
      card(
        "cc-7", "one leg cancelled", "§4: cancelling one cancels the other", [.cancel(0)],
        ["canceled user", "canceled user", "canceled"]),
      card(
        "cc-9", "the list cancelled", "§3.4", [.cancelList],
        ["canceled user", "canceled user", "canceled"]),
      card(
        "cc-10", "nothing expires", "§4: ordinary GTC is assumed", [.session],
        ["working", "waiting", "open"]),
    ]
  }()

  static let tradovate: [Card] = {
    func card(
      _ number: String, _ situation: String, _ sentence: String,
      orders: [NewOrder] = [Legs.target, Legs.stop], _ steps: [Card.Step], _ outcome: [String],
      _ story: [String] = []
    ) -> Card {
      Card(
        number: number, venue: "tradovate", kind: .oco, situation: situation, sentence: sentence,
        orders: orders, steps: steps, outcome: outcome, story: story)
    }
    let dayStop = Legs.with(Legs.stop) { $0.timeInForce = .day }
    let dated = Legs.with(Legs.target) {
      $0.timeInForce = .gtd
      $0.expire = 5_000
    }
    return [
      card(
        "tv-1", "the limit fills", "§4: fill of one OCO leg: the other is cancelled",
        [.trade(32_000)], ["filled 10", "canceled sibling", "done"]),
      card(
        "tv-2", "the stop triggers", "§4: the fill cancels, so it comes first", [.trade(29_000)],
        ["canceled sibling", "filled 10", "done"],
        ["1 triggered at 29000", "1 filled 10 at 29000", "0 canceled: sibling"]),
      card(
        "tv-3", "partial fill, then the stop",
        "§4: the sibling stays Working until Filled (choice)",
        [.sized(32_000, 4), .trade(29_000)], ["canceled 4 sibling", "filled 10", "done"]),
      card(
        "tv-4", "a gap through the stop", "§4: a stop is a market order when it fires",
        [.trade(28_000)], ["canceled sibling", "filled 10", "done"],
        ["1 triggered at 28000", "1 filled 10 at 28000", "0 canceled: sibling"]),
      card(
        "tv-7", "one leg cancelled", "§4: cancel both (choice)", [.cancel(1)],
        ["canceled user", "canceled user", "canceled"]),
      card(
        "tv-9", "both cancelled", "§4", [.cancelList],
        ["canceled user", "canceled user", "canceled"]),
      card(
        "tv-10", "the session ends", "§4: a Day stop vanishes at session end",
        orders: [Legs.target, dayStop], [.session], ["working", "expired session_end", "open"]),
      card(
        "tv-10b", "its date comes", "§4: GTD until expireTime", orders: [dated, Legs.stop],
        [.time(4_999), .time(5_000)], ["expired out_of_time", "waiting", "open"]),
      card(
        "tv-11", "a sell stop above the market", "§4: invalid by itself",
        orders: [Legs.target, Legs.with(Legs.stop) { $0.trigger = 30_500 }], [],
        ["rejected list_refused", "rejected would_trigger", "rejected"]),
    ]
  }()
}
