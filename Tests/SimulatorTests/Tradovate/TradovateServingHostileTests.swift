import Exact
import Orders
import Testing
import WebSocket

@testable import Simulator

/// Requests that nobody should send; the simulator answers each, and keeps its head.
@Suite struct TradovateServingHostileTests {
  /// A small generator, so that a failing run can be run again.
  private struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, sides)
    }
  }

  private static let seeds = [
    ("order/placeoco", TradovateDesk.oco), ("order/placeoso", TradovateDesk.oso),
    ("order/placeoso", TradovateDesk.oto),
    (
      "order/placeorder",
      TradovateDesk.single(#""orderType":"TrailingStop","stopPrice":6510,"pegDifference":10"#)
    ),
    (
      "order/modifyorder",
      #"{"orderId":10000010,"orderQty":1,"orderType":"Limit","price":6400,"timeInForce":"Day"}"#
    ), ("order/cancelorder", #"{"orderId":10000011}"#),
    ("order/liquidateposition", #"{"accountId":1000001,"contractId":700002,"admin":false}"#),
    ("order/liquidatepositions", #"{"positions":[10000001,10000002]}"#),
    ("user/syncrequest", #"{"users":[2000001]}"#),
    ("md/subscribequote", #"{"symbol":"MESZ6"}"#),
    ("auth/accesstokenrequest", #"{"name":"paper-name","password":"paper-password"}"#),
    (
      "orderstrategy/startorderstrategy",
      #"{"accountId":1000001,"symbol":"MESZ6","action":"Buy","orderStrategyTypeId":2,"params":"#
        + #""{\"entryVersion\":{\"orderQty\":1,\"orderType\":\"Market\"},\"brackets\":[{\"qty\":1,"#
        + #"\"profitTarget\":25,\"stopLoss\":-12}]}"}"#
    ),
  ]

  private static let pieces = [
    "null", "-1", "0", "1e400", "9223372036854775808", "\"\"", "{}", "[]", "\"MESZ6\"", "\\u0000",
    "Sell", "Buy", "Stop", "StopLimit", "6500", "0.1", "99999999999999999999999999999999999999",
    "GTD", "\u{1F600}", "true", "\"2026-06-01T00:00:00Z\"",
  ]

  /// A call, mostly with a body that was meant for it.
  private static func spoiled(_ dice: inout Dice) -> (name: String, body: [UInt8]) {
    let seed = seeds[dice.roll(seeds.count)]
    let name = dice.roll(8) == 0 ? seeds[dice.roll(seeds.count)].0 : seed.0
    var bytes = Array(seed.1.utf8)
    for _ in 0..<dice.roll(4) where !bytes.isEmpty {
      let at = dice.roll(bytes.count)
      switch dice.roll(4) {
      case 0: bytes[at] = UInt8(dice.roll(256))
      case 1: bytes.removeSubrange(at..<min(bytes.count, at + 1 + dice.roll(12)))
      case 2: bytes.insert(contentsOf: pieces[dice.roll(pieces.count)].utf8, at: at)
      default:
        let end = min(bytes.count, at + 1 + dice.roll(8))
        bytes.replaceSubrange(at..<end, with: pieces[dice.roll(pieces.count)].utf8)
      }
    }
    return (name, bytes)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func spoiledRequestsAreAnswered(_ seed: UInt64) {
    var dice = Dice(state: seed)
    var desk = TradovateDesk()
    desk.serving.gate.hour = RateMeter(limit: 1_000_000, window: 3_600_000)
    let socket = desk.open()
    desk.say(#"user/syncrequest\#n1\#n\#n{"users":[2000001]}"#, on: socket)
    var accepted = 0
    for turn in 0..<600 {
      let (name, body) = Self.spoiled(&dice)
      if dice.roll(2) == 0 {
        let answer = desk.serving.answer(
          HTTPRequest(
            "POST", "/v1/" + name, headers: [HeaderField("Authorization", "Bearer paper-token")],
            body: body))
        #expect([200, 400, 403, 404].contains(answer.status))
        if TradovateDesk.text(answer).hasPrefix(#"{"orderId""#) { accepted += 1 }
      } else {
        desk.serving.receive(
          .text(Array("\(name)\n\(turn)\n\n".utf8) + body), on: socket, into: &desk.outbox)
      }
      desk.settle()
      if turn % 10 == 0 { desk.trade(quarters(25_600 + Int128(dice.roll(800))), 3) }
      if turn % 7 == 0 {
        desk.wait(700)
        desk.say("[]", on: socket)
      }
      desk.outbox.items.removeAll()
    }
    // Some of it was in order after all.
    #expect(accepted > 20)
    #expect(desk.serving.sockets[socket] != nil)
  }

  /// Whatever happened, what is read of an order is what the desk knows of it.
  @Test(arguments: [5, 6] as [UInt64]) func entitiesAgreeWithTheDesk(_ seed: UInt64) throws {
    var dice = Dice(state: seed)
    var desk = TradovateDesk()
    let bodies = [TradovateDesk.oco, TradovateDesk.oso, TradovateDesk.oto]
    for _ in 0..<150 {
      let kind = dice.roll(3)
      _ = desk.post(kind == 0 ? "/order/placeoco" : "/order/placeoso", bodies[kind])
      desk.trade(quarters(25_600 + Int128(dice.roll(900))), Decimal(1 + dice.roll(3)))
      if dice.roll(4) == 0, let order = desk.serving.desk.openOrders.first,
        let id = desk.serving.idOfOrder[order.number]
      {
        _ = desk.post("/order/cancelorder", #"{"orderId":\#(id)}"#)
      }
    }
    let orders = try desk.get("/order/list")
    #expect(orders.count == desk.serving.desk.allOrders.count)
    for (entity, order) in zip(orders.elements, desk.serving.desk.allOrders) {
      #expect(entity["ordStatus"]?.string == TradovateServing.word(for: order.status))
      let id = try #require(entity["id"]?.int64)
      let fills = desk.serving.book.dependents(.fill, of: id)
      #expect(fills.count == order.fills.count)
    }
    let net = desk.serving.desk.position(in: 1)?.quantity
    #expect(try desk.get("/position/list")[0]?["netPos"]?.decimal == net)
  }
}
