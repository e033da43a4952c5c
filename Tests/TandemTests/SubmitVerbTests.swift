import Exact
import Glibc
import Journal
import Orders
import Testing
import Venues

@testable import tandem

/// `tandem submit` and `lists`, against the real program at the other end.
@Suite(.serialized) struct SubmitVerbTests {
  private let exchange: ServedExchange

  init() throws { exchange = try ServedExchange() }

  private func submit(_ venue: String, _ more: String...) throws -> ServedExchange.Seen {
    try exchange.run(
      ["submit", try exchange.ticket(for: venue), "--venue", venue, "--format", "json"] + more)
  }

  /// The journal's records fit together.
  private func verify() throws {
    let seen = try exchange.run("journal", "verify")
    #expect(seen.status == 0, "\(seen.output)\(seen.errors)")
  }

  @Test(arguments: VenueCatalogue.ids.map(\.name))
  func aTicketIsPlacedOnceAndFoundAgain(_ venue: String) throws {
    let seen = try submit(venue)
    #expect(seen.status == 0, "\(seen.errors)")
    let told = try #require(seen.objects.first)
    #expect(seen.objects.count == 1)
    #expect(told["venue"]?.string == venue)
    #expect(told["outcome"]?.string == "accepted")
    #expect(told["reason"]?.kind == .null)
    #expect(told["venue_list_id"]?.string != nil)
    #expect(try exchange.lists(venue).count == 1)
    try verify()

    let lists = try exchange.run("lists", "--format", "json")
    #expect(lists.status == 0, "\(lists.errors)")
    let list = try #require(lists.objects.first)
    #expect(lists.objects.count == 1)
    #expect(list["list"]?.string == told["list"]?.string)
    #expect(list["client_list_id"]?.string == told["client_list_id"]?.string)
    #expect(list["in_doubt"]?.bool == false)
    #expect(list["asked"]?.bool == true)
    #expect(list["status"]?.string == "open")
    #expect(list["retry"]?.string == "never")
    let orders = list["orders"].map { Array($0.elements) } ?? []
    #expect(orders.map { $0["leg"]?.text } == ["1", "2"])
    let size = venue == "tradovate" ? "1" : "0.01"
    #expect(orders.map { $0["quantity"]?.string } == [size, size])
    try verify()
  }

  /// Only the venue of futures tells of positions; of what others hold nothing is said.
  @Test func exitsLargerThanThePositionAreSaid() throws {
    for venue in ["tradovate", "binance"] { #expect(try submit(venue).status == 0) }
    func troubles(_ venue: String) throws -> [[String]] {
      let seen = try exchange.run("lists", "--venue", venue, "--format", "json")
      return seen.objects.map { list in
        (list["troubles"].map { Array($0.elements) } ?? []).compactMap(\.string)
      }
    }
    let sentence = "exits sell 1 ESZ6, and 0 are held"
    #expect(try troubles("tradovate") == [[sentence]])
    #expect(try troubles("binance") == [[]])
    #expect(try exchange.run("lists").output.contains("  ! \(sentence)\n"))
    // What was heard is no position of now.
    let offline = try exchange.run("lists", "--offline").output
    #expect(offline.contains("ESZ6") && !offline.contains(sentence))
    // The list that has ended has no exits; there is nothing left to be larger than.
    exchange.trade("ESZ6", at: "6601")
    #expect(try troubles("tradovate") == [[]])
  }

  @Test(arguments: VenueCatalogue.ids.map(\.name))
  func anAnswerThatIsLostIsADoubtThatIsSettled(_ venue: String) throws {
    try exchange.arm("{\"fault\":\"drop_reply\",\"venue\":\"\(venue)\",\"operation\":\"place\"}")
    let seen = try submit(venue)
    #expect(seen.status == 0, "\(seen.output)\(seen.errors)")
    #expect(seen.objects.first?["outcome"]?.string == "accepted")
    #expect(try exchange.lists(venue).count == 1)
    let export = try exchange.run("journal", "export").output
    #expect(export.contains("\"kind\":\"evidence\""))
    try verify()
  }

  @Test func aDoubtThatIsNotSettledInTimeIsSettledLater() throws {
    try exchange.arm(
      #"{"fault":"delay_reply","venue":"binance","operation":"place","ms":8000}"#)
    let seen = try submit("binance", "--wait", "1")
    #expect(seen.status == 3, "\(seen.output)\(seen.errors)")
    #expect(seen.objects.first?["outcome"]?.string == "in_doubt")
    let offline = try exchange.run("lists", "--offline", "--format", "json")
    #expect(offline.objects.first?["in_doubt"]?.bool == true)
    #expect(offline.objects.first?["retry"]?.string == "wait")

    let lists = try exchange.run("lists", "--format", "json")
    #expect(lists.status == 0, "\(lists.errors)")
    #expect(lists.objects.first?["in_doubt"]?.bool == false)
    #expect(lists.objects.first?["status"]?.string == "open")
    #expect(try exchange.lists("binance").count == 1)
    try verify()
  }

  @Test(arguments: [true, false])
  func anErrorOfTheServerIsADoubtUntilTheVenueIsAsked(_ isDone: Bool) throws {
    try exchange.arm(
      "{\"fault\":\"http_status\",\"status\":503,\"executed\":\(isDone),"
        + "\"venue\":\"kucoin\",\"operation\":\"place\"}")
    let seen = try submit("kucoin")
    #expect(seen.status == (isDone ? 0 : 4), "\(seen.output)\(seen.errors)")
    #expect(seen.objects.first?["outcome"]?.string == (isDone ? "accepted" : "not_sent"))
    #expect(try exchange.lists("kucoin").count == (isDone ? 1 : 0))
    try verify()
  }

  @Test func whatTheVenueRefusesIsRefused() throws {
    try exchange.arm(#"{"fault":"rate_limit","venue":"binance","operation":"place","seconds":1}"#)
    let seen = try submit("binance")
    #expect(seen.status == 1, "\(seen.output)\(seen.errors)")
    #expect(seen.objects.first?["outcome"]?.string == "refused")
    #expect(seen.objects.first?["reason"]?.string?.isEmpty == false)
    #expect(try exchange.lists("binance").isEmpty)
    try verify()
  }

  @Test func aTicketWithErrorsIsNotSent() throws {
    let text = World.oco.replacing("32000", with: "29500")
    let path = try exchange.directory.file("bad.json", Array(text.utf8))
    let seen = try exchange.run("submit", path, "--venue", "binance")
    #expect(seen.status == 1)
    #expect(seen.output == "")
    #expect(seen.errors.contains("legs[0].price: 29500 must be above the last price 30000"))
    #expect(try exchange.lists("binance").isEmpty)
    #expect(try exchange.run("journal", "export").output == "")
  }

  /// The price that counts is the venue's own, not the catalogue's.
  @Test func theMarketIsTheVenuesOwn() throws {
    exchange.trade("BTC/USDT", at: "33000")
    let seen = try exchange.run("submit", try exchange.oco(), "--venue", "binance")
    #expect(seen.status == 1)
    #expect(seen.errors.contains("32000 must be above the last price 33000"))
  }

  @Test func whereNobodyListensNothingIsSent() throws {
    exchange.stop()
    let seen = try submit("binance", "--wait", "1")
    #expect(seen.status == 4, "\(seen.output)\(seen.errors)")
    #expect(
      seen.errors
        == "tandem: binance: is being connected to: 127.0.0.1:\(exchange.port): nobody listens"
        + " there; nothing was sent\n")
    #expect(try exchange.run("journal", "export").output == "")
  }

  @Test func aJournalThatSomebodyHoldsTakesNothing() throws {
    let journal = try Journal.open(exchange.journal, access: .write)
    let seen = try submit("binance")
    #expect(seen.status == 2)
    #expect(seen.errors.hasPrefix("tandem: journal: "))
    #expect(seen.errors.hasSuffix("; nothing was sent\n"))
    #expect(try exchange.lists("binance").isEmpty)
    #expect(journal.refusal == nil)
  }

  /// What cannot be printed is said elsewhere; the status is still that of what was sent.
  @Test func outputThatIsLostHidesNothingThatWasSent() throws {
    func run(_ words: String...) throws -> (status: Int32, errors: String) {
      let running = try exchange.begin(words, into: .file("/dev/full"))
      let status = try running.child.wait()
      return (status, try exchange.directory.text(running.errors))
    }
    let lost = "tandem: standard output: cannot be written: no space left; binance paper: td-oco-"
    let sent = try run("submit", try exchange.oco(), "--venue", "binance")
    #expect(sent.status == 0)
    #expect(sent.errors.hasPrefix(lost), "\(sent.errors)")
    #expect(sent.errors.hasSuffix(": accepted; the venue's id is 1\n"), "\(sent.errors)")
    #expect(try exchange.lists("binance").count == 1)
    let gone = try run("cancel", "td-oco-", "--format", "json")
    #expect(gone.status == 0)
    #expect(gone.errors.hasPrefix(lost), "\(gone.errors)")
    #expect(gone.errors.hasSuffix(": cancel accepted\n"), "\(gone.errors)")
    // What sends nothing has no other status to keep.
    for verb in ["lists", "doctor"] {
      let seen = try run(verb, "--venue", "binance")
      #expect(seen.status == 2, "\(verb): \(seen.errors)")
      #expect(seen.errors == "tandem: standard output: cannot be written: no space left\n")
    }
  }

  @Test func aPersonWhoStopsWaitingIsToldThatItIsInDoubt() throws {
    try exchange.arm(
      #"{"fault":"delay_reply","venue":"bingx","operation":"place","ms":9000}"#)
    let running = try exchange.begin(
      ["submit", try exchange.oco(), "--venue", "bingx", "--format", "json"])
    for _ in 0..<2_000 where try exchange.lists("bingx").isEmpty { usleep(5_000) }
    kill(running.child.id, SIGINT)
    #expect(try running.child.wait() == 3)
    let output = try exchange.directory.text(running.output)
    #expect(output.contains("\"outcome\":\"in_doubt\""))
    #expect(try exchange.lists("bingx").count == 1)
    try verify()
  }
}
