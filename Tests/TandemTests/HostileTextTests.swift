import Exact
import Testing

@testable import tandem

/// Foreign text in tickets and credentials never drives the terminal, and never costs the day.
@Suite struct HostileTextTests {
  /// Escape, CSI, DEL, a bidi override, a line separator and a Hangul filler.
  static let marks = ["\u{1B}", "\u{9B}", "\u{7F}", "\u{202E}", "\u{2028}", "\u{3164}"]

  private func ticket(_ options: String) -> World {
    let text = World.oco.replacing(
      #""binance.newOrderRespType": "RESULT", "kucoin.remark": "breakout""#, with: options)
    return World(files: ["t.json": text])
  }

  private func isVisible(_ text: String) -> Bool {
    text.split(separator: "\n").allSatisfy {
      VisibleText.clean(String($0), limit: .max) == String($0)
    }
  }

  @Test(arguments: ["wire", "curl", "json"], marks)
  func aReasonNeverShowsRawMarks(_ format: String, _ mark: String) {
    let world = ticket(#""binance.newOrderRespType": "\#(Self.escaped(mark))[31mX""#)
    let seen = world.run("preview", "t.json", "--venue", "binance", "--format", format)
    #expect(seen.status == .ticketErrors)
    #expect(seen.output.contains("is not ACK, RESULT or FULL"))
    #expect(isVisible(seen.output), "\(seen.output.debugDescription)")
  }

  @Test(arguments: ["text", "json"], marks)
  func aRefusedScenarioNeverShowsRawMarks(_ format: String, _ mark: String) {
    let text = World.oco.replacing(
      #""kucoin.remark": "breakout""#, with: #""binance.x\#(Self.escaped(mark))y": "1""#)
    let world = World(files: ["s.json": #"{"ticket":\#(text),"start":"30000","path":[]}"#])
    let seen = world.run("simulate", "s.json", "--venue", "binance", "--format", format)
    #expect(seen.status == .ticketErrors)
    #expect(isVisible(seen.output), "\(seen.output.debugDescription)")
  }

  @Test(arguments: ["text", "json"], marks)
  func aFindingNeverShowsRawMarks(_ format: String, _ mark: String) {
    let world = ticket(#""binance.x\#(Self.escaped(mark))y": "\#(Self.escaped(mark))""#)
    let seen = world.run("check", "t.json", "--venue", "binance", "--format", format)
    #expect(seen.status == .ticketErrors)
    #expect(isVisible(seen.output), "\(seen.output.debugDescription)")
  }

  @Test(arguments: marks)
  func escapedJSONReadsBackAsItWas(_ mark: String) throws {
    let world = ticket(#""binance.x\#(Self.escaped(mark))y": 1"#)
    let seen = world.run("check", "t.json", "--venue", "binance", "--format", "json")
    let finding = try #require(seen.objects.first { $0["severity"]?.string == "error" })
    #expect(finding["field"]?.string == "options.binance.x\(mark)y")
  }

  /// A remark is free text, yet what turns a line round or ends it is none.
  @Test(arguments: ["wire", "curl", "json"], marks.dropLast())
  func aRemarkCannotCarryMarks(_ format: String, _ mark: String) {
    let world = ticket(#""kucoin.remark": "a\#(Self.escaped(mark))b""#)
    let seen = world.run("preview", "t.json", "--venue", "kucoin", "--format", format)
    #expect(seen.status == .ticketErrors)
    #expect(isVisible(seen.output), "\(seen.output.debugDescription)")
  }

  @Test func aReasonNamesItsFieldBeforeAColon() {
    let text = World.oto.replacing("\"type\": \"stop\"", with: "\"type\": \"limit\"")
    let seen = World(files: ["t.json": text]).run("preview", "t.json", "--venue", "crypto-com")
    #expect(
      seen.output.hasPrefix("# cannot be expressed: legs[1].type: Crypto.com takes stop"),
      "\(seen.output)")
  }

  static func escaped(_ mark: String) -> String {
    mark.unicodeScalars.map {
      let digits = String($0.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
