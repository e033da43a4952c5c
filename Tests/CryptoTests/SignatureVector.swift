import Testing

// Signature vectors of the venues: texts signed with HMAC-SHA256, from the venues' own samples or
// made with an independent implementation. The secrets are published examples or invented; none
// is real.

/// A text, the secret that signs it, and the signature a venue expects.
struct SignatureVector: Sendable, CustomTestStringConvertible {
  let name: String
  let secret: String
  let message: String
  let signature: String

  init(_ name: String, secret: String, signs message: String, as signature: String) {
    self.name = name
    self.secret = secret
    self.message = message
    self.signature = signature
  }

  var testDescription: String { name }
}

private let binanceSecret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"
private let fakeBinanceSecret = "FAKESECRETFAKESECRETFAKESECRETFAKESECRETFAKESECRETFAKESECRET0000"
private let sampleSecret = "secretKey"
private let fakeSecret = "fake-secret-0001"
private let kuCoinSample = "f03a5284-5c39-4aaa-9b20-dea10bdcf8e3"
private let kuCoinUnitTest = "test_api_secret"
private let fakeKuCoinSecret = "fake-secret-00000000-1111-2222-3333-444444444444"

extension SignatureVector {
  /// The requests printed in the official documentation, and order lists signed with invented keys.
  static let binance: [SignatureVector] = [
    SignatureVector(
      "V1 REST", secret: binanceSecret,
      signs: """
        symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&\
        recvWindow=5000&timestamp=1499827319559
        """,
      as: "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71"),
    SignatureVector(
      "V2 REST non-ASCII", secret: binanceSecret,
      signs: """
        symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&side=BUY&type=LIMIT&\
        timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559
        """,
      as: "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3"),
    SignatureVector(
      "V3 WS-API", secret: binanceSecret,
      signs: """
        apiKey=vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A&\
        price=52000.00&quantity=0.01000000&recvWindow=100&side=SELL&symbol=BTCUSDT&\
        timeInForce=GTC&timestamp=1645423376532&type=LIMIT
        """,
      as: "aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24"),
    SignatureVector(
      "V4 WS-API non-ASCII", secret: binanceSecret,
      signs: """
        apiKey=vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A&\
        price=0.10000000&quantity=1.00000000&recvWindow=5000&side=BUY&symbol=１２３４５６&\
        timeInForce=GTC&timestamp=1645423376532&type=LIMIT
        """,
      as: "b33892ae8e687c939f4468c6268ddd4c40ac1af18ad19a064864c47bae0752cd"),
    SignatureVector(
      "F1 legacy SELL OCO", secret: fakeBinanceSecret,
      signs: """
        symbol=BTCUSDT&side=SELL&quantity=0.01&price=32000&stopPrice=29000&\
        stopLimitPrice=28900&stopLimitTimeInForce=GTC&timestamp=1700000000000
        """,
      as: "dd975d30f1aa8d2d1616d9500256a1643c1ddbd86ae3b9c5faf041e45b8a21d5"),
    SignatureVector(
      "F2 SELL OCO", secret: fakeBinanceSecret,
      signs: """
        symbol=BTCUSDT&side=SELL&quantity=0.01&listClientOrderId=tk-oco-0001&\
        aboveType=LIMIT_MAKER&aboveClientOrderId=tk-oco-0001-a&abovePrice=32000.00&\
        belowType=STOP_LOSS_LIMIT&belowClientOrderId=tk-oco-0001-b&belowStopPrice=29000.00&\
        belowPrice=28900.00&belowTimeInForce=GTC&newOrderRespType=RESULT&recvWindow=5000&\
        timestamp=1700000000000
        """,
      as: "bf693aaeab7676ec5febc58130f84f20036ced91377cc2d10d67853be77f571c"),
    SignatureVector(
      "F3 BUY OCO", secret: fakeBinanceSecret,
      signs: """
        symbol=BTCUSDT&side=BUY&quantity=0.01&listClientOrderId=tk-oco-0002&\
        aboveType=STOP_LOSS_LIMIT&aboveClientOrderId=tk-oco-0002-a&aboveStopPrice=31000.00&\
        abovePrice=31100.00&aboveTimeInForce=GTC&belowType=LIMIT_MAKER&\
        belowClientOrderId=tk-oco-0002-b&belowPrice=29000.00&newOrderRespType=RESULT&\
        recvWindow=5000&timestamp=1700000000000
        """,
      as: "347368135434da33133d489eb3867378a93bb5cba00c2e9ecbd37b3235770cf8"),
    SignatureVector(
      "F4 OTO", secret: fakeBinanceSecret,
      signs: """
        symbol=BTCUSDT&listClientOrderId=tk-oto-0001&newOrderRespType=RESULT&\
        workingType=LIMIT&workingSide=BUY&workingClientOrderId=tk-oto-0001-w&\
        workingPrice=29500.00&workingQuantity=0.01&workingTimeInForce=GTC&\
        pendingType=STOP_LOSS_LIMIT&pendingSide=SELL&pendingClientOrderId=tk-oto-0001-p&\
        pendingQuantity=0.01&pendingStopPrice=29000.00&pendingPrice=28900.00&\
        pendingTimeInForce=GTC&recvWindow=5000&timestamp=1700000000000
        """,
      as: "62a2cf329a0ed96ab1fc26eeceff803de96a15126f0343b197b0d000fe69a241"),
    SignatureVector(
      "F5 OTOCO", secret: fakeBinanceSecret,
      signs: """
        symbol=BTCUSDT&listClientOrderId=tk-otoco-0001&newOrderRespType=RESULT&\
        workingType=LIMIT&workingSide=BUY&workingClientOrderId=tk-otoco-0001-w&\
        workingPrice=29500.00&workingQuantity=0.01&workingTimeInForce=GTC&pendingSide=SELL&\
        pendingQuantity=0.01&pendingAboveType=LIMIT_MAKER&\
        pendingAboveClientOrderId=tk-otoco-0001-a&pendingAbovePrice=32000.00&\
        pendingBelowType=STOP_LOSS_LIMIT&pendingBelowClientOrderId=tk-otoco-0001-b&\
        pendingBelowStopPrice=29000.00&pendingBelowPrice=28900.00&\
        pendingBelowTimeInForce=GTC&recvWindow=5000&timestamp=1700000000000
        """,
      as: "bcac03a307f784dfbb5624f0264b987caa6553eca84dd82d4cf2d75c00f1ccb8"),
    SignatureVector(
      "F6 OPO", secret: fakeBinanceSecret,
      signs: """
        symbol=BTCUSDT&listClientOrderId=tk-opo-0001&newOrderRespType=RESULT&\
        workingType=LIMIT&workingSide=BUY&workingClientOrderId=tk-opo-0001-w&\
        workingPrice=29500.00&workingQuantity=0.01&workingTimeInForce=GTC&\
        pendingType=LIMIT_MAKER&pendingSide=SELL&pendingClientOrderId=tk-opo-0001-p&\
        pendingPrice=32000.00&recvWindow=5000&timestamp=1700000000000
        """,
      as: "5302297c3522582f9e89b8784c844a09b85b0c763572a5ff88ff29bdee8b9911"),
    SignatureVector(
      "F7 OPOCO", secret: fakeBinanceSecret,
      signs: """
        symbol=BTCUSDT&listClientOrderId=tk-opoco-0001&newOrderRespType=RESULT&\
        workingType=LIMIT&workingSide=BUY&workingClientOrderId=tk-opoco-0001-w&\
        workingPrice=29500.00&workingQuantity=0.01&workingTimeInForce=GTC&pendingSide=SELL&\
        pendingAboveType=LIMIT_MAKER&pendingAboveClientOrderId=tk-opoco-0001-a&\
        pendingAbovePrice=32000.00&pendingBelowType=STOP_LOSS_LIMIT&\
        pendingBelowClientOrderId=tk-opoco-0001-b&pendingBelowStopPrice=29000.00&\
        pendingBelowPrice=28900.00&pendingBelowTimeInForce=GTC&recvWindow=5000&\
        timestamp=1700000000000
        """,
      as: "9f45d4e40d74d4f43adbdf9e316e944d5f7bd40c5f3c152c0b9d63f471a031f8"),
    SignatureVector(
      "F8 cancel list", secret: fakeBinanceSecret,
      signs: """
        symbol=BTCUSDT&listClientOrderId=tk-oco-0001&newClientOrderId=tk-oco-0001-x&\
        recvWindow=5000&timestamp=1700000000000
        """,
      as: "a02e6c73826a697916186329262ac0dbfe9ea185010cbf56a658b7a3b10fb6b5"),
    SignatureVector(
      "F9 query list", secret: fakeBinanceSecret,
      signs: "origClientOrderId=tk-oco-0001&recvWindow=5000&timestamp=1700000000000",
      as: "ac584b61ab007b80b83fc3147a41c6247f84ffa54350288771e281a673ac2109"),
    SignatureVector(
      "F10 open lists", secret: fakeBinanceSecret,
      signs: "recvWindow=5000&timestamp=1700000000000",
      as: "2fae30b0bec21e6d1ef2d378bb13c6fa3ff86539a2ecb411e55e52edf2ee86fd"),
    SignatureVector(
      "F11 all lists", secret: fakeBinanceSecret,
      signs: "limit=50&recvWindow=5000&timestamp=1700000000000",
      as: "9c3022d93f70c421d218272333cca3bf8e66450853011dc94c6a5435f1bd04cf"),
    SignatureVector(
      "F12 account", secret: fakeBinanceSecret,
      signs: "omitZeroBalances=true&recvWindow=5000&timestamp=1700000000000",
      as: "cc96ab3464b5a9ab41fc522edfe942d15a4391424ab27a2ec7840f43b6165c9a"),
    SignatureVector(
      "F13 query+body split", secret: fakeBinanceSecret,
      signs: "symbol=BTCUSDT&side=SELLquantity=0.01&timestamp=1700000000000",
      as: "801b97ea7e2cdf7c9b1c34f1cbc8b2f4443e60cd24147bc9781229c1456f36c2"),
    SignatureVector(
      "F14 WS subscribe", secret: fakeBinanceSecret,
      signs: """
        apiKey=FAKEKEYFAKEKEYFAKEKEYFAKEKEYFAKEKEYFAKEKEYFAKEKEYFAKEKEY00000000&\
        timestamp=1700000000000
        """,
      as: "9fc533a66dcd701b99220733f44d9eabccea53648e426c1af77de65a6431b55e"),
    SignatureVector(
      "F15 WS subscribe + recvWindow", secret: fakeBinanceSecret,
      signs: """
        apiKey=FAKEKEYFAKEKEYFAKEKEYFAKEKEYFAKEKEYFAKEKEYFAKEKEYFAKEKEY00000000&\
        recvWindow=5000&timestamp=1700000000000
        """,
      as: "df27b28836c3bc73457046404b8271b565f16eefcf6888cd4978e959b8e17b36"),
    SignatureVector(
      "F16 WS orderList.place.oco (same order as F2)", secret: fakeBinanceSecret,
      signs: """
        aboveClientOrderId=tk-oco-0001-a&abovePrice=32000.00&aboveType=LIMIT_MAKER&\
        apiKey=FAKEKEYFAKEKEYFAKEKEYFAKEKEYFAKEKEYFAKEKEYFAKEKEYFAKEKEY00000000&\
        belowClientOrderId=tk-oco-0001-b&belowPrice=28900.00&belowStopPrice=29000.00&\
        belowTimeInForce=GTC&belowType=STOP_LOSS_LIMIT&listClientOrderId=tk-oco-0001&\
        newOrderRespType=RESULT&quantity=0.01&recvWindow=5000&side=SELL&symbol=BTCUSDT&\
        timestamp=1700000000000
        """,
      as: "19e834a2aa1a2c39a2f5d1e62f8f5ac36a39a65bdead82a29549eff9f14163aa"),
  ]
}

extension SignatureVector {
  /// Method, id, key, the sorted parameters and the nonce, run together.
  static let cryptoCom: [SignatureVector] = [
    SignatureVector(
      "A", secret: sampleSecret,
      signs: "public/auth11token1589594102779",
      as: "9dcebf6eeec155f829227ee447dee73120e0aead42fab74d38ed5d8271793dc8"),
    SignatureVector(
      "B", secret: sampleSecret,
      signs: "private/get-order-detail11tokenorder_id532874213241587846358253",
      as: "02ef0a52c9428e5d3dcc5dd24d534ca39ef73f35acd3f6945f139a2364ef67a9"),
    SignatureVector(
      "C", secret: fakeSecret,
      signs: """
        private/advanced/create-oto1fake-key-0001order_listinstrument_nameBTC_USDprice93\
        000quantity0.1sideBUYtypeLIMITinstrument_nameBTC_USDquantity0.1ref_price80000sid\
        eSELLtypeSTOP_LOSS1700000000000
        """,
      as: "57c4008202b9063281a06024d12935361adedaf925a00f6a399598305424efef"),
    SignatureVector(
      "D", secret: fakeSecret,
      signs: """
        private/advanced/create-oco2fake-key-0001order_listclient_oidt-1instrument_nameB\
        TC_USDprice93000quantity0.1sideSELLtypeLIMITclient_oidt-2instrument_nameBTC_USDp\
        rice79900quantity0.1ref_price80000ref_price_typeMARK_PRICEsideSELLtypeSTOP_LIMIT\
        1700000000001
        """,
      as: "5f6ffbd2f3ba8a76f52dd084c6888370b6f02975fc7569ef1cdac9cda4d20f12"),
    SignatureVector(
      "E", secret: fakeSecret,
      signs: """
        private/advanced/cancel-oco3fake-key-0001list_id64980905460731201001700000000002
        """,
      as: "3c5353fa910415d2aa6a6d40bfefd772a3819e472fbcb087e909e5ddf690b7c6"),
    SignatureVector(
      "F", secret: fakeSecret,
      signs: """
        private/advanced/create-otoco4fake-key-0001order_listexec_instPOST_ONLYinstrumen\
        t_nameBTC_USDprice93000quantity0.1sideBUYtypeLIMITinstrument_nameBTC_USDquantity\
        0.1ref_price80000sideSELLtypeSTOP_LOSSinstrument_nameBTC_USDquantity0.1ref_price\
        108000sideSELLtypeTAKE_PROFIT1700000000003
        """,
      as: "599ec34443f23d82a81c8b539a804322c3ec4a9a8ba1e46bfd276ec7191ef3d0"),
    SignatureVector(
      "F′", secret: fakeSecret,
      signs: """
        private/advanced/create-otoco4fake-key-0001order_listexec_inst[POST_ONLY]instrum\
        ent_nameBTC_USDprice93000quantity0.1sideBUYtypeLIMITinstrument_nameBTC_USDquanti\
        ty0.1ref_price80000sideSELLtypeSTOP_LOSSinstrument_nameBTC_USDquantity0.1ref_pri\
        ce108000sideSELLtypeTAKE_PROFIT1700000000003
        """,
      as: "907b7c93f838ba1ad2c0e599248b22a015a8bc8a27b092b2c2b4a5bb0b7329df"),
    SignatureVector(
      "G", secret: fakeSecret,
      signs: """
        private/advanced/get-order-list-detail5fake-key-0001list_id_list4611686018427705\
        30846116860184277053091700000000004
        """,
      as: "69e4629e6660f4e3e0f6c6f66cc1bef86db7db52152df7a60ff03e5f01044209"),
    SignatureVector(
      "H", secret: fakeSecret,
      signs: "private/user-balance6fake-key-00011700000000005",
      as: "c6c38830e00afbc161aba27cb48e5c42c63f5129832cf9b0788e1cc2d2b03f86"),
  ]
}

extension SignatureVector {
  /// The parameters sorted by name; the secret is invented.
  static let bingX: [SignatureVector] = [
    SignatureVector(
      "1 place (§3.1)", secret: fakeSecret,
      signs: """
        aboveClientOrderId=1002&belowClientOrderId=1003&limitPrice=70000&\
        listClientOrderId=1001&orderPrice=59900&quantity=0.001&recvWindow=5000&side=SELL&\
        symbol=BTC-USDT&timestamp=1700000000000&triggerPrice=60000
        """,
      as: "b272d7e9a0955d00e3813b20096308afabb9d57e3553e78cec3c86489758caf4"),
    SignatureVector(
      "2 cancel", secret: fakeSecret,
      signs: "orderId=1827963624962916352&recvWindow=5000&timestamp=1700000000001",
      as: "74b556ce4463de6ed7f2661129ee714091150df62042b9237dc20074461b87db"),
    SignatureVector(
      "3 orderList", secret: fakeSecret,
      signs: """
        orderListId=1827968196914479104&recvWindow=5000&timestamp=1700000000002
        """,
      as: "325b2e5dded0a69fa050bee5e77b8021770f71a75762a0ecf4369d5c0bf00882"),
    SignatureVector(
      "4 openOrderList", secret: fakeSecret,
      signs: "pageIndex=1&pageSize=100&recvWindow=5000&timestamp=1700000000003",
      as: "0167f0151c6d5faa34242d4d35661e1dbf1227c4cfc9ead8aabea1cc549370ea"),
    SignatureVector(
      "5 listenKey", secret: fakeSecret,
      signs: "timestamp=1700000000004",
      as: "829ab525fd40596e3d553a20b2236d8038ac6bd881a04aa67ce767866d0a1b92"),
    SignatureVector(
      "6 BUY", secret: fakeSecret,
      signs: """
        limitPrice=48000&orderPrice=88000&quantity=0.001&side=BUY&symbol=BTC-USDT&\
        timestamp=1724655430675&triggerPrice=87000
        """,
      as: "c762599ece2f07e7a3a9f2dffc38a3d862f66813ee7c7185820c073bf2d5e3a3"),
  ]
}

extension SignatureVector {
  /// Time stamp, method, path with query, and body; the signature is Base64.
  static let kuCoin: [SignatureVector] = [
    SignatureVector(
      "documentation sample", secret: kuCoinSample,
      signs: """
        1547015186532POST/api/v1/deposit-addresses{"currency":"BTC"}
        """,
      as: "7QP/oM0ykidMdrfNEUmng8eZjg/ZvPafjIqmxiVfYu4="),
    SignatureVector(
      "SDK unit test", secret: kuCoinUnitTest,
      signs: "test_plain",
      as: "jie/gxS38wLFFaBwl/cAzFbAzlI8MIny96jSXrB+iP4="),
    SignatureVector(
      "POST /api/v3/oco/order", secret: fakeKuCoinSecret,
      signs: """
        1700000000000POST/api/v3/oco/order{"clientOid":"oco-test-0001","side":"sell","sy\
        mbol":"BTC-USDT","price":"70000","size":"0.001","stopPrice":"60000","limitPrice"\
        :"59900","remark":"tkt","tradeType":"TRADE"}
        """,
      as: "0cSYUlmlNm8lyUhOnCqiCqhhEvAt+8ykly5eIJNH/fA="),
    SignatureVector(
      "DELETE /api/v3/oco/order/674c316e688dea0007c7b986", secret: fakeKuCoinSecret,
      signs: "1700000000000DELETE/api/v3/oco/order/674c316e688dea0007c7b986",
      as: "4gn6595gDzxw9ztHGGIvpENPqh3h2u3ngp6p0GzGr+g="),
    SignatureVector(
      "GET /api/v3/oco/orders", secret: fakeKuCoinSecret,
      signs: """
        1700000000000GET/api/v3/oco/orders?symbol=BTC-USDT&pageSize=50&currentPage=1
        """,
      as: "cxUAi/FQ2GKb75Xv4z8kfHtAaxbZ1yhv2gC0FhOHkLY="),
    SignatureVector(
      "DELETE /api/v3/oco/orders", secret: fakeKuCoinSecret,
      signs: """
        1700000000000DELETE/api/v3/oco/orders?orderIds=674c388172cf2800072ee746,674c38bd\
        fd8300000795167e&symbol=BTC-USDT
        """,
      as: "V1wNgT9u9XnUgXv5CMo0SScB4XDu47BrcA1WDLh8u0M="),
    SignatureVector(
      "POST /api/v1/bullet-private", secret: fakeKuCoinSecret,
      signs: "1700000000000POST/api/v1/bullet-private",
      as: "6kZo1nRYLvPEke2SXw6YtGb+gbbUxHL1BpGNHLbm3O8="),
    SignatureVector(
      "passphrase", secret: fakeKuCoinSecret,
      signs: "fake-passphrase",
      as: "56CeMvdbpRTrTSmmCib3e/jB2JYSqsteVOeAI7bZHGo="),
  ]
}
