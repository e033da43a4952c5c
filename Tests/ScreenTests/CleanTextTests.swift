import Glibc
import Testing

@testable import Screen

/// What becomes of foreign text before it can enter a cell.
@Suite struct CleanTextTests {
  @Test(arguments: [
    // text, shown in cells, shown in plain lines, columns in cells
    ("BTC/USDT", "BTC/USDT", "BTC/USDT", 8),
    ("a\u{1B}[2Jb", "a␛[2Jb", "a\\u{1B}[2Jb", 6),
    ("a\tb\r\nc\0", "a␉b␍␊c␀", "a\\u{9}b\\u{D}\\u{A}c\\u{0}", 7),
    ("\u{7F}\u{9B}31m\u{9D}", "␡�31m�", "\\u{7F}\\u{9B}31m\\u{9D}", 6),
    // Direction: marks, embeddings, overrides, isolates.
    (
      "1\u{200E}2\u{202E}3\u{2066}4\u{2069}", "1�2�3�4�",
      "1\\u{200E}2\\u{202E}3\\u{2066}4\\u{2069}", 8
    ),
    // No width: space, joiners, no-break space, soft hyphen, word joiner, filler, grapheme joiner.
    ("1\u{200B}2\u{200D}3\u{FEFF}4", "1�2�3�4", "1\\u{200B}2\\u{200D}3\\u{FEFF}4", 7),
    (
      "a\u{AD}\u{2060}\u{3164}\u{34F}\u{2800}", "a�����",
      "a\\u{AD}\\u{2060}\\u{3164}\\u{34F}\\u{2800}", 6
    ),
    ("\u{2028}\u{2029}\u{85}", "���", "\\u{2028}\\u{2029}\\u{85}", 3),
    // Tags, private use, nobody's characters, noncharacters.
    (
      "\u{E0041}\u{E000}\u{378}\u{FFFF}\u{10FFFF}", "�����",
      "\\u{E0041}\\u{E000}\\u{378}\\u{FFFF}\\u{10FFFF}", 5
    ),
    // The two selectors of a symbol's form are known; anywhere else they are not.
    ("⚠\u{FE0F}!", "⚠!", "⚠!", 2), ("1\u{FE0F}", "1�", "1\\u{FE0F}", 2),
    ("⚠\u{FE01}", "⚠�", "⚠\\u{FE01}", 2), ("⚠\u{FE0F}\u{FE0F}", "⚠", "⚠", 1),
    ("字\u{E0100}", "字�", "字\\u{E0100}", 3),
    // Blanks are one blank.
    ("1\u{A0}000\u{202F}0\u{3000}x", "1 000 0  x", "1 000 0  x", 10),
    // Marks: two are what scripts need, a pile is not; alone they sit on a circle.
    ("e\u{301}", "e\u{301}", "e\u{301}", 1),
    ("e\u{301}\u{302}", "e\u{301}\u{302}", "e\u{301}\u{302}", 1),
    ("e\u{301}\u{302}\u{303}\u{304}x", "e\u{301}\u{302}�x", "e\u{301}\u{302}�x", 3),
    ("\u{301}a", "◌\u{301}a", "◌\u{301}a", 2), ("a \u{301}", "a ◌\u{301}", "a ◌\u{301}", 3),
    ("\u{202E}\u{301}", "�◌\u{301}", "\\u{202E}◌\u{301}", 2),
    // Wide.
    ("日本", "日本", "日本", 4), ("👍", "👍", "👍", 2), ("각", "각", "각", 2),
    ("\u{1100}\u{1161}\u{11A8}", "\u{1100}\u{1161}\u{11A8}", "\u{1100}\u{1161}\u{11A8}", 2),
    ("", "", "", 0),
  ])
  func foreignTextIsMadeHarmless(
    _ text: String, _ cells: String, _ line: String, _ columns: Int
  ) {
    let clean = CleanText(text)
    #expect(scalars(clean.string) == scalars(cells))
    #expect(clean.columns == columns)
    #expect(scalars(CleanText(text, standIn: .escape).string) == scalars(line))
    #expect(CleanText(bytes: text.utf8) == clean)
  }

  /// Strings are equal in Swift when they are canonically so; here every scalar counts.
  private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], "a�b"), ([0xED, 0xA0, 0x80], "���"), ([0xC0, 0x80], "��"),
      ([0xF4, 0x90, 0x80, 0x80], "����"), ([0xE2, 0x82], "�"), ([0xE2, 0x82, 0x61], "�a"),
      ([0x80, 0x9B, 0x41], "��A"), ([0xF0, 0x9F, 0x91, 0x8D], "👍"),
    ] as [([UInt8], String)])
  func bytesThatAreNoTextAreShown(_ bytes: [UInt8], _ expected: String) {
    #expect(CleanText(bytes: bytes).string == expected)
  }

  @Test func textIsBounded() {
    #expect(CleanText("abcdef", limit: 6).string == "abcdef")
    #expect(CleanText("abcdef", limit: 5).string == "abcde…")
    #expect(CleanText("äbcdef", limit: 5).string == "äbcde…")
    #expect(CleanText("abc", limit: 0).string == "…")
    let noise = CleanText(bytes: (0..<1_000_000).lazy.map { UInt8(truncatingIfNeeded: $0 * 7) })
    #expect(noise.columns <= 2 * CleanText.limit + 1 && noise.string.hasSuffix("…"))
    let pile = CleanText("e" + String(repeating: "\u{301}", count: 1_000_000))
    #expect(pile.string.unicodeScalars.count == 5)
  }

  /// After the bound nothing is read: noise of any length costs the same.
  @Test func whatLiesBehindTheBoundIsNotRead() {
    var read = 0
    let endless = sequence(state: 0) { (_: inout Int) -> UInt8? in
      read += 1
      return 0x41
    }
    #expect(CleanText(bytes: endless, limit: 100).columns == 101)
    #expect(read <= 110)
  }

  @Test func cleanTextStaysClean() {
    var random = SeededNumbers(seed: 7)
    for _ in 0..<3000 {
      let text = Self.noise(&random)
      let clean = CleanText(text, limit: 60)
      for scalar in clean.string.unicodeScalars {
        let type = CharacterClass(scalar)
        #expect(type != .refused && type != .space, "\(scalar.value)")
      }
      #expect(CleanText(clean.string, limit: 1000) == clean)
      #expect(clean.columns == clean.reduce(0) { $0 + $1.columns })
      var bytes: [UInt8] = []
      for glyph in clean { glyph.append(to: &bytes) }
      #expect(bytes == Array(clean.string.utf8))
      var frame = Frame(Size(columns: random.next(below: 30), rows: 1))
      frame.write(clean, column: random.next(below: 20) - 10, in: frame.area)
      #expect(Self.isWhole(frame))
    }
  }

  /// Any text on any frame, over and over: no half of a wide character is ever without the other.
  @Test func noFrameHoldsHalfACharacter() {
    var random = SeededNumbers(seed: 8)
    var frame = Frame(Size(columns: 24, rows: 2))
    for _ in 0..<3000 {
      let part = frame.area.part(
        Rect(
          column: random.next(below: 30) - 4, row: random.next(below: 4) - 1,
          columns: random.next(below: 12), rows: random.next(below: 3)))
      if random.next(below: 5) == 0 { frame.fill(part, .text) }
      let line = Line([
        Span(CleanText(Self.noise(&random), limit: 9)), Span(CleanText("日本", limit: 9), .note),
      ])
      frame.write(line, column: random.next(below: 9) - 4, in: part)
      #expect(Self.isWhole(frame))
    }
  }

  private static func isWhole(_ frame: Frame) -> Bool {
    (0..<frame.size.rows).allSatisfy { row in
      let glyphs = frame[row: row].map(\.glyph)
      return glyphs.indices.allSatisfy { at in
        let follows = at > 0 && glyphs[at - 1].isWide
        return glyphs[at].isContinuation == follows
          && !(glyphs[at].isWide && at == glyphs.count - 1)
      }
    }
  }

  private static func noise(_ random: inout SeededNumbers) -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0x00...0xFF, 0x20...0x7E, 0x300...0x36F, 0x1100...0x11FF, 0x2000...0x206F, 0x2600...0x27BF,
      0x4E00...0x4FFF, 0xFE00...0xFE0F, 0xFFF0...0xFFFF, 0x1F300...0x1F6FF, 0xE0000...0xE007F,
    ]
    var text = ""
    for _ in 0..<random.next(below: 30) {
      let value = UInt32.random(in: ranges[random.next(below: ranges.count)], using: &random)
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    return text
  }

  /// The C library has a table of its own, made by other people from the same standard.
  @Test func widthsAgreeWithTheCLibrary() throws {
    let locale = try #require(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil), "no C.UTF-8 here")
    let before = uselocale(locale)
    defer {
      uselocale(before)
      freelocale(locale)
    }
    // The module map leaves it out; the library does not.
    let symbol = try #require(dlsym(dlopen(nil, RTLD_NOW), "wcwidth"))
    let wcwidth = unsafeBitCast(symbol, to: (@convention(c) (wchar_t) -> CInt).self)
    var differing: [UInt32] = []
    for value: UInt32 in 0x20...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let theirs = Int(wcwidth(wchar_t(value)))
      switch CharacterClass(scalar) {
      case .refused, .space: break
      case .mark where theirs == 0: break
      case .narrow where theirs == 1: break
      case .wide where theirs == 2: break
      default: differing.append(value)
      }
    }
    // None with Unicode 14 on both sides; a few may move with a newer C library.
    let text = differing.prefix(40).map { String($0, radix: 16) }.joined(separator: " ")
    #expect(differing.count < 20, "\(differing.count): \(text)")
  }
}
