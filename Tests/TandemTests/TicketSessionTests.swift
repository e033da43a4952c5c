import Orders
import Screen
import Testing
import TicketApp

@testable import tandem

@Suite("The ticket and the world behind it")
struct TicketSessionTests {
  @Test("What is sent after a long silence is signed and received at the same time")
  func silence() {
    let start = Timestamp(milliseconds: 1_700_000_000_000)
    var session = TicketSession(
      App(App.Setup(), size: Size(columns: 120, rows: 40)),
      PaperWorld(seed: 1, tape: .still, now: start), templates: TemplateMemory())
    _ = session.begin(start)
    _ = session.pass(start)
    let later = Timestamp(milliseconds: start.milliseconds + 3_600_000)
    _ = session.take([.now(later), .input(.key(Key(.function(2))))])
    _ = session.take([.now(later), .input(.key(Key(.enter)))])
    #expect(session.draw().text.contains("was accepted"))
    #expect(session.draw().text.contains("1 open"))
  }
}
