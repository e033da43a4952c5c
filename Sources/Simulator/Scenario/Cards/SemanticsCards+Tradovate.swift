import Orders

extension SemanticsCards {
  static let tradovate: [SemanticsCard] = {
    let write = Writer(venue: VenueID("tradovate"))
    func story(_ ticket: String, _ path: String..., more: String = "") -> String {
      write.story(ticket, path.joined(separator: ","), start: "6500", more: more)
    }
    let oco = future(.oco, "1", futureTarget, futureStop)
    let bracket = future(.otoco, "1", futureEntry, futureTarget, futureStop)
    let page = "placeOCO"
    let sheet = "sheet"
    return [
      write.card(
        .limitFills, .stated, page, "Request, other", "when one leg fills, the other is cancelled",
        story(oco, #""6600""#),
        ends(leg(.filled, filled: "1", at: "6600"), leg(.canceled, .sibling), list: .done, .flat)),
      write.card(
        .stopTriggers, .stated, page, "Request, other",
        "when one leg fills, the other is cancelled, in both directions",
        story(oco, #"{"mark":"6300"}"#, #""6400""#),
        ends(leg(.canceled, .sibling), leg(.filled, filled: "1", at: "6400"), list: .done, .flat)),
      write.card(
        .partialFillThenTrigger, .chosen, sheet, "Tradovate §4, partial fill",
        "not documented: the sibling stays Working until the leg is Filled, so that a pair can "
          + "close more than was open",
        story(
          future(.oco, "4", futureTarget, futureStop), #""6600@1""#, #""6400""#),
        ends(
          leg(.canceled, .sibling, filled: "1", at: "6600"), leg(.filled, filled: "4", at: "6400"),
          list: .done,
          .unprotected)),
      write.card(
        .gapThroughStop, .stated, "site", "placeOrder, orderType Stop",
        "a Stop is a market order once the last trade reaches it: it fills where the market is",
        story(oco, #""6350""#),
        ends(leg(.canceled, .sibling), leg(.filled, filled: "1", at: "6350"), list: .done, .flat)),
      write.card(
        .entryCanceledInPart, .chosen, sheet, "Tradovate §4, partial fill",
        "not documented: the children stay Suspended until the entry is completely filled, and "
          + "are cancelled with it; what it bought is unprotected",
        story(
          future(.oto, "4", futureEntry, futureStop), #""6480@1""#, #"{"cancel":"leg 1"}"#),
        ends(
          leg(.canceled, .user, filled: "1", at: "6480"), leg(.canceled, .entryCanceled),
          list: .done,
          .unprotected)),
      write.card(
        .entryFills, .stated, "partner", "Place OSO",
        "the children are sent if the initial order is filled",
        title: fullFill,
        story(
          future(.otoco, "4", futureEntry, futureTarget, futureStop), #""6480@1""#, #""6400@1""#,
          #""6480@2""#),
        ends(
          leg(.filled, filled: "4", at: "6480"), leg(.working), leg(.waiting), list: .open,
          .protected)),
      write.card(
        .oneExitCanceled, .chosen, sheet, "Tradovate §4, cancel of one OCO leg",
        "not documented; recorded traffic shows both legs ending cancelled after commands on "
          + "one: both are cancelled",
        story(bracket, #""6480""#, #"{"cancel":"leg 2"}"#),
        ends(
          leg(.filled, filled: "1", at: "6480"), leg(.canceled, .user), leg(.canceled, .user),
          list: .done,
          .unprotected)),
      write.card(
        .exitRefused, .stated, "forum", "11370",
        "an exit that closes a position needs no funds, so what refuses it at its activation is "
          + "its price: a Sell Stop above the market is invalid by itself",
        title: "an exit is refused at its activation: the market gapped through entry and stop",
        story(
          future(.oto, "1", futureEntry, futureStop), #""6390""#,
          more: #""balances":{"USD":"10"}"#),
        ends(
          leg(.filled, filled: "1", at: "6480"), leg(.rejected, .wouldTrigger), list: .done,
          .unprotected)),
      write.card(
        .listCanceled, .chosen, sheet, "Tradovate §4, §6",
        "there is no list object to cancel: each leg is, and both end Canceled",
        story(oco, #"{"cancel":"list"}"#),
        ends(leg(.canceled, .user), leg(.canceled, .user), list: .canceled, .unprotected)),
      write.card(
        .expiry, .stated, "site", "OrderVersion, timeInForce",
        "Day ends with the session, and children have a time in force of their own: a Day stop "
          + "on an overnight position vanishes",
        title: "the session ends: a Day stop vanishes, and the target stays",
        story(future(.oco, "1", futureTarget, dayStop), #"{"session":"end"}"#),
        ends(leg(.working), leg(.expired, .sessionEnd), list: .open, .unprotected)),
    ]
  }()
}
