import Exact
import Orders
import PaperExchange

/// One thing that happened at a desk, for whoever listens to its streams.
public enum News: Sendable {
  /// The order as it was right after this happened to it.
  case order(PaperOrder, Event.What)
  case list(PaperList)
  case balance(Balance)
  case position(market: Int, Position)
  /// The tape moved in this market.
  case market(Int, TapeEvent)
}
