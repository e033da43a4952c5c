import Glibc
import Testing

/// The interactive ticket itself at a pseudo-terminal.
@Suite("The ticket at a terminal") struct TicketTests {
  static let terms = ["xterm-256color", "xterm", "screen", "tmux-256color", "linux", "vt100"]

  private static func start(
    _ term: String? = "xterm-256color", columns: Int = 120, rows: Int = 40,
    arguments: [String] = [], variables: [String] = ["XDG_CONFIG_HOME=/nowhere"]
  ) throws -> Session {
    try Session(
      term: term, columns: columns, rows: rows, program: "tandem",
      arguments: ["--tape", "still"] + arguments, variables: variables)
  }

  /// Waits for the first screen, and goes to the price of the first leg.
  private static func priceField(_ session: Session) throws {
    try session.until("break-even 30,060.07")
    try session.send("\t\t\t\t\t")
    try session.until("stands in the price") { $0.row == 6 && $0.column == 22 }
  }

  @Test("A price is typed, the payload follows, and all is given back", arguments: terms)
  func typing(_ term: String) throws {
    let session = try Self.start(term)
    try Self.priceField(session)
    try session.send("31500")
    try session.until("abovePrice 31500")
    try session.until("31,500.00 ──")
    #expect(session.damage != [])
    try session.send("\u{11}")
    #expect(try session.end() == 0)
    #expect(session.damage == [])
    #expect(session.screen.strange == [])
    #expect(session.screen.bells == 0)
  }

  @Test("Without UTF-8 the screen is ASCII", arguments: [["--ascii"], []])
  func ascii(_ arguments: [String]) throws {
    let session = try Session(
      term: "xterm-256color", columns: 120, rows: 40, utf8: !arguments.isEmpty, program: "tandem",
      arguments: ["--tape", "still"] + arguments, variables: ["XDG_CONFIG_HOME=/nowhere"])
    try session.until("break-even 30,060.07")
    try session.send("\u{11}")
    #expect(try session.end() == 0)
    #expect(session.output.allSatisfy { $0 < 0x80 })
  }

  @Test(
    "What no person typed changes no digit and sends nothing", arguments: terms,
    [
      "\u{1B}[1;2C", "\u{1B}[15~", "\u{1B}[<0;10;5M", "\u{1B}[M !!", "\u{1B}]0;123",
      "\u{1B}P123\u{1B}\\", "\u{1B}[99", "\u{1B}[1;2y", "\u{1B}[200~\r\n\u{1B}[201~",
      "\u{1B}[200~777\r888\u{1B}[201~", "\u{1B}[200~31\u{1B}[12\u{1B}[201~",
    ])
  func hostile(_ term: String, _ bytes: String) throws {
    let session = try Self.start(term)
    try Self.priceField(session)
    try session.send(bytes)
    if bytes == "\u{1B}[15~" {
      // F5, where it is one.
      try session.until("Templates")
      try session.send("\u{1B}")
      try session.until("closed it") { !$0.text.contains("Templates") }
    }
    // Ends what was left open, whatever it was; a focus report means nothing here.
    try session.send("\u{1B}[I")
    // A step down and up again leaves the price as it was, and shows that keys are heard.
    try session.send("\u{1B}[B")
    try session.until("heard a key") {
      $0.text.contains("31,999.99") || !$0.text.contains("32,000.00 ──")
    }
    try session.send("\u{1B}[A")
    try session.until("has its price again") { $0.text.contains("32,000.00 ──") }
    try session.until("abovePrice 32000")
    try session.until("0 open")
    try session.send("\u{11}")
    #expect(try session.end() == 0)
    #expect(session.damage == [])
  }

  @Test("Ten megabytes pasted into a price are refused in a sentence") func largePaste() throws {
    let session = try Self.start()
    try Self.priceField(session)
    try session.send("\u{1B}[200~")
    let chunk = [UInt8](repeating: UInt8(ascii: "7"), count: 1 << 20)
    for _ in 0..<10 { try session.send(chunk + [0x0D]) }
    try session.send("\u{1B}[201~")
    try session.until("a paste of \(10 * (1 << 20) + 10) bytes is too long for a field")
    try session.until("abovePrice 32000")
    try session.send("\u{11}")
    #expect(try session.end() == 0)
  }

  @Test("A storm of sizes, down to one cell, loses nothing", arguments: terms)
  func resizing(_ term: String) throws {
    let session = try Self.start(term)
    try Self.priceField(session)
    try session.send("31500")
    try session.until("abovePrice 31500")
    for round in 0..<60 {
      session.resize(columns: 1 + round * 37 % 120, rows: 1 + round * 17 % 50)
    }
    session.resize(columns: 1, rows: 1)
    try session.until("drew one cell") { !$0.text.contains("t") }
    session.resize(columns: 44, rows: 6)
    try session.until("PAPER BTC/USDT 30,000 0 open")
    session.resize(columns: 120, rows: 40)
    try session.until("abovePrice 31500")
    try session.until("0 open")
    try session.send("\u{11}")
    #expect(try session.end() == 0)
    #expect(session.damage == [])
  }

  @Test("Stopped and continued, by key and by signal", arguments: terms, [true, false])
  func suspending(_ term: String, _ byKey: Bool) throws {
    let session = try Self.start(term)
    try Self.priceField(session)
    try session.send("31500")
    try session.until("abovePrice 31500")
    if byKey { try session.send("\u{1A}") } else { session.signal(SIGTSTP) }
    try session.until("<stopped>")
    #expect(session.damage == [])
    session.resize(columns: 110, rows: 36)
    try session.send("fg\n")
    try session.until("abovePrice 31500")
    try session.until("drew the last row") { $0.text.contains("F2 submit") }
    #expect(session.damage != [])
    try session.send("\u{11}")
    #expect(try session.end() == 0)
    #expect(session.damage == [])
  }

  @Test("Asked to end, it gives the terminal back", arguments: [SIGTERM, SIGHUP, SIGINT])
  func ending(_ signal: Int32) throws {
    let session = try Self.start()
    // Whatever window is open.
    try session.until("F2 submit")
    try session.send("?")
    try session.until("Help")
    session.signal(signal)
    #expect(try session.end() == 0)
    #expect(session.damage == [])
  }

  @Test("A terminal that is of no use is refused in one sentence, untouched") func refused() throws
  {
    let session = try Self.start("dumb")
    #expect(try session.end() == 2)
    #expect(
      String(decoding: session.output, as: UTF8.self)
        == "tandem: TERM is \"dumb\", which cannot place the cursor\r\n")
    #expect(session.damage == [])
  }

  @Test("A list is sent on paper, filled by the market, and told in the panel") func submitting()
    throws
  {
    let session = try Self.start()
    try session.until("F2 submit")
    try session.send("\u{1B}OQ")
    try session.until("Enter sends to binance")
    try session.send("\r")
    try session.until("1 open")
    try session.until("EXECUTING")
    try session.send("\u{11}")
    #expect(try session.end() == 0)
    #expect(session.damage == [])
  }
}
