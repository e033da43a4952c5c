import Orders

// The tickets of the cards: 0.01 BTC at a market of 30,000, and ES at a market of 6,500.

extension SemanticsCards {
  static let target = #"{"side":"sell","type":"limit","price":"32000"}"#
  static let profit = #"{"side":"sell","type":"take_profit","trigger":"32000"}"#
  static let stop = #"{"side":"sell","type":"stop","trigger":"29000"}"#
  static let stopLimit =
    #"{"side":"sell","type":"stop_limit","trigger":"29000","price":"28900","tif":"gtc"}"#
  /// Where the venue takes no time in force.
  static let plainStopLimit =
    #"{"side":"sell","type":"stop_limit","trigger":"29000","price":"28900"}"#
  static let entry = #"{"side":"buy","type":"limit","price":"29500"}"#
  static let hastyEntry = #"{"side":"buy","type":"limit","price":"29500","tif":"ioc"}"#

  /// The account owns no coin, and a tenth of a percent of what it buys is taken.
  static let short = #""balances":{"USDT":"1000","BTC":"0"},"commission":"0.001""#
  static let coinless = #""balances":{"USDT":"1000","BTC":"0"}"#

  static let futureTarget = #"{"side":"sell","type":"limit","price":"6600","tif":"gtc"}"#
  static let futureStop = #"{"side":"sell","type":"stop","trigger":"6400","tif":"gtc"}"#
  static let dayStop = #"{"side":"sell","type":"stop","trigger":"6400","tif":"day"}"#
  static let futureEntry = #"{"side":"buy","type":"limit","price":"6480","tif":"gtc"}"#

  static let fullFill = "the entry fills, and the exits arm: not before all of it has filled"

  static func spot(_ kind: Kind, _ legs: String...) -> String {
    ticket(kind, "BTC/USDT", "0.01", legs.joined(separator: ","))
  }

  static func future(_ kind: Kind, _ quantity: String = "1", _ legs: String...) -> String {
    ticket(kind, "ESZ6", quantity, legs.joined(separator: ","))
  }
}
