import Exact
import Orders
import Screen
import Testing
import Venues

@testable import TicketApp

@Suite("The interactive program")
struct AppTests {
  @Test("The screen is drawn whole at once")
  func shows() {
    var app = App(App.Setup(), size: Size(columns: 120, rows: 40))
    for venue in VenueCatalogue.all {
      _ = app.update(
        .market(
          venue.id, .spot(base: "BTC", quote: "USDT"),
          Market(last: 30_000, bid: Decimal("29999.99"), ask: Decimal("30000.01"))))
    }
    print(app.draw().text)
    for _ in 0..<5 { _ = app.update(.input(.key(Key(.tab)))) }
    for letter in "31000" {
      _ = app.update(.input(.key(Key(.character(letter.unicodeScalars.first!)))))
    }
    print(app.draw().text)
  }
}
