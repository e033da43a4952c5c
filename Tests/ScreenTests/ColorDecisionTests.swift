import Testing

@testable import Screen

/// How many colours are used, by option, environment and terminal.
@Suite struct ColorDecisionTests {
  private func depth(
    _ environment: [String: String], choice: String = "auto", tty: Bool = true,
    colors: Int? = nil
  ) throws -> ColorDepth {
    ColorDecision.decide(
      try #require(ColorChoice(choice)), environment: { environment[$0] }, isTerminal: tty,
      terminalColors: colors
    ).depth
  }

  @Test func theOptionWins() throws {
    let plain = ["NO_COLOR": "1", "TERM": "dumb"]
    #expect(try depth(plain, choice: "true", tty: false) == .full)
    #expect(try depth(plain, choice: "16") == .sixteen)
    #expect(try depth(["TERM": "xterm-256color"], choice: "never") == .mono)
    #expect(try depth(["TERM": "xterm-256color"], choice: "mono") == .mono)
    #expect(try depth(plain, choice: "always", tty: false) == .eight)
    #expect(try depth(["TERM": "xterm-256color"], choice: "always", tty: false) == .indexed)
    #expect(try depth(["TERM": "xterm"], choice: "always", tty: false, colors: 0) == .eight)
  }

  /// no-color.org: "when present and not an empty string (regardless of its value)".
  @Test func noColorIsHonoured() throws {
    #expect(try depth(["NO_COLOR": "1", "TERM": "xterm-256color"]) == .mono)
    #expect(try depth(["NO_COLOR": "0", "COLORTERM": "truecolor", "TERM": "xterm"]) == .mono)
    #expect(try depth(["NO_COLOR": "", "TERM": "xterm-256color"]) == .indexed)
  }

  @Test func whatIsNoTerminalGetsNoColours() throws {
    #expect(try depth(["TERM": "xterm-256color"], tty: false) == .mono)
    #expect(try depth([:]) == .mono)
    #expect(try depth(["TERM": "dumb"], colors: 256) == .mono)
  }

  @Test func theTerminalIsAsked() throws {
    #expect(try depth(["TERM": "xterm"], colors: 8) == .eight)
    #expect(try depth(["TERM": "xterm-16color"], colors: 16) == .sixteen)
    #expect(try depth(["TERM": "xterm-256color"], colors: 256) == .indexed)
    #expect(try depth(["TERM": "xterm-direct"], colors: 1 << 24) == .full)
    #expect(try depth(["TERM": "vt100"], colors: -1) == .mono)
    #expect(try depth(["TERM": "vt100"]) == .mono)
    #expect(try depth(["TERM": "linux"]) == .eight)
  }

  @Test func colortermIsBelievedButNotUnderScreen() throws {
    #expect(try depth(["TERM": "xterm", "COLORTERM": "truecolor"], colors: 8) == .full)
    #expect(try depth(["TERM": "xterm", "COLORTERM": "yes"], colors: 8) == .eight)
    let screen = ["TERM": "screen-256color", "COLORTERM": "24bit"]
    #expect(try depth(screen) == .indexed)
    #expect(try depth(screen.merging(["TMUX": "/tmp/t,1,0"]) { $1 }) == .full)
  }

  @Test func onlyKnownWordsAreTaken() {
    #expect(ColorChoice("yes") == nil && ColorChoice("") == nil)
    #expect(ColorChoice.words.allSatisfy { ColorChoice($0) != nil })
  }

  @Test func theReasonIsSaid() {
    let decision = ColorDecision.decide(
      .automatic, environment: { $0 == "NO_COLOR" ? "1" : nil }, isTerminal: true)
    #expect(decision.reason == "NO_COLOR is set")
  }
}
