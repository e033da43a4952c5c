import Exact
import Screen
import Simulator
import Testing

@testable import tandem

@Suite("Key scripts are read strictly") struct PlayScriptTests {
  private func steps(_ text: String) throws -> [PlayScript.Step] {
    try PlayScript(Array(text.utf8), path: "s.play").steps
  }

  private func action(_ line: String) throws -> PlayScript.Action? { try steps(line).first?.action }

  @Test func aLineIsOneThingAndRemarksAreNone() throws {
    let read = try steps("# a remark\n\n  resize 80x24  # so big\r\ndump\n\tdump after\n")
    #expect(read.map(\.line) == [3, 4, 5])
    #expect(
      read.map(\.action)
        == [.resize(Size(columns: 80, rows: 24)), .dump(nil), .dump("after")])
  }

  @Test func keysAreWrittenAsHelpWritesThem() throws {
    let keys = [
      Key(.tab), Key(.tab), Key(.character("3")), Key(.character("k")),
      Key(.character("u"), .alt), Key(.function(2)), Key(.up, .shift), Key(.character("#")),
      Key(.character("*")), Key(.character(" ")),
    ]
    #expect(try action("keys Tab*2 3 k alt-u F2 shift-up # * space") == .keys(keys))
  }

  @Test func textsMayHoldAnyByte() throws {
    #expect(try action(#"type "31 # 000""#) == .type("31 # 000"))
    #expect(try action(#"paste "a\n\t\r\"\\é""#) == .paste(Array("a\n\t\r\"\\é".utf8)))
    #expect(
      try action(#"bytes "\e[1;2C\xff\x0A""#)
        == .bytes([0x1B] + Array("[1;2C".utf8) + [0xFF, 0x0A]))
  }

  @Test func timeTapeAndClicksAreNumbers() throws {
    #expect(try action("time +5s") == .time(5_000))
    #expect(try action("time +20ms") == .time(20))
    #expect(try action("time +2h") == .time(7_200_000))
    #expect(try action("click 12 5") == .click(column: 12, row: 5))
    let trade = TapeMove.Trade(
      try Decimal(parsing: "32010.5"), quantity: try Decimal(parsing: "0.25"))
    #expect(
      try action("tape BTC/USDT 32010.5 0.25")
        == .tape(TapeMove(.spot(base: "BTC", quote: "USDT"), trades: [trade])))
  }

  @Test(
    "What is not understood is told with its file and line",
    arguments: [
      ("jump", "\"jump\" is no word of a script; did you mean dump?"),
      ("keys", "wants keys such as Tab, ctrl-p, F2 or 3"),
      ("keys Tab hyper-x", "\"hyper-x\" is no key"),
      ("keys F99", "\"F99\" is no key"),
      ("type 31000", "wants a text in double quotes"),
      ("type \"31000", "has no double quote at the end of its text"),
      ("type \"\\q\"", "has an unknown escape \\q"),
      ("bytes \"\\x1\"", "has a \\x without two hexadecimal digits"),
      ("type \"a\" b", "has \"b\" after all that type takes"),
      ("click 0 1", "\"0\" is not a column: they count from 1"),
      ("click 1", "wants a row"),
      ("tape", "wants an instrument such as BTC/USDT"),
      ("tape BTC/USDT", "wants a price"),
      ("tape BTC/USDT 1e5", "\"1e5\" is no decimal above zero"),
      ("tape BTC/USDT 0", "\"0\" is no decimal above zero"),
      ("time 5s", "\"5s\" is no span: +, a whole number, and ms, s, m, h or d"),
      ("time +5", "\"+5\" is no span: +, a whole number, and ms, s, m, h or d"),
      (
        "time +99999999999999999999s",
        "\"+99999999999999999999s\" is no span: +, a whole number, and ms, s, m, h or d"
      ),
      ("resize 0x5", "\"0x5\" is no size such as 80x24"),
      ("resize 99999x5", "\"99999x5\" is no size such as 80x24"),
    ])
  func flaws(_ line: String, _ sentence: String) {
    #expect(throws: Failure("s.play:2", sentence)) { try steps("dump\n\(line)\n") }
  }

  @Test func aScriptIsText() {
    #expect(throws: Failure("standard input", "is not UTF-8 text")) {
      try PlayScript([0xFF], path: "-")
    }
  }
}

@Suite("tandem play") struct PlayVerbTests {
  private func play(_ script: String, _ options: String...) -> Outcome {
    World(files: ["s.play": script]).run(words: ["play", "s.play"] + options)
  }

  @Test func theSameScriptPrintsTheSameBytes() {
    let script = "keys F2 enter\ntime +5s\ntape BTC/USDT 32000 0.004\ndump\nkeys F6\ndump two\n"
    let seen = play(script)
    #expect(seen.status == .fine)
    #expect(seen.errors == "")
    #expect(seen.output == play(script).output)
    #expect(seen.output.contains("\n== two\n"))
  }

  @Test func withoutADumpTheLastScreenIsPrinted() {
    let seen = play("resize 60x16\n")
    #expect(seen.output.split(separator: "\n", omittingEmptySubsequences: false).count == 17)
  }

  @Test func whatIsExpectedAndNotSeenIsToldBelowTheScreen() {
    let seen = play("expect \"PAPER\"\nexpect \"LIVE\"\n")
    #expect(seen.status == .refused)
    #expect(seen.errors == "tandem: s.play:2: the screen does not show \"LIVE\"\n")
    #expect(seen.output.contains("PAPER"))
    #expect(play("absent \"PAPER\"\n").errors == "tandem: s.play:1: the screen shows \"PAPER\"\n")
  }

  @Test func afterTheProgramHasEndedNothingCanBeTyped() {
    #expect(
      play("keys ctrl-q\ndump\nkeys Tab\n").errors == "tandem: s.play:3: the program has ended\n")
  }

  @Test func aMarketThatNobodyHasIsRefused() {
    #expect(
      play("tape XYZ/USDT 5\n").errors
        == "tandem: s.play:1: no paper venue has a market of XYZ/USDT\n")
  }

  @Test(
    "What no person typed changes no digit and sends nothing",
    arguments: [
      #"\e[1;2C"#, #"\e[15~"#, #"\e[<0;10;5M"#, #"\e]0;123"#, #"\eP123\e\\"#, #"\e[99"#,
      #"\e[200~777\r888\e[201~"#, #"\e[200~12"#,
    ])
  func hostileBytes(_ bytes: String) {
    let seen = play("keys Tab*5\nbytes \"\(bytes)\"\n", "--size", "120x40")
    #expect(seen.output.contains("abovePrice 32000"))
    #expect(seen.output.contains("0 open"))
  }

  @Test func aPastedLineFeedIsDataAndSendsNothing() {
    let seen = play("keys F2\npaste \"\\n\\r\"\nbytes \"\\e[200~\\r\\e[201~\"\n")
    #expect(seen.output.contains("0 open"))
  }

  @Test func aSizeIsColumnsAndRows() {
    let seen = play("dump\n", "--size", "80")
    #expect(seen.status == .usage)
    #expect(
      seen.errors == "tandem: play: --size takes columns and rows such as 80x24, not \"80\"\n")
  }

  @Test func aPictureIsSVGAndNamed() {
    let seen = play("dump first\n", "--dump", "svg", "--size", "60x16")
    #expect(seen.output.hasPrefix("<svg "))
    #expect(seen.output.contains("<title>first</title>"))
  }
}
