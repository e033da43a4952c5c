import Orders

extension SemanticsCards {
  static let cryptoCom: [SemanticsCard] = {
    let write = Writer(venue: VenueID("crypto-com"))
    let oco = spot(.oco, target, stop)
    let oto = spot(.oto, entry, stop)
    let (new, conditional) = ("exchange-developer", "help-4453247")
    return [
      write.card(
        .limitFills, .stated, new, "private/advanced/create-oco",
        "one order partially or fully executed cancels the other",
        write.story(oco, #""32000""#),
        ends(
          leg(.filled, filled: "0.01", at: "32000"), leg(.canceled, .sibling), list: .done, .flat)),
      write.card(
        .stopTriggers, .stated, new, "create-oto, ref_price_type; create-oco",
        "the reference is the mark price by default, also for spot; an exit that fires cancels "
          + "the other leg",
        title: "the stop triggers: it watches the mark price, not the trades",
        write.story(oco, #""28990""#, #""29100""#, #"{"mark":"29000"}"#),
        ends(
          leg(.canceled, .sibling), leg(.filled, filled: "0.01", at: "29100"), list: .done, .flat)),
      write.card(
        .partialFillThenTrigger, .stated, new, "private/advanced/create-oco",
        "partially executed is enough: the other leg is cancelled, and the rest has no stop",
        write.story(oco, #""32000@0.004""#, #""29000""#),
        ends(
          leg(.partlyFilled, filled: "0.004", at: "32000"), leg(.canceled, .sibling), list: .open,
          .unprotected)),
      write.card(
        .gapThroughStop, .stated, conditional, "Stop-Loss",
        "STOP_LOSS fires a MARKET order when the reference reaches or exceeds its trigger; what "
          + "the market bids is what it gets",
        write.story(oco, #"{"quote":["27990","28010"]}"#, #"{"mark":"28000"}"#),
        ends(
          leg(.canceled, .sibling), leg(.filled, filled: "0.01", at: "27990"), list: .done, .flat)),
      write.card(
        .entryCanceledInPart, .chosen, "sheet", "Crypto.com §4, cancel entry before fill",
        "the exits go too: implied, and not stated; of an entry filled in part nothing is said",
        write.story(oto, #""29500@0.004""#, #"{"cancel":"leg 1"}"#),
        ends(
          leg(.canceled, .user, filled: "0.004", at: "29500"), leg(.canceled, .entryCanceled),
          list: .done,
          .unprotected)),
      write.card(
        .entryFills, .stated, new, "private/advanced/create-oto",
        "the exits activate only on a full fill of the entry, and then watch the reference price",
        title: fullFill,
        write.story(oto, #""29500@0.004""#, #""29000@0.001""#, #""29500@0.005""#),
        ends(leg(.filled, filled: "0.01", at: "29500"), leg(.waiting), list: .open, .protected)),
      write.card(
        .oneExitCanceled, .stated, new, "private/advanced/create-otoco",
        "cancelling one exit is allowed: the OTOCO degrades to an OTO",
        write.story(
          spot(.otoco, entry, stop, profit), #""29500""#, #"{"cancel":"leg 3"}"#),
        ends(
          leg(.filled, filled: "0.01", at: "29500"), leg(.waiting), leg(.canceled, .user),
          list: .open,
          .protected)),
      write.card(
        .exitRefused, .stated, conditional, "insufficient balance",
        "balances are reserved only when the condition is met; a fired exit that lacks balance "
          + "is rejected or cancelled at trigger time",
        title: "commission made the exit too large: it is refused when it fires",
        write.story(oto, #""29500""#, #""29000""#, more: short),
        ends(
          leg(.filled, filled: "0.01", at: "29500"), leg(.rejected, .insufficientFunds),
          list: .done,
          .unprotected)),
      write.card(
        .listCanceled, .stated, new, "private/advanced/cancel-oco",
        "cancel-oco with the list's id cancels the list",
        write.story(oco, #"{"cancel":"list"}"#),
        ends(leg(.canceled, .user), leg(.canceled, .user), list: .canceled, .unprotected)),
      write.card(
        .expiry, .chosen, "sheet", "Crypto.com §4, cancel entry before fill",
        "an entry that is IMMEDIATE_OR_CANCEL ends unfilled, and its exits go too (implied); the "
          + "exits themselves are GOOD_TILL_CANCEL and never expire",
        title: "the entry does not wait: it expires, and its exit with it",
        write.story(spot(.oto, hastyEntry, stop)),
        ends(
          leg(.expired, .unfilledIOC), leg(.canceled, .entryExpired), list: .canceled, .flat)),
    ]
  }()
}
