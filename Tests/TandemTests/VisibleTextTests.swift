import Testing
import TicketApp

@testable import tandem

@Suite struct VisibleTextTests {
  /// One scalar of every kind that moves a cursor, turns a line round or cannot be seen.
  @Test(arguments: [
    "\u{0}", "\u{7}", "\t", "\n", "\r", "\u{1B}", "\u{1F}", "\u{7F}", "\u{80}", "\u{85}", "\u{9B}",
    "\u{9F}", "\u{AD}", "\u{34F}", "\u{61C}", "\u{115F}", "\u{180E}", "\u{200B}", "\u{200C}",
    "\u{200D}", "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}", "\u{202A}", "\u{202E}", "\u{2060}",
    "\u{2066}", "\u{2069}", "\u{3164}", "\u{FE0F}", "\u{FEFF}", "\u{FFF9}", "\u{E000}", "\u{E0041}",
    "\u{10FFFF}",
  ])
  func whatCannotBeSeenIsSpelledOut(_ character: String) throws {
    let scalar = try #require(character.unicodeScalars.first)
    let digits = String(scalar.value, radix: 16, uppercase: true)
    #expect(VisibleText.clean("a\(character)b") == "a\\u{\(digits)}b")
  }

  @Test(arguments: ["plain ~text!", "Zürich", "価格", "Ωμέγα", "e\u{301}", "😀", "\u{FFFD}"])
  func whatCanBeSeenStays(_ text: String) {
    #expect(VisibleText.clean(text) == text)
  }

  @Test func theBoundCountsScalars() {
    let exact = String(repeating: "x", count: 200)
    #expect(VisibleText.clean(exact) == exact)
    #expect(VisibleText.clean(exact + "y") == exact + "…")
    let pile = "e" + String(repeating: "\u{301}", count: 100_000)
    #expect(VisibleText.clean(pile).unicodeScalars.count == 201)
  }

  @Test func cleaningTwiceIsCleaningOnce() {
    let once = VisibleText.clean("a\u{1B}[0m\u{202E}")
    #expect(VisibleText.clean(once) == once)
  }

  @Test func aDiagnosticIsOneLine() {
    let line = Diagnostics.line(Failure("t\n.json", "line 3:\r\nbad \u{9B}2J"))
    #expect(line == "tandem: t\\u{A}.json: line 3:\\u{D}\\u{A}bad \\u{9B}2J\n")
  }
}

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("ab", "ba", 1), ("abc", "abc", 0),
    ("chekc", "check", 1), ("ca", "abc", 3),
  ])
  func distancesAreThoseOfTheTextbook(_ from: String, _ to: String, _ distance: Int) {
    #expect(
      EditDistance.between(Array(from.unicodeScalars), Array(to.unicodeScalars)) == distance)
  }

  @Test func onlyANearWordIsSuggested() {
    let words = ["preview", "check", "venues"]
    #expect(Suggestion.nearest(to: "PREVIEW", among: words) == "preview")
    #expect(Suggestion.nearest(to: "venue", among: words) == "venues")
    #expect(Suggestion.nearest(to: "xyzzy", among: words) == nil)
    #expect(Suggestion.nearest(to: "c", among: words) == nil)
    #expect(Suggestion.nearest(to: "", among: words) == nil)
    #expect(Suggestion.nearest(to: "check", among: []) == nil)
  }
}
