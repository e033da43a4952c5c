import Exact
import Orders

/// Where the paper exchange's markets begin.
public enum StartingMarket {
  /// Last prices at the start, in the order they are listed.
  public static let table: [(instrument: Instrument, last: Decimal)] = [
    (.spot(base: "BTC", quote: "USDT"), 30_000),
    (.spot(base: "ETH", quote: "USDT"), 2_000),
    (.spot(base: "SOL", quote: "USDT"), 40),
    (.spot(base: "BTC", quote: "USD"), 30_000),
    (.future(product: "ES", month: "Z", year: "6"), 6_500),
    (.future(product: "MES", month: "Z", year: "6"), 6_500),
    (.future(product: "NQ", month: "Z", year: "6"), 24_000),
    (.future(product: "MNQ", month: "Z", year: "6"), 24_000),
    (.future(product: "CL", month: "Z", year: "6"), 60),
    (.future(product: "GC", month: "Z", year: "6"), 3_400),
  ]

  public static func last(of instrument: Instrument) -> Decimal? {
    table.first { $0.instrument == instrument }?.last
  }
}
