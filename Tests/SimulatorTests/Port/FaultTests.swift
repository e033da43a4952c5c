import Exact
import Orders
import Testing
import Venues

@testable import Simulator

@Suite("Faults")
struct FaultTests {
  private static let pair = Instrument.spot(base: "BTC", quote: "USDT")
  private static let place = "POST /place/x HTTP/1.1\r\nHost: a\r\n\r\n"

  private static func wire(_ what: Fault.What, path: String? = nil) throws -> Wire {
    var wire = Wire()
    try wire.simulator.arm(Fault(what, path: path), wire.moment)
    return wire
  }

  private static func lists(_ wire: Wire) -> [String] {
    wire.simulator.desk(of: wire.venue)?.allLists.map(\.clientID) ?? []
  }

  @Test("drop_reply: the request is executed, and the connection ends without a byte; once")
  func dropReply() throws {
    var wire = try Self.wire(.dropReply, path: "/place")
    let id = wire.connect()
    wire.send("GET /other HTTP/1.1\r\nHost: a\r\n\r\n", on: id)
    #expect(wire.take(id).contains("200 OK"))
    wire.send(Self.place, on: id)
    #expect(wire.take(id) == "" && wire.simulator.duty(id) == .end)
    #expect(Self.lists(wire) == ["x"])
    #expect(wire.ask(Self.place.replacing("/x", with: "/y")).contains("200 OK"))
    #expect(wire.simulator.armoury.faults.isEmpty)
  }

  @Test("delay_reply: executed at once, answered later, and what follows waits its turn")
  func delayReply() throws {
    var wire = try Self.wire(.delayReply(milliseconds: 700))
    let id = wire.connect()
    wire.send(Self.place + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n", on: id)
    #expect(wire.take(id) == "" && Self.lists(wire) == ["x"])
    #expect(wire.simulator.wait(wire.moment) == 700)
    wire.pass(699)
    #expect(wire.take(id) == "")
    wire.pass(1)
    let text = wire.take(id)
    #expect(text.contains("placed") && text.contains("/next"))
  }

  @Test("delay_reply on a socket: nothing more is read meanwhile, so nothing piles up")
  func delayedSocket() throws {
    var wire = Wire()
    let id = wire.openSocket()
    let fault = Fault(.delayReply(milliseconds: 700), path: "place")
    try wire.simulator.arm(fault, wire.moment)
    wire.simulator.receive(Wire.text("place x"), on: id, wire.moment)
    #expect(!wire.simulator.intake(id).wantsBytes)
    wire.pass(700)
    #expect(wire.simulator.intake(id).wantsBytes && !wire.frames(id).isEmpty)
  }

  @Test("http_status: before execution nothing is placed, after it everything is")
  func httpStatus() throws {
    var before = try Self.wire(.httpStatus(503, isExecuted: false))
    #expect(before.ask(Self.place).hasPrefix("HTTP/1.1 503 "))
    #expect(Self.lists(before) == [])
    var after = try Self.wire(.httpStatus(502, isExecuted: true))
    let answer = after.ask(Self.place)
    #expect(answer.hasPrefix("HTTP/1.1 502 ") && answer.contains("broken"))
    #expect(Self.lists(after) == ["x"])
  }

  @Test("cut_reply: so many bytes of the answer and no more", arguments: [0, 1, 12, 40, 100_000])
  func cutReply(bytes: Int) throws {
    var wire = try Self.wire(.cutReply(bytes: bytes))
    var plain = Wire()
    let whole = plain.ask(Self.place)
    let id = wire.connect()
    wire.send(Self.place, on: id)
    #expect(wire.takeBytes(id) == Array(whole.utf8.prefix(bytes)))
    #expect(wire.simulator.duty(id) == .end && Self.lists(wire) == ["x"])
  }

  @Test("times and after count what is met, and nothing else")
  func counting() throws {
    var wire = Wire()
    let fault = Fault(
      .httpStatus(500, isExecuted: false), path: "/a", method: "GET", times: 2, after: 1)
    try wire.simulator.arm(fault, wire.moment)
    var found: [String] = []
    for request in ["GET /a/1", "POST /a", "GET /b", "GET /a/2", "GET /a/3", "GET /a/4"] {
      let answer = wire.ask("\(request) HTTP/1.1\r\nHost: a\r\n\r\n")
      found.append(String(answer.dropFirst(9).prefix(3)))
    }
    #expect(found == ["200", "200", "200", "500", "500", "200"])
  }

  @Test("An operation is known by the venue's own endpoints")
  func operations() {
    let table = OperationTable(Binance())
    #expect(table.isAsked(.place, "POST", "/api/v3/orderList/oco"))
    #expect(!table.isAsked(.place, "GET", "/api/v3/orderList/oco"))
    #expect(!table.isAsked(.cancelList, "POST", "/api/v3/orderList/oco"))
    #expect(table.isAsked(.cancelList, "DELETE", "/api/v3/orderList"))
    #expect(table.isSaid(.place, in: "{\"id\":1,\"method\":\"orderList.place.oco\"}"))
    #expect(OperationTable(Tradovate()).isAsked(.place, "POST", "/v1/order/placeOSO"))
  }

  @Test("Events are doubled, lost, or told after the next one; the rest is left alone")
  func events() throws {
    var plain = Wire()
    let socket = plain.openSocket()
    _ = plain.ask(Self.place)
    let told = plain.frames(socket)
    #expect(told.count >= 2)
    func tell(_ what: Fault.What) throws -> [String] {
      var wire = Wire()
      let id = wire.openSocket()
      try wire.simulator.arm(Fault(what), wire.moment)
      _ = wire.ask(Self.place)
      return wire.frames(id)
    }
    #expect(try tell(.duplicateEvent) == [told[0]] + told)
    #expect(try tell(.dropEvent) == Array(told.dropFirst()))
    #expect(try tell(.reorderEvents) == [told[1], told[0]] + told.dropFirst(2))
  }

  @Test("A reply on a socket is lost where the message is named, and sign-ins do not use it up")
  func socketReply() throws {
    var wire = Wire()
    let id = wire.openSocket()
    try wire.simulator.arm(Fault(.dropReply), wire.moment)
    wire.simulator.receive(Wire.text("login"), on: id, wire.moment)
    #expect(wire.frames(id) == ["echo login"])
    try wire.simulator.arm(Fault(.dropReply, path: "place"), wire.moment)
    wire.simulator.receive(Wire.text("place x"), on: id, wire.moment)
    #expect(wire.frames(id) == [] && wire.simulator.duty(id) == .end)
    #expect(Self.lists(wire) == ["x"])
  }

  @Test("silent_stream: the open streams hear nothing more, new ones do, clearing heals")
  func silentStream() throws {
    var wire = Wire()
    let old = wire.openSocket()
    try wire.simulator.arm(Fault(.silentStream), wire.moment)
    let new = wire.openSocket()
    _ = wire.ask(Self.place)
    #expect(wire.frames(old) == [] && wire.simulator.duty(old) == .keep)
    #expect(!wire.frames(new).isEmpty)
    wire.simulator.clearFaults(wire.moment)
    _ = wire.ask(Self.place.replacing("/x", with: "/y"))
    #expect(!wire.frames(old).isEmpty)
  }

  @Test("silent_stream and cut_stream wait for the next stream where none is open")
  func nextStream() throws {
    var wire = try Self.wire(.silentStream)
    let silent = wire.openSocket()
    wire.simulator.receive(Wire.text("x"), on: silent, wire.moment)
    #expect(wire.frames(silent) == [])
    var other = try Self.wire(.cutStream)
    let (cut, well) = (other.openSocket(), other.openSocket())
    #expect(other.simulator.duty(cut) == .end && other.simulator.duty(well) == .keep)
  }

  @Test("cut_stream: the open streams end without a word")
  func cutStream() throws {
    var wire = Wire()
    let (one, other) = (wire.openSocket("/ws/one"), wire.openSocket("/ws/two"))
    try wire.simulator.arm(Fault(.cutStream, path: "/ws/one"), wire.moment)
    #expect(wire.simulator.duty(one) == .abort && wire.simulator.duty(other) == .keep)
  }

  @Test("expire_token: the venue ends its tokens at once")
  func expireToken() throws {
    var wire = Wire()
    let id = wire.openSocket()
    try wire.simulator.arm(Fault(.expireToken), wire.moment)
    #expect(wire.frames(id) == ["expired"])
  }

  @Test("clock: the venue's clock is off, also backwards, and is set right again")
  func clock() throws {
    var wire = Wire()
    func now(_ wire: inout Wire) -> String {
      let text = wire.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      return String(text.split(separator: "\"now\":").last ?? "").replacing("}", with: "")
    }
    try wire.simulator.arm(Fault(.clock(milliseconds: 5000)), wire.moment)
    #expect(now(&wire) == "1700000005000")
    try wire.simulator.arm(Fault(.clock(milliseconds: -90_000)), wire.moment)
    #expect(now(&wire) == "1699999910000")
    #expect(wire.simulator.armoury.faults.count == 1)
    wire.simulator.clearFaults(wire.moment)
    #expect(now(&wire) == "1700000000000")
  }

  @Test("tick_size and lot_size change what the venue demands, and only to what it can count")
  func ruleChange() throws {
    var wire = Wire()
    let dime = Decimal(mantissa: 1, scale: 1) ?? .one
    try wire.simulator.arm(Fault(.tickSize(Self.pair, dime)), wire.moment)
    #expect(wire.simulator.desk(of: wire.venue)?.instruments[0].tick == dime)
    try wire.simulator.arm(Fault(.lotSize(Self.pair, dime)), wire.moment)
    #expect(wire.simulator.desk(of: wire.venue)?.instruments[0].lot == dime)
    let fine = Decimal(mantissa: 1, scale: 9) ?? .one
    #expect(throws: Simulator.FaultRefusal.self) {
      try wire.simulator.arm(Fault(.tickSize(Self.pair, fine)), wire.moment)
    }
    wire.simulator.clearFaults(wire.moment)
    #expect(wire.simulator.desk(of: wire.venue)?.instruments == Binance().instruments)
  }

  @Test("halt: nothing is taken and nothing trades until it resumes")
  func halt() throws {
    var wire = Wire()
    #expect(wire.ask(Self.place).contains("200 OK"))
    try wire.simulator.arm(Fault(.halt(Self.pair)), wire.moment)
    #expect(wire.ask(Self.place.replacing("/x", with: "/y")).contains("400"))
    #expect(wire.simulator.apply(.trade(Self.pair, at: 33_000), wire.moment) == [])
    #expect(wire.simulator.desk(of: wire.venue)?.openLists.count == 1)
    try wire.simulator.arm(Fault(.resume(Self.pair)), wire.moment)
    #expect(wire.simulator.apply(.trade(Self.pair, at: 33_000), wire.moment) == [wire.venue])
    #expect(wire.simulator.desk(of: wire.venue)?.openLists.isEmpty == true)
    #expect(wire.simulator.armoury.faults.isEmpty)
  }

  @Test("rate_limit refuses once; ban refuses everything until its time is up")
  func limits() throws {
    var wire = try Self.wire(.rateLimit(seconds: 7))
    let answer = wire.ask(Self.place)
    #expect(answer.hasPrefix("HTTP/1.1 429 ") && answer.contains("\"after\":7"))
    #expect(wire.ask(Self.place).contains("200 OK"))
    var banned = try Self.wire(.ban(seconds: 60))
    #expect(banned.ask(Self.place).contains("\"after\":60"))
    banned.pass(30_500)
    #expect(banned.ask(Self.place).contains("\"after\":30"))
    banned.pass(29_500)
    #expect(banned.ask(Self.place).contains("200 OK"))
    #expect(Self.lists(banned) == ["x"])
  }

  @Test("A fault for another venue meets nothing here")
  func otherVenue() throws {
    var wire = Wire()
    #expect(throws: Simulator.FaultRefusal.self) {
      try wire.simulator.arm(Fault(.dropReply, venue: VenueID("kucoin")), wire.moment)
    }
  }

  @Test("Every fault is read from what it writes", arguments: FaultTests.all)
  func roundTrip(fault: Fault) throws {
    #expect(try FaultFile.read(Array(fault.json.text.utf8)) == .arm(fault))
  }

  private static let all: [Fault] = {
    let size = Decimal(mantissa: 5, scale: 1) ?? .one
    return [
      Fault(
        .dropReply, venue: VenueID("binance"), path: "/api", method: "POST", times: 3, after: 2),
      Fault(.delayReply(milliseconds: 5), operation: .place),
      Fault(.httpStatus(503, isExecuted: true)), Fault(.cutReply(bytes: 9)), Fault(.dropEvent),
      Fault(.duplicateEvent), Fault(.reorderEvents), Fault(.silentStream, path: "/ws"),
      Fault(.cutStream), Fault(.expireToken, venue: VenueID("kucoin")),
      Fault(.clock(milliseconds: -1)),
      Fault(.tickSize(pair, size)), Fault(.lotSize(pair, size)), Fault(.halt(pair)),
      Fault(.resume(pair)), Fault(.rateLimit(seconds: 3)), Fault(.ban(seconds: 4)),
    ]
  }()

  @Test(
    "What is no fault is refused in a sentence that names the key",
    arguments: [
      (#"{"fault":"drop_repli"}"#, "line 1, fault: 'drop_repli' is not drop_reply, "),
      (#"{}"#, "line 1, fault: is missing; it is one of drop_reply, "),
      (#"[]"#, "line 1, fault: is missing; it is one of drop_reply, "),
      (#"{"fault":"drop_reply","vnue":"binance"}"#, "line 1, vnue: is not a known key; "),
      (#"{"fault":"drop_reply","venue":"x"}"#, "line 1, venue: 'x' is not binance, "),
      (#"{"fault":"drop_reply","times":0}"#, "line 1, times: 0 is not between 1 and "),
      (#"{"fault":"drop_reply","operation":"x"}"#, "line 1, operation: 'x' is not place, "),
      (#"{"fault":"delay"}"#, "line 1, ms: is missing"),
      (#"{"fault":"http_status","status":200}"#, "line 1, status: 200 is not between 500 and 599"),
      (#"{"fault":"halt"}"#, "line 1, instrument: is missing"),
      (#"{"fault":"halt","instrument":"BTCUSDT"}"#, "line 1, instrument: 'BTCUSDT' is neither"),
      (
        #"{"fault":"tick_size","instrument":"BTC/USDT","size":"-1"}"#,
        "line 1, size: is not above zero"
      ),
      (#"{"clear":false}"#, "line 1, clear: only true means anything here"),
      ("{", "line 1: column 2: "),
    ])
  func refusals(_ text: String, _ sentence: String) {
    do throws(FileError) {
      _ = try FaultFile.read(Array(text.utf8))
      Issue.record("read")
    } catch {
      #expect(error.description.hasPrefix(sentence), "\(error)")
    }
  }
}
