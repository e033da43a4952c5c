import Exact
import Journal
import Testing

@testable import tandem

/// `tandem cancel`, `lists` and `journal`, against the real program at the other end.
@Suite(.serialized) struct CancelVerbTests {
  private let exchange: ServedExchange

  init() throws { exchange = try ServedExchange() }

  private func place(_ venue: String) throws -> String {
    let seen = try exchange.run(
      "submit", try exchange.ticket(for: venue), "--venue", venue, "--format", "json")
    return try #require(seen.objects.first?["list"]?.string)
  }

  @Test(arguments: ["binance", "crypto-com", "bingx", "kucoin", "tradovate"])
  func aListIsCancelledByTheBeginningOfItsName(_ venue: String) throws {
    let list = try place(venue)
    let seen = try exchange.run("cancel", String(list.prefix(12)), "--format", "json")
    #expect(seen.status == 0, "\(seen.output)\(seen.errors)")
    let told = try #require(seen.objects.first)
    #expect(told["list"]?.string == list)
    #expect(told["operation"]?.string == "cancel_list")
    #expect(told["outcome"]?.string == "accepted")
    #expect(told["status"]?.string == "canceled")
    let orders = try exchange.lists(venue).flatMap { list in
      list["orders"].map { Array($0.elements) } ?? []
    }
    #expect(orders.allSatisfy { $0["status"]?.string == "canceled" })

    // BingX gives two keys of a stream a second, and no third.
    if venue == "bingx" { return }
    let again = try exchange.run("cancel", list)
    #expect(again.status == 1)
    #expect(
      again.errors
        == "tandem: \(list): the list has ended: canceled; nothing was sent\n")
    #expect(try exchange.run("journal", "verify").status == 0)
  }

  @Test func aLegThatCannotGoAloneIsNotSent() throws {
    let list = try place("kucoin")
    let seen = try exchange.run("cancel", list, "--leg", "1")
    #expect(seen.status == 1)
    #expect(seen.errors.contains("not leg by leg; nothing was sent"))
    let more = try exchange.run("cancel", list, "--leg", "3")
    #expect(more.status == 2)
    #expect(more.errors.contains("has 2 legs, and no leg 3"))
    #expect(try exchange.lists("kucoin").first?["status"]?.string == "open")
  }

  @Test func aNameThatMayBeTwoIsNotGuessed() throws {
    let lists = [try place("binance"), try place("kucoin")]
    let seen = try exchange.run("cancel", "td-oco-")
    #expect(seen.status == 2)
    for list in lists { #expect(seen.errors.contains(list)) }
    #expect(try exchange.run("cancel", "td-otoco-").status == 2)
    #expect(try exchange.run("cancel", "td-oco-", "--venue", "kucoin").status == 0)
    #expect(try exchange.lists("binance").first?["status"]?.string == "open")
  }

  @Test func anAnswerThatIsLostIsLookedInto() throws {
    let list = try place("binance")
    try exchange.arm(#"{"fault":"drop_reply","venue":"binance","operation":"cancel_list"}"#)
    let seen = try exchange.run("cancel", list, "--format", "json", "--wait", "5")
    #expect(seen.status == 0, "\(seen.output)\(seen.errors)")
    #expect(seen.objects.first?["status"]?.string == "canceled")
  }

  @Test func aVenueThatIsGoneLeavesTheLastWord() throws {
    let list = try place("bingx")
    exchange.stop()
    let seen = try exchange.run("lists", "--format", "json", "--wait", "1")
    #expect(seen.status == 4)
    #expect(seen.objects.first?["list"]?.string == list)
    #expect(seen.objects.first?["asked"]?.bool == false)
    #expect(seen.errors.contains("tandem: bingx: "))
    let text = try exchange.run("lists", "--wait", "1").output
    #expect(text.contains("(last heard of)"))
    let cancel = try exchange.run("cancel", list, "--wait", "1")
    #expect(cancel.status == 4)
    #expect(cancel.errors.hasSuffix("; nothing was sent\n"))
  }

  @Test func fillsThatNobodySawAreTold() throws {
    _ = try place("crypto-com")
    exchange.trade("BTC/USDT", at: "32010")
    let seen = try exchange.run("lists")
    #expect(seen.status == 0, "\(seen.errors)")
    #expect(seen.output.contains("filled 0.01"))
    #expect(seen.output.contains("to send anew: would be another, some of it has filled\n"))
  }

  // MARK: The journal

  /// The ticket may be open meanwhile.
  @Test func listsReadsAJournalThatSomebodyHolds() throws {
    let list = try place("binance")
    let journal = try Journal.open(exchange.journal, access: .write)
    let count = try journal.verify().head.sequence
    exchange.trade("BTC/USDT", at: "32010")
    let seen = try exchange.run("lists", "--format", "json")
    #expect(seen.status == 0, "\(seen.errors)")
    #expect(seen.objects.first?["list"]?.string == list)
    #expect(seen.objects.first?["status"]?.string == "done")
    #expect(seen.errors.hasPrefix("tandem: journal: "))
    #expect(try journal.verify().head.sequence == count)
  }

  /// What it might have told is not told as nothing; a venue that is named can still be asked.
  @Test func aJournalThatIsNoneIsNotReadAsEmpty() throws {
    _ = try place("binance")
    let other = try exchange.directory.file("other", Array("no journal at all".utf8))
    let sentence = "tandem: journal: \(other) is no journal of Tandem\n"
    for words in [["lists"], ["lists", "--offline"]] {
      let seen = try exchange.run(words, journal: other)
      #expect(seen.status == 2)
      #expect(seen.output == "")
      #expect(seen.errors == sentence)
    }
    let asked = try exchange.run(
      ["lists", "--venue", "binance", "--format", "json"], journal: other)
    #expect(asked.status == 2)
    #expect(asked.errors == sentence)
    #expect(asked.objects.first?["status"]?.string == "open")
  }

  @Test func theJournalListsExportsAndFindsWhatWasChanged() throws {
    let list = try place("binance")
    let lines = try exchange.run("journal").output.split(separator: "\n")
    #expect(lines.first?.contains("intent  binance/paper/") == true)
    #expect(lines.allSatisfy { $0.contains(list) })
    // People read sentences; what the particulars are is for export.
    #expect(
      lines.first?.contains(
        "oco BTC/USDT: sell 0.01 limit maker 32000, sell 0.01 stop limit 29000→28900, bytes ")
        == true, "\(lines.first ?? "")")
    #expect(lines.contains { $0.contains("  attempt  ") && $0.contains("  place, bytes ") })
    #expect(lines.contains { $0.hasSuffix("  accepted; the venue's id is 1") })
    #expect(lines.contains { $0.hasSuffix("  open: leg 1 working, leg 2 waiting") })
    let export = try exchange.run("journal", "export")
    #expect(export.objects.count == lines.count)
    #expect(export.objects.first?["kind"]?.string == "intent")
    #expect(export.objects.first?["body"]?["sha256"]?.string?.count == 64)

    let proof = try exchange.run("journal", "verify", "--format", "json")
    #expect(proof.objects.first?["records"]?.text == String(lines.count))
    let head = try #require(proof.objects.first?["head"]?.string)
    #expect(try exchange.run("journal", "verify", "--head", head).status == 0)
    let later = "99:" + head.drop { $0 != ":" }.dropFirst()
    #expect(try exchange.run("journal", "verify", "--head", later).status == 1)

    try change("\"outcome\":\"accepted\"", to: "\"outcome\":\"acceptee\"")
    let broken = try exchange.run("journal", "verify")
    #expect(broken.status == 1)
    #expect(broken.output.hasPrefix("2 records fit"))
    #expect(broken.errors.contains("record 3 is not as it was written"))
    // Nothing is sent behind it.
    let seen = try exchange.run("submit", try exchange.oco(), "--venue", "kucoin")
    #expect(seen.status == 2, "\(seen.output)")
    #expect(try exchange.lists("kucoin").isEmpty)
  }

  /// Puts other bytes of the same length into the journal's file.
  private func change(_ old: String, to new: String) throws {
    let path = exchange.journal
    let bytes = try FileInput.read(path, limit: 64 << 20)
    let pattern = Array(old.utf8)
    let at = try #require(
      bytes.indices.first { bytes[$0...].starts(with: pattern) }, "the text is not in the file")
    var changed = bytes
    changed.replaceSubrange(at..<(at + pattern.count), with: new.utf8)
    try exchange.directory.file("journal", changed)
  }

  @Test func aJournalThatIsNotThereIsOneSentence() throws {
    for what in ["list", "verify", "export"] {
      let seen = try exchange.run("journal", what)
      #expect(seen.status == 2)
      #expect(seen.errors == "tandem: journal: there is no journal \(exchange.journal)\n")
    }
    let seen = try exchange.run("journal", "list", "--head", "1:00")
    #expect(seen.errors == "tandem: journal: --head goes with verify\n")
  }
}
