import Exact
import Orders
import Testing
import WebSocket

@testable import Simulator

/// Requests as public clients sent them, byte for byte, with the signatures they made.
@Suite("Binance, requests of public clients")
struct BinanceServingClientTests {
  private static let headers = [
    HeaderField("x-mbx-apikey", "paper-key"),
    HeaderField("Content-Type", "application/x-www-form-urlencoded"),
  ]

  @Test("ccxt 4.5.90 places an OCO, in a form whose first parameter is the time")
  func ccxt() throws {
    var bench = BinanceBench(1_795_214_232_733)
    let order = try bench.ask(
      "POST", "/api/v3/order",
      "timestamp=1795214232733&symbol=BTCUSDT&side=BUY"
        + "&newClientOrderId=x-TKT5PX2Feaf630734641c8154fb4bc&newOrderRespType=FULL&type=LIMIT"
        + "&quantity=0.1&price=25000&timeInForce=GTC&recvWindow=10000"
        + "&signature=9ebcdf1d8e0fc506176a908382c4ac2b80f1d9c8e906990e2994e23f09630096",
      headers: Self.headers)
    #expect(order.status == 200)
    #expect(order.root["clientOrderId"]?.string == "x-TKT5PX2Feaf630734641c8154fb4bc")
    #expect(order.root["status"]?.string == "NEW")
    #expect(order.root["fills"]?.count == 0)
    #expect(order.header("x-mbx-order-count-10s") == "1")
    let gone = try bench.ask(
      "DELETE",
      "/api/v3/order?timestamp=1795214232844&symbol=BTCUSDT&orderId=1&recvWindow=10000"
        + "&signature=ab644b9c9c7275a1149441b26f17289d80409792969db0e3ad61cad9569b16a7",
      headers: Self.headers)
    #expect(gone.root["status"]?.string == "CANCELED", "\(gone.fault)")
    #expect(gone.root["origClientOrderId"]?.string == "x-TKT5PX2Feaf630734641c8154fb4bc")
  }

  @Test("python-binance 1.0.37 places an OCO, its parameters sorted")
  func pythonBinance() throws {
    var bench = BinanceBench(1_795_214_233_714)
    let placed = try bench.ask(
      "POST", "/api/v3/orderList/oco",
      "abovePrice=32000.00&aboveType=LIMIT_MAKER&belowPrice=28900.00&belowStopPrice=29000.00"
        + "&belowTimeInForce=GTC&belowType=STOP_LOSS_LIMIT"
        + "&listClientOrderId=de631f1559ae4532b81d51befd69b19b&newOrderRespType=RESULT"
        + "&quantity=0.01&recvWindow=10000&side=SELL&symbol=BTCUSDT&timestamp=1795214233714"
        + "&signature=b63a96e5102c42206cf5bcdfba91bb1fa30606d8548b3f786e6127f496867453",
      headers: Self.headers)
    #expect(placed.status == 200, "\(placed.fault)")
    #expect(placed.root["listClientOrderId"]?.string == "de631f1559ae4532b81d51befd69b19b")
  }

  @Test("binance-connector 3.13.0 and binance-sdk-spot 13.2.0 place OCOs in the query")
  func connectors() throws {
    let queries: [(Int64, String)] = [
      (
        1_795_214_233_970,
        "symbol=BTCUSDT&side=SELL&quantity=0.01&aboveType=LIMIT_MAKER&belowType=STOP_LOSS_LIMIT"
          + "&abovePrice=32000.00&belowStopPrice=29000.00&belowPrice=28900.00"
          + "&belowTimeInForce=GTC&listClientOrderId=2a23c958cb2a4cb8a17e36882f9b556c"
          + "&timestamp=1795214233970"
          + "&signature=7bba7d77892bcb5f7eee300e6dd4da32c96cbeb7c3772d148176fdf4b7aece54"
      ),
      (
        1_795_214_234_024,
        "symbol=BTCUSDT&side=SELL&quantity=0.01&aboveType=LIMIT_MAKER&belowType=STOP_LOSS_LIMIT"
          + "&abovePrice=32000.0&belowPrice=28900.0&belowStopPrice=29000.0&belowTimeInForce=GTC"
          + "&timestamp=1795214234024"
          + "&signature=5216efd9fce2ea4fd027203eecf50e8023f471c12a19ecb1df4d95939eee3e22"
      ),
    ]
    for (time, query) in queries {
      var bench = BinanceBench(time)
      let placed = try bench.ask(
        "POST", "/api/v3/orderList/oco?" + query, headers: [Self.headers[0]])
      #expect(placed.status == 200, "\(placed.fault)")
      // Without newOrderRespType a list answers in full, with the venue's own ids.
      let reports = try #require(placed.root["orderReports"])
      #expect(reports.all("fills") == ["", ""] && reports[0]?["fills"]?.count == 0)
      #expect(reports.all("clientOrderId").allSatisfy { $0.utf8.count == 22 })
    }
  }

  @Test("Frames signed as web-socket-api.md says, by its own order of names")
  func frames() throws {
    var bench = BinanceBench(1_795_214_234_058)
    #expect(bench.open("/ws-api/v3") == .admitted)
    let subscribed = try bench.send(
      #"{"id": "3ff6", "method": "userDataStream.subscribe.signature", "params": {"#
        + #""apiKey": "paper-key", "timestamp": 1795214234052, "signature": "#
        + #""8e5f1d0e45ead3155c2c03aeb3c5226e0801e5066970898b0bc482372b8481b8"}}"#)
    #expect(subscribed.last?["result"]?.rawText == #"{"subscriptionId":0}"#)
    let placed = try bench.send(
      #"{"id": "5595", "method": "orderList.place.oco", "params": {"symbol": "BTCUSDT", "#
        + #""side": "SELL", "quantity": "0.01", "aboveType": "LIMIT_MAKER", "#
        + #""abovePrice": "32000.00", "belowType": "STOP_LOSS_LIMIT", "#
        + #""belowStopPrice": "29000.00", "belowPrice": "28900.00", "belowTimeInForce": "GTC", "#
        + #""listClientOrderId": "f37b2f4e004043a4aa3c6ed3c1ce2080", "apiKey": "paper-key", "#
        + #""timestamp": 1795214234058, "signature": "#
        + #""60c4bb0acf0b59a26a020863f4c4ff9e4eb69f292199373105e2438d9bc5f804"}}"#)
    #expect(placed.last?["status"]?.int64 == 200, "\(placed.last?.rawText ?? "")")
    #expect(placed.last?["id"]?.string == "5595")
  }

  @Test("What ccxt asks before it trades: currencies, margin pairs, the markets of futures")
  func beforehand() throws {
    var bench = BinanceBench(1_795_214_232_052)
    let coins = try bench.ask(
      "GET",
      "/sapi/v1/capital/config/getall?timestamp=1795214232052&recvWindow=10000"
        + "&signature=953fe72377ee803bc27a9bc19079148866793f8b37d31c1e5b48affe725d2c93",
      headers: [Self.headers[0]])
    #expect(coins.root[0]?["coin"]?.string == "BTC")
    for path in ["/fapi/v1/exchangeInfo", "/dapi/v1/exchangeInfo"] {
      #expect(try bench.ask("GET", path).root["symbols"]?.count == 0)
    }
  }
}
