import Orders
import PaperExchange

/// Pairs: Binance, Crypto.com, BingX, KuCoin and Tradovate.
enum PairCards {
  static let binance: [Card] = {
    func card(
      _ number: String, _ situation: String, _ sentence: String,
      orders: [NewOrder] = [Legs.maker, Legs.stopLimit], _ steps: [Card.Step],
      _ outcome: [String], _ story: [String] = []
    ) -> Card {
      Card(
        number: number, venue: "binance", kind: .oco, situation: situation, sentence: sentence,
        orders: orders, steps: steps, outcome: outcome, story: story)
    }
    let noFill = Legs.with(Legs.stopLimit) { $0.timeInForce = .ioc }
    return [
      card(
        "bn-1", "the limit fills", "§4.4: limit executes before the stop is removed",
        [.trade(32_000)], ["filled 10", "expired sibling", "done"],
        ["0 filled 10 at 32000", "1 expired: sibling"]),
      card(
        "bn-2", "the stop triggers", "§4.4: limit removed before the stop executes",
        [.trade(29_000)], ["expired sibling", "filled 10", "done"],
        ["1 triggered at 29000", "0 expired: sibling", "1 filled 10 at 29000"]),
      card(
        "bn-3", "partial fill, then the stop's price",
        "§4.4: the unfilled rest of the limit leg stays on the book without a stop",
        [.sized(32_000, 4), .trade(29_000)], ["partly_filled 4", "expired sibling", "open"]),
      card(
        "bn-4", "a gap through the stop and its limit", "§4.3: _LIMIT variants place a LIMIT",
        [.trade(28_000)], ["expired sibling", "working", "open"]),
      card(
        "bn-4b", "and back: the rest fills at its own price", "§4.3",
        [.trade(28_000), .trade(28_950)],
        ["expired sibling", "filled 10", "done"],
        ["1 triggered at 28000", "0 expired: sibling", "1 filled 10 at 28900"]),
      card(
        "bn-7", "one leg cancelled", "§4.4: user cancels one leg: both legs CANCELED",
        [.cancel(1)], ["canceled user", "canceled user", "canceled"]),
      card(
        "bn-9", "the list cancelled", "§4.4: both legs CANCELED, list ALL_DONE", [.cancelList],
        ["canceled user", "canceled user", "canceled"]),
      card(
        "bn-10", "a fired IOC cannot fill", "§4.4: EXPIRED; the sibling is already gone",
        orders: [Legs.maker, noFill], [.trade(28_000)],
        ["expired sibling", "expired unfilled_ioc", "canceled"]),
      card(
        "bn-11", "a limit below the market", "§4.2: limit price > last > stop price",
        orders: [Legs.with(Legs.maker) { $0.price = 29_900 }, Legs.stopLimit], [],
        ["rejected bad_relation", "rejected list_refused", "rejected"]),
      card(
        "bn-12", "two contingent legs", "§4.4: whichever activates first cancels the other",
        orders: [Legs.profit, Legs.stop], [.trade(32_100)],
        ["filled 10", "expired sibling", "done"]),
    ]
  }()

  static let bingX: [Card] = {
    func card(
      _ number: String, _ situation: String, _ sentence: String, base: String = "1",
      _ steps: [Card.Step], _ outcome: [String]
    ) -> Card {
      Card(
        number: number, venue: "bingx", kind: .oco, situation: situation, sentence: sentence,
        base: base, orders: [Legs.target, Legs.stopLimit], steps: steps, outcome: outcome)
    }
    return [
      card(
        "bx-1", "the limit fills", "§4: limit executes: stop leg cancelled", [.trade(32_000)],
        ["filled 10", "canceled sibling", "done"]),
      card(
        "bx-2", "the stop triggers", "§4: trigger: the other (limit) leg is cancelled",
        [.trade(29_000)], ["canceled sibling", "filled 10", "done"]),
      card(
        "bx-3", "partial fill, then the stop's price", "§4: cancelled on first fill (choice)",
        [.sized(32_000, 4), .trade(29_000)], ["partly_filled 4", "canceled sibling", "open"]),
      card(
        "bx-4", "a gap through the stop", "§4: may rest or not fill; no protection left",
        [.trade(28_000)], ["canceled sibling", "working", "open"]),
      card(
        "bx-7", "one leg cancelled", "§4: cancelling one cancels the other", [.cancel(0)],
        ["canceled user", "canceled user", "canceled"]),
      card(
        "bx-8", "no funds", "§4: SELL freezes quantity base once (choice)", base: "0", [],
        ["rejected insufficient_funds", "rejected list_refused", "rejected"]),
      card(
        "bx-9", "the list cancelled", "§6: cancel(any leg id): both CANCELED", [.cancelList],
        ["canceled user", "canceled user", "canceled"]),
      card(
        "bx-10", "nothing expires", "§4: TIF: none selectable; treat as GTC", [.session],
        ["working", "waiting", "open"]),
    ]
  }()

  static let kuCoin: [Card] = {
    func card(
      _ number: String, _ situation: String, _ sentence: String, base: String = "1",
      _ steps: [Card.Step], _ outcome: [String], _ story: [String] = []
    ) -> Card {
      Card(
        number: number, venue: "kucoin", kind: .oco, situation: situation, sentence: sentence,
        base: base, orders: [Legs.target, Legs.stopLimit], steps: steps, outcome: outcome,
        story: story)
    }
    return [
      card(
        "kc-1", "the limit's price comes", "§4: held off-book until last reaches price (choice)",
        [.trade(32_000)], ["filled 10", "canceled sibling", "done"],
        ["0 triggered at 32000", "1 canceled: sibling", "0 filled 10 at 32000"]),
      card(
        "kc-2", "the stop triggers", "§4: fires at last ≤ stopPrice", [.trade(29_000)],
        ["canceled sibling", "filled 10", "done"],
        ["1 triggered at 29000", "0 canceled: sibling", "1 filled 10 at 29000"]),
      card(
        "kc-3", "partial fill, then the stop's price",
        "§4: the activated leg lives as an ordinary limit order (choice)",
        [.sized(32_000, 4), .trade(29_000)], ["partly_filled 4", "canceled sibling", "open"]),
      card(
        "kc-4", "a gap through the stop", "§4: a limit order at limitPrice", [.trade(28_000)],
        ["canceled sibling", "working", "open"]),
      card(
        "kc-4b", "a gap through the limit fills better", "§4: submitted when last reaches price",
        [.trade(32_500)], ["filled 10", "canceled sibling", "done"],
        ["0 triggered at 32500", "1 canceled: sibling", "0 filled 10 at 32500"]),
      card(
        "kc-4c", "a trade at the limit fills it, whatever the quote shows",
        "§4: the visible result is the same as for a limit in the book (choice)",
        [.quote(29_990, 30_010), .sized(32_000, 4)],
        ["partly_filled 4", "canceled sibling", "open"],
        ["0 triggered at 32000", "1 canceled: sibling", "0 filled 4 at 32000"]),
      card(
        "kc-7", "one leg cancelled", "§4: both legs CANCELLED, list CANCELLED", [.cancel(1)],
        ["canceled user", "canceled user", "canceled"]),
      card(
        "kc-8", "no funds at the trigger", "§4: cancelled if funds are short then", base: "0",
        [.trade(29_000)], ["canceled sibling", "canceled insufficient_funds", "canceled"]),
      card(
        "kc-9", "the list cancelled", "§4: both legs CANCELLED", [.cancelList],
        ["canceled user", "canceled user", "canceled"]),
      card(
        "kc-10", "nothing expires", "§4: behaves as GTC", [.session],
        ["waiting", "waiting", "open"]),
    ]
  }()
}
