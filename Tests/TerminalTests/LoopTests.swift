import Glibc
import Testing

/// What the loop hears, through a real terminal.
@Suite("Event loop") struct LoopTests {
  static let terms = ["xterm-256color", "xterm", "screen", "tmux-256color", "linux", "vt100"]

  /// An order ticket's worst: digits that nobody typed.
  @Test(
    "Sequences change no digit of a field", arguments: terms,
    [
      "[1;2C", "[15~", "[<0;10;5M", "[M !!", "]0;123", "[200~777\r888\u{1B}[201~", "[1;2y",
      "P123\u{1B}\\", "[99",
    ]) func hazards(_ term: String, _ sequence: String) throws
  {
    let session = try Session(term: term)
    try session.send("32000")
    try session.until("text [32000]")
    try session.send("\u{1B}\(sequence)")
    // Up ends what was left open, whatever it was.
    try session.send("\u{1B}[A")
    try session.until("last [up]")
    #expect(session.screen.text.contains("text [32000]"))
    try session.send("5")
    try session.until("text [320005]")
    try session.send("\u{11}")
    #expect(try session.end() == 0)
  }

  @Test("A string that is never ended is given up without a key") func endlessString() throws {
    let session = try Session(term: "xterm-256color")
    try session.send("1\u{1B}]0;23")
    try session.until("last [unknown 6]")
    try session.send("4")
    try session.until("text [14]")
    try session.send("\u{11}")
    #expect(try session.end() == 0)
  }

  @Test("Escape alone is a key") func escape() throws {
    let session = try Session(term: "xterm-256color")
    try session.send("\u{1B}")
    try session.until("last [escape]")
    try session.send("\u{11}")
    #expect(try session.end() == 0)
  }

  @Test("Ten megabytes are pasted as data") func largePaste() throws {
    let session = try Session(term: "xterm-256color")
    try session.until("size 80x24")
    try session.send("\u{1B}[200~")
    let chunk = [UInt8](repeating: UInt8(ascii: "7"), count: 1 << 20)
    for _ in 0..<10 { try session.send(chunk + [0x0D]) }
    try session.send("\u{1B}[201~")
    try session.until("pasted \(10 * (1 << 20) + 10)")
    #expect(session.screen.text.contains("text []"))
    try session.send("\u{11}")
    #expect(try session.end() == 0)
  }

  @Test("The mouse is heard, and can be switched off") func mouse() throws {
    let session = try Session(term: "xterm-256color")
    try session.until("size 80x24")
    #expect(session.screen.modes.isSuperset(of: [1002, 1006, 2004, 1049]))
    try session.send("\u{1B}[<0;10;5M")
    try session.until("last [mouse 9,4]")
    try session.send("\u{1B}OS")
    try session.until("switched off") { $0.modes.isDisjoint(with: [1002, 1006]) }
    try session.send("\u{11}")
    #expect(try session.end() == 0)
    #expect(session.damage == [])
  }

  @Test("Text goes to the clipboard in its envelope") func clipboard() throws {
    let session = try Session(term: "xterm-256color")
    try session.send("abcd")
    try session.until("text [abcd]")
    try session.send("\u{1B}OQ")
    try session.until("last [copied true]")
    // RFC 4648: "abcd" is YWJjZA==.
    #expect(session.screen.commands == ["52;c;YWJjZA=="])
    try session.send("\u{11}")
    #expect(try session.end() == 0)
  }

  @Test("Another thread wakes the loop") func waking() throws {
    let session = try Session(term: "xterm-256color")
    try session.send("\u{1B}[19~")
    try session.until("last [woken]")
    try session.send("\u{11}")
    #expect(try session.end() == 0)
  }

  /// Nothing is read from the terminal while two thousand frames are drawn, and it is typed at.
  @Test("A terminal that does not read gets the newest frame and no other") func blocked() throws {
    let session = try Session(term: "xterm-256color", columns: 200, rows: 60)
    try session.until("size 200x60")
    let before = session.output.count
    try session.send("\u{1B}OR")
    try session.untilTraced("flooded")
    try session.send("42")
    try session.untilTraced("\"2\"")
    try session.until("frames 2000")
    try session.until("text [42]")
    // A frame is about ten thousand bytes, and the terminal holds four.
    #expect(session.output.count - before < 60_000)
    try session.send("\u{11}")
    #expect(try session.end() == 0)
    #expect(session.damage == [])
  }

  @Test("A terminal that does not read can still be given back") func blockedEnd() throws {
    let session = try Session(term: "xterm-256color", columns: 200, rows: 60)
    try session.until("size 200x60")
    try session.send("\u{1B}OR")
    try session.untilTraced("flooded")
    session.signal(SIGTERM)
    try session.untilTraced("terminate")
    #expect(try session.end() == 0)
    #expect(session.damage == [])
  }
}
