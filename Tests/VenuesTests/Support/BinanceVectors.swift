import Testing

/// Signature vectors of order lists, made with another implementation of HMAC over the documented
/// rules and a key that is none; and an RSA key pair that opens nothing.
enum BinanceVectors {
  struct List: Sendable, CustomTestStringConvertible {
    let name: String
    let path: String
    let ticket: String
    let payload: String
    let signature: String

    var testDescription: String { name }
  }

  static let lists = [
    List(
      name: "F2", path: "/api/v3/orderList/oco",
      ticket: #"{"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"0.01","#
        + #""legs":[{"type":"stop_limit","trigger":"29000.00","price":"28900.00"},"#
        + #"{"type":"limit","price":"32000.00"}],"#
        + #""options":{"binance.listClientOrderId":"tk-oco-0001","#
        + #""binance.aboveClientOrderId":"tk-oco-0001-a","#
        + #""binance.belowClientOrderId":"tk-oco-0001-b"}}"#,
      payload: "symbol=BTCUSDT&side=SELL&quantity=0.01&listClientOrderId=tk-oco-0001"
        + "&aboveType=LIMIT_MAKER&aboveClientOrderId=tk-oco-0001-a&abovePrice=32000.00"
        + "&belowType=STOP_LOSS_LIMIT&belowClientOrderId=tk-oco-0001-b"
        + "&belowStopPrice=29000.00&belowPrice=28900.00&belowTimeInForce=GTC"
        + "&newOrderRespType=RESULT&recvWindow=5000&timestamp=1700000000000",
      signature: "bf693aaeab7676ec5febc58130f84f20036ced91377cc2d10d67853be77f571c"),
    List(
      name: "F3", path: "/api/v3/orderList/oco",
      ticket: #"{"kind":"oco","instrument":"BTC/USDT","side":"buy","quantity":"0.01","#
        + #""legs":[{"type":"limit","price":"29000.00"},{"type":"stop_limit","#
        + #""trigger":"31000.00","price":"31100.00"}],"#
        + #""options":{"binance.listClientOrderId":"tk-oco-0002","#
        + #""binance.aboveClientOrderId":"tk-oco-0002-a","#
        + #""binance.belowClientOrderId":"tk-oco-0002-b"}}"#,
      payload: "symbol=BTCUSDT&side=BUY&quantity=0.01&listClientOrderId=tk-oco-0002"
        + "&aboveType=STOP_LOSS_LIMIT&aboveClientOrderId=tk-oco-0002-a"
        + "&aboveStopPrice=31000.00&abovePrice=31100.00&aboveTimeInForce=GTC"
        + "&belowType=LIMIT_MAKER&belowClientOrderId=tk-oco-0002-b&belowPrice=29000.00"
        + "&newOrderRespType=RESULT&recvWindow=5000&timestamp=1700000000000",
      signature: "347368135434da33133d489eb3867378a93bb5cba00c2e9ecbd37b3235770cf8"),
    List(
      name: "F4", path: "/api/v3/orderList/oto",
      ticket: #"{"kind":"oto","instrument":"BTC/USDT","legs":[{"type":"limit","side":"buy","#
        + #""quantity":"0.01","price":"29500.00"},{"quantity":"0.01","side":"sell","#
        + #""type":"stop_limit","trigger":"29000.00","price":"28900.00"}],"#
        + #""options":{"binance.listClientOrderId":"tk-oto-0001","#
        + #""binance.workingClientOrderId":"tk-oto-0001-w","#
        + #""binance.pendingClientOrderId":"tk-oto-0001-p"}}"#,
      payload: "symbol=BTCUSDT&listClientOrderId=tk-oto-0001&newOrderRespType=RESULT"
        + "&workingType=LIMIT&workingSide=BUY&workingClientOrderId=tk-oto-0001-w"
        + "&workingPrice=29500.00&workingQuantity=0.01&workingTimeInForce=GTC"
        + "&pendingType=STOP_LOSS_LIMIT&pendingSide=SELL&pendingClientOrderId=tk-oto-0001-p"
        + "&pendingQuantity=0.01&pendingStopPrice=29000.00&pendingPrice=28900.00"
        + "&pendingTimeInForce=GTC&recvWindow=5000&timestamp=1700000000000",
      signature: "62a2cf329a0ed96ab1fc26eeceff803de96a15126f0343b197b0d000fe69a241"),
    List(
      name: "F5", path: "/api/v3/orderList/otoco",
      ticket: #"{"kind":"otoco","instrument":"BTC/USDT","legs":[{"type":"limit","#
        + #""side":"buy","quantity":"0.01","price":"29500.00"},{"quantity":"0.01","#
        + #""side":"sell","type":"stop_limit","trigger":"29000.00","price":"28900.00"},"#
        + #"{"quantity":"0.01","side":"sell","type":"limit","price":"32000.00"}],"#
        + #""options":{"binance.listClientOrderId":"tk-otoco-0001","#
        + #""binance.workingClientOrderId":"tk-otoco-0001-w","#
        + #""binance.pendingAboveClientOrderId":"tk-otoco-0001-a","#
        + #""binance.pendingBelowClientOrderId":"tk-otoco-0001-b"}}"#,
      payload: "symbol=BTCUSDT&listClientOrderId=tk-otoco-0001&newOrderRespType=RESULT"
        + "&workingType=LIMIT&workingSide=BUY&workingClientOrderId=tk-otoco-0001-w"
        + "&workingPrice=29500.00&workingQuantity=0.01&workingTimeInForce=GTC"
        + "&pendingSide=SELL&pendingQuantity=0.01&pendingAboveType=LIMIT_MAKER"
        + "&pendingAboveClientOrderId=tk-otoco-0001-a&pendingAbovePrice=32000.00"
        + "&pendingBelowType=STOP_LOSS_LIMIT&pendingBelowClientOrderId=tk-otoco-0001-b"
        + "&pendingBelowStopPrice=29000.00&pendingBelowPrice=28900.00"
        + "&pendingBelowTimeInForce=GTC&recvWindow=5000&timestamp=1700000000000",
      signature: "bcac03a307f784dfbb5624f0264b987caa6553eca84dd82d4cf2d75c00f1ccb8"),
    List(
      name: "F6", path: "/api/v3/orderList/opo",
      ticket: #"{"kind":"opo","instrument":"BTC/USDT","legs":[{"type":"limit","side":"buy","#
        + #""quantity":"0.01","price":"29500.00"},{"side":"sell","type":"limit_maker","#
        + #""price":"32000.00"}],"options":{"binance.listClientOrderId":"tk-opo-0001","#
        + #""binance.workingClientOrderId":"tk-opo-0001-w","#
        + #""binance.pendingClientOrderId":"tk-opo-0001-p"}}"#,
      payload: "symbol=BTCUSDT&listClientOrderId=tk-opo-0001&newOrderRespType=RESULT"
        + "&workingType=LIMIT&workingSide=BUY&workingClientOrderId=tk-opo-0001-w"
        + "&workingPrice=29500.00&workingQuantity=0.01&workingTimeInForce=GTC"
        + "&pendingType=LIMIT_MAKER&pendingSide=SELL&pendingClientOrderId=tk-opo-0001-p"
        + "&pendingPrice=32000.00&recvWindow=5000&timestamp=1700000000000",
      signature: "5302297c3522582f9e89b8784c844a09b85b0c763572a5ff88ff29bdee8b9911"),
    List(
      name: "F7", path: "/api/v3/orderList/opoco",
      ticket: #"{"kind":"opoco","instrument":"BTC/USDT","legs":[{"type":"limit","#
        + #""side":"buy","quantity":"0.01","price":"29500.00"},{"side":"sell","#
        + #""type":"limit","price":"32000.00"},{"side":"sell","type":"stop_limit","#
        + #""trigger":"29000.00","price":"28900.00"}],"#
        + #""options":{"binance.listClientOrderId":"tk-opoco-0001","#
        + #""binance.workingClientOrderId":"tk-opoco-0001-w","#
        + #""binance.pendingAboveClientOrderId":"tk-opoco-0001-a","#
        + #""binance.pendingBelowClientOrderId":"tk-opoco-0001-b"}}"#,
      payload: "symbol=BTCUSDT&listClientOrderId=tk-opoco-0001&newOrderRespType=RESULT"
        + "&workingType=LIMIT&workingSide=BUY&workingClientOrderId=tk-opoco-0001-w"
        + "&workingPrice=29500.00&workingQuantity=0.01&workingTimeInForce=GTC"
        + "&pendingSide=SELL&pendingAboveType=LIMIT_MAKER"
        + "&pendingAboveClientOrderId=tk-opoco-0001-a&pendingAbovePrice=32000.00"
        + "&pendingBelowType=STOP_LOSS_LIMIT&pendingBelowClientOrderId=tk-opoco-0001-b"
        + "&pendingBelowStopPrice=29000.00&pendingBelowPrice=28900.00"
        + "&pendingBelowTimeInForce=GTC&recvWindow=5000&timestamp=1700000000000",
      signature: "9f45d4e40d74d4f43adbdf9e316e944d5f7bd40c5f3c152c0b9d63f471a031f8"),
  ]

  static let rsaKey = """
    -----BEGIN PRIVATE KEY-----
    MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC1mwT4FZGFSTJq
    PBNidiuoBYi3V53WVQFvvYuuMnwlBhbwfgHwMbMcuv4hVXXIVRiOLTszUnygyiJA
    iK464l9AXFPxVBvLCHsJyEASLpe+hjdaXWKnyunuqaqU8OGC/+JE8eNJ2FPCtRIi
    WHXJ3MT8jqIJbRph6Au2iPGvEzEXZ6MP7pokCFBIdrAxNM3li+jlzgAuYkh8yTzc
    PhHe/wDTUS9WCW0TJeMBIa66WmSHSg8MD2sOFDrJUkXXDTWoQQqlBf2iQXAnRNaO
    XZk9xk3R6rMUspGSPzSHACxiRxhBz+XtUyhwZ5Av0rAkDDhTlY0/DS+J2dZc6C6y
    f1RjdaklAgMBAAECggEAR44dnpxs+p31Mdua7bRPDkSj8k2hAMb8qmj+ZPQ6ayIj
    nr2fiOMkRkE9iafRIU66Pqb+yQGK3pXWeiQAtm3khwj6AEAaNV0RkbCn4iIeozDi
    FYZvLVrr4qBSeJ4S1Rl6r5y5aCrHEhRjYUoGmzOUIEkY+mrVNteF6fW6eLewo54F
    tY7AclV5gs6XEX2IZG8X7X9UZ4sLAA9ahoObYELP0gnOOpNBX8Ys56bxa2b49dLR
    a2RBiexo7uUpNSCzQkVK7KNZ/nuVF+pvc8Uk8f3TvgNenQv7bE0HMf1ZO6zOiC40
    XVVtQcdYk59mgUroC16DR2AFHE1eneh6dLe28mQQXwKBgQDbqXs4TtSXKoHekTlo
    rUOI1FnoswY/G8w3/6ds14kHe2nY8RwotwmXI9UPRlgd6GfuWACh3Iv9TJsb0BKi
    u5T0NLDEGAscgdU02W5qVEdZ8ZiqHz9KstzyEa+kSpqqe1VKGx+FSWhHQ8d0BkLG
    pJskYD9iZ1MqkhGQKMxwKE9EgwKBgQDTpd/2oPOze7DNH41fcL9CJbb9wv4RY2JN
    hsSdvmisfOQUAKI4RQQJERXyhdCxdELPXPuZLxgJbTWVmXOgv+fhig023WN2s5pG
    /4PfrzCgRkNn54fDmwxZ7x2SgbiwrxR3Sw7x//7CxzvqWuRFxHdAy3WEzOK2P6l7
    omCqIAF7NwKBgH/rKbO3zHufqHOJVMpNpDeJmjY2ExwrPvkZa1GqDsWJrDFG7+QR
    +4bFuiykBWqdTfDx1KRuACPpOaavvDqCTJMOICaB7e6S+StGt9M58zdAx2vCuKPy
    l1Js1EEzpPBE1H1MYEXJYu2lXgCGKNrvPt2nIyJWE4uF9q5h4/QotUirAoGBAMSh
    jATfHeq3VNgNo1NzNU2oKm1yNodDFTY/qfV/zFHMKj3nJM8wV4Jw7DoIVo43HEb4
    9QspNKS1YJ4fFczX3f+tOX+qiVjjncauZv9vDLcq8D7dXUW+i+gV/hx6BnOoBVSb
    WEQ++JpPbXvae8/RqpV5MTJzA4IcfUJO5o3H9HhbAoGAR9FOzPS268cokxtzy5w6
    1Q4djUCgT367/gc5mC9lc6jAU7EEWEtkGKE+zewlf2MuLkNGY2PJ60vfaUzg69/h
    PWrr3Uwjv+cNidzG4rwqgYGE2ZIftYQZN3/nPb1QhtWtKOsliB+Ezbk143ArYyjq
    fuc2YbenwKPuz7/76M8NNFU=
    -----END PRIVATE KEY-----
    """

  static let rsaPublicKey = """
    -----BEGIN PUBLIC KEY-----
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtZsE+BWRhUkyajwTYnYr
    qAWIt1ed1lUBb72LrjJ8JQYW8H4B8DGzHLr+IVV1yFUYji07M1J8oMoiQIiuOuJf
    QFxT8VQbywh7CchAEi6XvoY3Wl1ip8rp7qmqlPDhgv/iRPHjSdhTwrUSIlh1ydzE
    /I6iCW0aYegLtojxrxMxF2ejD+6aJAhQSHawMTTN5Yvo5c4ALmJIfMk83D4R3v8A
    01EvVgltEyXjASGuulpkh0oPDA9rDhQ6yVJF1w01qEEKpQX9okFwJ0TWjl2ZPcZN
    0eqzFLKRkj80hwAsYkcYQc/l7VMocGeQL9KwJAw4U5WNPw0vidnWXOgusn9UY3Wp
    JQIDAQAB
    -----END PUBLIC KEY-----
    """
}
