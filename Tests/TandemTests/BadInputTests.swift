import Glibc
import Testing

@testable import tandem

/// Every bad input ends in one sentence that names the place, with the status of the contract, in
/// the real binary; nothing crashes.
@Suite struct BadInputTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func run(_ words: [String]) throws -> (status: Int32, output: String, errors: String) {
    let child = try Child(
      try binary(), words.map { Array($0.utf8) }, output: .file(directory.path("out")),
      errors: .file(directory.path("err")),
      variables: ["SWIFT_BACKTRACE=enable=no", "HOME=\(directory.root)"])
    return (try child.wait(), try directory.text("out"), try directory.text("err"))
  }

  /// One line on standard error, status 2, and the words it must have.
  private func expectRefused(_ words: [String], _ parts: String...) throws {
    let seen = try run(words)
    #expect(seen.status == 2, "\(words): \(seen)")
    #expect(seen.errors.hasPrefix("tandem: "))
    #expect(seen.errors.split(separator: "\n").count == 1, "\(seen.errors)")
    for part in parts { #expect(seen.errors.contains(part), "\(seen.errors)") }
  }

  @Test func filesThatAreNoFiles() throws {
    try expectRefused(["check", "/nonexistent/t.json"], "/nonexistent/t.json", "no such file")
    try expectRefused(["preview", directory.root], directory.root, "directory")
    try expectRefused(["check", "/dev/null"], "/dev/null")
  }

  @Test func bytesThatAreNoTicket() throws {
    let junk = try directory.file("junk", (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37) })
    try expectRefused(["check", junk], junk)
    try expectRefused(["preview", try directory.file("empty", [])], "empty")
    let deep = try directory.file("deep", Array(repeating: UInt8(ascii: "["), count: 200_000))
    try expectRefused(["check", deep], deep)
  }

  @Test(arguments: [
    "1e-7", "1,5", "12abc", "１２", "-0", String(repeating: "7", count: 400), "", "NaN", ".5",
  ])
  func numbersThatAreNone(_ number: String) throws {
    let text = World.oco.replacing("32000", with: number)
    let file = try directory.file("t.json", Array(text.utf8))
    for verb in ["check", "preview"] {
      try expectRefused([verb, file], "\(file):2", "legs[0].price")
    }
  }

  @Test func keysLegsAndVenuesThatAreNone() throws {
    let unknown = try directory.file(
      "u.json", Array(World.oco.replacing("\"quantity\"", with: "\"qty\"").utf8))
    try expectRefused(["check", unknown], "\(unknown):1", "qty")
    let typed = try directory.file(
      "w.json", Array(World.oco.replacing("\"sell\"", with: "7").utf8))
    try expectRefused(["check", typed], "\(typed):1", "side")
    for count in [0, 20] {
      let legs = Array(repeating: #"{"type":"limit"}"#, count: count).joined(separator: ",")
      let text = #"{"kind":"oco","instrument":"BTC/USDT","legs":[\#(legs)]}"#
      let file = try directory.file("legs.json", Array(text.utf8))
      try expectRefused(["check", file], file, "legs")
    }
    let fine = try directory.file("t.json", Array(World.oco.utf8))
    try expectRefused(["check", fine, "--venue", "kraken"], "kraken", "binance")
  }

  @Test func credentialsThatCannotBeUsed() throws {
    let ticket = try directory.file("t.json", Array(World.oco.utf8))
    let words = ["preview", ticket, "--venue", "kucoin", "--env", "live", "--credentials"]
    let open = try directory.file("open", Array("[kucoin.live]\nkey = hush\n".utf8))
    chmod(open, 0o644)
    try expectRefused(words + [open], open, "readable by others")
    let cases = [
      ("[kucoin.live]\nkee = hush\n", ":2", "kee"),
      ("key = hush\n", ":1", "key"),
      ("[kraken.live]\n", ":1", "kraken.live"),
      ("[kucoin.testnet]\n", ":1", "kucoin.testnet"),
      ("[kucoin.live]\nkey = a\nkey = b\n", ":3", "key"),
      ("[kucoin.live]\nkey = hush\n", "", "secret"),
      ("hush\n", ":1", "name = value"),
    ]
    for (text, line, word) in cases {
      let file = try directory.file("keys", Array(text.utf8))
      chmod(file, 0o600)
      try expectRefused(words + [file], file + line, word)
      #expect(!(try directory.text("err")).contains("hush") || text == "hush\n" && false)
    }
    try expectRefused(words + ["/nonexistent/keys"], "/nonexistent/keys")
  }
}
