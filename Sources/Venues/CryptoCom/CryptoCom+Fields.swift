import Orders

extension CryptoCom {
  /// create-oco, create-oto and create-otoco, on REST and then on the socket.
  public var forms: [PlaceForm] { Self.formTable }
  /// Every other call that lists of the spot market take.
  public var endpoints: [Endpoint] { Self.endpointTable }

  // MARK: Placing

  private static let limits: [(type: LegType, word: String)] = [
    (.limit, "LIMIT"), (.limitMaker, "LIMIT"),
  ]
  private static let entries = limits + [(.market, "MARKET")]
  private static let stops: [(type: LegType, word: String)] = [
    (.stop, "STOP_LOSS"), (.stopLimit, "STOP_LIMIT"),
  ]
  private static let profits: [(type: LegType, word: String)] = [
    (.takeProfit, "TAKE_PROFIT"), (.takeProfitLimit, "TAKE_PROFIT_LIMIT"),
  ]

  // Every sample has the entry first, then the stop, then the profit.
  private static let shapes: [(method: String, kind: Kind, [[(type: LegType, word: String)]])] = [
    ("create-oco", .oco, [limits, stops + profits]),
    ("create-oto", .oto, [entries, stops + profits]),
    ("create-otoco", .otoco, [entries, stops, profits]),
  ]

  /// The forms of REST, one a kind, then the same three as frames of the user socket.
  static let formTable: [PlaceForm] = restForms + restForms.map(socketForm)

  private static let restForms = shapes.map { method, kind, types in
    let slots = types.enumerated().map { slot, types in
      PlaceForm.Slot("order_list[\(slot)]", kind.role(at: slot), types)
    }
    return PlaceForm(
      method, kind, slots: slots,
      endpoint: Endpoint(
        .place, .rest(.post), root + "private/advanced/" + method, security: .signed,
        fields: envelopeFields + slots.indices.flatMap { legFields($0, kind, slots[$0]) },
        cost: advancedCost, source: Citation(kind == .oto ? page : new, method)))
  }

  private static func socketForm(_ form: PlaceForm) -> PlaceForm {
    PlaceForm(
      form.name + " on the user socket", form.kind, slots: form.slots,
      endpoint: Endpoint(
        .place, .socket, method(form.endpoint.path), security: .signed, fields: form.fields,
        cost: socketCost, source: Citation(page, "Applies To")))
  }

  private static let advancedCost = "3 in 100 ms a method and key"
  private static let socketCost = "150 a second"

  private static let envelopeFields = [
    sealed("id", .integer(0...Int64.max), "the request's number, which the answer repeats"),
    sealed("method", .text(maximum: 80, .ascii), "the method, as in the path"),
    sealed("api_key", .text(maximum: 100, .ascii), "the key; not sent on a socket"),
    sealed("nonce", .integer(0...Int64.max), "the time, in milliseconds; 60 s off at most"),
    sealed("sig", .text(maximum: 64, .ascii), "the signature; not sent on a socket"),
  ]

  private static func sealed(_ name: String, _ type: Field.ValueType, _ help: String) -> Field {
    Field(
      name, .seal, type, wire: .bare, need: .required, help: help,
      source: Citation(old, "Request Format, " + name))
  }

  /// One element of `order_list`: the parameters of create-order, where the list's page refers to.
  private static func legFields(_ slot: Int, _ kind: Kind, _ place: PlaceForm.Slot) -> [Field] {
    let leg = LegRows(slot: slot)
    let waits = place.types.contains { $0.type.isContingent }
    var rows = [
      leg.row(
        "instrument_name", .symbol, .text(maximum: 40, .any), need: .required,
        "the pair, BTC_USD; the same in every leg"),
      leg.row("side", .side, .choice(["BUY", "SELL"]), need: .required, "which way it trades"),
      leg.row(
        "type", .legType, .choice(place.types.map(\.word).removingRepeats()), need: .required,
        "what kind of order it is"),
      leg.row("price", .price, .decimal, need: priceNeed(place), "the limit price"),
    ]
    if waits {
      let sources =
        kind == .oco ? ["MARK_PRICE"] : ["MARK_PRICE", "INDEX_PRICE", "LAST_PRICE"]
      rows += [
        leg.row("ref_price", .trigger, .decimal, need: .required, "the trigger price"),
        leg.row(
          "ref_price_type", .triggerBy, .choice(sources),
          "the price the trigger watches; the mark price unless said"),
      ]
    }
    rows += [
      leg.row(
        "quantity", .quantity, .decimal,
        need: .conditional("the leg does not say a notional instead"), "in the base currency"),
      leg.row(
        "client_oid", .legID, .text(maximum: 36, .ascii),
        "your id of the leg, different for each"),
    ]
    return rows + terms(leg, waits: waits) + accounts(leg, kind, waits: waits)
  }

  private static func priceNeed(_ place: PlaceForm.Slot) -> Field.Need {
    let priced = place.types.filter { $0.type.hasPrice }.map(\.word).removingRepeats()
    if place.types.allSatisfy({ $0.type.hasPrice }) { return .required }
    return .conditional("the type is " + Words.alternatives(priced))
  }

  private static func terms(_ leg: LegRows, waits: Bool) -> [Field] {
    let times = ["GOOD_TILL_CANCEL", "IMMEDIATE_OR_CANCEL", "FILL_OR_KILL"]
    return [
      leg.row(
        "time_in_force", .timeInForce, .choice(waits ? ["GOOD_TILL_CANCEL"] : times),
        legTypes: [.limit, .limitMaker, .stop, .stopLimit, .takeProfit, .takeProfitLimit],
        "how long it stays"),
      leg.row(
        "exec_inst", .option,
        .choices(["POST_ONLY", "SMART_POST_ONLY", "REDUCE_ONLY", "ISOLATED_MARGIN", "MARGIN_ORDER"]
        ),
        legTypes: [.limitMaker], standard: waits ? nil : "POST_ONLY", isRare: waits,
        "how it is executed; POST_ONLY is what a limit maker is sent with"),
    ]
  }

  private static func accounts(_ leg: LegRows, _ kind: Kind, waits: Bool) -> [Field] {
    var rows = [
      leg.rare("spot_margin", .choice(["SPOT", "MARGIN"]), "which kind of account trades"),
      leg.rare(
        "fee_instrument_name", .text(maximum: 20, .any),
        "the fee's currency: the quote, USD, USDT or EUR; for a buy also the base"),
      leg.rare("stp_scope", .choice(["M", "S", "D"]), "whose orders it must not trade with"),
      leg.rare(
        "stp_inst", .choice(["M", "T", "B"]), need: .conditional("stp_scope is said"),
        "which order such a trade cancels: maker, taker or both"),
      leg.rare("stp_id", .text(maximum: 5, .digits), "0 to 32767"),
    ]
    if waits || kind != .oco {
      rows.append(
        leg.rare(
          "notional", .decimal,
          "in the quote currency, in place of a quantity; only for a buy that executes at the "
            + "market"))
    }
    if waits {
      rows.append(
        leg.rare(
          "attach_order_id", .text(maximum: 19, .digits), "an order of yours that arms this one"))
    } else {
      rows += [
        leg.rare("isolation_id", .text(maximum: 40, .ascii), "derivatives: the isolated position"),
        leg.rare("leverage", .decimal, "derivatives: of the isolated position"),
        leg.rare("isolated_margin_amount", .decimal, "derivatives: what to put behind it"),
      ]
    }
    return rows
  }

  /// Makes the rows of one leg.
  private struct LegRows {
    let slot: Int

    func row(
      _ name: String, _ meaning: Field.Meaning, _ type: Field.ValueType,
      need: Field.Need = .optional, legTypes: LegTypeSet? = nil, standard: String? = nil,
      isRare: Bool = false, _ help: String
    ) -> Field {
      Field(
        name, meaning, slots: [slot], in: .element("order_list", slot), type, need: need,
        legTypes: legTypes, standard: standard, isRare: isRare, help: help,
        source: Citation(new, "create-order, " + name))
    }

    func rare(
      _ name: String, _ type: Field.ValueType, need: Field.Need = .optional, _ help: String
    ) -> Field {
      row(name, .option, type, need: need, isRare: true, help)
    }
  }

  /// Parameters that an option may name without a leg, and the legs that then carry them.
  static let everyLeg: [(name: String, types: LegTypeSet)] = [
    ("exec_inst", .limits), ("spot_margin", .all), ("fee_instrument_name", .all),
    ("stp_scope", .all), ("stp_inst", .all), ("stp_id", .all),
  ]

  // MARK: Everything else

  private static func post(
    _ operation: Operation, _ method: String, _ fields: [Field] = [], cost: String = advancedCost
  ) -> Endpoint {
    Endpoint(
      operation, .rest(.post), root + method, security: .signed, fields: fields, cost: cost,
      source: Citation(new, method))
  }

  private static func get(
    _ operation: Operation, _ method: String, _ fields: [Field] = []
  ) -> Endpoint {
    Endpoint(
      operation, .rest(.get), root + method, security: .open, fields: fields,
      cost: "100 a second a method and address", source: Citation(new, method))
  }

  private static func frame(
    _ operation: Operation, _ channel: Channel, _ method: String, _ security: Security = .open,
    _ fields: [Field] = []
  ) -> Endpoint {
    Endpoint(
      operation, channel, method, security: security, fields: fields,
      cost: channel == .socket ? socketCost : "100 a second", source: Citation(new, method))
  }

  private static func parameter(
    _ name: String, _ type: Field.ValueType, need: Field.Need = .optional, _ help: String
  ) -> Field {
    Field(name, .option, type, need: need, help: help, source: Citation(new, name))
  }

  private static let listID = [
    parameter("list_id", .text(maximum: 19, .digits), need: .required, "the venue's id of the list")
  ]
  private static let orderID = [
    parameter("order_id", .text(maximum: 19, .digits), "the venue's id of the order"),
    parameter("client_oid", .text(maximum: 36, .ascii), "yours, where the venue's is not known"),
  ]
  private static let pair = parameter("instrument_name", .text(maximum: 40, .any), "the pair")
  private static let channels = [
    parameter("channels", .text(maximum: 80, .ascii), need: .required, "what to hear")
  ]

  static let cancelOCO = post(.cancelList, "private/advanced/cancel-oco", listID)
  static let cancelOTO = post(.cancelList, "private/advanced/cancel-oto", listID)
  static let cancelOTOCO = post(.cancelList, "private/advanced/cancel-otoco", listID)
  static let cancelOrder = post(.cancelOrder, "private/advanced/cancel-order", orderID)
  static let amendOrder = post(
    .amend, "private/advanced/amend-order",
    orderID + [
      parameter(
        "new_price", .decimal, need: .required, "the limit price; 0 for an order without one"),
      parameter("new_quantity", .decimal, need: .required, "repeated where it stays"),
      parameter("new_ref_price", .decimal, "the trigger price"),
    ])
  static let listDetail = post(
    .queryList, "private/advanced/get-order-list-detail",
    [
      parameter(
        "list_id_list", .text(maximum: 19, .digits), need: .required, "the venue's ids of lists")
    ])
  static let orderDetail = post(.queryOrder, "private/advanced/get-order-detail", orderID)
  static let openLists = post(.openLists, "private/advanced/get-open-orders", [pair])
  static let openOrders = post(.openOrders, "private/advanced/get-open-orders", [pair])
  static let past = post(
    .history, "private/advanced/get-order-history",
    [
      pair,
      parameter("start_time", .integer(0...Int64.max), "from, in milliseconds"),
      parameter("end_time", .integer(0...Int64.max), "before, in milliseconds"),
      parameter("limit", .integer(1...100), "how many orders"),
    ], cost: "1 a second a key")
  static let balances = post(.account, "private/user-balance")

  static let listing = get(.instruments, "public/get-instruments")
  static let tickers = get(.ticker, "public/get-tickers", [pair])
  static let valuations = get(
    .ticker, "public/get-valuations",
    [
      pair, parameter("valuation_type", .choice(["mark_price", "index_price"]), "which price"),
      parameter("count", .integer(1...5000), "how many of the newest"),
    ])
  // No call tells the time; the Date header of any answer does, to the second.
  static let clock = get(.serverTime, "public/get-tickers", [pair])

  static let login = frame(.login, .socket, "public/auth", .signed)
  static let subscribeUser = frame(.subscribeUser, .socket, "subscribe", .open, channels)
  static let subscribeTicker = frame(.subscribeTicker, .marketSocket, "subscribe", .open, channels)
  static let unsubscribe = frame(.unsubscribe, .marketSocket, "unsubscribe", .open, channels)
  static let heartbeat = frame(
    .heartbeat, .socket, "public/respond-heartbeat", .open,
    [parameter("id", .integer(0...Int64.max), need: .required, "that of the venue's heartbeat")])

  static let endpointTable = [
    cancelOCO, cancelOTO, cancelOTOCO, cancelOrder, amendOrder, listDetail, orderDetail, openLists,
    openOrders, past, balances, listing, tickers, valuations, clock, login, subscribeUser,
    subscribeTicker, unsubscribe, heartbeat,
  ]
}

extension [String] {
  /// The words in order, each once.
  fileprivate func removingRepeats() -> [String] {
    reduce(into: []) { words, word in
      if !words.contains(word) { words.append(word) }
    }
  }
}
