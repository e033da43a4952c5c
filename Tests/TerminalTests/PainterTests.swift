import Testing

@testable import Screen

/// Frames through curses and the thrift pass onto an emulated terminal.
extension CursesTests {
  @Suite("Painter") struct PainterTests {
    static let terms = ["xterm-256color", "xterm", "screen", "tmux-256color", "linux", "vt100"]

    /// A style for every role and surface, all different where the depth allows.
    static func sheet(_ depth: ColorDepth) -> StyleSheet {
      StyleSheet(depth: depth) { role, surface in
        let number = Int(role.rawValue) * 5 + Int(surface.rawValue)
        let attributes = Attributes(rawValue: UInt8(number % 13) & 0b11001)
        func color(_ number: Int) -> Color {
          switch depth {
          case .mono: .standard
          case .eight: number % 9 == 0 ? .standard : .indexed(UInt8(number % 8))
          case .sixteen: number % 9 == 0 ? .standard : .indexed(UInt8(number % 16))
          case .indexed: number % 9 == 0 ? .standard : .indexed(UInt8(number * 7 % 256))
          case .full:
            number % 9 == 0
              ? .standard : .rgb(UInt8(number * 7 % 97), 40, 200)
          }
        }
        return Style(
          foreground: color(number), background: color(Int(surface.rawValue) * 3),
          attributes: attributes)
      }
    }

    /// Random words on random paints over what is there.
    static func scribble(_ frame: inout Frame, _ random: inout SplitMix64, isUnicode: Bool) {
      let words =
        ["price", "32000", "   ", "x", "aaaaaaaaaaaa", "-1.5%"]
        + (isUnicode ? ["漢字", "é", "e\u{301}", "│", "━━━━━━━━━", "🙂"] : [])
      for _ in 0..<Int.random(in: 1...30, using: &random) {
        let role = Role.allCases.randomElement(using: &random) ?? .text
        let surface = Surface.allCases.randomElement(using: &random) ?? .screen
        frame.write(
          CleanText(words.randomElement(using: &random) ?? ""),
          column: Int.random(in: -3..<frame.size.columns, using: &random),
          row: Int.random(in: 0..<frame.size.rows, using: &random), in: frame.area,
          Paint(role, on: surface))
      }
      if Bool.random(using: &random) {
        let place = Point(
          column: Int.random(in: 0..<frame.size.columns, using: &random),
          row: Int.random(in: 0..<frame.size.rows, using: &random))
        frame.placeCursor(place, in: frame.area)
      } else {
        frame.hideCursor()
      }
    }

    static func ink(_ color: Color) -> Emulator.Ink {
      switch color {
      case .standard: .standard
      case .indexed(let index): .index(Int(index))
      case .rgb(let red, let green, let blue): .rgb(Int(red), Int(green), Int(blue))
      }
    }

    /// Where the emulator does not show what the frame says; nil when it does.
    static func difference(
      _ frame: Frame, _ sheet: StyleSheet, _ emulator: Emulator, attributes: Set<Int>
    ) -> String? {
      for row in 0..<frame.size.rows {
        for column in 0..<frame.size.columns {
          let cell = frame[column, row]
          let shown = emulator[column, row]
          var bytes: [UInt8] = []
          cell.glyph.append(to: &bytes)
          let text = String(decoding: bytes, as: UTF8.self)
          let style = sheet.style(cell.paint)
          let wanted = Set(
            Attributes.all.filter { style.attributes.contains($0.attribute) }.map { Int($0.sgr) })
          var isSame = shown.text == text && shown.pen.background == ink(style.background)
          let seen = attributes.intersection(text == " " ? [4, 7] : [1, 4, 7])
          isSame =
            isSame
            && shown.pen.attributes.intersection(seen)
              == wanted.intersection(seen)
          if text != " " || wanted.contains(7) {
            isSame = isSame && (shown.pen.foreground == ink(style.foreground) || text == "")
          }
          if !isSame { return "\(column),\(row): \(shown) for \(text) \(style)" }
        }
      }
      if let cursor = frame.cursor {
        let isThere = emulator.column == cursor.column && emulator.row == cursor.row
        return isThere && emulator.modes.contains(25) ? nil : "the cursor"
      }
      return nil
    }

    @Test(
      "The terminal shows what the frame says",
      arguments: terms, [ColorDepth.mono, .eight, .sixteen, .indexed, .full])
    func frames(_ term: String, _ asked: ColorDepth) throws {
      let description = try TerminalDescription(term)
      let depth = description.depth(asked)
      let isUnicode = term != "vt100" && Painter.usesUnicode()
      let sheet = Self.sheet(depth)
      var random = SplitMix64(seed: 11)
      var size = Size(columns: 50, rows: 12)
      var painter = try Painter(description, depth: depth, size: size)
      defer { painter.close() }
      var emulator = Emulator(columns: size.columns, rows: size.rows)
      var frame = Frame(size, charset: isUnicode ? .unicode : .ascii)
      for round in 0..<90 {
        if round % 40 == 39 {
          size = Size(
            columns: Int.random(in: 1...70, using: &random),
            rows: Int.random(in: 1...20, using: &random))
          painter.resize(size)
          emulator.resize(columns: size.columns, rows: size.rows)
          frame = Frame(size, charset: frame.charset)
        }
        if round == 57 { painter.repaint() }
        Self.scribble(&frame, &random, isUnicode: isUnicode)
        // A wide character in the last corner has a stand-in, and a test of its own.
        let corner = Rect(column: size.columns - 2, row: size.rows - 1, columns: 2, rows: 1)
        frame.write("ab", column: max(0, corner.column), row: corner.row, in: frame.area)
        let bytes = painter.update(frame, sheet)
        emulator.feed(bytes)
        // The Linux console does not underline in colour.
        let attributes: Set<Int> = term == "linux" && depth > .mono ? [1, 7] : [1, 4, 7]
        let problem = Self.difference(frame, sheet, emulator, attributes: attributes)
        #expect(problem == nil, "round \(round)")
        if problem != nil { return }
      }
      #expect(emulator.strange == [])
      #expect(emulator.bells == 0)
    }

    @Test("A wide character in the last corner harms nobody", arguments: terms)
    func corner(_ term: String) throws {
      let size = Size(columns: 10, rows: 3)
      let description = try TerminalDescription(term)
      _ = Painter.usesUnicode()
      var painter = try Painter(description, depth: .mono, size: size)
      defer { painter.close() }
      var emulator = Emulator(columns: 10, rows: 3)
      var frame = Frame(size)
      for row in 0..<3 { frame.write("row 6字漢", row: row, in: frame.area) }
      emulator.feed(painter.update(frame, .plain))
      #expect(emulator.line(1) == "row 6字漢 " || emulator.line(1) == "row 6字漢")
      #expect(emulator.line(2).hasPrefix("row 6字"))
      frame.write("row 7", row: 2, in: frame.area)
      emulator.feed(painter.update(frame, .plain))
      #expect(emulator.line(2).hasPrefix("row 7字"))
      #expect(emulator.line(0).hasPrefix("row 6字"))
    }

    @Test("Nothing new costs nothing, and one new digit a few bytes")
    func bytes() throws {
      let size = Size(columns: 120, rows: 40)
      let description = try TerminalDescription("xterm-256color")
      var painter = try Painter(description, depth: .indexed, size: size)
      defer { painter.close() }
      let sheet = Self.sheet(.indexed)
      var frame = Frame(size)
      for row in 0..<40 {
        frame.write(CleanText("one row of the panel, number \(row)"), row: row, in: frame.area)
      }
      #expect(painter.update(frame, sheet).count < 4_000)
      #expect(painter.update(frame, sheet) == [])
      frame.write("32000", column: 60, row: 20, in: frame.area)
      #expect(painter.update(frame, sheet).count <= 20)
      frame.write("32001", column: 60, row: 20, in: frame.area)
      #expect(painter.update(frame, sheet).count <= 12)
    }

    @Test("More true colours than curses has places are shown as well as can be")
    func manyThemes() throws {
      let description = try TerminalDescription("xterm-256color")
      let size = Size(columns: 20, rows: 2)
      var painter = try Painter(description, depth: .full, size: size)
      defer { painter.close() }
      var emulator = Emulator(columns: 20, rows: 2)
      for theme in 0..<60 {
        let sheet = StyleSheet(depth: .full) { role, _ in
          Style(foreground: .rgb(UInt8(theme), role.rawValue, 9))
        }
        var frame = Frame(size)
        for (column, role) in Role.allCases.prefix(20).enumerated() {
          frame.write("x", column: column, in: frame.area, Paint(role))
        }
        emulator.feed(painter.update(frame, sheet))
        #expect(Self.difference(frame, sheet, emulator, attributes: []) == nil, "\(theme)")
      }
    }
  }
}
