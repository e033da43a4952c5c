import Screen
import Testing

@testable import TicketApp

@Suite("The key bar")
struct KeyBarTests {
  @Test("At every width it ends where it should, and help and quit stay")
  func fits() {
    for pane in App.Pane.allCases {
      for columns in 60...200 {
        var rehearsal = Rehearsal(columns, 24)
        rehearsal.app.pane = pane
        let bar = KeyBar.line(rehearsal.app.hints, columns: columns)
        #expect(bar.columns <= columns, "\(pane) \(columns)")
        #expect(bar.plain.string.hasSuffix("? help  ctrl-q quit"), "\(pane) \(columns)")
      }
    }
  }

  @Test("Each field shows what the keys do in it")
  func fields() {
    var rehearsal = Rehearsal(120, 40)
    #expect(rehearsal.app.hints.prefix(2).map(\.key.string) == ["Tab", "↑↓"])
    let width = KeyBar.line(rehearsal.app.hints, columns: 120).columns
    rehearsal.app.focus.go(to: .quantity, text: "0.01")
    #expect(rehearsal.app.hints.prefix(2).map(\.key.string) == ["Tab", "↑↓"])
    // What stays where it is is not sent again.
    #expect(KeyBar.line(rehearsal.app.hints, columns: 120).columns == width)
    rehearsal.app.pane = .payload
    #expect(!rehearsal.app.hints.map(\.key.string).contains("Tab"))
  }

  @Test("It is made from the table: a key that a file changed is the key it shows")
  func bindings() {
    var setup = App.Setup()
    setup.keymap = KeymapFile(Array("F9 = help\n? =\nF1 =\n".utf8), file: "keys").keymap
    let rehearsal = Rehearsal(80, 24, setup)
    #expect(KeyBar.line(rehearsal.app.hints, columns: 80).plain.string.contains("F9 help"))
  }
}
