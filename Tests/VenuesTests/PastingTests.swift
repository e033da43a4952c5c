import Exact
import Orders
import Testing

@testable import Venues

/// A request of any venue, pasted in any form, gives its ticket back.
@Suite("Pasted requests") struct PastingTests {
  static let tickets: [(name: String, json: String)] = [
    (
      "oco",
      """
      {"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"0.01","legs":[
        {"type":"limit","price":"32000"},{"type":"stop_limit","trigger":"29000","price":"28900"}]}
      """
    ),
    (
      "oto",
      """
      {"kind":"oto","instrument":"BTC/USDT","side":"buy","quantity":"0.01","legs":[
        {"type":"limit","price":"28000"},{"type":"stop","side":"sell","trigger":"27000"}]}
      """
    ),
    (
      "future",
      """
      {"kind":"otoco","instrument":"ESZ6","side":"buy","quantity":"2","legs":[
        {"type":"limit","price":"6500"},{"side":"sell","type":"limit","price":"6600"},
        {"side":"sell","type":"stop","trigger":"6400"}]}
      """
    ),
  ]

  static func sealed(_ venue: any Venue, _ ticket: Ticket) throws -> WireRequest? {
    guard let draft = try? venue.place(ticket, ListIdentity(7)) else { return nil }
    return try venue.sealed(draft, try venue.paperCredentials())
  }

  /// Leg by leg in any order, what costs money is the same.
  func expectSame(_ read: Ticket, _ meant: Ticket, _ what: String) {
    #expect(read.kind == meant.kind, "\(what)")
    #expect(read.instrument == meant.instrument, "\(what)")
    let key = { (leg: Leg) in
      "\(leg.side?.rawValue ?? "") \(leg.quantity?.description ?? "") "
        + "\(leg.price?.description ?? "") \(leg.trigger?.description ?? "")"
    }
    #expect(
      read.resolvedLegs.map(key).sorted() == meant.resolvedLegs.map(key).sorted(), "\(what)")
  }

  @Test(
    "What preview prints is read back, masked or not",
    arguments: VenueCatalogue.all.map(\.id), WireRequest.Format.allCases)
  func ownFormats(_ id: VenueID, _ format: WireRequest.Format) throws {
    let venue = try #require(VenueCatalogue.venue(id))
    var count = 0
    for (name, json) in Self.tickets {
      let meant = try ticket(json)
      guard let request = try Self.sealed(venue, meant) else { continue }
      for isRevealing in [false, true] {
        let text = request.text(format, revealing: isRevealing)
        let what = "\(id) \(name) \(format) \(isRevealing)"
        #expect(PastedTicket.isLikely(Array(text.utf8)), "\(what)")
        let pasted = try PastedTicket(reading: Array(text.utf8))
        #expect(pasted.venue == id, "\(what)")
        expectSame(pasted.ticket, meant, what)
        count += 1
      }
    }
    #expect(count >= 2)
  }

  @Test("A socket's frame is read back", arguments: ["binance", "crypto-com", "tradovate"])
  func frames(_ name: String) throws {
    let id = VenueID(name)
    let venue = try #require(VenueCatalogue.venue(id))
    let meant = try ticket(
      name == "tradovate"
        ? Self.tickets[2].json
        : Self.tickets[0].json.replacing(
          "]}", with: "],\"options\":{\"\(id).transport\":\"ws\"}}"))
    let request = try #require(try Self.sealed(venue, meant))
    let frame = request.isSocket ? request.body.text() : ""
    for format in WireRequest.Format.allCases {
      let pasted = try PastedTicket(reading: Array(request.text(format).utf8))
      #expect(pasted.venue == id)
      expectSame(pasted.ticket, meant, "\(id) \(format)")
    }
    if !frame.isEmpty {
      let pasted = try PastedTicket(reading: Array(frame.utf8))
      #expect(pasted.venue == id)
      expectSame(pasted.ticket, meant, "\(id) frame")
    }
  }

  static let oco =
    "symbol=BTCUSDT&side=SELL&quantity=0.01&price=32000&stopPrice=29000&stopLimitPrice=28900"
    + "&stopLimitTimeInForce=GTC&timestamp=1&signature=x"

  static let byHand: [String] = [
    "curl -X POST 'https://api.binance.com/api/v3/order/oco?\(oco)' -H 'X-MBX-APIKEY: k'",
    "$ curl -sS -XPOST https://api.binance.com/api/v3/order/oco -d \"\(oco)\" | jq .",
    "curl https://api.binance.com/api/v3/order/oco \\\n  --request POST \\\n  --data-raw $'\(oco)'",
    "curl --url api.binance.com/api/v3/order/oco --data '\(oco)' --compressed",
    "```sh\ncurl -G -X POST \"http://localhost:9400/api/v3/order/oco\" -d '\(oco)'\n```",
    "POST /api/v3/order/oco?\(oco)",
    "POST https://api.binance.com/api/v3/order/oco\n\(oco)",
    "POST /api/v3/order/oco HTTP/1.1\r\nHost: api.binance.com\r\nX-MBX-APIKEY: k\r\n\r\n\(oco)",
    "https://api.binance.com/api/v3/order/oco?\(oco)",
    "/api/v3/order/oco\n\(oco)",
    oco,
    oco.replacing("&", with: "\n&"),
    "v3/order/oco " + oco.split(separator: "&").map { "\"\($0)\"" }.joined(separator: ", "),
  ]

  @Test("Forms that people write by hand", arguments: byHand)
  func handWritten(_ text: String) throws {
    #expect(PastedTicket.isLikely(Array(text.utf8)))
    let pasted = try PastedTicket(reading: Array(text.utf8))
    #expect(pasted.venue == VenueID("binance"))
    #expect(pasted.ticket.side == .sell)
    #expect(pasted.ticket.quantity == Decimal("0.01"))
    #expect(pasted.ticket.legs.map(\.price) == [32_000, 28_900])
    #expect(pasted.ticket.legs[1].trigger == 29_000)
  }

  @Test("Bodies without a path are known by their names")
  func bodies() throws {
    let kucoin = try PastedTicket(
      reading: Array(
        """
        {"clientOid":"a","side":"sell","symbol":"BTC-USDT","size":"0.01","price":"32000",
         "stopPrice":"29000","limitPrice":"28900"}
        """.utf8))
    #expect(kucoin.venue == VenueID("kucoin"))
    let bingx = try PastedTicket(
      reading: Array(
        """
        symbol=BTC-USDT&side=SELL&quantity=0.01&limitPrice=32000&orderPrice=28900&triggerPrice=29000
        """.utf8))
    #expect(bingx.venue == VenueID("bingx"))
    #expect(bingx.ticket.legs.map(\.price) == [32_000, 28_900])
  }

  @Test("The page of Crypto.com: no strict JSON, and a pair without its separator")
  func cryptoComPage() throws {
    let pasted = try PastedTicket(
      reading: Array(
        """
        > Request Example

        ```
        {
          "method":"private/advanced/create-oto",
          "id":123456789,
          "nonce":123456789000,
          "params":{
            "order_list":[
              {
                "instrument_name":"BTCUSD", "quantity":"0.1", "type":"LIMIT", "price":"93000",
                "side":"BUY",
              },
              {
                "instrument_name":"BTCUSD", "quantity":"0.1", "type":"STOP_LOSS",
                "ref_price":"80000", "side":"SELL",
              }
            ]
          }
        }
        ```
        """.utf8))
    #expect(pasted.venue == VenueID("crypto-com"))
    #expect(pasted.ticket.kind == .oto)
    #expect(pasted.ticket.instrument == .spot(base: "BTC", quote: "USD"))
    #expect(pasted.ticket.legs.map(\.side) == [nil, .sell])
    #expect(pasted.ticket.legs.map(\.trigger) == [nil, 80_000])
    #expect(pasted.remarks.contains("BTCUSD is read as BTC/USD"), "\(pasted.remarks)")
  }

  @Test("The page of Binance: a program that builds the query")
  func binancePage() throws {
    let pasted = try PastedTicket(
      reading: Array(
        """
        // Scenario: You hold BTC. Current price: 30000. It's a sample.
        const endpoint = "/api/v3/order/oco";
        const timestamp = Date.now();
        const queryString = [
          "symbol=BTCUSDT",
          "side=SELL",
          "quantity=0.01",
          "price=32000", // Leg 1: Limit Maker (Take Profit)
          "stopPrice=29000", // Leg 2: Stop Trigger
          "stopLimitPrice=28900", // Leg 2: Stop Limit Price
          "stopLimitTimeInForce=GTC", // Leg 2: TIF
          `timestamp=${timestamp}`,
        ].join("&");
        """.utf8))
    #expect(pasted.venue == VenueID("binance"))
    #expect(pasted.ticket.legs.map(\.price) == [32_000, 28_900])
    #expect(pasted.ticket.options["binance.endpoint"] == .text("order"))
    // As the page sends it; no option has to say that it is no body.
    #expect(pasted.ticket.options["binance.parameters"] == nil)
  }

  @Test("The page of Tradovate: an object of a program, its contract left open")
  func tradovatePage() throws {
    let page = """
      window[TDV].defineTryit({
          name: 'placeOCO',
          endpoint: '/order/placeOCO',
          method: 'POST',
          params: {
              accountSpec: "accountName",
              accountId: 0,
              action: 'Buy',
              '// clOrdId': "",
              symbol: "ES...",
              orderQty: 1,
              orderType: 'Limit',
              price: 6400,
              '// stopPrice': 0,
              timeInForce: 'Day',
              '// expireTime': new Date().toJSON(),
              isAutomated: true,
              other: { action: 'Sell', orderType: 'Stop', stopPrice: 6300, '// text': "" }
          }
      });
      """
    #expect(throws: Unreadable("'ES...' is not an instrument of tradovate")) {
      try PastedTicket(reading: Array(page.utf8))
    }
    let whole = page.replacing("ES...", with: "ESZ6")
    let pasted = try PastedTicket(reading: Array(whole.utf8))
    #expect(pasted.venue == VenueID("tradovate"))
    #expect(pasted.ticket.instrument == Instrument("ESZ6"))
    #expect(pasted.ticket.legs.map(\.trigger) == [nil, 6300])
  }

  @Test("A ticket file is its ticket")
  func file() throws {
    let pasted = try PastedTicket(reading: Array(Self.tickets[0].json.utf8))
    #expect(pasted.venue == nil)
    #expect(try pasted.ticket == ticket(Self.tickets[0].json))
  }

  static let refusals: [(text: String, reason: String)] = [
    ("", "it is empty"),
    ("curl 'https://x/api/v3/order/oco", "the command has a quote without an end"),
    ("curl -X POST", "the curl command has no address"),
    (
      "curl -d @secret.json https://api.kucoin.com/api/v3/oco/order",
      "the curl command takes its data from a file, which was not pasted"
    ),
    ("GET /api/v3/account", "/api/v3/account at Binance places no order list: it is for account"),
    ("POST /nowhere\n\n{}", "no venue here places an order list at /nowhere"),
    ("POST /api/v3/oco/order\n\n{\"symbol\":\"BTC-USDT\"", "the JSON: line 1: it ends too early"),
    ("{\"kind\":\"oco\"}", "the ticket file: line 1, instrument: is missing"),
    ("a\u{1B}[31mb", "line 1 holds a control character"),
    (
      "hello",
      "it is no request of Binance, Crypto.com, BingX, KuCoin or Tradovate, no curl command and no "
        + "ticket file"
    ),
  ]

  @Test("What cannot be read is refused with one sentence", arguments: refusals)
  func refused(_ text: String, _ reason: String) {
    #expect(throws: Unreadable(reason)) { try PastedTicket(reading: Array(text.utf8)) }
  }

  @Test("Values of fields do not look like requests")
  func values() {
    for text in ["32000", "last+2%", "BTC/USDT", "2026-12-01T21:00:00Z", "risk 100", "a=b", "x&y"] {
      #expect(!PastedTicket.isLikely(Array(text.utf8)), "\(text)")
    }
  }

  @Test("Spoilt requests are read or refused, and never more than that", arguments: 0..<12)
  func spoilt(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var texts = Self.byHand
    for venue in VenueCatalogue.all {
      for (_, json) in Self.tickets {
        guard let request = try Self.sealed(venue, ticket(json)) else { continue }
        texts += WireRequest.Format.allCases.map { request.text($0) }
      }
    }
    var read = 0
    for text in texts {
      for _ in 0..<12 {
        var bytes = Array(text.utf8)
        for _ in 0..<1 + Int(generator.next() % 3) {
          let at = Int(generator.next() % UInt64(bytes.count))
          switch generator.next() % 4 {
          case 0: bytes[at] = UInt8(generator.next() & 0xFF)
          case 1: bytes.remove(at: at)
          case 2:
            let signs = Array("\"'{}\\$`/*&=".utf8).shuffled(using: &generator)
            bytes.insert(contentsOf: signs, at: at)
          default: bytes.removeSubrange(at...)
          }
          if bytes.isEmpty { bytes = [0x7B] }
        }
        _ = PastedTicket.isLikely(bytes)
        if let pasted = try? PastedTicket(reading: bytes) {
          read += 1
          #expect(pasted.ticket.legs.count <= Ticket.maximumLegs)
        }
      }
    }
    #expect(read > 0)
  }

  @Test("Large and deep pastes cost no more than their reading")
  func large() {
    let bytes = Array(repeating: UInt8(ascii: "{"), count: PastedTicket.limit)
    #expect(throws: Unreadable.self) { try PastedTicket(reading: bytes) }
    #expect(throws: Unreadable.self) { try PastedTicket(reading: bytes + bytes) }
    let braces = Array((String(repeating: "{}", count: 30_000) + "v3/oco/order").utf8.dropFirst())
    #expect(throws: Unreadable.self) { try PastedTicket(reading: braces) }
    let quotes = Array(("curl " + String(repeating: "'\\", count: 20_000)).utf8)
    #expect(throws: Unreadable.self) { try PastedTicket(reading: quotes) }
  }
}
