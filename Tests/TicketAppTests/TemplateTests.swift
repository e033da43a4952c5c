import Exact
import Orders
import Testing
import Venues

@testable import TicketApp

@Suite("The file of templates")
struct TemplateFileTests {
  private static let file = """
    [
    {"name":"breakout","ticket":{"kind":"oco","instrument":"BTC/USDT","side":"sell",\
    "quantity":"0.01","legs":[{"type":"limit","price":"32000"},\
    {"type":"stop_limit","price":"28900","trigger":"29000"}]}},
    {"name":"mine","ticket":{"kind":"oto","instrument":"ESZ6","legs":[{"side":"buy"}],\
    "options":{"tradovate.isAutomated":true}}}
    ]

    """

  @Test("What is written by hand is read")
  func reads() throws {
    let templates = try TemplateFile.read(Array(Self.file.utf8))
    #expect(templates.map(\.name) == ["breakout", "mine"])
    #expect(templates[0].ticket == .example)
    #expect(templates[1].ticket.options["tradovate.isAutomated"] == .flag(true))
  }

  @Test("What is written is what was read, one template a line")
  func writes() throws {
    let templates = try TemplateFile.read(Array(Self.file.utf8))
    #expect(String(decoding: TemplateFile.bytes(of: templates), as: UTF8.self) == Self.file)
    #expect(try TemplateFile.read(TemplateFile.bytes(of: [])) == [])
    #expect(try TemplateFile.read([]) == [])
  }

  @Test(
    "A file that is wrong anywhere is refused whole, with line and key",
    arguments: [
      ("{}", "line 1: is not an array of templates"),
      ("[\n{\"name\":\"a\"}\n]", "line 2, [0].ticket: is missing"),
      ("[{\"ticket\":{}}]", "line 1, [0].name: is missing, or not a string"),
      (
        "[{\"name\":\"a\",\"ticket\":{},\"x\":1}]",
        "line 1, [0].x: is not a known key; known here are name and ticket"
      ),
      (
        "[{\"name\":\"a\",\"ticket\":{\"kind\":\"oco\"}}]",
        "line 1, [0].ticket.instrument: is missing"
      ),
      (
        "[{\"name\":\"\\u001b[2J\",\"ticket\":{}}]",
        "line 1, [0].name: a name has only characters that can be shown"
      ),
      ("[{\"name\":\"\",\"ticket\":{}}]", "line 1, [0].name: a template needs a name"),
      ("[1]", "line 1, [0]: is not an object with name and ticket"),
      ("[", "line 1: column 2: the text ends"),
    ])
  func refuses(_ text: String, _ sentence: String) {
    let error = #expect(throws: FileError.self) { try TemplateFile.read(Array(text.utf8)) }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  @Test("Two of one name are refused; saving takes the place, and deleting takes away")
  func names() throws {
    let lines = Self.file.replacing("mine", with: "breakout")
    let error = #expect(throws: FileError.self) { try TemplateFile.read(Array(lines.utf8)) }
    #expect(error?.key == "[1].name")
    let templates = try TemplateFile.read(Array(Self.file.utf8))
    let saved = try templates.saving(Template("breakout", templates[1].ticket))
    #expect(saved.map(\.name) == ["breakout", "mine"] && saved[0].ticket == templates[1].ticket)
    #expect(try saved.saving(Template("new", .example)).map(\.name).last == "new")
    #expect(saved.deleting("breakout").map(\.name) == ["mine"])
  }
}

@Suite("The templates' window")
struct TemplatesWindowTests {
  @Test("It asks for what is saved; enter loads one, and it can be taken back")
  func loads() {
    var rehearsal = Rehearsal()
    rehearsal.press("F5")
    #expect(rehearsal.effects == [.loadTemplates] && rehearsal.text.contains("not read yet"))
    rehearsal.send(.templates(CommandScreenTests.templates))
    rehearsal.press("down", "enter")
    #expect(rehearsal.app.form.kind == .otoco && rehearsal.app.overlays.isEmpty)
    rehearsal.press("alt-u")
    #expect(rehearsal.app.form == TicketForm(.example))
  }

  @Test("The ticket is saved under a name; one that is taken is asked about")
  func saves() {
    var rehearsal = Rehearsal()
    rehearsal.press("F5")
    rehearsal.send(.templates(CommandScreenTests.templates))
    rehearsal.press("s", "ctrl-u")
    rehearsal.type("third")
    rehearsal.press("enter")
    #expect(rehearsal.effects == [.saveTemplate(name: "third", .example)])
    rehearsal.press("s", "ctrl-u")
    rehearsal.type("dip")
    rehearsal.press("enter")
    #expect(rehearsal.effects.isEmpty && rehearsal.text.contains("replace 'dip'"))
    rehearsal.press("enter")
    #expect(rehearsal.effects.isEmpty)
    rehearsal.press("y")
    #expect(rehearsal.effects == [.saveTemplate(name: "dip", .example)])
  }

  @Test("Only y deletes")
  func deletes() {
    var rehearsal = Rehearsal()
    rehearsal.press("F5")
    rehearsal.send(.templates(CommandScreenTests.templates))
    for no in ["n", "esc", "enter"] {
      rehearsal.press("d", no)
      #expect(rehearsal.effects.isEmpty)
      rehearsal.press("esc", "F5")
      rehearsal.send(.templates(CommandScreenTests.templates))
    }
    rehearsal.press("d", "y")
    #expect(rehearsal.effects == [.deleteTemplate(name: "breakout")])
  }

  @Test("A ticket with a text that is not understood is not saved, and the reason is said")
  func unreadable() {
    var rehearsal = Rehearsal()
    rehearsal.app.change { $0.legs[0].price = "12abc" }
    rehearsal.press("F5")
    rehearsal.send(.templates([]))
    rehearsal.press("s")
    rehearsal.type("broken")
    rehearsal.press("enter")
    #expect(rehearsal.effects.isEmpty)
    #expect(rehearsal.text.contains("✗ not saved: leg 1 price 'abc' after a number"))
  }
}
