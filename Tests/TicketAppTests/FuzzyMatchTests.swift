import Testing

@testable import TicketApp

@Suite("Finding by a few letters")
struct FuzzyMatchTests {
  @Test(
    "The letters that are marked are those a reader would mark",
    arguments: [
      ("leg", "Add a leg", [6, 7, 8]), ("al", "Add a leg", [0, 6]),
      ("BTC", "goto BTC/USDT", [5, 6, 7]), ("usd", "goto BTC/USDT", [9, 10, 11]),
      // The run of letters, not the earliest ones.
      ("pan", "a pp next pane", [10, 11, 12]), ("leg add", "Add a leg", [0, 1, 2, 6, 7, 8]),
    ])
  func places(_ query: String, _ text: String, _ places: [Int]) {
    #expect(FuzzyMatch(query, in: text)?.places == places)
  }

  @Test(
    "What fits better comes first",
    arguments: [
      // Side by side before scattered; a word's start before its middle; same case before other.
      ("log", "Log", "Lend old gear"), ("pal", "Palette", "Opal"), ("und", "Undo", "Turn round"),
      ("np", "Next pane", "Unplanned"), ("B", "B", "b"), ("undo", "Undo", "undo"),
    ])
  func order(_ query: String, _ better: String, _ worse: String) throws {
    let first = try #require(FuzzyMatch(query, in: better))
    let second = try #require(FuzzyMatch(query, in: worse))
    // The last row turns the order round: there the case is what is worse.
    #expect(query == "undo" ? first.score < second.score : first.score > second.score)
  }

  @Test(
    "A letter that is missing, or in the wrong order, finds nothing",
    arguments: [("xyz", "Add a leg"), ("gel", "leg"), ("legs", "leg"), ("a", "")])
  func misses(_ query: String, _ text: String) { #expect(FuzzyMatch(query, in: text) == nil) }

  @Test("Any length is looked at in bounded time")
  func bounded() {
    let long = String(repeating: "ab", count: 100_000)
    #expect(FuzzyMatch(long, in: long) != nil)
  }

  @Test("A misspelt word is found, a strange one is not")
  func nearest() {
    let known = ["venue", "kind", "undo", "leg-add"]
    #expect(NearestWord.of("vneue", among: known) == "venue")
    #expect(NearestWord.of("legadd", among: known) == "leg-add")
    #expect(NearestWord.of("zzzzzz", among: known) == nil)
  }
}

@Suite("A line that is typed")
struct LineEditorTests {
  private func edited(_ text: String, _ keys: String...) -> (String, Int) {
    var editor = LineEditor(text)
    for name in keys {
      if let chord = Chord(name: name) { _ = editor.take(chord.key) }
    }
    return (editor.text, editor.cursor)
  }

  @Test("The keys of a shell's line work")
  func keys() {
    #expect(edited("one two", "ctrl-w") == ("one ", 4))
    #expect(edited("one two", "ctrl-a", "ctrl-d") == ("ne two", 0))
    #expect(edited("one two", "alt-b", "ctrl-k") == ("one ", 4))
    #expect(edited("one two", "ctrl-u") == ("", 0))
    #expect(edited("one", "left", "x") == ("onxe", 3))
    #expect(edited("one", "home", "backspace") == ("one", 0))
    #expect(edited("one two", "home", "alt-f", "x") == ("onex two", 4))
  }

  @Test("A mark that joins the character before it keeps the cursor where it was typed")
  func marks() {
    var editor = LineEditor("e")
    _ = editor.take(.init(.character("\u{301}")))
    #expect(editor.text.count == 1 && editor.cursor == 1)
  }

  @Test("A chord types nothing")
  func chords() {
    var editor = LineEditor("1")
    let taken = [Chord.alt("5"), Chord.function(5)].map { editor.take($0.key) }
    #expect(taken == [false, false] && editor.text == "1")
  }
}
