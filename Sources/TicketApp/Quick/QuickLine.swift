import Orders

/// A whole ticket in one line, as a trader would say it.
///
///     sell oco 0.01 btc/usdt 32000 / 29000 28900
///     buy otoco risk 100 eth/usdt 1900 / 2200 / stop 1800
///     sell oco 25% btc/usdt maker last+2% / trail 1% by mark
///
/// The grammar; words are parted by blanks, so an amount has none inside, and case does not matter:
///
///     ticket  = side kind size symbol leg { "/" leg }
///     side    = "buy" | "sell"
///     kind    = "oco" | "oto" | "otoco" | "opo" | "opoco"
///     size    = amount | "risk" money | money currency | percent
///     symbol  = BTC/USDT | ESZ6
///     leg     = { order | more }
///     order   = price                        a limit
///             | trigger price                a stop limit
///             | "limit" price | "maker" price | "market"
///             | "stop" trigger [ price ]     with a price it is a stop limit
///             | "tp" trigger [ price ]       a take profit, alike
///             | "trail" distance [ price ]   a trailing stop; the distance is 1%, 250 or 20t
///     more    = "buy" | "sell"               where it is not the side that follows from the kind
///             | "qty" size                   where it is not the ticket's
///             | "at" trigger                 from where a trailing stop trails
///             | "by" ( "last" | "mark" | "index" )
///             | "gtc" | "ioc" | "fok" | "day" | "gtd"
///             | "until" moment               2026-12-01T21:00:00Z or +2h; it means gtd
///
/// The types may also be called by their names in a ticket file, such as `stop_limit`. An OCO's
/// legs have the ticket's side; an entry has it, too, and its exits have the other. An amount is
/// whatever a field of the form takes. The slash between legs stands by itself; others are
/// divisions, or part of a symbol.
enum QuickLine {
  /// The words for a leg's type, and how many numbers follow each.
  struct TypeWord: Hashable, Sendable {
    let word: String
    /// With so many numbers it is this type.
    let types: [Int: LegType]

    static let all: [TypeWord] = [
      TypeWord(word: "limit", types: [1: .limit]),
      TypeWord(word: "maker", types: [1: .limitMaker]),
      TypeWord(word: "market", types: [0: .market]),
      TypeWord(word: "stop", types: [1: .stop, 2: .stopLimit]),
      TypeWord(word: "tp", types: [1: .takeProfit, 2: .takeProfitLimit]),
      TypeWord(word: "trail", types: [1: .trailingStop, 2: .trailingStopLimit]),
      TypeWord(word: "limit_maker", types: [1: .limitMaker]),
      TypeWord(word: "stop_limit", types: [2: .stopLimit]),
      TypeWord(word: "take_profit", types: [1: .takeProfit]),
      TypeWord(word: "take_profit_limit", types: [2: .takeProfitLimit]),
      TypeWord(word: "trailing_stop", types: [1: .trailingStop]),
      TypeWord(word: "trailing_stop_limit", types: [2: .trailingStopLimit]),
    ]

    static func named(_ word: String) -> TypeWord? { all.first { $0.word == word } }

    /// The shortest word that says a type with the numbers it has.
    static func saying(_ type: LegType) -> TypeWord? {
      all.first { $0.types.values.contains(type) }
    }
  }

  /// Words that begin something else than an amount within a leg.
  static let furtherWords = ["buy", "sell", "qty", "at", "by", "until"]

  static func isKeyword(_ word: String) -> Bool {
    let word = word.lowercased()
    return TypeWord.named(word) != nil || furtherWords.contains(word)
      || TimeInForce(rawValue: word) != nil
  }

  /// What a kind's legs are called, in a sentence.
  static func shape(of kind: Kind) -> String {
    if !kind.hasEntry { return "two legs: A / B" }
    return kind.hasPairOfExits
      ? "an entry and two exits: A / B / C" : "an entry and an exit: A / B"
  }
}
