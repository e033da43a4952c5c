import Exact
import Orders
import TicketApp
import Venues

struct StillMarket: TicketWorld {
  private var isTold = false
  var nextDuty: Timestamp? { nil }
  mutating func pass(_ now: Timestamp) -> [AppEvent] {
    if isTold { return [] }
    isTold = true
    return VenueCatalogue.all.flatMap { venue in
      StartingMarket.table.map { .market(venue.id, $0.instrument, Market(last: $0.last)) }
    }
  }
  mutating func perform(_ effect: Effect) -> [AppEvent] { [] }
  mutating func trade(_ trade: TapeTrade) throws(TapeTrade.Refusal) -> [AppEvent] {
    VenueCatalogue.all.map { .market($0.id, trade.instrument, Market(last: trade.price)) }
  }
}
