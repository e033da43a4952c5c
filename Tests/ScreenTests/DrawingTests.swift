import Testing

@testable import Screen

/// Boxes, layouts, bars, wrapping and windows.
@Suite struct DrawingTests {
  private func drawn(_ columns: Int, _ rows: Int, _ draw: (inout Frame) -> Void) -> String {
    var frame = Frame(Size(columns: columns, rows: rows))
    draw(&frame)
    return frame.text
  }

  @Test func aBoxHasATitleAndAFooter() {
    let box = drawn(16, 3) {
      let inside = $0.box($0.area, .rounded, title: Line("Ticket"), footer: Line("3/9"))
      $0.write("BTC/USDT is long", in: inside)
    }
    #expect(box == "╭ Ticket ──────╮\n│BTC/USDT is l…│\n╰ 3/9 ─────────╯\n")
  }

  @Test func aTitleThatFindsNoRoomIsMarked() {
    #expect(drawn(9, 2) { $0.box($0.area, title: Line("Payload")) } == "┌ Payl… ┐\n└───────┘\n")
    #expect(drawn(4, 2) { $0.box($0.area, title: Line("Payload")) } == "┌──┐\n└──┘\n")
  }

  @Test(arguments: [
    (0, 0, ""), (1, 1, "┐\n"), (2, 1, "┌┐\n"), (1, 2, "┐\n┘\n"), (2, 2, "┌┐\n└┘\n"),
    (3, 3, "┌─┐\n│ │\n└─┘\n"),
  ])
  func aBoxOfAnySizeCanBeDrawn(_ columns: Int, _ rows: Int, _ expected: String) {
    #expect(drawn(columns, rows) { $0.box($0.area) } == expected)
  }

  @Test func aDividerJoinsTheSides() {
    let text = drawn(12, 5) {
      $0.box($0.area, .heavy)
      $0.box($0.area)
      $0.divider(row: 2, of: $0.area, Paint(.border), title: Line("Last"))
    }
    #expect(
      text == "┌──────────┐\n│          │\n├ Last ────┤\n│          │\n└──────────┘\n")
  }

  @Test func boxesHaveAnAsciiForm() {
    var frame = Frame(Size(columns: 6, rows: 3), charset: .ascii)
    frame.box(frame.area, .rounded)
    #expect(frame.text == "+----+\n|    |\n+----+\n")
    frame.box(frame.area, .heavy)
    #expect(frame.text == "#====#\n#    #\n#====#\n")
  }

  @Test(
    arguments: [
      ([.fixed(3), .flexible(), .fixed(2)], 10, 0, [3, 5, 2]),
      ([.flexible(), .flexible(), .flexible()], 10, 0, [4, 3, 3]),
      ([.flexible(weight: 2), .flexible(weight: 3)], 100, 0, [40, 60]),
      ([.flexible(weight: 2), .flexible(weight: 3)], 101, 1, [40, 60]),
      // A minimum holds, and the others share what is left.
      ([.flexible(minimum: 50), .flexible(), .flexible()], 80, 0, [50, 15, 15]),
      // Too short for all: the last go without.
      ([.fixed(6), .fixed(6), .flexible(minimum: 4)], 8, 0, [6, 2, 0]),
      ([.fixed(3), .fixed(3)], 10, 1, [3, 3]), ([.fixed(3)], 0, 0, [0]), ([.fixed(-3)], 5, 0, [0]),
      ([.flexible()], -5, 0, [0]), ([], 5, 0, []),
    ] as [([Track], Int, Int, [Int])])
  func aLengthIsDivided(_ tracks: [Track], _ length: Int, _ gap: Int, _ expected: [Int]) {
    let ranges = Track.lengths(tracks, of: length, gap: gap)
    #expect(ranges.map(\.count) == expected)
    for (left, right) in zip(ranges, ranges.dropFirst()) {
      #expect(right.lowerBound >= left.upperBound && right.upperBound <= max(0, length))
    }
  }

  @Test func dividedLengthsNeverOverlapOrOverflow() {
    var random = SeededNumbers(seed: 3)
    for _ in 0..<2000 {
      let tracks = (0..<random.next(below: 6)).map { _ -> Track in
        random.next(below: 2) == 0
          ? .fixed(random.next(below: 9))
          : .flexible(minimum: random.next(below: 12), weight: random.next(below: 4))
      }
      let length = random.next(below: 60)
      let gap = random.next(below: 3)
      let ranges = Track.lengths(tracks, of: length, gap: gap)
      #expect(ranges.count == tracks.count)
      #expect(ranges.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= length })
      #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
      let wanted = tracks.reduce(gap * max(0, tracks.count - 1)) { $0 + $1.minimum }
      if wanted <= length, tracks.contains(where: { $0.weight > 0 }) {
        #expect(ranges.reduce(gap * (tracks.count - 1)) { $0 + $1.count } == length)
        #expect(zip(tracks, ranges).allSatisfy { $0.minimum <= $1.count })
      }
    }
  }

  @Test(arguments: [
    // offset, visible, total, rows the thumb covers of ten
    (0, 10, 10, 0..<10), (0, 10, 20, 0..<5), (10, 10, 20, 5..<10), (5, 10, 20, 2..<7),
    (1, 10, 1000, 1..<2), (989, 10, 1000, 8..<9), (990, 10, 1000, 9..<10),
    (0, 10, Int.max, 0..<1), (Int.max, 10, Int.max, 9..<10), (0, 0, 5, 0..<10),
  ])
  func aThumbTouchesAnEndOnlyWithTheContent(
    _ offset: Int, _ visible: Int, _ total: Int, _ expected: Range<Int>
  ) {
    let position = ScrollPosition(offset: offset, visible: visible, total: total)
    #expect(position.thumb(in: 10) == expected)
  }

  @Test func scrollingMovesNoFurtherThanItMust() {
    let position = ScrollPosition(offset: 10, visible: 5, total: 100)
    #expect(position.showing(12).offset == 10)
    #expect(position.showing(9).offset == 9)
    #expect(position.showing(15).offset == 11)
    #expect(position.showing(14, margin: 1).offset == 11)
    #expect(position.showing(99, margin: 2).offset == 95)
    #expect(position.showing(0, margin: 9).offset == 0)
    #expect(ScrollPosition(offset: 99, visible: 5, total: 7).offset == 2)
    #expect(ScrollPosition(offset: 3, visible: 5, total: 2).offset == 0)
  }

  @Test func aScrollBarIsDrawn() {
    let text = drawn(1, 5) {
      $0.scrollBar($0.area, ScrollPosition(offset: 0, visible: 5, total: 10))
    }
    #expect(text == "┃\n┃\n│\n│\n│\n")
    #expect(
      drawn(1, 1) { $0.scrollBar($0.area, ScrollPosition(offset: 0, visible: 9, total: 9)) }
        == "\n")
  }

  @Test(arguments: [
    ("the stop must be below last", 12, ["the stop", "must be", "below last"]),
    ("abcdefghij", 4, ["abcd", "efgh", "ij"]), ("ab cdefgh", 4, ["ab", "cdef", "gh"]),
    ("日本語", 4, ["日本", "語"]), ("日本語", 1, ["日", "本", "語"]), ("", 5, [""]),
    ("  a  b ", 5, ["a b"]),
  ])
  func sentencesAreBrokenAtBlanks(_ text: String, _ columns: Int, _ expected: [String]) {
    #expect(CleanText(text).wrapped(to: columns).map(\.string) == expected)
  }

  @Test(arguments: [
    ("a=1&b=22&c=3", 5, ["a=1&b", "=22&c", "=3"]), ("a  b", 3, ["a  ", "b"]),
    ("a日本", 2, ["a", "日", "本"]), ("", 3, [""]),
  ])
  func payloadsAreFoldedAnywhereAndLoseNothing(
    _ text: String, _ columns: Int, _ expected: [String]
  ) {
    #expect(CleanText(text).folded(to: columns).map(\.string) == expected)
  }

  @Test(arguments: [
    (0, 8, "12345678"), (0, 5, "1234…"), (2, 5, "…456…"), (3, 5, "…5678"), (7, 5, "…"),
  ])
  func aWindowMarksBothEnds(_ start: Int, _ columns: Int, _ expected: String) {
    let window = CleanText("12345678").window(from: start, columns: columns).string
    #expect(window.replacing(#/ +$/#, with: "") == expected)
  }

  @Test func alignedLinesFillTheirRow() {
    let line = { (alignment: Alignment) in
      self.drawn(7, 1) {
        $0.fill($0.area, with: ".", .text)
        $0.write(Line("abc"), row: 0, in: $0.area, aligned: alignment, .text)
        $0.write("|", column: 6, in: $0.area)
      }
    }
    #expect(line(.left) == "abc   |\n")
    #expect(line(.centre) == "  abc |\n")
    #expect(line(.right) == "    ab|\n")
  }

  @Test func linesThatFindNoRoomAreCounted() {
    let lines = ["one", "two", "three"].map { Line(CleanText($0)) }
    #expect(drawn(6, 4) { $0.write(lines, in: $0.area) } == "one\ntwo\nthree\n\n")
    #expect(drawn(6, 3) { $0.write(lines, in: $0.area) } == "one\ntwo\nthree\n")
    #expect(drawn(6, 2) { $0.write(lines, in: $0.area) } == "one\n… 2 m…\n")
    #expect(drawn(8, 1) { $0.write(lines, in: $0.area) } == "… 3 more\n")
  }

  @Test func popupsLieInTheMiddle() {
    let text = drawn(9, 3) {
      $0.fill($0.area, with: "·", .text)
      let popup = $0.area.centred(Size(columns: 3, rows: 1))
      $0.fill(popup, Paint(.text, on: .popup))
      $0.write("yes", in: popup, Paint(.text, on: .popup))
    }
    #expect(text == "·········\n···yes···\n·········\n")
  }

  @Test func anyScreenCanBeDrawnAtAnySize() {
    for columns in [0, 1, 2, 3, 7, 20, 59, 80, 200] {
      for rows in [0, 1, 2, 5, 16, 24, 60] {
        let frame = SampleScreen.frame(Size(columns: columns, rows: rows))
        #expect(frame.cells.count == columns * rows)
        let plain = SampleScreen.frame(Size(columns: columns, rows: rows), charset: .ascii)
        #expect(plain.text.utf8.allSatisfy { $0 < 0x80 })
      }
    }
  }
}
