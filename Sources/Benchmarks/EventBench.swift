import Exact
import Venues

/// What it costs to read one event about one order: its JSON alone, and all the venue makes of it.
struct EventBench {
  private struct Subject {
    let venue: any Venue
    let frame: [UInt8]
    /// The frame without what a transport puts around its JSON.
    let json: [UInt8]
  }

  func run() {
    let watch = Stopwatch()
    print("one order event, one core; median of \(watch.rounds) rounds (least…most)")
    for subject in VenueCatalogue.all.compactMap(Self.subject) {
      print("\(subject.venue.id), \(subject.json.count) bytes of JSON")
      print("  parse                \(watch.measure { Self.parse(subject) }.text)")
      print("  events               \(watch.measure { Self.events(subject) }.text)")
    }
  }

  private static func subject(_ venue: any Venue) -> Subject? {
    guard let text = samples[venue.id.name] else { return nil }
    let frame = Array(text.utf8)
    let json = frame.first == UInt8(ascii: "a") ? Array(frame.dropFirst()) : frame
    return Subject(venue: venue, frame: frame, json: json)
  }

  private static func parse(_ subject: Subject) -> Int {
    (try? JSONDocument(parsing: subject.json))?.root.count ?? 0
  }

  private static func events(_ subject: Subject) -> Int {
    subject.venue.events(in: subject.frame).count
  }

  /// A frame as each venue sends it when something happens to one order, with every member it
  /// has then.
  private static let samples = [
    "kucoin": #"{"topic":"/spotMarket/advancedOrders","type":"message","subject":"stopOrder","#
      + #""userId":"633559791e1cbc0001f319bc","channelType":"private","data":{"#
      + #""orderId":"vs93gpupfa48anof003u85mb","orderPrice":"70000","orderType":"stop","#
      + #""side":"sell","size":"0.00007142","stop":"l_s_o","stopPrice":"71000","#
      + #""symbol":"BTC-USDT","tradeType":"TRADE","type":"open","createdAt":1742305928064,"#
      + #""ts":1742305928091268493}}"#,
    "binance": #"{"e":"executionReport","E":1700000060123,"s":"BTCUSDT","#
      + #""c":"td-oco-0000000000007-a","S":"SELL","o":"LIMIT_MAKER","f":"GTC","q":"0.01000000","#
      + #""p":"32000.00000000","P":"0.00000000","F":"0.00000000","g":1,"C":"","x":"TRADE","#
      + #""X":"PARTIALLY_FILLED","r":"NONE","i":12569099453,"l":"0.00400000","z":"0.00400000","#
      + #""L":"32000.00000000","n":"0.12800000","N":"USDT","T":1700000060122,"t":3847261092,"#
      + #""I":8641984,"w":true,"m":true,"M":false,"O":1700000000123,"Z":"128.00000000","#
      + #""Y":"128.00000000","Q":"0.00000000","W":1700000000123,"V":"NONE"}"#,
    "crypto-com": #"{"id":-1,"method":"subscribe","code":0,"result":{"#
      + #""instrument_name":"BTC_USD","subscription":"user.advance.order.BTC_USD","#
      + #""channel":"user.advance.order","data":[{"#
      + #""account_id":"52e7c00f-1324-5a6z-bfgt-de445bde21a5","order_id":"19848526","#
      + #""exchange_order_id":"6142909897021751347","client_oid":"td-oco-0000000000007-b","#
      + #""order_type":"STOP_LIMIT","side":"SELL","status":"PENDING","quantity":"0.1","#
      + #""limit_price":"79900","ref_price":"80000","ref_price_type":"MARK_PRICE","#
      + #""avg_price":"0","cumulative_quantity":"0","cumulative_value":"0","#
      + #""cumulative_fee":"0","list_id":"6498090546073120100","leg_id":"2","#
      + #""contingency_type":"OCO","instrument_name":"BTC_USD","create_time":"1700000000123","#
      + #""create_time_ns":"1700000000123000000","update_time":"1700000000123"}]}}"#,
    "bingx": #"{"code":0,"dataType":"spot.executionReport","data":{"e":"executionReport","#
      + #""E":1720876278637,"s":"ETH-USDT","S":"BUY","o":"LIMIT","q":0.1,"p":2000,"x":"TRADE","#
      + #""X":"PARTIALLY_FILLED","i":1812112568701845504,"l":0.04,"z":0.04,"L":2000,"#
      + #""n":-0.00004,"C":"td-oco-0000000000007","N":"ETH","T":1720876278637,"t":991,"#
      + #""O":1720876278458,"Z":80,"Y":80,"Q":0,"m":false}}"#,
    "tradovate": #"a[{"e":"props","d":{"entityType":"executionReport","eventType":"Created","#
      + #""entity":{"id":900,"commandId":3,"name":"x","accountId":1,"contractId":560901,"#
      + #""timestamp":"2026-08-19T14:00:00.123Z","orderId":62495,"execType":"Trade","#
      + #""ordStatus":"Working","action":"Sell","cumQty":2,"avgPx":6500.375,"lastQty":1,"#
      + #""lastPx":6500.5}}}]"#,
  ]
}
