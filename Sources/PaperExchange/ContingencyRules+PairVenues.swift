import Orders

extension ContingencyRules {
  /// BingX: OCO.
  public static let bingX: [ContingencySheet] = [
    ContingencySheet(
      VenueID("bingx"), .oco,
      [
        .moot(.arming, \.arming, .fullFill, "§4", "there is no entry"),
        .choice(
          .removal, \.removal, .firstFillOrTrigger, "§4",
          "limit executes: stop leg cancelled; of a partial fill nothing is said, first fill is "
            + "the cautious reading"),
        .choice(
          .precedence, \.precedence, .siblingLeavesFirst, "§4",
          "initiating one cancels the other; no order of the two is stated"),
        .says(.siblingEnds, \.siblingEnds, .canceled, "§6", "limit fills: ocoTps CANCELED"),
        .says(.cancelReach, \.cancelReach, .pair, "§4", "cancelling one cancels the other"),
        .choice(.expiryReach, \.expiryReach, .pair, "§4", "TIF: none selectable"),
        .moot(.partEntry, \.partEntry, .exitsGo, "§4", "there is no entry"),
        .moot(.orphanCanceled, \.orphanCanceled, .canceled, "§4", "there is no entry"),
        .moot(.orphanExpired, \.orphanExpired, .canceled, "§4", "there is no entry"),
        .moot(.refusedExit, \.refusedExit, .rejected, "§4", "there is no entry"),
        .moot(.refusalReach, \.refusalReach, .pair, "§4", "there is no entry"),
        .says(
          .failedTrigger, \.failedTrigger, .rejected, "§6",
          "ocoTps: [trigger] → … FAILED, which is rejected in the engine's words"),
        .says(
          .relation, \.relation, .limitAndTrigger, "§4",
          "SELL: limitPrice > last > triggerPrice; BUY: limitPrice < last < triggerPrice"),
        .moot(.exitRelation, \.exitRelation, .trigger, "§4", "there is no entry"),
        .says(.source, \.source, .last, "§4", "trigger source: last price for spot TP/SL"),
        .choice(
          .holding, \.holding, .pairOnce, "§4",
          "not documented; SELL freezes quantity once, BUY max(limitPrice, orderPrice) × quantity"),
        .moot(.exitFunds, \.exitFunds, .activation, "§4", "there is no entry"),
        .says(.limitRest, \.limitRest, .book, "§6", "ocoLimit: PENDING → PARTIALLY_FILLED"),
        .choice(.amendReach, \.amendReach, .pair, "§4", "same quantity for both legs"),
        .choice(.done, \.done, .allFinal, "§6", "no list status; derived from the legs"),
      ])
  ]

  /// KuCoin: OCO.
  public static let kuCoin: [ContingencySheet] = [
    ContingencySheet(
      VenueID("kucoin"), .oco,
      [
        .moot(.arming, \.arming, .fullFill, "§4", "there is no entry"),
        .choice(
          .removal, \.removal, .trigger, "§4",
          "not in official docs; the sibling is cancelled when one leg is activated"),
        .choice(
          .precedence, \.precedence, .siblingLeavesFirst, "§4",
          "cancelled at the moment one leg is activated"),
        .says(.siblingEnds, \.siblingEnds, .canceled, "§6", "sibling NEW → CANCELLED"),
        .says(
          .cancelReach, \.cancelReach, .wholeList, "§4",
          "cancel of the list: both legs CANCELLED, list CANCELLED"),
        .choice(.expiryReach, \.expiryReach, .pair, "§4", "time in force: behaves as GTC"),
        .moot(.partEntry, \.partEntry, .exitsGo, "§4", "there is no entry"),
        .moot(.orphanCanceled, \.orphanCanceled, .canceled, "§4", "there is no entry"),
        .moot(.orphanExpired, \.orphanExpired, .canceled, "§4", "there is no entry"),
        .moot(.refusedExit, \.refusedExit, .canceled, "§4", "there is no entry"),
        .moot(.refusalReach, \.refusalReach, .pair, "§4", "there is no entry"),
        .says(
          .failedTrigger, \.failedTrigger, .canceled, "§4",
          "the order is cancelled if funds are short then"),
        .says(
          .relation, \.relation, .limitAndTrigger, "§4",
          "SELL: price > last > stopPrice; BUY: price < last < stopPrice"),
        .moot(.exitRelation, \.exitRelation, .trigger, "§4", "there is no entry"),
        .says(.source, \.source, .last, "§4", "last traded price; no mark/index option on spot"),
        .choice(
          .holding, \.holding, .nothing, "§4",
          "no statement on OCO; no hold at placement, a check at the trigger"),
        .moot(.exitFunds, \.exitFunds, .activation, "§4", "there is no entry"),
        .choice(
          .limitRest, \.limitRest, .offBook, "§4",
          "not documented; held off-book, a limit order at price when last reaches price"),
        .moot(.amendReach, \.amendReach, .pair, "§4", "there is no amendment of an OCO"),
        .choice(.done, \.done, .allFinal, "§6", "DONE: completed"),
      ])
  ]

  /// Tradovate: OCO, and OSO with one exit or a bracket.
  public static let tradovate: [ContingencySheet] = [Kind.oco, .oto, .otoco].map { kind in
    ContingencySheet(
      VenueID("tradovate"), kind,
      [
        .choice(
          .arming, \.arming, .fullFill, "§4",
          "\"if the initial order is filled\"; children stay Suspended until it is, completely"),
        .choice(
          .removal, \.removal, kind == .oto ? .never : .fullFill, "§4",
          "partial fill: not documented; the sibling stays Working until the leg is Filled"),
        .choice(
          .precedence, \.precedence, .firedExecutesFirst, "§4",
          "fill of one OCO leg: the other is cancelled, so the fill comes first"),
        .says(.siblingEnds, \.siblingEnds, .canceled, "§4", "the other is cancelled"),
        .choice(
          .cancelReach, \.cancelReach, .pair, "§4",
          "not documented; api#28 shows both legs ending cancelled"),
        .says(
          .expiryReach, \.expiryReach, .alone, "§4",
          "children have their own TIF: a Day stop on an overnight position vanishes"),
        .choice(
          .partEntry, \.partEntry, .exitsGo, "§4",
          "entry cancelled after a partial fill: the children are cancelled"),
        .choice(
          .orphanCanceled, \.orphanCanceled, .canceled, "§4", "children Canceled on parent cancel"),
        .choice(
          .orphanExpired, \.orphanExpired, .canceled, "§4",
          "children cannot live without the parent"),
        .choice(
          .refusedExit, \.refusedExit, .rejected, "§6", "ExecutionRejected and order Rejected"),
        .choice(.refusalReach, \.refusalReach, .alone, "§4", "children are orders of their own"),
        .choice(.failedTrigger, \.failedTrigger, .rejected, "§6", "order Rejected"),
        .says(
          .relation, \.relation, .trigger, "§4",
          "Sell Stop < market < Buy Stop; limits on the wrong side are simply marketable"),
        .choice(
          .exitRelation, \.exitRelation, .trigger, "§4", "a Sell Stop above market is invalid"),
        .says(.source, \.source, .last, "§4", "exchange-native stop handling, last trade on CME"),
        .says(.holding, \.holding, .nothing, "§4", "margin, no holds of assets"),
        .choice(.exitFunds, \.exitFunds, .activation, "§4", "margin is not modelled"),
        .choice(.limitRest, \.limitRest, .book, "§6", "PendingNew → Working"),
        .choice(
          .amendReach, \.amendReach, .alone, "§3.4", "modifyorder changes the one order it names"),
        .choice(.done, \.done, .allFinal, "§6", "there is no list object and no list status"),
      ])
  }
}
