import Orders

// The five venues' rules. A row that says `choice` is an open question: the venue's documents leave
// it out or disagree, and the sheet's way is the default of a switch.

extension ContingencyRules {
  /// Every venue's sheets.
  public static let sheets =
    binance + cryptoCom + cryptoComDerivatives + bingX + kuCoin + tradovate

  /// The sheet of a venue for one kind of list; nil where the venue has no such list.
  public static func sheet(
    of venue: VenueID, _ kind: Kind, isDerivative: Bool = false
  ) -> ContingencySheet? {
    sheets.first { $0.venue == venue && $0.kind == kind && $0.isDerivative == isDerivative }
  }

  /// Every kind Binance has: OCO, OTO, OTOCO, OPO, OPOCO.
  public static let binance: [ContingencySheet] = Kind.allCases.map { kind in
    ContingencySheet(
      VenueID("binance"), kind,
      [
        .says(
          .arming, \.arming, .fullFill, "§4.5", "working fully filled: pending order(s) placed"),
        .says(
          .removal, \.removal, kind == .oco || kind.hasPairOfExits ? .firstFillOrTrigger : .never,
          "§4.4", "PARTIALLY_FILLED → CANCEL; ACTIVATED → CANCEL"),
        .says(
          .precedence, \.precedence, .siblingLeavesFirst, "§4.4",
          "stop triggered: limit removed before the stop executes; limit touched: limit executes "
            + "before the stop is removed"),
        .says(
          .siblingEnds, \.siblingEnds, .expired, "§4.4",
          "sibling status is EXPIRED (not CANCELED), expiryReason OCO_TRIGGER"),
        .says(
          .cancelReach, \.cancelReach, .wholeList, "§4.4, §4.5",
          "user cancels one leg, or list: both legs CANCELED, list ALL_DONE; working or pending "
            + "cancelled by user: rest of the list cancelled or expired"),
        .choice(.expiryReach, \.expiryReach, .pair, "§4.6", "no leg that can wait takes a day TIF"),
        .says(
          .partEntry, \.partEntry, .exitsGo, "§4.5",
          "rest of the list cancelled or expired; whatever was bought stays"),
        .choice(
          .orphanCanceled, \.orphanCanceled, .canceled, "§4.5", "\"cancelled or expired\""),
        .says(
          .orphanExpired, \.orphanExpired, .expired, "§4.5",
          "working expires: pending EXPIRED, reason OTO_PHASE_ONE_EXPIRED"),
        .says(
          .refusedExit, \.refusedExit, .expired, "§4.5",
          "pending cannot be placed (funds, filters): EXPIRED, reason REJECTED"),
        .choice(.refusalReach, \.refusalReach, .pair, "§4.5", "a pair is placed whole or not"),
        .says(
          .failedTrigger, \.failedTrigger, .expired, "§4.4",
          "a triggered market stop may end EXPIRED with INSUFFICIENT_LIQUIDITY"),
        .says(
          .relation, \.relation, .limitAndTrigger, "§4.2",
          "SELL: limit price > last > stop price; BUY: limit price < last < stop price"),
        .choice(
          .exitRelation, \.exitRelation, .limitAndTrigger, "§4.2",
          "at placement or only on activation is not documented; checked on activation"),
        .says(.source, \.source, .last, "§4.3", "only the last trade price triggers"),
        .choice(
          .holding, \.holding, .pairOnce, "§4.6",
          "not documented; SELL locks its quantity once, BUY the larger of the two notionals"),
        .choice(
          .exitFunds, \.exitFunds, .activation, "§4.5",
          "uncertain; only the working order's funds are locked at placement"),
        .says(.limitRest, \.limitRest, .book, "§6", "LIMIT_MAKER/LIMIT: NEW, workingTime = now"),
        .says(
          .amendReach, \.amendReach, kind == .oco ? .pair : .alone, "§3.6",
          "OCO: amending one leg changes both; OTO legs amended individually"),
        .choice(
          .done, \.done, .allFinal, "§6", "undocumented; ALL_DONE when every leg is terminal"),
      ])
  }

  /// Crypto.com on spot: OCO, OTO, OTOCO.
  public static let cryptoCom: [ContingencySheet] = [Kind.oco, .oto, .otoco].map {
    cryptoComSheet($0, isDerivative: false)
  }

  /// Crypto.com on derivatives, where exits are independent.
  public static let cryptoComDerivatives: [ContingencySheet] = [Kind.oto, .otoco].map {
    cryptoComSheet($0, isDerivative: true)
  }

  private static func cryptoComSheet(_ kind: Kind, isDerivative: Bool) -> ContingencySheet {
    let isLinked = kind == .oco || kind == .otoco && !isDerivative
    let section = "§4, fill, cancel, trigger, reject"
    return ContingencySheet(
      VenueID("crypto-com"), kind, isDerivative: isDerivative,
      [
        .says(.arming, \.arming, .fullFill, section, "exits activate only on full fill"),
        .says(
          .removal, \.removal, isLinked ? .firstFillOrTrigger : .never, section,
          isDerivative
            ? "not cancelled: exits are independent"
            : "\"partially/fully executed\" cancels the other; exit fires: other leg cancelled"),
        .choice(
          .precedence, \.precedence, .siblingLeavesFirst, section, "no order of the two is stated"),
        .says(.siblingEnds, \.siblingEnds, .canceled, "§6", "A first fill: B CANCELED"),
        .says(
          .cancelReach, \.cancelReach, kind == .oco ? .pair : .alone, section,
          "OCO: cancelling one cancels the other; OTOCO degrades to OTO"),
        .choice(.expiryReach, \.expiryReach, .alone, section, "ordinary GTC is assumed for exits"),
        .choice(
          .partEntry, \.partEntry, .exitsGo, section,
          "cancel entry before fill: exits go too (implied); nothing on a part"),
        .choice(.orphanCanceled, \.orphanCanceled, .canceled, section, "exits go too (implied)"),
        .choice(.orphanExpired, \.orphanExpired, .canceled, section, "exits go too (implied)"),
        .says(
          .refusedExit, \.refusedExit, .rejected, "§6", "exit: … REJECTED (reject_reason)"),
        .choice(.refusalReach, \.refusalReach, .alone, section, "exits are armed one by one"),
        .says(
          .failedTrigger, \.failedTrigger, .rejected, section,
          "fired exit lacks balance: rejected or cancelled at trigger time"),
        .choice(
          .relation, \.relation, .trigger, "§4, price relations",
          "API docs state none for the limit; the trigger's side of its reference is stated"),
        .choice(
          .exitRelation, \.exitRelation, .trigger, "§4, trigger side",
          "uncertain; the mark relation is checked at activation"),
        .says(.source, \.source, .mark, "§4, trigger side", "mark by default, also for spot"),
        .choice(
          .holding, \.holding, .limitLeg, section,
          "two sources disagree; the limit leg reserves at placement, waiting triggers nothing"),
        .says(
          .exitFunds, \.exitFunds, .activation, section,
          "balances are reserved only when the condition is met"),
        .says(.limitRest, \.limitRest, .book, "§6", "A: NEW → ACTIVE, working in the book"),
        .choice(.amendReach, \.amendReach, .alone, "§3", "nothing is said of amending a pair"),
        .choice(.done, \.done, .allFinal, "§6", "no list status; derived from the legs"),
      ])
  }
}
