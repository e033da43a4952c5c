import Exact
import Orders
import Testing

@Suite struct TicketFileTests {
  static let venues = ["binance", "kucoin", "crypto-com"].map { VenueID($0) }

  /// The example of the contract, DESIGN 6.1.
  static let contract = """
    { "kind": "oco", "instrument": "BTC/USDT", "side": "sell", "quantity": "0.01",
      "legs": [ { "type": "limit", "price": "32000" },
                { "type": "stop_limit", "trigger": "29000", "price": "28900", "tif": "gtc" } ],
      "options": { "binance.newOrderRespType": "RESULT", "kucoin.remark": "breakout" } }
    """

  func read(_ text: String) throws(FileError) -> Ticket {
    try TicketFile.read(Array(text.utf8), venues: Self.venues)
  }

  @Test func theContractsExampleIsRead() throws {
    let ticket = try read(Self.contract)
    #expect(ticket.kind == .oco)
    #expect(ticket.instrument == .spot(base: "BTC", quote: "USDT"))
    #expect(ticket.side == .sell)
    #expect(ticket.quantity == Decimal("0.01"))
    #expect(ticket.legs.map(\.type) == [.limit, .stopLimit])
    #expect(ticket.legs[1].trigger == 29_000)
    #expect(ticket.legs[1].timeInForce == .gtc)
    #expect(ticket.leg(at: 0).side == .sell)
    #expect(ticket.leg(at: 0).quantity == Decimal("0.01"))
    #expect(ticket.options["kucoin.remark"] == .text("breakout"))
    #expect(ticket.options.value(VenueID("binance"), "newOrderRespType") == .text("RESULT"))
  }

  @Test func everyKeyOfALegIsRead() throws {
    let ticket = try read(
      """
      {"kind":"otoco","instrument":"ESZ6","legs":[
        {"side":"buy","type":"stop_limit","quantity":"2","price":"6500.25","trigger":"6500",
         "trigger_by":"mark","tif":"gtd","expire":"2026-12-01T21:00:00Z"},
        {"side":"sell","type":"trailing_stop","quantity":2,"trail":"1.5%"},
        {"side":"sell","type":"take_profit","quantity":"2","trigger":"6600"}]}
      """)
    #expect(ticket.legs[0].triggerBy == .mark)
    #expect(ticket.legs[0].expire == Timestamp(milliseconds: 1_796_158_800_000))
    #expect(ticket.legs[1].trail == Decimal("1.5").map(Trail.percent))
    #expect(ticket.legs[1].quantity == 2)
    #expect(try read(TicketFile.json(ticket).text) == ticket)
  }

  @Test func aNumberKeepsItsText() throws {
    let text = Self.contract.replacing("\"32000\"", with: "12345678901234567890.12345678")
    #expect(try read(text).legs[0].price == Decimal("12345678901234567890.12345678"))
  }

  /// What stands in place of `"32000"`, and what the sentence must name.
  @Test(arguments: [
    ("\"1e-7\"", "exponent"), ("1e-7", "exponent"), ("\"1,5\"", "comma"), ("\"12abc\"", "'a'"),
    ("\"１２\"", "ASCII"), ("\"-0\"", "zero"), ("\"\"", "empty"), ("\"007\"", "zero"),
    ("\"+5\"", "plus"), ("\" 5\"", "space"), ("null", "null"), ("true", "true or false"),
    ("[]", "array"), ("{}", "object"), ("\"0x10\"", "'x'"), ("\"NaN\"", "'N'"),
    ("\"\(String(repeating: "9", count: 400))\"", "400"),
  ])
  func aBadPriceIsRefusedByPlaceAndReason(_ value: String, _ word: String) throws {
    let text = Self.contract.replacing("\"32000\"", with: value)
    let error = try #require(throws: FileError.self) { try read(text) }
    #expect(error.line == 2)
    #expect(error.key == "legs[0].price")
    #expect(error.reason.contains(word), "\(error)")
    #expect(error.description.utf8.count < 200)
  }

  @Test(arguments: [
    ("\"kind\": \"oco\"", "\"kind\": \"ocoo\"", 1, "kind"),
    ("\"kind\": \"oco\",", "", 1, "kind"), ("\"legs\"", "\"leggs\"", 2, "leggs"),
    ("\"BTC/USDT\"", "\"BTCUSDT\"", 1, "instrument"),
    ("\"side\": \"sell\"", "\"side\": 1", 1, "side"),
    ("\"tif\": \"gtc\"", "\"tif\": \"GTC\"", 3, "legs[1].tif"),
    ("\"type\": \"limit\"", "\"typ\": \"limit\"", 2, "legs[0].typ"),
    ("binance.newOrderRespType", "binanse.x", 4, "options.binanse.x"),
    ("binance.newOrderRespType", "recvWindow", 4, "options.recvWindow"),
    ("\"breakout\"", "null", 4, "options.kucoin.remark"),
    ("\"quantity\": \"0.01\"", "\"quantity\": [1]", 1, "quantity"),
  ])
  func aWrongKeyOrValueIsNamedWithItsLine(
    _ from: String, _ to: String, _ line: Int, _ key: String
  ) throws {
    let error = try #require(throws: FileError.self) {
      try read(Self.contract.replacing(from, with: to))
    }
    #expect(error.line == line)
    #expect(error.key == key)
  }

  @Test func noLegsAndTwentyLegsAreRefused() throws {
    let head = #"{"kind":"oco","instrument":"BTC/USDT","legs":["#
    let none = try #require(throws: FileError.self) { try read(head + "]}") }
    #expect(none.key == "legs")
    let twenty = Array(repeating: #"{"type":"limit"}"#, count: 20).joined(separator: ",")
    let many = try #require(throws: FileError.self) { try read(head + twenty + "]}") }
    #expect(many.reason.contains("20"))
  }

  @Test(arguments: [
    "", "{", "[]", "null", "\u{FEFF}{}", "{\"kind\":\"oco\",\"kind\":\"oto\"}", "\0\0",
  ])
  func whatIsNoTicketIsRefused(_ text: String) {
    #expect(throws: FileError.self) { try read(text) }
  }

  @Test func exitsOfAnOpoTakeNoQuantityFromTheTicket() throws {
    let ticket = try read(
      """
      {"kind":"opo","instrument":"BTC/USDT","quantity":"1","legs":[
        {"side":"buy","type":"limit","price":"1"},{"side":"sell","type":"limit","price":"2"}]}
      """)
    #expect(ticket.leg(at: 0).quantity == 1)
    #expect(ticket.leg(at: 1).quantity == nil)
  }

  /// A table of a hundred thousand options would keep us busy for minutes.
  @Test func aTicketHasABoundedNumberOfOptions() throws {
    let text = { (count: Int) in
      let options = (0..<count).map { "\"kucoin.o\($0)\": 1" }.joined(separator: ",")
      return Self.contract.replacing("\"kucoin.remark\": \"breakout\"", with: options)
    }
    #expect(try read(text(199)).options.entries.count == 200)
    let error = try #require(throws: FileError.self) { try read(text(200)) }
    #expect(error.line == 4)
    #expect(error.key == "options")
    #expect(error.reason == "has 201 options; a ticket has at most 200")
  }
}
