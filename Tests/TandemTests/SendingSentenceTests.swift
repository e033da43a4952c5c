import Client
import Orders
import Testing
import Venues

@testable import tandem

/// The verbs that send say what keeps them from it, before a byte leaves.
@Suite struct SendingSentenceTests {
  private func world() -> World { World(files: ["t.json": World.oco]) }

  @Test(arguments: ["testnet", "demo", "live"])
  func onlyPaperSendsWithoutAYes(_ environment: String) {
    let money = environment == "live" ? ", where money is real" : ""
    for words in [["submit", "t.json", "--venue", "binance"], ["cancel", "td-oco-1"]] {
      let seen = world().run(words: words + ["--env", environment])
      #expect(seen.status == .usage)
      #expect(
        seen.errors
          == "tandem: \(words[0]): sends to \(environment)\(money): it wants --yes;"
          + " nothing was sent\n"
      )
    }
  }

  @Test func aVenueMustBeNamed() {
    let seen = world().run("submit", "t.json")
    #expect(seen.status == .usage)
    #expect(
      seen.errors
        == "tandem: submit: --venue is missing: binance, crypto-com, bingx, kucoin or tradovate\n")
  }

  @Test func aTicketThatAVenueCannotCarryIsNotSent() {
    let seen = world().run("submit", "t.json", "--venue", "tradovate")
    #expect(seen.status == .refused)
    #expect(seen.errors.hasSuffix("; nothing was sent\n"))
    #expect(seen.output == "")
  }

  @Test func keysOfAnotherEnvironmentOpenNothing() throws {
    var world = world()
    world.variables = ["HOME": "/u"]
    world.privateFiles = [
      "/u/.config/tandem/credentials": "[binance.live]\nkey = k\nsecret = s\n"
    ]
    let seen = world.run(
      "submit", "t.json", "--venue", "binance", "--env", "testnet", "--yes", "--journal",
      "/nowhere/at/all")
    #expect(seen.status == .usage)
    #expect(seen.output == "")
    #expect(
      seen.errors.hasPrefix("tandem: ") && seen.errors.hasSuffix("; nothing was sent\n"),
      "\(seen.errors)")
    let venue = try #require(VenueCatalogue.venue(VenueID("binance")))
    let hosts = try #require(venue.hosts(in: .live))
    #expect(throws: InvalidCredentials.self) {
      try AccountSetup(venue, try venue.paperCredentials(), hosts: hosts)
    }
  }

  /// They live and end with the command, and leave nothing behind.
  @Test(arguments: ["binance", "crypto-com", "bingx", "kucoin"])
  func aTicketGoesToTheVenuesThatAreBuiltIn(_ venue: String) {
    let seen = world().run("submit", "t.json", "--venue", venue, "--format", "json")
    #expect(seen.status == .fine, "\(seen.errors)")
    #expect(seen.objects.first?["outcome"]?.string == "accepted")
    #expect(seen.objects.first?["status"]?.string == "open")
  }

  @Test func simulatorsArePaper() {
    let seen = world().run(
      "submit", "t.json", "--venue", "binance", "--env", "live", "--yes", "--simulators",
      "localhost:9400")
    #expect(seen.status == .usage)
    #expect(
      seen.errors
        == "tandem: --simulators: are paper venues: they do not go with --env live\n")
  }

  @Test func everyOutcomeHasAStatusOfItsOwn() {
    let key = ListKey(VenueID("kucoin"), "td-oco-1")
    let reports: [(SentReport, Int32, String)] = [
      (
        SentReport(
          operation: .place, key: key, leg: nil, environment: .paper, outcome: .accepted,
          record: nil), 0, "accepted"
      ),
      (
        SentReport(
          operation: .place, key: key, leg: nil, environment: .paper,
          outcome: .refused("no\u{1B}"), record: nil), 1, "refused"
      ),
      (
        SentReport(
          operation: .place, key: key, leg: nil, environment: .paper,
          outcome: .inDoubt("who knows"), record: nil), 3, "in_doubt"
      ),
      (
        SentReport(
          operation: .cancelList, key: key, leg: nil, environment: .paper,
          outcome: .notSent("nobody"), record: nil), 4, "not_sent"
      ),
    ]
    for (report, status, word) in reports {
      #expect(report.status.rawValue == status)
      #expect(report.text(true).contains("\"outcome\":\"\(word)\""))
      #expect(!report.text(false).contains("\u{1B}"))
      let words = word.replacing("_", with: " ")
      let what = report.operation == .place ? "" : "cancel "
      #expect(report.text(false).hasPrefix("kucoin paper: td-oco-1: \(what)\(words)"))
    }
  }
}
