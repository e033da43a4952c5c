import Exact
import Orders

/// What the outside world does to markets, in decimals; every venue rounds it to its own steps.
public struct TapeMove: Hashable, Sendable {
  /// Somebody traded; without a quantity, as much as anybody wants.
  public struct Trade: Hashable, Sendable {
    public var price: Decimal
    public var quantity: Decimal?

    public init(_ price: Decimal, quantity: Decimal? = nil) {
      self.price = price
      self.quantity = quantity
    }
  }

  /// The best prices; without a quantity, as much as anybody wants.
  public struct Quote: Hashable, Sendable {
    public var bid: Decimal
    public var ask: Decimal
    public var bidQuantity: Decimal?
    public var askQuantity: Decimal?

    public init(
      bid: Decimal, ask: Decimal, bidQuantity: Decimal? = nil, askQuantity: Decimal? = nil
    ) {
      self.bid = bid
      self.ask = ask
      self.bidQuantity = bidQuantity
      self.askQuantity = askQuantity
    }
  }

  /// How late it is for orders that expire; the venues' clocks stay.
  public enum Time: Hashable, Sendable {
    case at(Timestamp)
    /// Milliseconds from each venue's own time.
    case ahead(Int64)
  }

  /// nil for what happens in all markets: time, and a session's end.
  public var instrument: Instrument?
  /// nil for all venues.
  public var venue: VenueID?
  public var quotes: [Quote] = []
  public var trades: [Trade] = []
  public var marks: [Decimal] = []
  public var indexes: [Decimal] = []
  public var time: Time?
  public var endsSession = false

  public init(_ instrument: Instrument?, trades: [Trade] = []) {
    self.instrument = instrument
    self.trades = trades
  }

  /// A trade of any size.
  public static func trade(_ instrument: Instrument, at price: Decimal) -> TapeMove {
    TapeMove(instrument, trades: [Trade(price)])
  }
}
