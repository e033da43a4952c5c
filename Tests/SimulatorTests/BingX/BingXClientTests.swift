import Exact
import Orders
import Testing

@testable import Simulator

/// Requests that ccxt 4.5.90 sent, byte by byte, with the paper credentials and a fixed clock.
@Suite("BingXServing: recorded clients")
struct BingXServingClientTests {
  private static let root = "/openApi/spot/v1/"

  @Test("What ccxt asks before it trades")
  func before() throws {
    var bench = BingXBench()
    let coins = bench.send(
      "GET",
      "/openApi/wallets/v1/capital/config/getall?timestamp=1700000000002"
        + "&signature=69b7f522a8a72f3446cc081c5bff86fae686b5b39b94cb8f88dcf0895fe4e931")
    #expect(coins.data?[0]?["coin"]?.string == "BTC")
    #expect(coins.data?[0]?["networkList"]?.count == 1)
    for path in ["swap/v2/quote/contracts", "cswap/v1/market/contracts"] {
      let reply = bench.send("GET", "/openApi/\(path)?timestamp=1700000000004", key: nil)
      #expect(reply.code == 0 && reply.data?.count == 0)
    }
    let symbols = bench.send("GET", Self.root + "common/symbols?timestamp=1700000000008", key: nil)
    let row = try #require(symbols.data?["symbols"]?[0])
    // The members that the venue's sample and ccxt's parser name.
    for name in [
      "symbol", "minQty", "maxQty", "minNotional", "maxNotional", "status", "tickSize", "stepSize",
      "apiStateSell", "apiStateBuy", "timeOnline", "offTime", "maintainTime",
    ] { #expect(row[name] != nil, "\(name)") }
    #expect(row["tickSize"]?.numberText == "0.01" && row["stepSize"]?.numberText == "0.00001")
    #expect(row["minNotional"]?.numberText == "5" && row["status"]?.numberText == "1")
    let ticker = bench.send(
      "GET", Self.root + "ticker/24hr?symbol=BTC-USDT&timestamp=1700000000010", key: nil)
    #expect(ticker.data?[0]?["lastPrice"]?.numberText == "30000")
    #expect(ticker.data?[0]?["bidPrice"]?.numberText == "29999.99")
    let time = bench.send("GET", "/openApi/swap/v2/server/time?timestamp=1", key: nil)
    #expect(time.data?["serverTime"]?.int64 == BingXBench.start)
    let balance = bench.send(
      "GET",
      Self.root + "account/balance?timestamp=1700000000012"
        + "&signature=f8d06d12f878bb3f467bfde8c8da48c602692ab9085d548dfeed85ebb050112c")
    let first = try #require(balance.data?["balances"]?[0])
    #expect(first.names == ["asset", "free", "locked"])
    #expect(first["free"]?.string == "100")
    let fees = bench.send(
      "GET",
      Self.root + "user/commissionRate?symbol=BTC-USDT&timestamp=1700000000047"
        + "&signature=1495d62ff3593dbf2d1855a591c13b94a7edf58f4430161f8948440b7d0bbacc")
    #expect(fees.data?["takerCommissionRate"]?.numberText == "0.001")
  }

  @Test("ccxt places, asks for and cancels an OCO by query alone")
  func oco() {
    var bench = BingXBench()
    let placed = bench.send(
      "POST",
      Self.root + "oco/order?aboveClientOrderId=5002&belowClientOrderId=5003&limitPrice=32000"
        + "&listClientOrderId=5001&orderPrice=28900&quantity=0.01&side=SELL&symbol=BTC-USDT"
        + "&timestamp=1700000000016&triggerPrice=29000"
        + "&signature=6c6286621882c0df5bb7ffc99b17563ccbefb07ac35e46a045ba73d592883132")
    #expect(placed.code == 0 && placed.data?.count == 2)
    let list = bench.send(
      "GET",
      Self.root + "oco/orderList?clientOrderId=5001&timestamp=1700000000018"
        + "&signature=aab7877cb3518083e1bf77f150e35b6ffacddf6a9b906ff4b8d387a9d3ef733f")
    #expect(list.data?.count == 2)
    let open = bench.send(
      "GET",
      Self.root + "oco/openOrderList?pageIndex=1&pageSize=100&timestamp=1700000000020"
        + "&signature=c7d07a772e22ed4e53c9d4d9a26922c08c038861822775d366759685baf27f12")
    #expect(open.data?.count == 2)
    let gone = bench.send(
      "POST",
      Self.root + "oco/cancel?clientOrderId=5003&timestamp=1700000000022"
        + "&signature=387f0f9960c26901ce19ac531c770740c527697197ec3c3ee79fb731cb33526d")
    #expect(gone.data?["clientOrderId"]?.string == "5003")
    let ended = bench.send(
      "GET",
      Self.root + "oco/historyOrderList?pageIndex=1&pageSize=100&timestamp=1700000000024"
        + "&signature=d3bdcea775f448deebdc08e27316c6a8ad272ced2e55c2b281a5443e86c04050")
    #expect(ended.data?.count == 2)
  }

  @Test("ccxt places, lists and cancels single orders and a batch")
  func singles() throws {
    var bench = BingXBench()
    let limit = bench.send(
      "POST",
      Self.root + "trade/order?newClientOrderId=first_1&price=29000&quantity=0.001&side=BUY"
        + "&symbol=BTC-USDT&timestamp=1700000000026&type=LIMIT"
        + "&signature=bcebafeba925c60263444fe42c767d06777b1728bf4c58237bbcb5b85a67ab42")
    #expect(limit.data?["status"]?.string == "PENDING" && limit.data?["price"]?.string == "29000")
    // The members of the recorded answer and of ccxt's sample.
    for name in [
      "symbol", "orderId", "transactTime", "price", "origQty", "executedQty",
      "cummulativeQuoteQty", "status", "type", "side",
    ] { #expect(limit.data?[name] != nil, "\(name)") }
    #expect(limit.data?["orderId"]?.numberText?.utf8.count == 19)
    let market = bench.send(
      "POST",
      Self.root + "trade/order?quantity=0.001&side=SELL&symbol=BTC-USDT&timestamp=1700000000028"
        + "&type=MARKET"
        + "&signature=cce52511e400bc0824f5fd6f757679d14d6db20813529e0b2f0c36825b8ff5e7")
    #expect(market.data?["status"]?.string == "FILLED")
    #expect(market.data?["cummulativeQuoteQty"]?.string == "29.99999")
    let stop = bench.send(
      "POST",
      Self.root + "trade/order?price=28900&quantity=0.001&side=SELL&stopPrice=29000"
        + "&symbol=BTC-USDT&timestamp=1700000000030&type=TAKE_STOP_LIMIT"
        + "&signature=f28e44c3076b0fdb76efe80947dcddb3df1f3e729af265103e4f4bb0885a3a47")
    #expect(stop.data?["status"]?.string == "NEW" && stop.data?["stopPrice"]?.string == "29000")
    let batch = bench.send(
      "POST",
      Self.root + "trade/batchOrders?data=%5B%7B%22symbol%22%3A%22BTC-USDT%22%2C%22type%22%3A%22"
        + "LIMIT%22%2C%22side%22%3A%22BUY%22%2C%22quantity%22%3A0.001%2C%22price%22%3A28000%7D%2C"
        + "%7B%22symbol%22%3A%22BTC-USDT%22%2C%22type%22%3A%22LIMIT%22%2C%22side%22%3A%22BUY%22%2C"
        + "%22quantity%22%3A0.002%2C%22price%22%3A27000%7D%5D&timestamp=1700000000032"
        + "&signature=441707ce8a08c7ce6c1602bb04b080a6e2cc08c2fa5ef18fea2557192d36d856")
    #expect(batch.data?["orders"]?.elements.map { $0["price"]?.string } == ["28000", "27000"])
    let open = bench.send(
      "GET",
      Self.root + "trade/openOrders?symbol=BTC-USDT&timestamp=1700000000034"
        + "&signature=1e872ce9b0a982fdf9fd75000c4c7551c25e6380100de1053d2a2982ab632070")
    #expect(open.data?["orders"]?.count == 4)
    #expect(open.data?["orders"]?[2]?["StopPrice"]?.string == "29000")
    let gone = bench.send(
      "POST",
      Self.root + "trade/cancel?clientOrderID=first_1&symbol=BTC-USDT&timestamp=1700000000036"
        + "&signature=989098387a35b52722ec1290e350129da50aaf8d3eb1cb4eed0a19f1bca1c749")
    #expect(gone.data?["status"]?.string == "CANCELED")
    let all = bench.send(
      "POST",
      Self.root + "trade/cancelOpenOrders?symbol=BTC-USDT&timestamp=1700000000038"
        + "&signature=1704de2529b7f30a949ca2caaba2791a5f753014f5c9893394b23de344ff62a9")
    #expect(all.data?["orders"]?.count == 3)
    let ended = bench.send(
      "GET",
      Self.root + "trade/historyOrders?symbol=BTC-USDT&timestamp=1700000000040"
        + "&signature=62e6ea30e2df6fd88dfec58e8a9f44356b448c23f37da7784f4bf27bac55eb0d")
    #expect(ended.data?["orders"]?.count == 5)
    let fills = bench.send(
      "GET",
      Self.root + "trade/myTrades?symbol=BTC-USDT&timestamp=1700000000043"
        + "&signature=da90cdf98acd945af2eba1686474f995e265d50662b2b9387c3e67bbf54c6ab6")
    let fill = try #require(fills.data?["fills"]?[0])
    #expect(
      fill.names == [
        "symbol", "id", "orderId", "price", "qty", "quoteQty", "commission", "commissionAsset",
        "time", "isBuyer", "isMaker",
      ])
    // A thousandth of 29.99999, in the quote currency; what is charged is negative.
    #expect(fill["commissionAsset"]?.string == "USDT")
    #expect(fill["commission"]?.decimal?.isNegative == true)
  }

  @Test("A listen key is given to ccxt's signed and to an unsigned request, each its own")
  func listenKeys() {
    var bench = BingXBench()
    let path = "/openApi/user/auth/userDataStream"
    let signed = bench.send(
      "POST",
      path + "?timestamp=1700000000045"
        + "&signature=481d7d8824363c81efb975dcd9dc56f57db0fda86c9d441640dce71ea634313f")
    #expect(signed.json?.names == ["listenKey"])
    let first = signed.json?["listenKey"]?.string ?? ""
    #expect(first.utf8.count == 64)
    let second = bench.send("POST", path).json?["listenKey"]?.string ?? ""
    #expect(second.utf8.count == 64 && second != first)
    #expect(bench.send("PUT", path).response.status == 204)
    #expect(bench.send("PUT", path + "?listenKey=abc").response.status == 404)
    bench.pass(1_000)
    #expect(bench.send("PUT", path + "?listenKey=" + first).response.status == 200)
    #expect(bench.send("DELETE", path + "?listenKey=" + first).response.status == 200)
    #expect(bench.send("DELETE", path + "?listenKey=" + first).response.status == 404)
    #expect(bench.send("POST", path, key: nil).fault == "100413 Null apiKey")
  }
}
