import Exact
import Testing

@testable import tandem

/// `tandem doctor`, as a process of its own.
@Suite(.serialized) struct DoctorVerbTests {
  private let exchange: ServedExchange

  init() throws { exchange = try ServedExchange() }

  private func verdicts(_ seen: ServedExchange.Seen, _ check: String) -> [String?] {
    seen.objects.filter { $0["check"]?.string == check }.map { $0["verdict"]?.string }
  }

  @Test func whatIsAsItShouldBeIsSaidOfEveryVenue() throws {
    let seen = try exchange.run("doctor", "--format", "json")
    #expect(seen.status == 0, "\(seen.output)\(seen.errors)")
    #expect(verdicts(seen, "connection") == Array(repeating: "ok", count: 5))
    #expect(verdicts(seen, "rights") == Array(repeating: "ok", count: 5))
    #expect(verdicts(seen, "memory") == ["ok"])
    #expect(verdicts(seen, "config") == ["ok"])
    #expect(seen.objects.allSatisfy { $0["sentence"]?.string?.isEmpty == false })
    // A look changes nothing: no journal was made.
    #expect(try exchange.run("journal", "verify").status == 2)
  }

  @Test func aVenueThatIsGoneIsNoConnection() throws {
    exchange.stop()
    let seen = try exchange.run(
      "doctor", "--venue", "kucoin", "--wait", "1", "--format", "json")
    #expect(seen.status == 4)
    #expect(verdicts(seen, "connection") == ["fail"])
  }

  @Test func aClockThatIsWrongIsAWarning() throws {
    try exchange.arm(#"{"fault":"clock","venue":"binance","ms":60000}"#)
    let seen = try exchange.run("doctor", "--venue", "binance", "--format", "json")
    #expect(seen.status == 0, "\(seen.output)\(seen.errors)")
    #expect(verdicts(seen, "clock") == ["warn"])
  }

  @Test func aDamagedJournalFails() throws {
    try exchange.directory.file("journal", Array("no journal".utf8))
    let seen = try exchange.run("doctor", "--venue", "binance", "--format", "json")
    #expect(seen.status == 1)
    #expect(verdicts(seen, "journal") == ["fail"])
  }
}
