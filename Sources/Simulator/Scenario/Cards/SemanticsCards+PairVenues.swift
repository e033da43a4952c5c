import Orders

extension SemanticsCards {
  static let bingX: [SemanticsCard] = {
    let write = Writer(venue: VenueID("bingx"))
    let oco = spot(.oco, target, plainStopLimit)
    let (help, site) = ("What Is OCO Order?", "docs-v3")
    let pairsAlone =
      "the only contingent list on spot is the OCO, one limit and one stop-limit: there is no OTO, "
      + "OTOCO or bracket, and so no entry"
    return [
      write.card(
        .limitFills, .stated, help, "execution",
        "the limit executes: the stop leg is cancelled",
        write.story(oco, #""32000""#),
        ends(
          leg(.filled, filled: "0.01", at: "32000"), leg(.canceled, .sibling), list: .done, .flat)),
      write.card(
        .stopTriggers, .stated, help, "trigger",
        "the trigger: the other (limit) leg is cancelled; the last price is what triggers",
        write.story(oco, #"{"mark":"28000"}"#, #""29000""#),
        ends(
          leg(.canceled, .sibling), leg(.filled, filled: "0.01", at: "29000"), list: .done, .flat)),
      write.card(
        .partialFillThenTrigger, .chosen, "sheet", "BingX §4, partial fill of the limit leg",
        "a limit can fill fully or partly, but whether a partial fill cancels the stop leg is not "
          + "said: it leaves on the first fill, the cautious reading",
        write.story(oco, #""32000@0.004""#, #""29000""#),
        ends(
          leg(.partlyFilled, filled: "0.004", at: "32000"), leg(.canceled, .sibling), list: .open,
          .unprotected)),
      write.card(
        .gapThroughStop, .stated, help, "trigger",
        "after the trigger the stop leg's limit order may rest or not fill; the pair is already "
          + "broken by then, and no protection is left",
        write.story(oco, #""28000""#),
        ends(leg(.canceled, .sibling), leg(.working), list: .open, .unprotected)),
      write.absent(.entryCanceledInPart, site, "spot trade, OCO endpoints", pairsAlone),
      write.absent(.entryFills, site, "spot trade, OCO endpoints", pairsAlone),
      write.card(
        .oneExitCanceled, .stated, help, "cancellation",
        "cancelling one cancels the other",
        write.story(oco, #"{"cancel":"leg 1"}"#),
        ends(leg(.canceled, .user), leg(.canceled, .user), list: .canceled, .unprotected)),
      write.card(
        .exitRefused, .chosen, "sheet", "BingX §4, funds",
        "not documented: a SELL freezes its quantity once when it is placed, so that no leg lacks "
          + "funds later, and a pair that does is refused at once",
        title: "funds are looked for at the placing: the whole pair is refused",
        write.story(oco, more: coinless), .refused(rule: "bx-oco-14")),
      write.card(
        .listCanceled, .stated, site, "Cancel an OCO Order List",
        "orderId or clientOrderId of either leg cancels the whole list: both are CANCELED",
        write.story(oco, #"{"cancel":"list"}"#),
        ends(leg(.canceled, .user), leg(.canceled, .user), list: .canceled, .unprotected)),
      write.card(
        .expiry, .stated, site, "Create an OCO Order",
        "no time in force can be chosen: both legs stay until cancelled",
        title: "nothing expires: sessions and a month go by",
        write.story(oco, #"{"session":"end"}"#, #"{"time":"+30d"}"#),
        ends(leg(.working), leg(.waiting), list: .open, .protected)),
    ]
  }()

  static let kuCoin: [SemanticsCard] = {
    let write = Writer(venue: VenueID("kucoin"))
    let oco = spot(.oco, target, plainStopLimit)
    let spec = "openapi-spot-order.json"
    let touch = "KuCoin §4, trigger / partial fill"
    let pairsAlone =
      "the only order list of KuCoin Spot is the OCO: there is no OTO, OTOCO or bracket, and so "
      + "no entry"
    return [
      write.card(
        .limitFills, .stated, spec, "Get OCO Order Details, status",
        "full fill: the list becomes DONE, and the sibling is CANCELLED",
        write.story(oco, #""32000""#),
        ends(
          leg(.filled, filled: "0.01", at: "32000"), leg(.canceled, .sibling), list: .done, .flat)),
      write.card(
        .stopTriggers, .chosen, "sheet", touch,
        "the stop fires at last ≤ stopPrice (kucoin-api-docs, Stop Order); that its sibling is "
          + "cancelled at that moment is not in official docs",
        write.story(oco, #"{"mark":"28000"}"#, #""29000""#),
        ends(
          leg(.canceled, .sibling), leg(.filled, filled: "0.01", at: "29000"), list: .done, .flat)),
      write.card(
        .partialFillThenTrigger, .chosen, "sheet", touch,
        "not in official docs: the sibling is cancelled when one leg is activated, which then "
          + "lives as an ordinary limit order that may fill partly and rest",
        write.story(oco, #""32000@0.004""#, #""29000""#),
        ends(
          leg(.partlyFilled, filled: "0.004", at: "32000"), leg(.canceled, .sibling), list: .open,
          .unprotected)),
      write.card(
        .gapThroughStop, .chosen, "sheet", touch,
        "the stop leg places a limit order at limitPrice, which rests above a market that has "
          + "gapped below it; the sibling went when it fired",
        write.story(oco, #""28000""#),
        ends(leg(.canceled, .sibling), leg(.working), list: .open, .unprotected)),
      write.absent(.entryCanceledInPart, spec, "OCO endpoints", pairsAlone),
      write.absent(.entryFills, spec, "OCO endpoints", pairsAlone),
      write.card(
        .oneExitCanceled, .stated, spec, "Cancel OCO Order, cancelledOrderIds",
        "no endpoint cancels only one leg of an OCO: the cancel names the list, and the answer "
          + "both legs",
        title: "one leg is cancelled, which is the whole list",
        write.story(oco, #"{"cancel":"leg 2"}"#),
        ends(leg(.canceled, .user), leg(.canceled, .user), list: .canceled, .unprotected)),
      write.card(
        .exitRefused, .chosen, "sheet", "KuCoin §4, funds hold",
        "funds of a stop order are not frozen until its trigger, and it is cancelled if they are "
          + "short then (kucoin-api-docs, Stop Order); of an OCO nothing else is said",
        title: "no funds when the stop fires: it is cancelled, and the limit is gone",
        write.story(oco, #""29000""#, more: coinless),
        ends(
          leg(.canceled, .sibling), leg(.canceled, .insufficientFunds), list: .canceled,
          .unprotected)),
      write.card(
        .listCanceled, .stated, spec, "Cancel OCO Order",
        "cancel of the list: both legs CANCELLED, the list CANCELLED",
        write.story(oco, #"{"cancel":"list"}"#),
        ends(leg(.canceled, .user), leg(.canceled, .user), list: .canceled, .unprotected)),
      write.card(
        .expiry, .stated, spec, "Add OCO Order",
        "the request has no time in force: both legs stay until cancelled, as stop orders do",
        title: "nothing expires: sessions and a month go by",
        write.story(oco, #"{"session":"end"}"#, #"{"time":"+30d"}"#),
        ends(leg(.waiting), leg(.waiting), list: .open, .protected)),
    ]
  }()
}
