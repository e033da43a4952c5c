import Orders

/// Answers and frames as the venues document them, to be spoilt.
public enum AnswerSamples {
  public static func of(_ venue: VenueID) -> [String] { table[venue.name] ?? ["{}"] }

  private static let table: [String: [String]] = [
    "kucoin": [
      #"{"code":"200000","data":{"orderId":"674c316e688dea0007c7b986"}}"#,
      #"{"code":"400100","msg":"validation.createOrder.clientOidDuplicated"}"#,
      #"{"type":"message","subject":"stopOrder","data":{"orderId":"vs93","stop":"l_s_o","#
        + #""orderPrice":"70000","side":"sell","size":"0.1","stopPrice":"71000","type":"open","#
        + #""ts":1742305928091268493}}"#,
    ],
    "binance": [
      #"{"orderListId":1,"contingencyType":"OCO","listStatusType":"EXEC_STARTED","#
        + #""listOrderStatus":"EXECUTING","listClientOrderId":"tk-oco-0001","#
        + #""transactionTime":1700000000123,"symbol":"BTCUSDT","orders":[{"symbol":"BTCUSDT","#
        + #""orderId":10,"clientOrderId":"tk-oco-0001-b"},{"symbol":"BTCUSDT","orderId":11,"#
        + #""clientOrderId":"tk-oco-0001-a"}],"orderReports":[]}"#,
      #"{"code":-2010,"msg":"Account has insufficient balance for requested action."}"#,
      #"{"subscriptionId":0,"event":{"e":"executionReport","E":1,"s":"BTCUSDT","c":"a","#
        + #""S":"SELL","o":"LIMIT_MAKER","q":"0.01","p":"32000","g":1,"C":"","x":"NEW","#
        + #""X":"NEW","r":"NONE","i":11,"z":"0","w":true,"I":5,"T":1700000000123}}"#,
    ],
    "crypto-com": [
      #"{"id":2,"method":"private/advanced/create-oco","code":0,"#
        + #""result":{"list_id":6498090546073120100}}"#,
      #"{"id":1,"method":"private/advanced/create-oto","code":40101,"message":"UNAUTHORIZED"}"#,
      #"{"id":-1,"method":"subscribe","code":0,"result":{"channel":"user.advance.order","data":["#
        + #"{"order_id":"19848526","client_oid":"t-2","order_type":"STOP_LIMIT","side":"SELL","#
        + #""status":"PENDING","quantity":"0.1","list_id":"6498090546073120100","leg_id":"2"}]}}"#,
    ],
    "bingx": [
      #"{"code":0,"msg":"","debugMsg":"","data":[{"transactionTime":0,"orderId":"18279","#
        + #""clientOrderId":"34","symbol":"BTC-USDT","orderType":"ocoLimit","side":"BUY","#
        + #""triggerPrice":0,"price":48000,"quantity":0.001,"orderListId":"33","status":""}]}"#,
      #"{"code":100202,"msg":"Insufficient assets","debugMsg":""}"#,
      #"{"code":0,"dataType":"spot.executionReport","data":{"e":"executionReport","s":"ETH-USDT","#
        + #""S":"BUY","o":"LIMIT","q":0.1,"p":2000,"x":"NEW","X":"PENDING","#
        + #""i":1812112568701845504}}"#,
    ],
    "tradovate": [
      #"{"orderId":62495,"ocoId":62496}"#,
      #"{"failureReason":"InvalidPrice","failureText":"Wrong OCO combination"}"#,
      #"a[{"e":"props","d":{"entityType":"order","eventType":"Created","entity":{"id":210518,"#
        + #""accountId":25,"timestamp":"2016-11-04T00:02:36.626Z","action":"Sell","#
        + #""ordStatus":"PendingNew","admin":false}}}]"#,
    ],
  ]
}
