import Orders
import PaperExchange

/// Lists with an entry: a buy at 29,500 and exits at 32,000 and 29,000.
enum EntryCards {
  private static let ioc = Legs.with(Legs.entry) { $0.timeInForce = .ioc }
  private static let bracket = [Legs.entry, Legs.target, Legs.stop]

  static let binance: [Card] = {
    func card(
      _ number: String, _ kind: Kind, _ situation: String, _ sentence: String,
      base: String = "1", commission: Int64 = 0, orders: [NewOrder] = [Legs.entry, Legs.stop],
      _ steps: [Card.Step], _ outcome: [String], _ story: [String] = []
    ) -> Card {
      Card(
        number: number, venue: "binance", kind: kind, situation: situation, sentence: sentence,
        base: base, commission: commission, orders: orders, steps: steps, outcome: outcome,
        story: story)
    }
    return [
      card(
        "bn-5", .oto, "entry partly filled", "§4.5: nothing yet; partial fills are unprotected",
        [.sized(29_500, 4), .trade(29_600)], ["partly_filled 4", "dormant", "open"]),
      card(
        "bn-5b", .oto, "entry partly filled, then cancelled",
        "§4.5: rest of the list cancelled or expired; whatever was bought stays",
        [.sized(29_500, 4), .cancel(0)], ["canceled 4 user", "canceled entry_canceled", "done"]),
      card(
        "bn-6", .oto, "entry filled", "§4.5: PENDING_NEW → NEW", [.trade(29_500)],
        ["filled 10", "waiting", "open"], ["0 filled 10 at 29500", "1 armed"]),
      card(
        "bn-7o", .oto, "a pending leg cancelled", "§4.5: rest of the list cancelled or expired",
        [.cancel(1)], ["canceled user", "canceled user", "canceled"]),
      card(
        "bn-8", .oto, "no funds: commission made the exit too large",
        "§4.5: fails when commission is taken in the base asset; EXPIRED, reason REJECTED",
        base: "0", commission: 1_000, [.trade(29_500)],
        ["filled 10", "expired insufficient_funds", "done"]),
      card(
        "bn-8b", .oto, "the exit would trigger at once", "§4.2: checked on activation (choice)",
        [.trade(28_500)], ["filled 10", "expired would_trigger", "done"]),
      card(
        "bn-9o", .otoco, "the list cancelled", "§4.5", orders: bracket, [.cancelList],
        ["canceled user", "canceled user", "canceled user", "canceled"]),
      card(
        "bn-10o", .oto, "the entry expires", "§4.5: pending EXPIRED, OTO_PHASE_ONE_EXPIRED",
        orders: [ioc, Legs.stop], [],
        ["expired unfilled_ioc", "expired entry_expired", "canceled"]),
      card(
        "bn-13", .otoco, "after activation, the stop fires", "§4.5: the pair behaves as OCO",
        orders: bracket, [.trade(29_500), .trade(29_000)],
        ["filled 10", "expired sibling", "filled 10", "done"],
        [
          "0 filled 10 at 29500", "1 armed", "2 armed", "2 triggered at 29000",
          "1 expired: sibling", "2 filled 10 at 29000",
        ]),
      card(
        "bn-13b", .otoco, "after activation, the limit fills in part", "§4.4, §4.5",
        orders: bracket, [.trade(29_500), .sized(32_000, 3)],
        ["filled 10", "partly_filled 3", "expired sibling", "open"]),
      card(
        "bn-8c", .otoco, "no funds for the pair", "§4.5: EXPIRED, reason REJECTED", base: "0",
        commission: 1_000, orders: bracket, [.trade(29_500)],
        ["filled 10", "expired insufficient_funds", "expired sibling_refused", "done"]),
      card(
        "bn-14", .opo, "the exit is what was received",
        "§3.5: quantity received after commission, rounded to LOT_SIZE", base: "0",
        commission: 1_000,
        orders: [Legs.entry, Legs.with(Legs.stop) { $0.quantity = 0 }],
        [.trade(29_500), .trade(29_000)], ["filled 10", "filled 9", "done"]),
      card(
        "bn-14b", .opo, "commission from free balance", "§3.5: if free funds suffice",
        commission: 1_000,
        orders: [Legs.entry, Legs.with(Legs.stop) { $0.quantity = 0 }],
        [.trade(29_500), .trade(29_000)], ["filled 10", "filled 10", "done"]),
      card(
        "bn-15", .opoco, "both exits as large as what was received", "§3.5", base: "0",
        commission: 1_000,
        orders: [
          Legs.entry, Legs.with(Legs.target) { $0.quantity = 0 },
          Legs.with(Legs.stop) { $0.quantity = 0 },
        ],
        [.trade(29_500), .trade(32_000)], ["filled 10", "filled 9", "expired sibling", "done"]),
    ]
  }()

  static let cryptoCom: [Card] = {
    func card(
      _ number: String, _ kind: Kind, _ situation: String, _ sentence: String,
      isDerivative: Bool = false, base: String = "1", commission: Int64 = 0,
      orders: [NewOrder] = [Legs.entry, Legs.stop], _ steps: [Card.Step], _ outcome: [String]
    ) -> Card {
      Card(
        number: number, venue: "crypto-com", kind: kind, situation: situation, sentence: sentence,
        isDerivative: isDerivative, base: base, commission: commission, orders: orders,
        steps: steps, outcome: outcome)
    }
    let exits = [Legs.entry, Legs.stop, Legs.profit]
    return [
      card(
        "cc-5", .oto, "entry partly filled, then cancelled", "§4: exits go too (implied)",
        [.sized(29_500, 4), .cancel(0)], ["canceled 4 user", "canceled entry_canceled", "done"]),
      card(
        "cc-6", .oto, "entry filled", "§4: exits become live watchers", [.trade(29_500)],
        ["filled 10", "waiting", "open"]),
      card(
        "cc-7o", .otoco, "one exit cancelled", "§4: OTOCO degrades to OTO", orders: exits,
        [.trade(29_500), .cancel(2)], ["filled 10", "waiting", "canceled user", "open"]),
      card(
        "cc-8", .oto, "the fired exit lacks balance", "§4: rejected at trigger time", base: "0",
        commission: 1_000, [.trade(29_500), .mark(29_000)],
        ["filled 10", "rejected insufficient_funds", "done"]),
      card(
        "cc-9o", .otoco, "the list cancelled", "§3.4", orders: exits, [.cancelList],
        ["canceled user", "canceled user", "canceled user", "canceled"]),
      card(
        "cc-10o", .oto, "the entry expires", "§4: exits go too (implied)",
        orders: [ioc, Legs.stop], [],
        ["expired unfilled_ioc", "canceled entry_expired", "canceled"]),
      card(
        "cc-13", .otoco, "an exit fires on spot", "§4: other exit cancelled", orders: exits,
        [.trade(29_500), .mark(29_000)], ["filled 10", "filled 10", "canceled sibling", "done"]),
      card(
        "cc-14", .otoco, "an exit fires on derivatives", "§4: not cancelled: exits are independent",
        isDerivative: true, orders: exits, [.trade(29_500), .mark(29_000)],
        ["filled 10", "filled 10", "waiting", "open"]),
    ]
  }()

  static let tradovate: [Card] = {
    func card(
      _ number: String, _ kind: Kind, _ situation: String, _ sentence: String,
      orders: [NewOrder] = [Legs.entry, Legs.stop], _ steps: [Card.Step], _ outcome: [String]
    ) -> Card {
      Card(
        number: number, venue: "tradovate", kind: kind, situation: situation, sentence: sentence,
        orders: orders, steps: steps, outcome: outcome)
    }
    let tooHigh = Legs.with(Legs.stop) { $0.trigger = 30_500 }
    return [
      card(
        "tv-5", .oto, "entry partly filled, then cancelled",
        "§4: the children are cancelled (choice)", [.sized(29_500, 4), .cancel(0)],
        ["canceled 4 user", "canceled entry_canceled", "done"]),
      card(
        "tv-6", .otoco, "entry filled", "§4: children sent if the initial order is filled",
        orders: bracket, [.trade(29_500)], ["filled 10", "working", "waiting", "open"]),
      card(
        "tv-7o", .otoco, "one exit cancelled", "§4: cancel both (choice)", orders: bracket,
        [.trade(29_500), .cancel(1)], ["filled 10", "canceled user", "canceled user", "done"]),
      card(
        "tv-8", .oto, "the exit is refused", "§4: a Sell Stop above market is invalid",
        orders: [Legs.entry, tooHigh], [.trade(29_500)],
        ["filled 10", "rejected would_trigger", "done"]),
      card(
        "tv-9o", .otoco, "all cancelled", "§4", orders: bracket, [.cancelList],
        ["canceled user", "canceled user", "canceled user", "canceled"]),
      card(
        "tv-10o", .oto, "the entry's day ends", "§4: children cannot live without the parent",
        orders: [Legs.with(Legs.entry) { $0.timeInForce = .day }, Legs.stop], [.session],
        ["expired session_end", "canceled entry_expired", "canceled"]),
      card(
        "tv-13", .otoco, "one exit fills", "§4: the other is cancelled", orders: bracket,
        [.trade(29_500), .trade(32_000)], ["filled 10", "filled 10", "canceled sibling", "done"]),
    ]
  }()
}
