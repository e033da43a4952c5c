import Testing

@testable import Screen

/// What a frame holds after it was written to.
@Suite struct FrameTests {
  /// The rows of a frame, with the right half of a wide character as `·`.
  private func rows(_ frame: Frame) -> [String] {
    (0..<frame.size.rows).map { row in
      frame[row: row].reduce(into: "") { text, cell in
        var bytes: [UInt8] = []
        cell.glyph.append(to: &bytes)
        text += cell.glyph.isContinuation ? "·" : String(decoding: bytes, as: UTF8.self)
      }
    }
  }

  private func row(
    _ columns: Int, _ charset: Charset = .unicode, _ draw: (inout Frame) -> Void
  )
    -> String
  {
    var frame = Frame(Size(columns: columns, rows: 1), charset: charset)
    draw(&frame)
    return rows(frame)[0]
  }

  @Test func aCellIsSmall() {
    #expect(MemoryLayout<Glyph>.size == 8)
    #expect(MemoryLayout<Cell>.stride <= 16)
  }

  @Test func aNewFrameIsBlank() {
    #expect(rows(Frame(Size(columns: 3, rows: 2))) == ["   ", "   "])
    #expect(Frame(Size(columns: -1, rows: 5)).size == Size(columns: 0, rows: 5))
    #expect(Frame(Size(columns: 1 << 40, rows: 0)).size == Size(columns: 2048, rows: 0))
  }

  @Test(arguments: [
    ("price", 6, "price "), ("price", 5, "price"), ("price", 4, "pri…"), ("price", 1, "…"),
    // A wide character is never cut in half: its left column is blank beside the mark.
    ("日本語", 6, "日·本·語·"), ("日本語", 5, "日·本·…"), ("日本語", 4, "日· …"), ("日本語", 3, "日·…"),
    ("日本語", 2, " …"), ("日本語", 1, "…"), ("", 2, "  "),
  ])
  func whatFindsNoRoomIsCutWithAMark(_ text: String, _ columns: Int, _ expected: String) {
    #expect(row(columns) { $0.write(CleanText(text), in: $0.area) } == expected)
  }

  @Test(arguments: [
    (-1, "… cd"), (-2, "…def"), (-3, "…ef "), (-4, "…f  "), (-7, "…   "), (1, " a …"), (4, "   …"),
    (9, "   …"),
  ])
  func whatIsMovedOutIsMarkedOnItsSide(_ column: Int, _ expected: String) {
    let text: CleanText = column == -1 || column == 1 ? "a本cd" : "abcdef"
    #expect(row(4) { $0.write(text, column: column, in: $0.area) } == expected)
  }

  @Test func anAreaKeepsItsContentInside() {
    var frame = Frame(Size(columns: 8, rows: 3))
    let box = frame.area.part(Rect(column: 2, row: 1, columns: 4, rows: 1))
    frame.fill(frame.area, with: ".", .text)
    for row in -1...2 { frame.write("0123456", row: row, in: box) }
    #expect(rows(frame) == ["........", "..012…..", "........"])
  }

  @Test func aChildNeverLeavesItsParent() {
    var frame = Frame(Size(columns: 8, rows: 1))
    let parent = frame.area.part(Rect(column: 2, row: 0, columns: 4, rows: 1))
    frame.write("abcdefgh", in: parent.part(Rect(column: -2, row: 0, columns: 8, rows: 1)))
    #expect(rows(frame) == ["  …de…  "])
  }

  @Test func writingOverHalfAWideCharacterBlanksTheOther() {
    #expect(
      row(4) {
        $0.write("日本", in: $0.area); $0.write("x", column: 1, in: $0.area)
      } == " x本·")
    #expect(
      row(4) {
        $0.write("日本", in: $0.area); $0.write("x", column: 2, in: $0.area)
      } == "日·x ")
    #expect(
      row(4) {
        $0.write("日本", in: $0.area); $0.write("語", column: 1, in: $0.area)
      } == " 語· ")
    let part = Rect(column: 1, row: 0, columns: 2, rows: 1)
    #expect(
      row(4) {
        $0.write("日本", in: $0.area); $0.fill($0.area.part(part), .text)
      } == "    ")
  }

  @Test func marksStayInTheirCell() {
    #expect(row(3) { $0.write("e\u{301}x", in: $0.area) } == "e\u{301}x ")
  }

  @Test func anAsciiFrameHoldsOnlyAscii() {
    #expect(row(9, .ascii) { $0.write("┌─┐ → ✓ …", in: $0.area) } == "+-+ > + >")
    #expect(row(7, .ascii) { $0.write("日é e\u{301}本", in: $0.area) } == "??? ???")
    #expect(row(4, .ascii) { $0.write("prices", in: $0.area) } == "pri>")
  }

  @Test func aCursorOutOfSightIsHidden() {
    var frame = Frame(Size(columns: 4, rows: 2))
    let box = frame.area.part(Rect(column: 1, row: 1, columns: 2, rows: 1))
    frame.placeCursor(Point(column: 1, row: 0), in: box)
    #expect(frame.cursor == Point(column: 2, row: 1))
    frame.placeCursor(Point(column: 2, row: 0), in: box)
    #expect(frame.cursor == nil)
  }

  /// Places may be worked out from the length of a list that somebody else wrote.
  @Test func noPlaceIsTooFar() {
    var frame = Frame(Size(columns: 4, rows: 2))
    let far = [Int.min, Int.min + 1, -1, 0, 1, Int.max - 1, Int.max]
    for column in far {
      for row in far {
        for extent in far {
          let rect = Rect(column: column, row: row, columns: extent, rows: extent)
          let part = frame.area.part(rect).part(rect).inset(columns: extent, rows: extent)
          frame.fill(part, .text)
          frame.write("日本語", column: column, row: row, in: part)
          frame.box(part.centred(Size(columns: extent, rows: extent)))
          frame.placeCursor(Point(column: column, row: row), in: part)
          _ = part.rows([.fixed(extent), .flexible(minimum: extent, weight: extent)], gap: column)
          let position = ScrollPosition(offset: column, visible: row, total: extent)
          #expect(position.showing(column, margin: row).offset >= 0)
          frame.scrollBar(part, position)
        }
      }
    }
    #expect(frame.cells.count == 8)
  }

  @Test func framesAreComparedByWhatTheyShow() {
    var left = Frame(Size(columns: 4, rows: 1))
    var right = left
    left.write("ab", in: left.area)
    #expect(left != right)
    right.write("ab", in: right.area)
    #expect(left == right)
    right.repaint(right.area) { $0.on(.selection) }
    #expect(left != right)
  }
}
