import Exact
import Orders
import Screen

extension AppCommand {
  /// Sending, and what is done with lists.
  static let listCommands: [AppCommand] =
    [
      AppCommand(
        "submit", "Review and send",
        "Shows what would be sent, read back from its very bytes, and sends it when told.",
        keys: [.function(2)], label: "submit"
      ) { app in
        app.openReview()
        return []
      }
    ] + actionCommands + viewCommandsOfLists + moveCommands

  private static let noList: @Sendable (App) -> CleanText? = {
    $0.chosenRecord == nil ? "no list is chosen" : nil
  }

  private static let actionCommands: [AppCommand] = [
    AppCommand(
      "list-cancel", "Cancel list", "Shows the cancel request, and sends it when told.",
      .pane(.lists), keys: [.character("c"), Chord(.delete)], label: "cancel",
      unless: { $0.cancelObstacle(leg: nil) }
    ) { app in
      app.confirm(.cancel(leg: nil))
      return []
    },
    AppCommand(
      "list-detail", "List in detail", "Everything known of the list: ids, fills, history.",
      .pane(.lists), keys: [Chord(.enter)], label: "detail", unless: noList
    ) { app in
      app.openDetail()
      return []
    },
    AppCommand(
      "paper-trade", "Move the market",
      "Paper only: somebody trades at the price of the leg, or of the list's first live one, and "
        + "you see what comes of it.",
      .pane(.lists), keys: [.character("m")], label: "move market",
      unless: { $0.paperTradeObstacle }, offeredIf: { $0.canMoveMarkets }
    ) { app in
      guard let instrument = app.chosenRecord?.instrument, let price = app.chosenLegPrice
      else { return [] }
      app.wasMarketMoved = true
      return [.trade(instrument, price)]
    },
    AppCommand(
      "leg-cancel", "Cancel leg", "Cancels one leg of the list, where the venue can do that.",
      .pane(.lists), keys: [.character("x")], label: "cancel leg",
      unless: { app in
        guard let leg = app.chosenRow?.leg else { return "no leg is chosen" }
        return app.cancelObstacle(leg: leg)
      }
    ) { app in
      if let leg = app.chosenRow?.leg { app.confirm(.cancel(leg: leg)) }
      return []
    },
    AppCommand(
      "leg-amend", "Amend leg",
      "Gives a live leg another quantity, price or trigger, where the venue can do that.",
      .pane(.lists), keys: [.character("a")], label: "amend", unless: { $0.amendObstacle }
    ) { app in
      app.openAmend()
      return []
    },
    AppCommand(
      "list-repair", "Repair list",
      "Shows the requests that take away what is there by mistake, and sends them when told.",
      .pane(.lists), keys: [.character("R")], unless: { $0.repairObstacleOfList }
    ) { app in
      app.confirm(.repair)
      return []
    },
    AppCommand(
      "list-ask", "Ask about list", "Asks the venue how the list stands now.", .pane(.lists),
      keys: [.character("r")],
      unless: { app in
        guard let record = app.chosenRecord else { return "no list is chosen" }
        return app.reachObstacle(record.key.venue).map { CleanText($0) }
      }
    ) { app in
      guard let key = app.chosenRecord?.key else { return [] }
      app.log.say("\(key.venue) is asked about \(key.id)", at: app.feed.now)
      return [.ask(key)]
    },
  ]

  private static let viewCommandsOfLists: [AppCommand] = [
    AppCommand(
      "list-filter", "Filter lists", "Shows only lists that hold every word that is typed.",
      .pane(.lists), keys: [.character("/")], label: "filter"
    ) { app in
      app.lists.isFiltering = true
      return []
    },
    AppCommand(
      "list-status", "Filter by status", "All lists, live ones, ended ones, those in doubt.",
      .pane(.lists), keys: [.character("f")], label: "status"
    ) { app in
      app.filterLists { $0.states = $0.states.next }
      return []
    },
    AppCommand(
      "list-sort", "Sort lists", "Newest first, last heard of first, by venue, symbol or status.",
      .pane(.lists), keys: [.character("o")], label: "sort"
    ) { app in
      app.board.setOrder(app.board.order.next)
      app.lists.offset = 0
      return []
    },
    AppCommand(
      "list-show-all", "Show all lists", "Takes the filter away.", .pane(.lists),
      keys: [Chord(.escape)],
      unless: { $0.board.filter.isEmpty ? "all lists are shown" : nil }
    ) { app in
      app.filterLists { $0 = ListFilter() }
      return []
    },
    AppCommand(
      "list-fold", "Fold or unfold", "Hides the legs of the list, or shows them.", .pane(.lists),
      keys: [.character(" ")], label: "fold", unless: noList
    ) { app in
      guard let row = app.chosenRow else { return [] }
      app.foldList(row, !app.board.isUnfolded(row.list))
      return []
    },
    AppCommand(
      "list-fold-close", "Fold", "Hides the legs of the list.", .pane(.lists),
      keys: [Chord(.left), .character("h")], unless: noList
    ) { app in
      if let row = app.chosenRow { app.foldList(row, false) }
      return []
    },
    AppCommand(
      "list-fold-open", "Unfold", "Shows the legs of the list.", .pane(.lists),
      keys: [Chord(.right), .character("l")], unless: noList
    ) { app in
      if let row = app.chosenRow { app.foldList(row, true) }
      return []
    },
    AppCommand(
      "list-fold-all", "Fold or unfold all", "Hides the legs of every list, or shows them.",
      .pane(.lists), keys: [.character("z")]
    ) { app in
      app.board.foldAll(!app.board.showsLegs)
      if let row = app.lists.chosen { app.lists.chosen = ListBoard.Row(list: row.list, leg: nil) }
      app.moveInLists(by: 0)
      return []
    },
  ]

  private static let moveCommands: [AppCommand] = [
    move("list-up", "Row up", [Chord(.up), .character("k")]) { app in app.moveInLists(by: -1) },
    move("list-down", "Row down", [Chord(.down), .character("j")]) { app in
      app.moveInLists(by: 1)
    },
    move("list-page-up", "Page up", [Chord(.pageUp), .control("b")]) { app in
      app.moveInLists(by: -app.listPageRows)
    },
    move("list-page-down", "Page down", [Chord(.pageDown), .control("f")]) { app in
      app.moveInLists(by: app.listPageRows)
    },
    move("list-first", "First row", [Chord(.home), .character("g")]) { app in
      app.goToListRow(0)
    },
    move("list-last", "Last row", [Chord(.end), .character("G")]) { app in
      app.goToListRow(app.board.rowCount - 1)
    },
  ]

  private static func move(
    _ name: String, _ title: CleanText, _ keys: [Chord],
    _ move: @escaping @Sendable (inout App) -> Void
  ) -> AppCommand {
    AppCommand(name, title, "Moves in the order lists.", .pane(.lists), keys: keys) { app in
      move(&app)
      return []
    }
  }
}

extension App {
  /// Where the chosen leg fires or rests; of a whole list, its first live leg.
  var chosenLegPrice: Decimal? {
    guard let orders = chosenRecord?.list.orders, let row = chosenRow,
      let leg = row.leg ?? orders.firstIndex(where: { !$0.status.isFinal }),
      orders.indices.contains(leg)
    else { return nil }
    return orders[leg].trigger ?? orders[leg].price
  }

  /// Whether the prices are made here, so that they can be moved.
  var canMoveMarkets: Bool { setup.environment == .paper && setup.ownsMarkets }

  fileprivate var paperTradeObstacle: CleanText? {
    if !canMoveMarkets { return "only paper markets inside the program can be moved" }
    guard let record = chosenRecord else { return "no list is chosen" }
    if !record.state.isLive { return "the list has ended" }
    return chosenLegPrice == nil ? "the leg has no price" : nil
  }

  /// What can be done with a list that was just accepted, until the market was moved once.
  var paperHint: String? {
    let keys = ["paper-trade", "list-cancel"].compactMap(setup.keymap.key)
    guard canMoveMarkets, !wasMarketMoved, pane == .lists, keys.count == 2 else { return nil }
    return "\(keys[0]) moves the market to a leg, \(keys[1]) cancels it"
  }

  mutating func foldList(_ row: ListBoard.Row, _ isUnfolded: Bool) {
    board.fold(row.list, isUnfolded)
    lists.chosen = isUnfolded ? row : ListBoard.Row(list: row.list, leg: nil)
    lists.offset = listScroll(listPageRows).offset
  }
}

extension CaseIterable where Self: Equatable, AllCases: BidirectionalCollection {
  /// The one after it, and after the last the first.
  var next: Self {
    let all = Array(Self.allCases)
    let at = all.firstIndex(of: self) ?? 0
    return all[(at + 1) % all.count]
  }
}
