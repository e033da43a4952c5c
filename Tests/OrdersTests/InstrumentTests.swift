import Orders
import Testing

@Suite struct InstrumentTests {
  @Test func pairsAndContractsAreTold() {
    #expect(Instrument("BTC/USDT") == .spot(base: "BTC", quote: "USDT"))
    #expect(Instrument("1INCH/USDT") == .spot(base: "1INCH", quote: "USDT"))
    #expect(Instrument("ESZ6") == .future(product: "ES", month: "Z", year: "6"))
    #expect(Instrument("M2KH27") == .future(product: "M2K", month: "H", year: "27"))
    // Binance and BingX list coins whose names are not ASCII (sheets, test symbol and MØTH-USDT).
    #expect(Instrument("１２３/４５６") == .spot(base: "１２３", quote: "４５６"))
    #expect(Instrument("MØTH/USDT")?.base == "MØTH")
  }

  @Test(arguments: [
    "", "/", "BTC/", "/USDT", "BTCUSDT", "BTC-USDT", "btc/usdt", "BTC/USDT/X", "ES", "ESZ", "Z6",
    "ESA6", "BTC /USDT", "BTC\u{202E}/USDT", "BTC/US\u{1B}[31m", "ESZ６",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQ/USDT",
  ])
  func anythingElseIsNone(_ text: String) {
    #expect(Instrument(text) == nil)
  }

  @Test(arguments: ["BTC/USDT", "ESZ6", "M2KH27", "MØTH/USDT"])
  func theTextIsReadBack(_ text: String) {
    #expect(Instrument(text)?.description == text)
  }

  /// A letter that takes no room would make one pair look like another.
  @Test(arguments: ["\u{3164}/USDT", "BTC\u{3164}/USDT", "BTC/\u{115F}USDT", "\u{FFA0}/USDT"])
  func lettersThatCannotBeSeenAreRefused(_ text: String) {
    #expect(Instrument(text) == nil)
  }
}
