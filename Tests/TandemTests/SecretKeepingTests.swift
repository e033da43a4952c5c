import Glibc
import Orders
import Testing
import Venues

@testable import tandem

/// Keys are used, and stand nowhere afterwards.
@Suite(.serialized) struct SecretKeepingTests {
  private let exchange: ServedExchange

  init() throws { exchange = try ServedExchange() }

  /// The settings that open the simulators, under names that would be recognised.
  private var secrets: [String] {
    VenueCatalogue.all.flatMap { venue in
      venue.paperSettings.filter { $0.name != "account" && $0.name != "account_id" }
        .map { $0.value.reveal() }
    }.filter { $0.hasPrefix("paper-") && $0 != "paper-device" && !$0.hasPrefix("paper-name") }
  }

  private func keys() throws -> String {
    var text = ""
    for venue in VenueCatalogue.all {
      text += "[\(venue.id).paper]\n"
      for setting in venue.paperSettings {
        text += "\(setting.name) = \(setting.value.reveal())\n"
      }
    }
    return try exchange.directory.file("keys", Array(text.utf8))
  }

  @Test func nothingThatIsWrittenHoldsASecret() throws {
    let keys = try keys()
    var written: [String] = []
    func note(_ seen: ServedExchange.Seen) {
      written += [seen.output, seen.errors]
    }
    for venue in VenueCatalogue.ids.map(\.name) {
      try exchange.arm(
        "{\"fault\":\"cut_reply\",\"bytes\":20,\"venue\":\"\(venue)\",\"operation\":\"place\"}")
      let seen = try exchange.run(
        "submit", try exchange.ticket(for: venue), "--venue", venue, "--credentials", keys)
      #expect(seen.status == 0, "\(venue): \(seen.output)\(seen.errors)")
      note(seen)
    }
    note(try exchange.run("lists", "--credentials", keys, "--format", "json"))
    note(try exchange.run("doctor", "--credentials", keys, "--venue", "tradovate"))
    note(try exchange.run("journal"))
    note(try exchange.run("journal", "export"))
    // Killed half way, its log is left beside the journal.
    try exchange.arm(
      #"{"fault":"delay_reply","venue":"kucoin","operation":"place","ms":9000}"#)
    let running = try exchange.begin(
      ["submit", try exchange.oco(), "--venue", "kucoin", "--credentials", keys])
    for _ in 0..<2_000 where try exchange.lists("kucoin").count < 2 { usleep(2_000) }
    kill(running.child.id, SIGKILL)
    _ = try running.child.wait()
    written.append(try exchange.directory.text(running.errors))
    for name in ["journal", "journal-wal"] { written.append(try exchange.directory.text(name)) }
    #expect(secrets.count > 4)
    for secret in secrets {
      #expect(!written.contains { $0.contains(secret) }, "\(secret)")
    }
  }

  @Test func aSecretThatIsNoneIsRefusedByTheVenueAndNotShown() throws {
    let path = try exchange.directory.file(
      "wrong", Array("[binance.paper]\nkey = MARK-key\nsecret = MARK-secret\n".utf8))
    let seen = try exchange.run(
      "submit", try exchange.oco(), "--venue", "binance", "--credentials", path, "--wait", "3")
    #expect(seen.status == 4, "\(seen.output)\(seen.errors)")
    #expect(!seen.errors.contains("MARK"))
    #expect(seen.errors.hasSuffix("; nothing was sent\n"))
    let doctor = try exchange.run(
      "doctor", "--venue", "binance", "--credentials", path, "--format", "json", "--wait", "3")
    #expect(doctor.status == 1, "\(doctor.output)")
    #expect(!doctor.output.contains("MARK"))
    let verdict = doctor.objects.first {
      $0["venue"]?.string != nil && $0["check"]?.string == "keys"
    }
    #expect(verdict?["verdict"]?.string == "fail")
  }

  @Test func keysThatOthersCanReadAreNotUsed() throws {
    let path = try keys()
    chmod(path, 0o644)
    let seen = try exchange.run(
      "submit", try exchange.oco(), "--venue", "binance", "--credentials", path)
    #expect(seen.status == 2)
    #expect(seen.errors.contains("is readable by others"))
    #expect(try exchange.lists("binance").isEmpty)
  }
}
