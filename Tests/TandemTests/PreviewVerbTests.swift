import Exact
import Orders
import Testing
import Venues

@testable import tandem

@Suite struct PreviewVerbTests {
  let world = World(files: ["oco.json": World.oco, "oto.json": World.oto])

  @Test func everyVenueGetsALineInOrder() throws {
    let seen = world.run("preview", "oco.json", "--format", "json", "--at", "1", "--seed", "1")
    #expect(seen.status == .fine)
    #expect(seen.objects.compactMap { $0["venue"]?.string } == VenueCatalogue.ids.map(\.name))
    let kucoin = try #require(seen.objects.first { $0["venue"]?.string == "kucoin" })
    #expect(kucoin["env"]?.string == "paper")
    #expect(kucoin["method"]?.string == "POST")
    #expect(kucoin["url"]?.string == "http://127.0.0.1:9403/api/v3/oco/order")
    #expect(kucoin["headers"]?[0]?[0]?.string == "KC-API-KEY")
    let body = try JSONDocument(parsing: try #require(kucoin["body"]?.string)).root
    #expect(body["price"]?.string == "32000")
    #expect(body["remark"]?.string == "breakout")
  }

  @Test func aVenueThatCannotSaySoGivesReasons() throws {
    let all = world.run("preview", "oto.json", "--format", "json", "--seed", "1")
    let kucoin = try #require(all.objects.first { $0["venue"]?.string == "kucoin" })
    #expect(kucoin["inexpressible"]?[0]?.string == "KuCoin has no OTO")
    #expect(all.status == .fine)
    // Asked for by name, it is what the caller wanted and did not get.
    let one = world.run("preview", "oto.json", "--venue", "kucoin")
    #expect(one.status == .refused)
    #expect(one.output == "# cannot be expressed: KuCoin has no OTO\n")
  }

  @Test(arguments: ["wire", "json", "curl"])
  func atAndSeedMakeEveryByteReproducible(_ format: String) {
    let first = world.run("preview", "oco.json", "--format", format, "--at", "5", "--seed", "9")
    var later = world
    later.random = 77
    let second = later.run("preview", "oco.json", "--format", format, "--at", "5", "--seed", "9")
    #expect(first.output == second.output)
    let other = world.run("preview", "oco.json", "--format", format, "--at", "5", "--seed", "10")
    #expect(first.output != other.output)
  }

  @Test func withoutASeedIdsComeFromChance() {
    var later = world
    later.random = 77
    #expect(
      world.run("preview", "oco.json", "--at", "5").output
        != later.run("preview", "oco.json", "--at", "5").output)
  }

  /// Every secret of the credentials, and everything made from one, must be masked in every format.
  @Test(arguments: ["wire", "json", "curl"], VenueCatalogue.ids)
  func nothingSecretIsShownUnasked(_ format: String, _ id: VenueID) throws {
    let venue = try #require(VenueCatalogue.venue(id))
    let ticket = venue.capabilities.tradesSpot ? World.oco : Self.future
    let settings = venue.credentialSettings.filter { $0.name != "private_key" }
    let lines = settings.map { "\($0.name) = \(Self.value($0))" }
    let file = "[\(id).live]\n" + lines.joined(separator: "\n")
    var world = World(files: ["t.json": ticket], privateFiles: ["keys": file])
    world.variables = ["HOME": "/nowhere"]
    let words = ["--venue", id.name, "--env", "live", "--credentials", "keys", "--seed", "1"]
    let masked = world.run(
      "preview", "t.json", words[0], words[1], words[2], words[3], words[4], words[5], words[6],
      words[7], "--format", format)
    let revealed = world.run(
      "preview", "t.json", words[0], words[1], words[2], words[3], words[4], words[5], words[6],
      words[7], "--format", format, "--reveal")
    #expect(masked.status == .fine, "\(masked.errors)")
    #expect(masked.output.contains("••••"))
    #expect(!revealed.output.contains("••••"))
    for setting in settings where setting.isSecret {
      #expect(!masked.output.contains(Self.value(setting)), "\(setting.name) is shown")
    }
    // What --reveal adds is exactly what was masked: nothing in it may stand in the masked text.
    for secret in Self.difference(masked.output, revealed.output) where secret.utf8.count > 3 {
      #expect(!masked.output.contains(secret), "\(secret) is shown")
    }
  }

  private static func value(_ setting: CredentialSetting) -> String {
    switch setting.name {
    case "key_version": "2"
    case "account_id", "cid": "424242"
    default: "zq-\(setting.name)-zq"
    }
  }

  /// The stretches of `revealed` that stand where `masked` has its mask.
  private static func difference(_ masked: String, _ revealed: String) -> [String] {
    var rest = revealed[...]
    var secrets: [String] = []
    let parts = masked.replacing("••••", with: "\u{1}").split(
      separator: "\u{1}", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      guard let found = rest.firstRange(of: part) else { return secrets }
      if index > 0 { secrets.append(String(rest[..<found.lowerBound])) }
      rest = rest[found.upperBound...]
    }
    return secrets
  }

  static let future = """
    {"kind":"oco","instrument":"ESZ6","side":"sell","quantity":"1",
     "legs":[{"type":"limit","price":"6600"},{"type":"stop","trigger":"6400"}]}
    """

  @Test func withoutCredentialsLiveIsShownWithStandIns() {
    let seen = world.run("preview", "oco.json", "--venue", "kucoin", "--env", "live")
    #expect(seen.status == .fine)
    #expect(seen.output.contains("Host: api.kucoin.com"))
    #expect(seen.errors.contains("no credentials for [kucoin.live]"))
    let revealed = world.run(
      "preview", "oco.json", "--venue", "kucoin", "--env", "live", "--reveal")
    #expect(revealed.status == .usage)
    #expect(revealed.output.isEmpty)
  }

  @Test func anEnvironmentAVenueDoesNotHaveIsAReason() {
    let seen = world.run("preview", "oco.json", "--venue", "kucoin", "--env", "testnet")
    #expect(seen.status == .refused)
    #expect(
      seen.output
        == "# cannot be expressed: KuCoin has no testnet environment; it has paper and live\n")
  }

  @Test func anInstrumentBeyondTheCatalogueStillPreviews() {
    let ticket = World.oco.replacing("BTC/USDT", with: "DOGE/USDT")
    let world = World(files: ["t.json": ticket])
    let seen = world.run("preview", "t.json", "--venue", "kucoin")
    #expect(seen.status == .fine)
    #expect(seen.output.contains("DOGE-USDT"))
    #expect(seen.errors.contains("its tick and lot are unknown"))
  }

  @Test func anIllegalTicketIsShownAndComplainedOf() {
    let ticket = World.oco.replacing("32000", with: "32000.05")
    let world = World(files: ["t.json": ticket])
    let seen = world.run("preview", "t.json", "--venue", "kucoin")
    #expect(seen.status == .ticketErrors)
    #expect(seen.output.contains("32000.05"))
    #expect(seen.errors.contains("kucoin: legs[0].price: 32000.05 is not a multiple"))
  }

  @Test func anUnfinishedTicketSaysWhatIsMissing() {
    let ticket = World.oco.replacing("\"price\": \"32000\"", with: "\"side\": \"sell\"")
    let world = World(files: ["t.json": ticket])
    let seen = world.run("preview", "t.json", "--venue", "kucoin")
    #expect(seen.status == .ticketErrors)
    #expect(seen.output.contains("legs[0].price: is missing"))
  }

  @Test func theSecretCommandsAnswerSigns() {
    let keys = "[kucoin.live]\nkey = k\nsecret_command = pass show x\npassphrase = p\n"
    let plain = "[kucoin.live]\nkey = k\nsecret = printed by pass show x\npassphrase = p\n"
    let outputs = [keys, plain].map { file in
      World(files: ["t.json": World.oco], privateFiles: ["keys": file]).run(
        "preview", "t.json", "--venue", "kucoin", "--env", "live", "--credentials", "keys",
        "--reveal", "--seed", "1", "--at", "1")
    }
    #expect(outputs[0].status == .fine, "\(outputs[0].errors)")
    #expect(outputs[0].output == outputs[1].output)
  }
}
