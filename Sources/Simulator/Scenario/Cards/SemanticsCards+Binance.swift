import Orders

extension SemanticsCards {
  static let binance: [SemanticsCard] = {
    let write = Writer(venue: VenueID("binance"))
    let oco = spot(.oco, target, stopLimit)
    let oto = spot(.oto, entry, stop)
    let (fix, log, rest) = ("fix-api.md", "CHANGELOG.md", "rest-api.md")
    let instructions = "List Trigger Instructions, OCO"
    return [
      write.card(
        .limitFills, .stated, log, "2019-08-15",
        "limit touched: the limit executes before the stop is removed; the stop leg leaves at the "
          + "limit's first fill and is EXPIRED, not CANCELED",
        write.story(oco, #""32000""#),
        ends(leg(.filled, filled: "0.01", at: "32000"), leg(.expired, .sibling), list: .done, .flat)
      ),
      write.card(
        .stopTriggers, .stated, log, "2019-08-15",
        "stop triggered: the limit is removed before the stop executes; only the last trade price "
          + "triggers, so the mark alone does nothing",
        write.story(oco, #"{"mark":"28000"}"#, #""29000""#),
        ends(leg(.expired, .sibling), leg(.filled, filled: "0.01", at: "29000"), list: .done, .flat)
      ),
      write.card(
        .partialFillThenTrigger, .stated, fix, instructions,
        "PARTIALLY_FILLED → CANCEL: the unfilled rest of the limit leg stays on the book without "
          + "a stop",
        write.story(oco, #""32000@0.004""#, #""29000""#),
        ends(
          leg(.partlyFilled, filled: "0.004", at: "32000"), leg(.expired, .sibling), list: .open,
          .unprotected)
      ),
      write.card(
        .gapThroughStop, .stated, fix, instructions,
        "ACTIVATED → CANCEL: the limit leg is gone when the stop places its own limit, which "
          + "rests above a market that has gapped below it",
        write.story(oco, #""28000""#),
        ends(leg(.expired, .sibling), leg(.working), list: .open, .unprotected)),
      write.card(
        .entryCanceledInPart, .stated, rest, "Order lists, pending orders",
        "working or pending cancelled by the user: the rest of the list is cancelled or expired; "
          + "whatever was bought stays",
        write.story(oto, #""29500@0.004""#, #"{"cancel":"leg 1"}"#),
        ends(
          leg(.canceled, .user, filled: "0.004", at: "29500"), leg(.canceled, .entryCanceled),
          list: .done,
          .unprotected)),
      write.card(
        .entryFills, .stated, rest, "Order lists, pending orders",
        "working fully filled: the pending order is placed on the book, PENDING_NEW → NEW; while "
          + "it is filled in part, pending stays PENDING_NEW",
        title: fullFill,
        write.story(oto, #""29500@0.004""#, #""29000@0.001""#, #""29500@0.005""#),
        ends(leg(.filled, filled: "0.01", at: "29500"), leg(.waiting), list: .open, .protected)),
      write.card(
        .oneExitCanceled, .stated, rest, "Cancel Order, Cancel Order lists",
        "the user cancels one leg: both legs are CANCELED, the list is ALL_DONE",
        write.story(oco, #"{"cancel":"leg 2"}"#),
        ends(leg(.canceled, .user), leg(.canceled, .user), list: .canceled, .unprotected)),
      write.card(
        .exitRefused, .stated, "enums.md", "expiryReason, REJECTED",
        "a pending order that cannot be placed (funds, filters) is EXPIRED, reason REJECTED",
        title: "commission made the exit too large: it is refused for lack of funds",
        write.story(oto, #""29500""#, more: short),
        ends(
          leg(.filled, filled: "0.01", at: "29500"), leg(.expired, .insufficientFunds), list: .done,
          .unprotected)),
      write.card(
        .listCanceled, .stated, rest, "Cancel Order lists",
        "the user cancels the list: both legs are CANCELED, the list is ALL_DONE",
        write.story(oco, #"{"cancel":"list"}"#),
        ends(leg(.canceled, .user), leg(.canceled, .user), list: .canceled, .unprotected)),
      write.card(
        .expiry, .stated, "enums.md", "expiryReason, OTO_PHASE_ONE_EXPIRED",
        "the working order expires (IOC, FOK, by the exchange): pending → EXPIRED, reason "
          + "OTO_PHASE_ONE_EXPIRED",
        title: "the entry does not wait: it expires, and its exit with it",
        write.story(spot(.oto, hastyEntry, stop)),
        ends(
          leg(.expired, .unfilledIOC), leg(.expired, .entryExpired), list: .canceled, .flat)),
    ]
  }()
}
