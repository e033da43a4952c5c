import Testing

@testable import tandem

@Suite struct CredentialsSentenceTests {
  private func errors(_ file: String, _ venue: String = "binance") -> String {
    World(files: ["t.json": World.oco], privateFiles: ["keys": file]).run(
      "preview", "t.json", "--venue", venue, "--env", "live", "--credentials", "keys"
    ).errors
  }

  @Test func aSectionThatLacksASettingIsNamedWithItsLine() {
    #expect(
      errors("# mine\n[binance.live]\nsecret = s\n")
        == "tandem: keys:2: [binance.live] has no key\n")
  }

  @Test func aFileCalledDashIsAFileAndNotStandardInput() {
    #expect(
      errors("[binance.live]\nkey = k\nprivate_key_file = -\n")
        == "tandem: ./-: no such file\n")
  }

  @Test(arguments: [
    "[binance.live]\nkey = k\nZHVtbXlzZWNyZXQ5/w==\n", "[binance.live]\n\nPasted=\n",
    "\n\nPasted==\n", "\n\npasted==\n", "\n\n[Pasted.live]\n",
  ])
  func aPasteOnALineOfItsOwnIsNotRepeated(_ file: String) {
    let seen = errors(file)
    #expect(seen.hasPrefix("tandem: keys:3: "))
    #expect(!seen.contains("ZHVt") && !seen.lowercased().contains("pasted"), "\(seen)")
  }

  @Test func aMisspeltNameIsRepeated() {
    #expect(errors("[binance.live]\nsecert = s\n").hasPrefix("tandem: keys:2: secert: is not a"))
  }

  @Test(arguments: ["key = a\u{1B}[2Jb", "key = a\rX-Evil: 1", "key = a\u{0}b", "key = a\u{202E}b"])
  func aValueThatCouldBreakAHeaderIsRefused(_ line: String) {
    let seen = errors("[binance.live]\n\(line)\nsecret = s\n")
    #expect(seen == "tandem: keys:2: key: has an invisible or control character\n")
  }

  @Test func whatFollowsAClosingQuoteOrBracketIsRefused() {
    #expect(
      errors("[binance.live]\nkey = k\nsecret = \"s\" t\n")
        == "tandem: keys:3: secret: has more after its closing quote\n")
    #expect(errors("[binance.live] x\n").hasPrefix("tandem: keys:1: binance.live: "))
    // A remark may follow both.
    #expect(errors("[binance.live] # mine\nkey = k\nsecret = \"s\" # x\n").isEmpty)
  }
}
