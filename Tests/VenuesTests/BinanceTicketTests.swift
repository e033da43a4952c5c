import Crypto
import Exact
import Orders
import Testing

@testable import Venues

/// What becomes of a ticket at Binance, and what is read back from the bytes.
@Suite struct BinanceTicketTests {
  let venue = Binance()

  func fake() throws -> Credentials { try venue.credentials(["key": "k", "secret": "s"], .paper) }

  func draft(_ json: String) throws -> Draft {
    try venue.place(try ticket(json), ListIdentity(1))
  }

  func oco(_ side: String, _ legs: String, options: String = "") -> String {
    """
    {"kind":"oco","instrument":"BTC/USDT","side":"\(side)","quantity":"0.01","legs":[\(legs)],
     "options":{\(options)}}
    """
  }

  // MARK: Above and below

  @Test(arguments: [
    ("sell", "above", "below"), ("buy", "below", "above"),
  ])
  func profitAndStopFindTheirPlaces(_ side: String, _ profit: String, _ stop: String) throws {
    let legs = [
      #"{"type":"take_profit","trigger":"30500"}"#, #"{"type":"stop","trigger":"29500"}"#,
    ]
    for written in [legs, legs.reversed()] {
      let draft = try draft(oco(side, written.joined(separator: ",")))
      #expect(draft["\(profit)Type"]?.text == "TAKE_PROFIT")
      #expect(draft["\(profit)StopPrice"]?.text == "30500")
      #expect(draft["\(stop)Type"]?.text == "STOP_LOSS")
    }
  }

  @Test func legsThatCannotBeToldApartGoByPrice() throws {
    let low = #"{"type":"stop","trigger":"28000"}"#
    let high = #"{"type":"stop","trigger":"29000"}"#
    for legs in [low + "," + high, high + "," + low] {
      let draft = try draft(oco("sell", legs))
      #expect(draft["aboveStopPrice"]?.text == "29000")
      #expect(draft["belowStopPrice"]?.text == "28000")
    }
  }

  @Test func aPairsLimitIsAlwaysAMakerAndThatIsSaid() throws {
    let json = oco(
      "sell", #"{"type":"limit","price":"32000"},{"type":"stop","trigger":"29000"}"#)
    #expect(try draft(json)["aboveType"]?.text == "LIMIT_MAKER")
    #expect(
      venue.losses(try ticket(json)).contains {
        $0.field == .leg(0, .type) && $0.sentence.contains("LIMIT_MAKER")
      })
    let maker = try ticket(json.replacing("\"limit\"", with: "\"limit_maker\""))
    #expect(!venue.losses(maker).contains { $0.field == .leg(0, .type) })
  }

  @Test func anEntrysLimitAndMakerStayApart() throws {
    func type(_ entry: String) throws -> [String?] {
      let draft = try draft(
        """
        {"kind":"oto","instrument":"BTC/USDT","quantity":"0.01",
         "legs":[{"type":"\(entry)","side":"buy","price":"29500"},
                 {"type":"market","side":"sell"}]}
        """)
      return [draft["workingType"]?.text, draft["workingTimeInForce"]?.text]
    }
    #expect(try type("limit") == ["LIMIT", "GTC"])
    #expect(try type("limit_maker") == ["LIMIT_MAKER", nil])
  }

  // MARK: Choices

  @Test(arguments: [
    ("", "orderList/oco", "body"), (#""binance.parameters":"query""#, "orderList/oco", "query"),
    (#""binance.endpoint":"order""#, "order/oco", "query"),
    (#""binance.endpoint":"order","binance.parameters":"body""#, "order/oco", "body"),
    (#""binance.transport":"ws""#, "orderList.place.oco", "socket"),
    (#""binance.transport":"ws","binance.endpoint":"order""#, "orderList.place", "socket"),
  ])
  func choicesLeadToTheirRequest(_ options: String, _ form: String, _ place: String) throws {
    let json = oco(
      "sell", #"{"type":"limit","price":"32000"},{"type":"stop","trigger":"29000"}"#,
      options: options)
    let wanted = try ticket(json)
    #expect(venue.form(for: wanted)?.name == form)
    let request = try venue.sealed(try draft(json), try fake())
    #expect(request.isSocket == (place == "socket"))
    #expect(request.target.text().contains("symbol=") == (place == "query"))
    #expect(request.body.text().hasPrefix("symbol=") == (place == "body"))
    #expect(try venue.read(request).ticket.options.entries.count == wanted.options.entries.count)
  }

  @Test func theOlderEndpointIsForPairsAlone() throws {
    let wanted = try ticket(
      """
      {"kind":"oto","instrument":"BTC/USDT","quantity":"0.01","legs":[
       {"type":"limit","side":"buy","price":"29500"},{"type":"market","side":"sell"}],
       "options":{"binance.endpoint":"order"}}
      """)
    #expect(venue.form(for: wanted)?.name == "orderList/oto")
    #expect(venue.losses(wanted).contains { $0.field == .option("binance.endpoint") })
  }

  @Test func idsSayTheirListAndFitTheVenue() throws {
    for form in venue.forms {
      let ids = venue.ids(of: ListIdentity(UInt64.max), for: form)
      let all = [ids.list] + ids.legs
      #expect(Set(all).count == form.slots.count + 1)
      #expect(all.allSatisfy { Field.problem($0, maximum: 36, .identifier) == nil })
      #expect(all.allSatisfy { $0.hasPrefix("td-\(form.kind.rawValue)-") })
    }
  }

  // MARK: What cannot be said

  @Test(arguments: [
    (#"{"type":"limit"},{"type":"stop","trigger":"29000"}"#, "legs[0].price"),
    (#"{"type":"limit","price":"32000"},{"type":"stop"}"#, "legs[1].trigger"),
    (#"{"type":"limit","price":"32000"},{"type":"trailing_stop"}"#, "legs[1].trail"),
    (#"{"type":"limit","price":"32000"},{"type":"trailing_stop","trail":"250"}"#, "legs[1].trail"),
    (#"{"type":"limit","price":"32000"},{"type":"market"}"#, "legs[1].type"),
    (
      #"{"type":"limit","price":"1"},{"type":"stop_limit","trigger":"2","price":"2","tif":"day"}"#,
      "legs[1].tif"
    ),
  ])
  func whatALegLacksIsNamed(_ legs: String, _ field: String) throws {
    for endpoint in ["orderList", "order"] {
      let json = oco("sell", legs, options: #""binance.endpoint":"\#(endpoint)""#)
      #expect {
        try draft(json)
      } throws: { error in
        let reasons = (error as? Inexpressible)?.reasons ?? []
        return reasons.contains { $0.field.description == field }
      }
    }
  }

  @Test func aPeggedLegNeedsNoPriceAndATrailingProfitNoTrigger() throws {
    let pegged = try draft(
      oco(
        "sell", #"{"type":"limit"},{"type":"stop","trigger":"29000"}"#,
        options: #""binance.abovePegPriceType":"PRIMARY_PEG""#))
    #expect(pegged["abovePegPriceType"]?.text == "PRIMARY_PEG")
    #expect(pegged["abovePrice"] == nil)
    let trailing = try draft(
      oco("sell", #"{"type":"take_profit","trail":"1.5%"},{"type":"stop","trigger":"29000"}"#))
    #expect(trailing["aboveTrailingDelta"]?.text == "150")
    #expect(trailing["aboveStopPrice"] == nil)
  }

  // MARK: Losses

  @Test(arguments: [("gtc", "legs[0]"), ("ioc", "legs[0].tif"), ("fok", nil)])
  func anEntryFilledInPartIsUnprotected(_ tif: String, _ field: String?) throws {
    let wanted = try ticket(
      """
      {"kind":"oto","instrument":"BTC/USDT","quantity":"0.01","legs":[
       {"type":"limit","side":"buy","price":"29500","tif":"\(tif)"},
       {"type":"market","side":"sell"}]}
      """)
    #expect(venue.losses(wanted).map(\.field.description) == (field.map { [$0] } ?? []))
  }

  @Test func whatIsNotSentIsSaid() throws {
    let wanted = try ticket(
      oco(
        "sell",
        #"{"type":"take_profit","trigger":"32000","trigger_by":"mark"},"#
          + #"{"type":"stop","trigger":"29000","tif":"ioc"}"#))
    #expect(
      venue.losses(wanted).map(\.field.description) == ["legs[0].trigger_by", "legs[1].tif"])
  }

  // MARK: The tables

  @Test func everyFieldAndEndpointCitesADocument() {
    let known = Set(venue.documents.map(\.name))
    for form in venue.forms {
      #expect(known.contains(form.endpoint.source.document))
      #expect(Set(form.fields.map(\.optionName)).count == form.fields.count, "\(form.name)")
    }
    for field in (venue.forms.map(\.endpoint) + venue.endpoints).flatMap(\.fields) {
      #expect(known.contains(field.source.document), "\(field.name) cites \(field.source)")
      #expect(!field.help.isEmpty)
    }
    #expect(Set(venue.forms.map(\.name)).count == 12)
    #expect(venue.choices.allSatisfy { known.contains($0.source.document) })
    #expect(venue.hosts.allSatisfy { known.contains($0.source.document) })
    #expect(venue.capabilities.contingencies.allSatisfy { known.contains($0.source.document) })
  }

  /// The parameters of the documentation's own tables, typed from there.
  @Test func everyDocumentedParameterHasARow() throws {
    func leg(_ prefix: String, _ more: String...) -> [String] {
      let all = [
        "Type", "ClientOrderId", "IcebergQty", "Price", "TimeInForce", "StrategyId",
        "StrategyType", "PegPriceType", "PegOffsetType", "PegOffsetValue",
      ]
      return (all + more).map { prefix + $0 }
    }
    let shared = [
      "symbol", "listClientOrderId", "newOrderRespType", "selfTradePreventionMode", "recvWindow",
      "timestamp", "signature",
    ]
    let triggers = ["StopPrice", "TrailingDelta"]
    let working = leg("working", "Side", "Quantity")
    let pending = leg("pending", "Side") + triggers.map { "pending" + $0 }
    let pair = ["pendingAbove", "pendingBelow"].flatMap { name in
      leg(name) + triggers.map { name + $0 }
    }
    let documented: [String: [String]] = [
      "orderList/oco": shared + ["side", "quantity"]
        + ["above", "below"].flatMap { name in leg(name) + triggers.map { name + $0 } },
      "orderList/oto": shared + working + pending + ["pendingQuantity"],
      "orderList/otoco": shared + working + pair + ["pendingSide", "pendingQuantity"],
      "orderList/opo": shared + working + pending,
      "orderList/opoco": shared + working + pair + ["pendingSide"],
      "order/oco": shared + [
        "side", "quantity", "price", "stopPrice", "stopLimitPrice", "stopLimitTimeInForce",
        "trailingDelta", "limitClientOrderId", "stopClientOrderId", "limitIcebergQty",
        "stopIcebergQty", "limitStrategyId", "stopStrategyId", "limitStrategyType",
        "stopStrategyType",
      ],
    ]
    for (name, names) in documented {
      let form = try #require(venue.forms.first { $0.name == name })
      #expect(Set(form.fields.map(\.name)) == Set(names), "\(name)")
    }
  }

  @Test func symbolsAreReadBack() {
    for pair in ["BTC/USDT", "ETH/BTC", "BTC/USD", "SOL/FDUSD", "USDT/TRY", "1000SATS/USDC"] {
      let instrument = Instrument(pair)
      #expect(instrument.flatMap(venue.symbol).flatMap(venue.instrument) == instrument)
    }
    #expect(venue.instrument(spelled: "USDT") == nil)
    #expect(venue.instrument(spelled: "") == nil)
    #expect(venue.symbol(of: .future(product: "ES", month: "Z", year: "6")) == nil)
  }

  // MARK: Round trips

  static let legs: [Kind: [String]] = [
    .oco: [
      #"{"type":"limit_maker","price":"32000"},"#
        + #"{"type":"stop_limit","trigger":"29000","price":"28900","tif":"ioc"}"#,
      #"{"type":"limit","price":"32000"},{"type":"stop","trigger":"29000"}"#,
      #"{"type":"limit","price":"32000"},"#
        + #"{"type":"trailing_stop","trigger":"29500","trail":"1.25%"}"#,
      #"{"type":"limit","price":"32000"},"#
        + #"{"type":"trailing_stop_limit","trail":"2%","price":"28000"}"#,
    ],
    .oto: [
      #"{"type":"limit","side":"buy","price":"29500","tif":"fok"},"#
        + #"{"type":"limit","side":"sell","quantity":"0.005","price":"32000"}"#,
      #"{"type":"limit_maker","side":"sell","price":"32000"},{"type":"market","side":"buy"}"#,
    ],
    .otoco: [
      #"{"type":"limit","side":"buy","price":"29500"},"#
        + #"{"type":"take_profit_limit","side":"sell","trigger":"31000","price":"31000"},"#
        + #"{"type":"stop","side":"sell","trigger":"29000"}"#
    ],
    .opo: [
      #"{"type":"limit","side":"buy","price":"29500"},"#
        + #"{"type":"take_profit","side":"sell","trigger":"31000","trail":"0.5%"}"#
    ],
    .opoco: [
      #"{"type":"limit","side":"buy","price":"29500"},"#
        + #"{"type":"limit_maker","side":"sell","price":"32000"},"#
        + #"{"type":"stop_limit","side":"sell","trigger":"29000","price":"28900"}"#
    ],
  ]

  /// A value for every option a form has.
  static func everyOption(_ form: PlaceForm) -> [(String, OptionValue)] {
    form.fields.filter { $0.isOption && $0.meaning == .option }.map { field in
      let value: OptionValue
      switch field.type {
      case .decimal: value = .text("500.5")
      case .integer(let range): value = .number(String(max(range.lowerBound, 42)))
      case .choice(let words): value = .text(words.last ?? "")
      default: value = .text("x")
      }
      return ("binance." + field.optionName, value)
    }
  }

  @Test(arguments: Binance.formTable.map(\.name))
  func whatIsSentReadsBackAndIsSentAgain(_ name: String) throws {
    let form = try #require(venue.forms.first { $0.name == name })
    for legs in Self.legs[form.kind] ?? [] {
      var wanted = try ticket(
        """
        {"kind":"\(form.kind.rawValue)","instrument":"BTC/USDT",
         \(form.kind == .oco ? #""side":"sell","# : "")"quantity":"0.01","legs":[\(legs)]}
        """)
      wanted.options = Options(Self.everyOption(form))
      if form.endpoint.channel == .socket { wanted.options["binance.transport"] = "ws" }
      if Binance.isOlder(form) { wanted.options["binance.endpoint"] = "order" }
      let identity = ListIdentity(77)
      let request = try venue.sealed(try venue.place(wanted, identity), try fake())
      let reading = try venue.read(request)
      #expect(reading.form == name)
      #expect(reading.unknown.isEmpty)
      let ids = venue.ids(of: identity, for: form)
      #expect(reading.listID == ids.list)
      #expect(reading.legIDs == ids.legs)
      #expect(Set(reading.ticket.options.entries) == Set(wanted.options.entries))
      let order = venue.order(wanted.resolvedLegs, in: form)
      let sent = order.map { wanted.resolvedLegs[$0] }
      for (leg, original) in zip(reading.ticket.legs, sent) {
        let isMaker = original.type == .limit && form.kind == .oco
        #expect(leg.type == (isMaker ? .limitMaker : original.type))
        #expect(leg.side == original.side)
        #expect(leg.quantity == original.quantity)
        #expect(leg.price == original.price)
        #expect(leg.trigger == original.trigger)
        #expect(leg.trail == original.trail)
      }
      let again = try venue.sealed(try venue.place(reading.ticket, identity), try fake())
      #expect(again.body.bytes == request.body.bytes)
      #expect(again.target.bytes == request.target.bytes)
    }
  }

  @Test func idsLeftToTheVenueReadBackSo() throws {
    let json = oco(
      "sell", #"{"type":"limit","price":"32000"},{"type":"stop","trigger":"29000"}"#,
      options: #""binance.ids":"venue""#)
    let reading = try venue.read(try venue.sealed(try draft(json), try fake()))
    #expect(reading.listID == nil)
    #expect(reading.legIDs == [nil, nil])
    #expect(reading.ticket.options["binance.ids"] == .text("venue"))
  }

  @Test func bytesThatAreNoListAreRefused() throws {
    func request(
      _ channel: Channel, _ target: String, _ body: String
    ) -> WireRequest {
      WireRequest(
        venue: venue.id, environment: .paper, operation: .place, channel: channel, base: "",
        target: SealedText(target), body: SealedText(body))
    }
    let path = "/api/v3/orderList/oco"
    let bad = [
      request(.rest(.get), path, "symbol=BTCUSDT"), request(.rest(.post), "/api/v3/order", ""),
      request(.rest(.post), path, "symbol=BTCUSDT&symbol=ETHUSDT"),
      request(.rest(.post), path + "?symbol=BTCUSDT", "symbol=BTCUSDT"),
      request(.rest(.post), path, "symbol=BTCUSDT&side=HOLD"),
      request(.rest(.post), path, "symbol=%zz"), request(.rest(.post), path, "symbol"),
      request(.rest(.post), path, ""), request(.rest(.post), path, "symbol=NOPE"),
      request(.socket, "", "junk"), request(.socket, "", "[]"),
      request(.socket, "", #"{"method":"orderList.place.oco"}"#),
      request(.socket, "", #"{"method":"orderList.place.oco","params":[]}"#),
      request(.socket, "", #"{"method":"orderList.cancel","params":{"symbol":"BTCUSDT"}}"#),
    ]
    for one in bad { #expect(throws: Unreadable.self) { try venue.read(one) } }
  }
}
