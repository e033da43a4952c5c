import Orders
import Screen
import Testing
import Venues

@testable import TicketApp

@Suite("Look")
struct LookTests {
  @Test func look() {
    for size in [Size(columns: 120, rows: 40), Size(columns: 80, rows: 24), Size(columns: 60, rows: 16)] {
      var run = PaperRun(size: size)
      run.show(VenueID("kucoin"))
      run.press("F2")
      print(run.text)
      run.press("enter")
      print(run.text)
      run.press("down", "m")
      print(run.text)
      run.press("enter")
      print(run.text)
      run.press("esc", "F2", "enter", "c")
      print(run.text)
    }
  }
  @Test func venues() {
    for venue in VenueCatalogue.all {
      var ticket = Ticket.example
      if !venue.capabilities.tradesSpot {
        ticket.instrument = .future(product: "ES", month: "Z", year: "6"); ticket.quantity = 1
        ticket.legs = [Leg(.limit, price: 6600), Leg(.stop, trigger: 6400)]
      }
      if venue.id.name == "crypto-com" { ticket.instrument = .spot(base: "BTC", quote: "USD"); ticket.legs[1] = Leg(.stop, trigger: 29000) }
      var run = PaperRun(ticket)
      run.show(venue.id)
      run.press("F2")
      print(run.text)
      run.press("enter")
      for m in run.app.log.messages { print("LOG", m.text) }
      run.press("down", "m", "enter")
      print(run.text)
      run.press("esc", "F2", "enter", "c")
      print(run.text)
      run.press("enter")
      for m in run.app.log.messages { print("LOG", m.text) }
      print(run.text)
    }
  }
}
