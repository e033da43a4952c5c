import Glibc
import Testing

/// A real program at a pseudo-terminal, from taking it to giving it back.
@Suite("Terminal life") struct LifeTests {
  static let terms = ["xterm-256color", "xterm", "screen", "tmux-256color", "linux", "vt100"]

  @Test("Opened, drawn, typed at, closed: everything is as it was", arguments: terms)
  func normal(_ term: String) throws {
    let session = try Session(term: term)
    try session.until("size 80x24")
    try session.until("漢字")
    try session.send("123")
    try session.until("text [123]")
    #expect(session.screen.column == 9)
    #expect(session.screen.row == 1)
    #expect(session.damage != [])
    try session.send("\u{11}")
    #expect(try session.end() == 0)
    #expect(session.damage == [])
    #expect(session.screen.text.contains("probe ended: asked"))
    #expect(session.screen.strange == [])
    #expect(session.screen.bells == 0)
  }

  @Test("Without UTF-8 everything is ASCII", arguments: terms) func ascii(_ term: String) throws {
    let session = try Session(term: term, utf8: false)
    try session.until("| wide")
    try session.send("1\u{11}")
    #expect(try session.end() == 0)
    #expect(session.output.allSatisfy { $0 < 0x80 })
  }

  @Test("A storm of sizes, down to one cell", arguments: terms) func resizing(_ term: String) throws
  {
    let session = try Session(term: term)
    try session.send("4711")
    try session.until("text [4711]")
    for round in 0..<60 {
      session.resize(columns: 1 + round * 37 % 120, rows: 1 + round * 17 % 50)
    }
    session.resize(columns: 1, rows: 1)
    try session.until("drew one cell") { $0.text != "?" && $0.text != "t" }
    session.resize(columns: 100, rows: 30)
    try session.until("size 100x30")
    try session.until("text [4711]")
    try session.send("\u{11}")
    #expect(try session.end() == 0)
    #expect(session.damage == [])
  }

  @Test(
    "Signals that ask the program to end are told to it, and the terminal is given back",
    arguments: [SIGTERM, SIGHUP, SIGINT])
  func ending(_ signal: Int32) throws {
    let session = try Session(term: "xterm-256color")
    try session.until("size 80x24")
    session.signal(signal)
    #expect(try session.end() == 0)
    #expect(session.damage == [])
    #expect(session.screen.text.contains("probe ended: signal \(signal)"))
  }

  @Test(
    "Crashes give the terminal back and end as crashes do",
    arguments: [
      // A trap of Swift, a bad address, a stack without end, abort.
      ("\u{14}", SIGTRAP), ("\u{0E}", SIGSEGV), ("\u{0F}", SIGSEGV), ("\u{01}", SIGABRT),
    ]) func crash(_ key: String, _ signal: Int32) throws
  {
    let session = try Session(term: "xterm-256color")
    try session.until("size 80x24")
    try session.send(key)
    let status = try session.end()
    // Swift traps with SIGILL on some machines.
    #expect(status == 128 + signal || (signal == SIGTRAP && status == 128 + SIGILL))
    #expect(session.damage == [])
    if signal == SIGTRAP {
      #expect(String(decoding: session.output, as: UTF8.self).contains("Fatal error"))
    }
  }

  @Test("SIGQUIT, too, gives the terminal back") func quit() throws {
    let session = try Session(term: "xterm-256color")
    try session.until("size 80x24")
    session.signal(SIGQUIT)
    #expect(try session.end() == 128 + SIGQUIT)
    #expect(session.damage == [])
  }

  @Test("Stopped and continued, by key and by signal", arguments: terms, [true, false])
  func suspending(_ term: String, _ byKey: Bool) throws {
    let session = try Session(term: term)
    try session.send("31")
    try session.until("text [31]")
    if byKey { try session.send("\u{1A}") } else { session.signal(SIGTSTP) }
    try session.until("<stopped>")
    #expect(session.damage == [])
    session.resize(columns: 90, rows: 30)
    try session.send("fg\n")
    try session.until("last [resumed]")
    try session.until("size 90x30")
    try session.until("text [31]")
    #expect(session.damage != [])
    try session.send("4")
    try session.until("text [314]")
    try session.send("\u{11}")
    #expect(try session.end() == 0)
    #expect(session.damage == [])
  }

  @Test("Stopped without being asked, the screen is drawn again") func stopped() throws {
    let session = try Session(term: "xterm-256color")
    try session.send("31")
    try session.until("text [31]")
    session.signal(SIGSTOP)
    try session.until("<stopped>")
    try session.send("fg\n")
    try session.until("last [resumed]")
    try session.until("was drawn again") { !$0.text.contains("<stopped>") }
    try session.send("\u{11}")
    #expect(try session.end() == 0)
    #expect(session.damage == [])
  }

  @Test("A terminal that is of no use is refused in one sentence, untouched")
  func refused() throws {
    let cases: [(String?, String)] = [
      ("dumb", "TERM is \"dumb\", which cannot place the cursor"),
      ("no-such", "TERM is \"no-such\", and this machine has no description of it"),
      ("../x", "TERM is \"../x\", and this machine has no description of it"),
      (nil, "TERM is not set, so nothing is known about this terminal"),
    ]
    for (term, sentence) in cases {
      let session = try Session(term: term, columns: 120)
      #expect(try session.end() == 2)
      #expect(String(decoding: session.output, as: UTF8.self) == "probe: \(sentence)\r\n")
      #expect(session.damage == [])
    }
  }

  @Test("What is written to standard error waits until the terminal is given back")
  func standardError() throws {
    let session = try Session(term: "xterm-256color")
    try session.send("\u{1B}[17~")
    try session.until("last [key]")
    let before = session.output
    #expect(!String(decoding: before, as: UTF8.self).contains("a word"))
    try session.send("\u{11}")
    #expect(try session.end() == 0)
    // Harmless: the escape is none.
    #expect(session.screen.text.contains("a word on standard error?[31m"))
    #expect(session.damage == [])
  }
}
