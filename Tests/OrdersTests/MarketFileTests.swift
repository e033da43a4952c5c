import Exact
import Orders
import Testing

@Suite struct MarketFileTests {
  func read(_ text: String) throws(FileError) -> MarketFile {
    try MarketFile.read(Array(text.utf8))
  }

  /// The example of the contract, DESIGN 6.1.
  @Test func theContractsExampleIsRead() throws {
    let file = try read(#"{"last":"30000","bid":"29999.99","ask":"30000.01","mark":"30000"}"#)
    #expect(file.market.last == 30_000)
    #expect(file.market.bid == Decimal("29999.99"))
    #expect(file.instrument == nil)
  }

  @Test func anyPartMayBeAbsent() throws {
    #expect(try read("{}").market == Market())
    let file = try read(#"{"instrument":{"tick":"0.5"},"account":{"free":{"BTC":"1"}}}"#)
    #expect(file.instrument?.tick == Decimal("0.5"))
    #expect(file.account?.balance(of: "BTC")?.free == 1)
  }

  @Test(arguments: [
    (#"{"last":"0"}"#, "last"), (#"{"last":"-1"}"#, "last"), (#"{"lst":"1"}"#, "lst"),
    (#"{"bid":"2","ask":"1"}"#, "ask"), (#"{"instrument":{"tik":"1"}}"#, "instrument.tik"),
    (#"{"account":{"free":{"BTC":"x"}}}"#, "account.free.BTC"), (#"{"age_ms":1.5}"#, "age_ms"),
  ])
  func whatIsWrongIsNamed(_ text: String, _ key: String) throws {
    let error = try #require(throws: FileError.self) { try read(text) }
    #expect(error.key == key)
  }

  @Test func overridesReplaceOnlyWhatTheySay() throws {
    var rules = InstrumentRules(
      instrument: .spot(base: "BTC", quote: "USDT"), symbol: "BTCUSDT", tick: 1, lot: 2)
    rules.minimumNotional = 5
    let file = try read(#"{"instrument":{"tick":"0.1","tradable":false}}"#)
    let changed = try #require(file.instrument).applied(to: rules)
    #expect(changed.tick == Decimal("0.1"))
    #expect(changed.lot == 2)
    #expect(changed.minimumNotional == 5)
    #expect(!changed.isTradable)
  }

  @Test func anAccountHasABoundedNumberOfAssets() throws {
    let text = { (count: Int) in
      let assets = (0..<count).map { "\"A\($0)\": \"1\"" }.joined(separator: ",")
      return "{\"account\": {\"free\": {\(assets)}}}"
    }
    #expect(try read(text(5000)).account?.balances?.count == 5000)
    let error = try #require(throws: FileError.self) { try read(text(5001)) }
    #expect(error.key == "account.free")
    #expect(error.reason == "has 5001 assets; an account has at most 5000")
  }
}
