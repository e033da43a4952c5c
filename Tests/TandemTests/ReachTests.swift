import Orders
import Testing
import Venues

@testable import tandem

@Suite("Where the venues of the ticket are")
struct ReachTests {
  @Test(
    "A host and a port are read",
    arguments: [
      ("127.0.0.1:9400", "127.0.0.1", 9400), ("localhost:1", "localhost", 1),
      ("[::1]:9400", "[::1]", 9400), ("trading-box.lan:65531", "trading-box.lan", 65_531),
    ])
  func reads(_ text: String, _ host: String, _ port: Int) throws {
    let place = try SimulatorsPlace(text)
    #expect(place.host == host)
    #expect(place.port == port)
  }

  @Test(
    "Anything else is one sentence that shows it",
    arguments: [
      "", "localhost", ":9400", "localhost:", "localhost:0", "localhost:65532", "localhost:+1",
      "http://localhost:9400", "::1:9400", "[]:1", "a b:1", "user@host:1", "host/path:1",
      "host:9400:", "host:99999999999999999999", "ho\u{1B}st:1",
    ])
  func refuses(_ text: String) {
    do throws(Failure) {
      _ = try SimulatorsPlace(text)
      Issue.record("\(text) was taken")
    } catch {
      #expect(error.sentence.hasPrefix("--simulators: takes "), "\(error.sentence)")
      #expect(!error.sentence.contains("\u{1B}"))
    }
  }

  @Test("Simulators are reached port by port, and venues without keys are told apart")
  func accounts() throws {
    let keys = try KuCoin().paperCredentials()
    let reach = try Reach(
      .paper, [VenueID("kucoin"): keys], simulators: try SimulatorsPlace("localhost:7000"))
    #expect(reach.accounts.map(\.hosts.rest) == ["http://localhost:7003"])
    #expect(reach.absent.map(\.venue.name) == ["binance", "crypto-com", "bingx", "tradovate"])
    #expect(reach.absent.first?.reason == "there are no keys of binance for paper")
  }

  @Test("Keys of one environment are never taken to another's hosts")
  func environments() throws {
    let keys = try KuCoin().paperCredentials()
    #expect(throws: Failure.self) { try Reach(.live, [VenueID("kucoin"): keys]) }
  }
}
