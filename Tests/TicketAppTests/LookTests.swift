import Orders
import Exact
import Screen
import Testing
import Venues

@testable import TicketApp

@Suite("Look")
struct LookTests {
  @Test func look() {
    for size in [Size(columns: 60, rows: 16), Size(columns: 80, rows: 24)] {
      var run = PaperRun(size: size)
      run.show(VenueID("kucoin"))
      run.press("F2")
      print(run.text)
      run.press("enter")
      print(run.text)
      run.press("F2", "enter", "c")
      print(run.text)
      run.press("enter", "down", "down", "down", "down", "m", "enter")
      print(run.text)
    }
  }
  @Test func venues() {
    for venue in VenueCatalogue.all {
      var run = PaperRun(PaperFlowTests.ticket(for: venue), size: Size(columns: 120, rows: 60))
      run.show(venue.id)
      run.press("F2", "enter", "F2", "enter", "c")
      print(run.text)
      run.press("enter", "down", "down", "down", "down", "m")
      print(run.text)
      for m in run.app.log.messages { print("LOG", m.text) }
    }
  }
}
