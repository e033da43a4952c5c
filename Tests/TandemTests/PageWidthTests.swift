import Testing

@testable import tandem

@Suite struct PageWidthTests {
  private func widest(_ text: String) -> Int {
    text.split(separator: "\n").map(\.count).max() ?? 0
  }

  @Test func checkFitsEightyColumnsAndLosesNothing() {
    let name = String(repeating: "x", count: 30)
    let many = (0..<12).map { "\"binance.\(name)\($0)\": 1" }.joined(separator: ",")
    let text = World.oco.replacing("\"options\": {", with: "\"options\": {\(many),")
    let seen = World(files: ["t.json": text]).run("check", "t.json")
    #expect(widest(seen.output) <= 80, "\(seen.output)")
    // The longest sentence of all: it was once cut at 200 characters.
    let words = seen.output.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(
      separator: " ")
    #expect(
      words.contains(
        "the trigger takes the limit leg away; the order it places may rest unfilled, and then"
          + " nothing protects"))
    #expect(!seen.output.contains("…"))
  }

  @Test func aLossThatIsAFindingToldOnceIsEnough() {
    let seen = World(files: ["t.json": World.oto]).run("check", "t.json", "--venue", "binance")
    let words = seen.output.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(
      separator: " ")
    let sentence = "while the entry is filled in part, its exits are not in the market"
    #expect(words.split(separator: sentence, omittingEmptySubsequences: false).count == 2)
  }

  @Test(arguments: ["rules", "venues"])
  func theCataloguesFitEightyColumns(_ verb: String) {
    let seen = World().run(verb)
    let long = seen.output.split(separator: "\n").filter { $0.count > 80 }
    // A word that is longer than a line, such as an address or a list of choices, stays whole.
    #expect(long.allSatisfy { $0.split(separator: " ").count == 1 }, "\(long)")
  }

  @Test func aTermStaysApartFromWhatIsSaidOfIt() {
    #expect(
      World().run("venues").output.contains("\n    oco  the first fill or trigger of one takes"))
  }

  @Test func noSentenceOfTheCatalogueEndsInTheMiddle() {
    #expect(!World().run("venues").output.contains("the other ends \n"))
  }
}
