import Crypto
import Orders
import Testing

@testable import Venues

@Suite struct CredentialsFileTests {
  func read(_ text: String) throws(FileError) -> CredentialsFile {
    try CredentialsFile(parsing: Array(text.utf8))
  }

  @Test func sectionsAndSettingsAreRead() throws {
    let file = try read(
      """
      # mine
      [kucoin.live]
      key = abc       # or another
      secret = "with # and spaces "
      passphrase=p=q

      [binance.testnet]\r
      key = k\r
      private_key_file = ed25519.pem
      """)
    let kucoin = try #require(file.section(VenueID("kucoin"), .live))
    #expect(kucoin.values["key"]?.reveal() == "abc")
    #expect(kucoin.values["secret"]?.reveal() == "with # and spaces ")
    #expect(kucoin.values["passphrase"]?.reveal() == "p=q")
    let binance = try #require(file.section(VenueID("binance"), .testnet))
    #expect(binance.values["key"]?.reveal() == "k")
    #expect(binance.values["private_key_file"]?.reveal() == "ed25519.pem")
    #expect(file.section(VenueID("kucoin"), .paper) == nil)
  }

  @Test(arguments: [
    ("key = hush", 1), ("[kucoin.live]\nhush", 2), ("[kucoin.live\nkey = a", 1),
    ("[kucoin]\n", 1), ("[kraken.live]", 1), ("[kucoin.demo]", 1),
    ("[kucoin.live]\nkey = hush\nkey = hush", 3), ("[kucoin.live]\nkey =", 2),
    ("[kucoin.live]\nkey = \"hush", 2), ("[kucoin.live]\n[kucoin.live]", 2),
    ("[kucoin.live]\nname = hush", 2), ("[kucoin.live]\nprivate_key_file = x", 2),
  ])
  func whatIsWrongIsNamedByLineAndNeverByValue(_ text: String, _ line: Int) throws {
    let error = try #require(throws: FileError.self) { try read(text) }
    #expect(error.line == line)
    #expect(!error.description.contains("hush"), "\(error)")
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(throws: FileError.self) {
      try CredentialsFile(parsing: [0x5B, 0xFF, 0xFE])
    }
    #expect(throws: FileError.self) {
      try CredentialsFile(parsing: Array(repeating: UInt8(ascii: "a"), count: 10_000))
    }
  }
}
